import type { Entry, ScenarioId } from './designs.ts';

/** What happened before the learner came, and how the clock goes on from there. Times are UTC. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Monday, 4 May 2026, 00:00. */
const MONDAY = 1_777_852_800_000;

const at = (day: number, hours: number, minutes = 0): number =>
  MONDAY + day * DAY + hours * HOUR + minutes * MINUTE;

/** The moment that management asks about: Tuesday, 5 May 2026, 15:00. */
export const TUESDAY_AT_THREE = at(1, 15);
/** The moment at which the packer read the order: Thursday, 7 May 2026, 12:00. */
export const THURSDAY_NOON = at(3, 12);

export interface Opening {
  readonly entries: readonly Entry[];
  /** When the learner's first command comes. */
  readonly from: number;
  /** The time between two commands. */
  readonly every: number;
}

const past = (key: string, value: number, time: number, by: string, why: string): Entry => ({
  key,
  value,
  at: time,
  by,
  why,
  columns: false,
});

export const OPENINGS: Readonly<Record<ScenarioId, Opening>> = {
  same: { entries: [], from: at(0, 9), every: DAY },
  past: {
    entries: [
      past('Julius', 10, at(0, 9, 10), 'Hannes', 'coins'),
      past('Hannes', 75, at(0, 16, 30), 'Julius', 'tent deposit'),
      past('Hannes', -5, at(1, 17, 45), 'Julius', 'bus ticket'),
      past('Julius', 90, at(2, 10, 20), 'Hannes', 'tickets sold'),
      past('Julius', 10, at(2, 18, 5), 'Hannes', 'coins'),
    ],
    from: at(7, 9),
    every: HOUR,
  },
  repair: {
    entries: [
      past('Bob', 5, at(3, 9, 15), 'Bob', 'for the new class'),
      past('Bob', 60, at(3, 11, 40), 'Kim', 'Bob phoned'),
    ],
    from: at(3, 13),
    every: HOUR,
  },
};
