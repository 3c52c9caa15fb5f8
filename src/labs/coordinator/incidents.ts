import type { Situation } from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { Simulation, Step as EngineStep } from '../../../engine/simulation/index.ts';
import { nodesOf, requireOneOf, type Setup } from './setup.ts';

/** What goes wrong, or is put right, just after the step `at` of the trace. */
export type Incident = { readonly at: number } & (
  | { readonly type: 'crash' | 'restart'; readonly node: string }
  | { readonly type: 'cut' | 'mend'; readonly a: string; readonly b: string }
  /** Watches on where the trace ends although more can happen. */
  | { readonly type: 'wait' }
);
/** Lets it happen. */
export function disturb(
  simulation: Simulation,
  incident: Exclude<Incident, { readonly type: 'wait' }>,
): EngineStep {
  switch (incident.type) {
    case 'crash':
    case 'restart':
      return simulation[incident.type](incident.node);
    case 'cut':
    case 'mend':
      return simulation[incident.type](incident.a, incident.b);
  }
}

/** Whether nothing gets through between two nodes. */
export const isCut = ({ cuts }: Situation, a: string, b: string): boolean =>
  cuts.some(([from, to]) => (from === a && to === b) || (from === b && to === a));

/** @throws InvalidInputError for an incident that is none, or not possible now, naming its field after `where` */
export function requirePossible(setup: Setup, situation: Situation, incident: Incident, where: string): void {
  const names = nodesOf(setup);
  const { type } = incident;
  switch (type) {
    case 'wait':
      return;
    case 'crash':
    case 'restart': {
      const node = requireOneOf(names, incident.node, `${where}.node`);
      if (situation.up.has(node) === (type === 'crash')) return;
      throw new InvalidInputError(
        `${where}.node`,
        `a node that is ${type === 'crash' ? 'up' : 'down'}`,
        node,
      );
    }
    case 'cut':
    case 'mend': {
      const a = requireOneOf(names, incident.a, `${where}.a`);
      const others = names.filter((name) => name !== a);
      const b = requireOneOf(others, incident.b, `${where}.b`);
      if (isCut(situation, a, b) === (type === 'mend')) return;
      throw new InvalidInputError(`${where}.b`, `a link that is ${type === 'mend' ? 'cut' : 'whole'}`, b);
    }
    default:
      throw new InvalidInputError(`${where}.type`, 'a command of the coordinator', type);
  }
}
