import type { AnyStateMachine } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';

/**
 * A flat statechart as Mermaid source, to be drawn on a page. Only what can be reached is drawn, so that a variant
 * without a state is drawn without it.
 *
 * @returns a `stateDiagram-v2`: states in the order of the machine, one arrow for each transition
 */
export function chartDiagram(machine: AnyStateMachine): string {
  const { children } = toDirectedGraph(machine);
  const initial = machine.root.initial.target[0]?.key ?? '';
  const reached = new Set([initial]);
  for (const name of reached) {
    for (const edge of children.find((child) => child.stateNode.key === name)?.edges ?? []) {
      reached.add(edge.target.key);
    }
  }
  const lines = children
    .filter(({ stateNode }) => reached.has(stateNode.key))
    .flatMap(({ stateNode, edges }) => [
      ...edges.map(
        ({ target, transition }) => `  ${stateNode.key} --> ${target.key}: ${transition.eventType}`,
      ),
      ...(stateNode.type === 'final' ? [`  ${stateNode.key} --> [*]`] : []),
    ]);
  return ['stateDiagram-v2', `  [*] --> ${initial}`, ...lines].join('\n');
}
