import { copyFrozen } from '../events/index.ts';
import { requireName, requireObject, requireTime, requireWholeNumber } from '../guards.ts';

/**
 * The state of an aggregate after one of its events, kept so that it need not be folded from the start again.
 * It is a copy of what the events say and can be thrown away at any time.
 */
export interface Snapshot<State = unknown> {
  readonly stream: string;
  /** The version of the last event that is in the state. */
  readonly version: number;
  /** The version of the shape and the meaning of `state`, from 1 upwards. */
  readonly schemaVersion: number;
  /** Milliseconds since 1970 (UTC), by the clock of who took it. */
  readonly takenAt: number;
  /** Plain data, as in events. */
  readonly state: State;
}

/** Where snapshots are kept: the last one of each stream. It belongs to one event store. */
export interface SnapshotStore {
  /** The snapshot that was saved last, or undefined if there is none. */
  load(stream: string): Snapshot | undefined;
  /** Replaces the stream's snapshot, whatever the version of either. */
  save(snapshot: Snapshot): void;
  /** Forgets the stream's snapshot, if there is one: for the sake of privacy, what is deleted goes from here too. */
  delete(stream: string): void;
}

/**
 * Checks a snapshot, copies it and freezes the copy.
 *
 * @throws InvalidInputError for anything but a snapshot, and for a state that is not plain data
 */
export function copySnapshot(snapshot: Snapshot, where: string): Snapshot {
  requireSnapshot(snapshot, where);
  const { stream, version, schemaVersion, takenAt } = snapshot;
  const state = copyFrozen(snapshot.state, `${where}.state`);
  return Object.freeze({ stream, version, schemaVersion, takenAt, state });
}

/** @throws InvalidInputError for anything but a snapshot; the state itself is not looked into */
export function requireSnapshot(snapshot: Snapshot, where: string): Snapshot {
  requireObject(snapshot, where);
  requireName(snapshot.stream, `${where}.stream`);
  requireWholeNumber(snapshot.version, `${where}.version`, 1);
  requireWholeNumber(snapshot.schemaVersion, `${where}.schemaVersion`, 1);
  requireTime(snapshot.takenAt, `${where}.takenAt`);
  return snapshot;
}
