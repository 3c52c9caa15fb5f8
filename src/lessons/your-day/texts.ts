import type { CommandRefusedError } from '../../../engine/aggregates/index.ts';
import type { CurrentRow, DayEvent } from '../../../engine/domains/your-day.ts';
import { formatCount } from '../../ui/format.ts';
import { MOST_MOMENTS } from './diary.ts';

/** The words of the exercise, apart from its code. */

/** @param minute since midnight; 450 reads `7:30` */
export const formatMinute = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;

export const full = `The wall is full: it has room for ${MOST_MOMENTS} notes. Undo one, or start again.`;

/** Which field a refusal is about, and what to do. */
export function refusalOf({ reason, message }: CommandRefusedError): {
  readonly field: 'label' | 'time';
  readonly text: string;
} {
  return reason === 'not-in-day'
    ? { field: 'time', text: 'Give a time of the day, from 0:00 to 23:59.' }
    : { field: 'label', text: message };
}

export const momentText = (label: string, minute: number): string => `${formatMinute(minute)} ${label}`;

const eventText = (event: DayEvent | undefined): string =>
  event === undefined ? 'nothing' : momentText(event.type, event.data.minute);

/** What is said to those who cannot see the wall. */
export const noted = (label: string, minute: number, count: number): string =>
  `Noted: ${momentText(label, minute)}. ${events(count)} on the wall; the row holds the one that was noted last.`;

export const events = (count: number): string => (count === 1 ? '1 event' : `${formatCount(count)} events`);

/** A question about the day, with what the events answer and what the row can say to it. */
export interface Asked {
  readonly question: string;
  readonly fromEvents: string;
  /** Null where the row does not hold it. */
  readonly fromRow: string | null;
}

/** @param timeline not empty, by the time of the day */
export function askDay(timeline: readonly DayEvent[], row: CurrentRow): readonly Asked[] {
  const beforeLast = timeline.at(-2);
  return [
    {
      question: 'What was noted last?',
      fromEvents: momentText(row.label, row.minute),
      fromRow: momentText(row.label, row.minute),
    },
    { question: 'What did the day begin with?', fromEvents: eventText(timeline[0]), fromRow: null },
    { question: 'What came before the latest of them?', fromEvents: eventText(beforeLast), fromRow: null },
    { question: 'How much happened?', fromEvents: events(timeline.length), fromRow: null },
  ];
}
