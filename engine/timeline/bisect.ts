import type { RecordedEvent } from '../events/index.ts';
import { requireFunction } from '../guards.ts';
import type { Timeline } from './timeline.ts';

/** One state looked at, and whether the predicate held there. */
export interface Look {
  readonly position: number;
  readonly holds: boolean;
}

export interface Turn {
  /**
   * The first position whose state satisfies the predicate; null if it does not hold at the end. 0 says that it held
   * before the first event; any other position is that of the event which made the difference.
   */
  readonly position: number | null;
  /** The states at both ends, before the first event and after the last, which are looked at beforehand. */
  readonly ends: readonly [first: Look, last: Look];
  /** The states between the ends that were looked at, in order: at most ⌈log2 n⌉ for n events. */
  readonly looks: readonly Look[];
}

/**
 * Finds where a predicate of the state turns true, by halving.
 *
 * For n events there are n positions at which it can turn true, given that it is false before the first event and
 * true after the last; each look rules out half of them. So beyond the two ends it takes at most ⌈log2 n⌉ looks
 * (⌊log2 n⌋ at the least), and none where the ends already answer.
 *
 * @param holds must be monotone: once true, true from there on. If it is not, the answer is still an event at which
 *   it turned from false to true, though maybe not the first; and null only says that it does not hold at the end
 * @throws InvalidInputError for a predicate that is no function
 * Source: bisection, as version control systems use it to find the change that broke something.
 */
export function bisect<S, E extends RecordedEvent>(
  timeline: Timeline<S, E>,
  holds: (state: S) => boolean,
): Turn {
  requireFunction(holds, 'bisect: holds');
  const look = (position: number): Look => ({ position, holds: holds(timeline.stateAt(position).state) });
  const ends = [look(0), look(timeline.length)] as const;
  if (ends[0].holds) return { position: 0, ends, looks: [] };
  if (!ends[1].holds) return { position: null, ends, looks: [] };

  const looks: Look[] = [];
  let [before, turned] = [0, timeline.length]; // false at the one, true at the other
  while (turned - before > 1) {
    const seen = look(Math.floor((before + turned) / 2));
    looks.push(seen);
    if (seen.holds) turned = seen.position;
    else before = seen.position;
  }
  return { position: turned, ends, looks };
}
