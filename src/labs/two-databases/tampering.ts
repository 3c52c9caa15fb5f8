import { WrongExpectedVersionError, type MemoryEventStore } from '../../../engine/store/index.ts';
import { historyHash, historyOf } from '../../../engine/timeline/index.ts';
import type { Fact, Recorded } from './designs.ts';

/** What became of an attempt to change or remove an event that is stored. */
export interface Attempt {
  readonly kind: 'edit' | 'delete';
  readonly position: number;
  /** What each try came to, by the store's own answer. */
  readonly refusals: readonly Refusal[];
  /** Whether the store holds, event for event, what it held before. */
  readonly unchanged: boolean;
}

export type Refusal =
  /** The event that the store gave out is frozen: setting its field did nothing. */
  | { readonly by: 'frozen' }
  /** The store would not put an event where one stands. */
  | { readonly by: 'version'; readonly message: string }
  /** What was removed was the reader's own list; the store still gives out all of them. */
  | { readonly by: 'copy'; readonly left: number; readonly stored: number };

/** A short fingerprint of events, which differs as soon as anything of any of them does. */
export const fingerprint = (events: readonly Recorded[]): string => historyHash(historyOf(events));

/** Whether a log still begins, to the last letter, with the events that it had before. */
export const prefixUnchanged = (before: readonly Recorded[], now: readonly Recorded[]): boolean =>
  fingerprint(now.slice(0, before.length)) === fingerprint(before);

/**
 * Tries to change or remove an event, by all that the store's reader and writer can get hold of.
 *
 * @param position of an event that is stored
 */
export function tamper(store: MemoryEventStore, kind: Attempt['kind'], position: number): Attempt {
  const read = (): readonly Recorded[] => store.readAll<Fact>().events;
  const before = fingerprint(read());
  const refusals = kind === 'edit' ? editing(store, read, position) : deleting(read, position);
  return { kind, position, refusals, unchanged: fingerprint(read()) === before };
}

function editing(store: MemoryEventStore, read: () => readonly Recorded[], position: number): Refusal[] {
  const event = read()[position - 1] as Recorded;
  const [field] = Object.keys(event.data) as [string];
  const refusals: Refusal[] = [];
  if (!Reflect.set(event.data, field, 'something else')) refusals.push({ by: 'frozen' });
  try {
    const { stream, version, type, data } = event;
    store.append(stream, [{ type, data, id: `${event.id}-edited` }], { expected: version - 1 });
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    refusals.push({ by: 'version', message: error.message });
  }
  return refusals;
}

function deleting(read: () => readonly Recorded[], position: number): Refusal[] {
  const mine = read() as Recorded[];
  mine.splice(position - 1, 1);
  return [{ by: 'copy', left: mine.length, stored: read().length }];
}
