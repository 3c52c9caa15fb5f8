import type { OrderEvent } from '../../../engine/domains/orders.ts';
import type { Projection } from '../../../engine/projections/index.ts';
import { diff } from '../../../engine/timeline/index.ts';
import type { OrderFact } from './history.ts';
import type { Screen } from './view.ts';

/** What a read model should be: a plain fold of the log, with nothing saved, throttled, crashed or swapped. */

export interface Judged {
  readonly model: unknown;
  readonly checkpoint: number;
  readonly parked: readonly number[];
}

export type Judge = (
  projection: Projection<unknown, OrderEvent>,
  judged: Judged,
  log: readonly OrderFact[],
) => Screen['verdict'];

/** A judge of one log that only grows: what was folded once is remembered. */
export function createJudge(): Judge {
  const known = new Map<Projection<unknown, OrderEvent>, unknown[]>();

  const foldOf = (projection: Projection<unknown, OrderEvent>, log: readonly OrderFact[]): unknown => {
    const states = known.get(projection) ?? [projection.initial];
    known.set(projection, states);
    for (const event of log.slice(states.length - 1)) states.push(projection.evolve(states.at(-1), event));
    return states[log.length];
  };

  return (projection, { model, checkpoint, parked }, log) => {
    const is = (state: unknown): boolean => diff(state, model).length === 0;
    const sofar = log.slice(0, checkpoint);
    if (parked.length > 0) {
      const others = sofar.filter(({ position }) => !parked.includes(position));
      return is(others.reduce(projection.evolve, projection.initial)) ? 'missing' : 'wrong';
    }
    if (is(foldOf(projection, sofar))) return 'right';
    const next = log.slice(0, checkpoint + 1);
    return checkpoint < log.length && is(foldOf(projection, next)) ? 'ahead' : 'wrong';
  };
}
