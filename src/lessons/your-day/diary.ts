import { fold } from '../../../engine/aggregates/index.ts';
import {
  byTimeOfDay,
  day,
  exampleDay,
  type CurrentRow,
  type DayEvent,
  type NoteMoment,
} from '../../../engine/domains/your-day.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

/** A moment of the day as it is handed in: what happened, in any words, and when, in minutes since midnight. */
export type Moment = NoteMoment['data'];

/** A day, kept in an event store. */
export interface Diary {
  /** The stream, in the order in which it was noted. */
  readonly events: readonly RecordedEvent<DayEvent>[];
  /** The same events by the time of the day. */
  readonly timeline: readonly RecordedEvent<DayEvent>[];
  /** What a row would hold: a fold of the stream. Null before the first event. */
  readonly row: CurrentRow | null;
}

/** More than this does not fit on a wall, and a foreign script might store any number. */
export const MOST_MOMENTS = 40;
/** In characters, white space around it not counted. */
export const LONGEST_LABEL = 60;

const STREAM = 'day-today';

/**
 * Notes one moment after another: each is decided on what was there before, and what is decided is appended.
 *
 * @throws CommandRefusedError for the first moment that the rules of a day refuse
 */
export function keepDiary(moments: readonly Moment[]): Diary {
  const store = new MemoryEventStore();
  for (const data of moments) {
    const { events: past, version } = store.readStream<DayEvent>(STREAM);
    const decided = day.decide({ type: 'NoteMoment', data }, fold(day, past));
    const events = decided.map((event, i) => ({ ...event, id: String(version + 1 + i) }));
    store.append<DayEvent>(STREAM, events, { expected: version });
  }
  const { events } = store.readStream<DayEvent>(STREAM);
  return { events, timeline: byTimeOfDay(events), row: fold(day, events) };
}

/** The moments that lead to these events. */
export const momentsOf = (events: readonly DayEvent[]): readonly Moment[] =>
  events.map(({ type, data }) => ({ label: type, minute: data.minute }));

export const exampleMoments: readonly Moment[] = momentsOf(exampleDay);

/** @param time what a field for times holds: `07:30`, or nothing; then it is no minute of any day, and is refused */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return hours === undefined || minutes === undefined ? NaN : Number(hours) * 60 + Number(minutes);
}
