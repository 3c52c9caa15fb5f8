import { refuse, type Decider } from '../aggregates/index.ts';
import { describe } from '../errors.ts';
import type { DomainEvent } from '../events/index.ts';

/**
 * Something that happened today. What happened is the event's type, and the words are the learner's own: in a day,
 * `WokeUp` and `FedTheCat` are events alike. Types can be left open here because no fold asks for a certain one; where
 * rules depend on the type, it must be one of a closed set.
 *
 * `minute` is when it happened, in minutes since midnight: 7:30 is 450. It is no order of events, since one may
 * remember the breakfast after the lesson.
 */
export type DayEvent = DomainEvent<string, { minute: number }>;

export interface NoteMoment {
  readonly type: 'NoteMoment';
  readonly data: {
    /** What happened, in any words. White space around it is dropped. */
    readonly label: string;
    /** When, in whole minutes since midnight, from 0 to 1439. */
    readonly minute: number;
  };
}

/** All that a row of "how it is now" keeps of a day: what was written last, over everything before. */
export interface CurrentRow {
  readonly label: string;
  readonly minute: number;
}

const MINUTES = 24 * 60;

/**
 * A day, and what a row would keep of it: its state is that row, and null before the first event.
 *
 * It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `empty-label`: an event says what happened
 * - `not-in-day`: a day has the whole minutes from 0 (midnight) to 1439 (23:59)
 */
export const day: Decider<CurrentRow | null, NoteMoment, DayEvent> = {
  category: 'day',
  initial: null,

  decide({ data: { label, minute } }) {
    const type = typeof label === 'string' ? label.trim() : '';
    if (type === '') refuse('empty-label', 'Say what happened: a word or two are enough.');
    if (!Number.isInteger(minute) || minute < 0 || minute >= MINUTES) {
      const given = describe(minute);
      refuse('not-in-day', `A time of the day is a whole minute from 0 to ${MINUTES - 1}, not ${given}.`, {
        given,
      });
    }
    return [{ type, data: { minute } }];
  },

  evolve: (_, { type, data }) => ({ label: type, minute: data.minute }),
};

/** The day of the example: 7:00, 7:30, 8:00 and 8:15. */
export const exampleDay: readonly DayEvent[] = [
  { type: 'WokeUp', data: { minute: 7 * 60 } },
  { type: 'AteBreakfast', data: { minute: 7 * 60 + 30 } },
  { type: 'StartedLearning', data: { minute: 8 * 60 } },
  { type: 'HadInsight', data: { minute: 8 * 60 + 15 } },
];

/** The day as a time line: all events by the time of the day, those of the same minute as they were noted. */
export function byTimeOfDay<Event extends DayEvent>(events: readonly Event[]): readonly Event[] {
  return events.toSorted((a, b) => a.data.minute - b.data.minute);
}
