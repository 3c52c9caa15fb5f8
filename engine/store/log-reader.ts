import type { RecordedEvent, Upcast } from '../events/index.ts';
import type { Direction, LogFilter } from './event-store.ts';

/** A run of stored events, as seen by a reader of today. */
export interface Read {
  readonly events: readonly RecordedEvent[];
  /** The index to read on from, or null when the end was reached. */
  readonly next: number | null;
}

/** Whether a stored event's readings are wanted, and which of them. */
export type Select = (stored: RecordedEvent) => readonly RecordedEvent[];

/** Joins upcasting and a filter. The prefix is tried first, because it needs no upcasting. */
export function createSelect(upcast: Upcast | undefined, filter: LogFilter): Select | undefined {
  const { prefix, types } = filter;
  if (upcast === undefined && prefix === undefined && types === undefined) return undefined;
  const wanted = types === undefined ? undefined : new Set(types);
  return (stored) => {
    if (prefix !== undefined && !stored.stream.startsWith(prefix)) return [];
    const events = upcast === undefined ? [stored] : upcast(stored);
    return wanted === undefined ? events : events.filter((event) => wanted.has(event.type));
  };
}

/**
 * Reads stored events from an array, in either direction.
 *
 * @param log the stored events
 * @param from the index to begin at (inclusive); beyond either end it is clamped or finds nothing
 * @param lowest the lowest index that may be read
 * @param max how many stored events to return at most
 * @param select what a reader sees of each, or undefined for everything as it is
 */
export function readLog(
  log: readonly RecordedEvent[],
  direction: Direction,
  from: number,
  lowest: number,
  max: number,
  select: Select | undefined,
): Read {
  const step = direction === 'forwards' ? 1 : -1;
  const start = direction === 'forwards' ? Math.max(from, lowest) : Math.min(from, log.length - 1);
  const inside = (index: number): boolean => index >= lowest && index < log.length;
  const reached = (index: number): number | null => (inside(index) ? index : null);

  if (select === undefined) {
    const end =
      direction === 'forwards' ? Math.min(start + max, log.length) : Math.max(start - max, lowest - 1);
    const events = direction === 'forwards' ? log.slice(start, end) : log.slice(end + 1, start + 1).reverse();
    return { events, next: reached(end) };
  }

  const events: RecordedEvent[] = [];
  let taken = 0;
  let index = start;
  for (; inside(index) && taken < max; index += step) {
    const seen = select(log[index] as RecordedEvent);
    if (seen.length === 0) continue;
    taken += 1;
    for (const event of direction === 'forwards' ? seen : seen.toReversed()) events.push(event);
  }
  return { events, next: reached(index) };
}
