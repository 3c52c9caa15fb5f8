import type { Command } from './requests.ts';

export type ScenarioId = 'fact' | 'store' | 'bus' | 'read-database' | 'replay';

/** How many events the long cart has: an even number. */
export const LONG_CART = 200;

/** Someone who cannot decide: a mug in and out, until the cart has its events. The tea stays in it. */
function* undecided(): Generator<Command> {
  yield { type: 'create' };
  yield { type: 'add', item: 'tea' };
  for (let event = 2; event < LONG_CART; event += 2) {
    yield { type: 'add', item: 'mug' };
    yield { type: 'remove', item: 'mug' };
  }
}

/** What was done in each scenario before it opens. */
export const openings: Readonly<Record<ScenarioId, () => Iterable<Command>>> = {
  fact: () => [],
  store: () => [
    { type: 'create' },
    { type: 'add', item: 'tea' },
    { type: 'add', item: 'mug' },
    { type: 'remove', item: 'mug' },
  ],
  bus: () => [{ type: 'create' }, { type: 'add', item: 'tea' }],
  'read-database': undecided,
  replay: () => [
    { type: 'create' },
    { type: 'add', item: 'book' },
    { type: 'check-out' },
    { type: 'create' },
    { type: 'add', item: 'tea' },
    { type: 'add', item: 'honey' },
    { type: 'remove', item: 'tea' },
  ],
};
