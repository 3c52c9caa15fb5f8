import { linkOf } from './network.ts';
import type { Due, Node, World } from './world.ts';

/**
 * Something that may happen next. Its `id` says what, such as `perform:a` (the next thing that node a wants done),
 * `deliver:m3`, `lose:m3` (it comes to a node that is down), `wake:a:retry`, `start:a` and `restart:a`.
 */
export type Choice = {
  readonly id: string;
  /** The node it happens to. */
  readonly node: string;
  /** When it is due: milliseconds since the simulation began. What is overdue happens now. */
  readonly due: number;
} & (
  | { readonly type: 'perform' | 'start' | 'restart' }
  | { readonly type: 'deliver' | 'lose'; readonly message: string }
  | { readonly type: 'wake'; readonly timer: string }
);

/**
 * All that may happen next, that which is due first at the front.
 *
 * A node that has not yet done all it wanted does that before anything else. A node that has not begun takes nothing,
 * and what is on a link that is cut stays there until the link is mended. On a link that keeps the order, a message
 * waits for those that were sent before it.
 */
export function choicesOf(world: World): readonly Choice[] {
  const found = [...[...world.nodes.values()].flatMap(choicesOfNode), ...choicesOfNetwork(world)];
  found.sort((a, b) => a.choice.due - b.choice.due || a.sequence - b.sequence);
  return found.map(({ choice }) => choice);
}

interface Found {
  readonly choice: Choice;
  readonly sequence: number;
}

function choicesOfNode(node: Node): readonly Found[] {
  const { name, status, start, effects, ready, timers } = node;
  if (start !== undefined) {
    const type = status === 'new' ? 'start' : 'restart';
    return [
      { choice: { id: `${type}:${name}`, type, node: name, due: start.due }, sequence: start.sequence },
    ];
  }
  const [next] = effects;
  if (next !== undefined) {
    const choice: Choice = { id: `perform:${name}`, type: 'perform', node: name, due: ready };
    return [{ choice, sequence: next.sequence }];
  }
  return [...timers].map(([timer, { due, sequence }]: [string, Due]) => ({
    choice: { id: `wake:${name}:${timer}`, type: 'wake', node: name, timer, due },
    sequence,
  }));
}

function* choicesOfNetwork(world: World): Generator<Found> {
  const held = new Set<string>();
  for (const { id, from, to, due, sequence } of world.inFlight.values()) {
    const link = linkOf(from, to);
    if (world.cuts.has(link) || held.has(link)) continue;
    if (world.network.isFifo(from, to)) held.add(link);
    const { status, effects } = world.nodes.get(to) as Node;
    if (status === 'new' || effects.length > 0) continue;
    const type = status === 'up' ? 'deliver' : 'lose';
    yield { choice: { id: `${type}:${id}`, type, node: to, message: id, due }, sequence };
  }
}
