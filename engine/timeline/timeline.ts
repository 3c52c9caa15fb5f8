import { InvalidInputError } from '../errors.ts';
import type { RecordedEvent } from '../events/index.ts';
import { requireFunction, requireObject, requireTime, requireWholeNumber } from '../guards.ts';
import { Checkpoints, type Checkpoint } from './checkpoints.ts';
import { requireHistory, type History } from './history.ts';

/** How events make a state. `evolve` must be pure: it gives a new state and leaves the old one as it was. */
export interface Fold<S, E extends RecordedEvent = RecordedEvent> {
  /** The state before the first event. */
  readonly initial: S;
  readonly evolve: (state: S, event: E) => S;
}

/** The state at a position, and what it cost to find it. */
export interface StateAt<S> {
  readonly state: S;
  /** The state is the one after this many events; 0 is before the first. */
  readonly position: number;
  /** How many events were read to find it. */
  readonly eventsRead: number;
  /** The position of the kept state from which those events were folded. */
  readonly checkpoint: number;
}

/**
 * The states of a history, at any position, without replaying it from the start each time.
 *
 * Positions count the events of this history: for a whole log they are those of the log, for a stream its versions.
 * Each event is folded once when the timeline is made (or extended) and evenly spaced states are kept, at most 1,025
 * of them. With a history of n events, a jump then reads fewer than n / 512 events (fewer than 1,024 of a million),
 * and none at all where n is at most 1,024.
 *
 * Source: snapshots of event-sourced aggregates, kept in memory and thinned out as the history grows.
 */
export class Timeline<S, E extends RecordedEvent = RecordedEvent> {
  readonly history: History<E>;
  readonly #fold: Fold<S, E>;
  readonly #checkpoints: Checkpoints<S>;
  readonly #skipped: ReadonlySet<number>;
  /** The state after the last event that was folded. */
  #end: Checkpoint<S>;
  /** Up to here, the times of the history are known not to go back. */
  #orderedUpTo = 0;

  /** For `createTimeline` and `without`; they check what they are given. */
  constructor(
    history: History<E>,
    fold: Fold<S, E>,
    checkpoints = new Checkpoints<S>(fold.initial),
    skipped: ReadonlySet<number> = new Set(),
  ) {
    this.history = history;
    this.#fold = fold;
    this.#checkpoints = checkpoints;
    this.#skipped = skipped;
    this.#end = checkpoints.before(Infinity);
  }

  /** How many events it covers: the last position there is a state for. */
  get length(): number {
    return this.#end.position;
  }

  /** The distance between kept states, a power of two. A jump reads fewer events than this. */
  get stride(): number {
    return this.#checkpoints.stride;
  }

  /** How many states are kept, with the one before the first event. */
  get checkpoints(): number {
    return this.#checkpoints.count;
  }

  /** The positions that are passed over as if nothing had happened there, in order. */
  get skipped(): readonly number[] {
    return [...this.#skipped].sort((a, b) => a - b);
  }

  /**
   * The state after the first `position` events.
   *
   * @throws InvalidInputError for a position that is no whole number from 0 to the length
   */
  stateAt(position: number): StateAt<S> {
    this.#requirePosition(position, 'stateAt: position', 0);
    const from = position === this.length ? this.#end : this.#checkpoints.before(position);
    let { state } = from;
    for (let at = from.position + 1; at <= position; at += 1) state = this.#step(state, at);
    return { state, position, eventsRead: position - from.position, checkpoint: from.position };
  }

  /**
   * The position of the last event recorded at or before a time, 0 if there is none. The first call after the
   * history grew looks once at the time of each new event; beyond that a call looks at about log2(n) of them.
   *
   * @param time milliseconds since 1970 (UTC), as in `recordedAt`
   * @throws InvalidInputError for a time that is none, and for a history whose times go back: there "the state at
   *   that time" could mean more than one
   */
  positionAt(time: number): number {
    requireTime(time, 'positionAt: time');
    this.#requireOrder();
    let [low, high] = [0, this.length]; // the answer is in low..high
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.history.eventAt(middle).recordedAt <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Folds the events that the history gained since the timeline was made or last extended.
   *
   * @returns how many there were
   * @throws InvalidInputError for a history that became shorter; whatever `evolve` throws, after which the timeline
   *   covers the events before that one
   */
  extend(): number {
    const target = requireWholeNumber(this.history.length, 'extend: history.length', this.length);
    const start = this.length;
    let { position, state } = this.#end;
    try {
      while (position < target) {
        state = this.#step(state, position + 1);
        position += 1;
        this.#checkpoints.keep(position, state);
      }
    } finally {
      this.#end = { position, state };
    }
    return position - start;
  }

  /**
   * The same history with some more events passed over, folded no further than the last kept state before them: a
   * building block for `without`.
   */
  branch(skip: readonly number[]): Timeline<S, E> {
    const first = skip.reduce((least, position, i) => {
      this.#requirePosition(position, `without: positions[${i}]`, 1);
      return Math.min(least, position);
    }, this.length + 1);
    const kept = this.#checkpoints.upTo(first - 1);
    return new Timeline(this.history, this.#fold, kept, new Set([...this.#skipped, ...skip]));
  }

  #step(state: S, position: number): S {
    return this.#skipped.has(position) ? state : this.#fold.evolve(state, this.history.eventAt(position));
  }

  #requireOrder(): void {
    if (this.#orderedUpTo === this.length) return;
    let latest = this.#orderedUpTo === 0 ? -Infinity : this.history.eventAt(this.#orderedUpTo).recordedAt;
    for (let at = this.#orderedUpTo + 1; at <= this.length; at += 1) {
      const { recordedAt } = this.history.eventAt(at);
      if (recordedAt < latest) {
        const where = `positionAt: recordedAt of position ${at}`;
        throw new InvalidInputError(
          where,
          `a history whose times never go back (${latest} came before)`,
          recordedAt,
        );
      }
      latest = recordedAt;
    }
    this.#orderedUpTo = this.length;
  }

  #requirePosition(position: number, where: string, least: number): void {
    if (Number.isSafeInteger(position) && position >= least && position <= this.length) return;
    throw new InvalidInputError(where, `a position from ${least} to ${this.length}`, position);
  }
}

/**
 * Makes the timeline of a history: folds each event once.
 *
 * @param history the events, by position (`historyOf` for an array); it may grow, see `extend`
 * @param fold how they make a state
 * @throws InvalidInputError for what is no history or no fold; whatever `evolve` throws
 */
export function createTimeline<S, E extends RecordedEvent = RecordedEvent>(
  history: History<E>,
  fold: Fold<S, E>,
): Timeline<S, E> {
  requireHistory(history, 'createTimeline: history');
  requireFunction(requireObject(fold, 'createTimeline: fold').evolve, 'createTimeline: fold.evolve');
  const timeline = new Timeline(history, fold);
  timeline.extend();
  return timeline;
}
