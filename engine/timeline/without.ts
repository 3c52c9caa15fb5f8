import { InvalidInputError } from '../errors.ts';
import type { RecordedEvent } from '../events/index.ts';
import type { Timeline } from './timeline.ts';

/** What would be, had some events not happened; and what it cost to find out. */
export interface WhatIf<S, E extends RecordedEvent = RecordedEvent> {
  readonly timeline: Timeline<S, E>;
  /** The position of the kept state from which everything was folded anew. */
  readonly checkpoint: number;
  /** How many positions were gone through, those passed over among them. */
  readonly eventsRead: number;
}

/**
 * The same timeline as if the events at some positions had never happened. History stays as it is, positions keep
 * their numbers (so states at the same position can be compared), and everything before the first of those events is
 * shared, not folded again. May be asked of its own answer: then both sets are passed over.
 *
 * @param positions which events to pass over, from 1, in any order
 * @throws InvalidInputError for a position outside the timeline; whatever `evolve` throws, which may now meet events
 *   that make no sense without those passed over
 */
export function without<S, E extends RecordedEvent>(
  timeline: Timeline<S, E>,
  positions: readonly number[],
): WhatIf<S, E> {
  if (!Array.isArray(positions)) {
    throw new InvalidInputError('without: positions', 'an array of positions', positions);
  }
  const branch = timeline.branch(positions);
  const checkpoint = branch.length;
  return { timeline: branch, checkpoint, eventsRead: branch.extend() };
}
