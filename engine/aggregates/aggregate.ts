/** One aggregate as it stands after an event: what its repository loads, and what it wants back to save. */
export interface Aggregate<State> {
  readonly id: string;
  readonly stream: string;
  readonly state: State;
  /** The version of its last event, 0 if there is none; what a save expects of the stream. */
  readonly version: number;
  /** How many events were folded to make the state; with a snapshot, those that came after it. */
  readonly eventsRead: number;
  /** The last snapshot of it: the one the state began with, or one that was taken since. Absent if there is none. */
  readonly snapshotVersion?: number;
  /** When that snapshot was taken: milliseconds since 1970 (UTC). */
  readonly snapshotTakenAt?: number;
  /** Present when there was a snapshot, but all events were folded in its place. */
  readonly snapshotIgnored?: SnapshotIgnored;
}

/**
 * Why a snapshot was passed over.
 *
 * - `unreadable`: the snapshot store threw `error`, or what it gave is no snapshot of this stream
 * - `other-schema`: it was taken for another version of the state's schema
 * - `beyond-history`: readers of the stream do not see the event it was taken after: the snapshot is ahead of the
 *   stream, or older than a deletion
 * - `unusable-state`: the state was not recognised as one, or `evolve` threw `error` on top of it
 */
export interface SnapshotIgnored {
  readonly reason: 'unreadable' | 'other-schema' | 'beyond-history' | 'unusable-state';
  readonly error?: unknown;
}
