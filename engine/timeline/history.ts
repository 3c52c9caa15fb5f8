import { InvalidInputError } from '../errors.ts';
import type { RecordedEvent } from '../events/index.ts';
import { requireFunction, requireObject, requireWholeNumber } from '../guards.ts';

/** A history that events can be taken from by position: 1 is the first, `length` the last. It may only grow. */
export interface History<E extends RecordedEvent = RecordedEvent> {
  readonly length: number;
  eventAt(position: number): E;
}

/**
 * The history that an array of events holds. The array may grow at its end; what it holds may not change.
 *
 * @throws InvalidInputError for what is no array, and (when the event is asked for) for a hole in it
 */
export function historyOf<E extends RecordedEvent>(events: ArrayLike<E>): History<E> {
  if (typeof events !== 'object' || (events as unknown) === null) {
    throw new InvalidInputError('historyOf: events', 'an array of recorded events', events);
  }
  requireWholeNumber(events.length, 'historyOf: events.length', 0);
  return {
    get length() {
      return events.length;
    },
    eventAt: (position) => requireEvent(events[position - 1], position),
  };
}

/** @throws InvalidInputError for anything but a history */
export function requireHistory<E extends RecordedEvent>(history: History<E>, where: string): History<E> {
  requireFunction(requireObject(history, where).eventAt, `${where}.eventAt`);
  requireWholeNumber(history.length, `${where}.length`, 0);
  return history;
}

function requireEvent<E extends RecordedEvent>(event: E | undefined, position: number): E {
  if (event !== undefined) return event;
  throw new InvalidInputError(`history: position ${position}`, 'a recorded event', event);
}
