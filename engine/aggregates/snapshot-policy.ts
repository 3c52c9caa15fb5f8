import { requireCount } from '../guards.ts';

/** What a policy may look at: an aggregate that has just been saved. */
export interface SnapshotMoment {
  readonly stream: string;
  /** The version of the aggregate now. */
  readonly version: number;
  /** Milliseconds since 1970 (UTC). */
  readonly now: number;
  /** The last snapshot of this aggregate that could be used; undefined if there is none. */
  readonly last: { readonly version: number; readonly takenAt: number } | undefined;
}

/** Whether it is time to take a snapshot. Asked after each save that wrote something. */
export type SnapshotPolicy = (moment: SnapshotMoment) => boolean;

const MILLISECONDS_PER_MINUTE = 60_000;

/**
 * When at least `n` events came since the last snapshot, or since the beginning.
 *
 * By distance, not by versions that `n` divides: a batch of several events would jump over those.
 *
 * @throws InvalidInputError for anything but a whole number from 1
 */
export function everyEvents(n: number): SnapshotPolicy {
  requireCount(n, 'everyEvents: n');
  return ({ version, last }) => version - (last?.version ?? 0) >= n;
}

/**
 * When the last snapshot is at least `n` minutes old, or there is none.
 *
 * @throws InvalidInputError for anything but a whole number from 1
 */
export function everyMinutes(n: number): SnapshotPolicy {
  const age = requireCount(n, 'everyMinutes: n') * MILLISECONDS_PER_MINUTE;
  return ({ now, last }) => last === undefined || now - last.takenAt >= age;
}

/** After every save: nothing but the last events of another writer is ever folded, and every save writes twice. */
export const everySave: SnapshotPolicy = () => true;
