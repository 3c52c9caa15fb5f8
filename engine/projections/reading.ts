import { UpcastError, type DomainEvent, type RecordedEvent } from '../events/index.ts';
import type { EventStore, LogFilter } from '../store/index.ts';

/** One stored event: all that today's readers see of it, in order, or why it cannot be read. */
export interface Step<Event extends DomainEvent> {
  readonly position: number;
  readonly events: readonly RecordedEvent<Event>[] | UpcastError;
}

/** A stretch of the log after a checkpoint. */
export interface Page<Event extends DomainEvent> {
  readonly steps: readonly Step<Event>[];
  /** Everything up to this position is among the steps, or was passed over by the filter. */
  readonly through: number;
}

/** The position of the last event of the log, 0 if it is empty. Reads nothing, and so cannot fail at an event. */
export const headOf = (store: EventStore): number =>
  store.readAll({ from: Number.MAX_SAFE_INTEGER, max: 1 }).head;

/**
 * Reads on after a checkpoint.
 *
 * @param max how many stored events to read at most (those that the filter passes over do not count)
 * @returns the stretch up to the maximum, the end of the log, or the first event that cannot be read; where that
 *   is near, the stretch is shorter than it could be
 * @throws whatever the store throws, unless it concerns one event
 */
export function readPage<Event extends DomainEvent>(
  store: EventStore,
  filter: LogFilter,
  after: number,
  max: number,
): Page<Event> {
  try {
    const { events, head, next } = store.readAll<Event>({ ...filter, from: after + 1, max });
    return { steps: stepsOf(events), through: next === null ? head : next - 1 };
  } catch (error) {
    if (!(error instanceof UpcastError)) throw error;
    if (max > 1) return readPage(store, filter, after, Math.ceil(max / 2));
    return { steps: [{ position: error.position, events: error }], through: error.position };
  }
}

/** Puts together the events that were read from one stored event. */
function stepsOf<Event extends DomainEvent>(events: readonly RecordedEvent<Event>[]): readonly Step<Event>[] {
  const steps: { position: number; events: RecordedEvent<Event>[] }[] = [];
  for (const event of events) {
    const last = steps.at(-1);
    if (last?.position === event.position) last.events.push(event);
    else steps.push({ position: event.position, events: [event] });
  }
  return steps;
}
