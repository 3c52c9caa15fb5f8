import { requireFunction, requireObject, requirePort, requireTime, requireWholeNumber } from '../guards.ts';
import type { Aggregate, SnapshotIgnored } from './aggregate.ts';
import type { SnapshotPolicy } from './snapshot-policy.ts';
import { requireSnapshot, type Snapshot, type SnapshotStore } from './snapshot.ts';

/** How a repository keeps snapshots. */
export interface SnapshotOptions {
  readonly store: SnapshotStore;
  readonly policy: SnapshotPolicy;
  /**
   * The version of the state's shape and meaning, from 1. Raise it whenever `evolve`, the state or the upcasters
   * change: snapshots of any other version are passed over, and replaced in time.
   */
  readonly schemaVersion: number;
  /** Milliseconds since 1970 (UTC). */
  readonly clock: () => number;
  /**
   * Whether what was kept can be a state at all. Without it, a damaged state is noticed only if `evolve` throws on
   * top of it.
   */
  readonly isState?: (state: unknown) => boolean;
}

/** What became of the snapshot after a save. A failure leaves the save as it is: the events are written. */
export type SnapshotOutcome =
  | { readonly outcome: 'not-due' }
  | { readonly outcome: 'taken'; readonly version: number; readonly takenAt: number }
  | { readonly outcome: 'failed'; readonly error: unknown };

/** A snapshot to begin with, or why there is none. */
export type Found =
  | { readonly snapshot: Snapshot; readonly ignored?: never }
  | { readonly snapshot?: never; readonly ignored: SnapshotIgnored | undefined };

/** @throws InvalidInputError for anything but snapshot options */
export function requireSnapshotOptions(options: SnapshotOptions, where: string): SnapshotOptions {
  requireObject(options, where);
  requirePort(options.store, ['load', 'save', 'delete'], `${where}.store`);
  requireFunction(options.policy, `${where}.policy`);
  requireWholeNumber(options.schemaVersion, `${where}.schemaVersion`, 1);
  requireFunction(options.clock, `${where}.clock`);
  if (options.isState !== undefined) requireFunction(options.isState, `${where}.isState`);
  return options;
}

/** Looks for a snapshot of a stream. Never throws: what is wrong with one is a reason to do without. */
export function findSnapshot(options: SnapshotOptions, stream: string): Found {
  let snapshot: Snapshot | undefined;
  try {
    snapshot = options.store.load(stream);
    if (snapshot === undefined) return { ignored: undefined };
    requireSnapshot(snapshot, `snapshot of ${stream}`);
  } catch (error) {
    return { ignored: { reason: 'unreadable', error } };
  }
  if (snapshot.stream !== stream) return { ignored: { reason: 'unreadable' } };
  if (snapshot.schemaVersion !== options.schemaVersion) return { ignored: { reason: 'other-schema' } };
  try {
    if (options.isState !== undefined && !options.isState(snapshot.state)) {
      return { ignored: { reason: 'unusable-state' } };
    }
  } catch (error) {
    return { ignored: { reason: 'unusable-state', error } };
  }
  return { snapshot };
}

/** Takes a snapshot of an aggregate that was just saved, if the policy says so. Never throws. */
export function takeSnapshot(options: SnapshotOptions, aggregate: Aggregate<unknown>): SnapshotOutcome {
  const { stream, version, state, snapshotVersion, snapshotTakenAt } = aggregate;
  try {
    const now = requireTime(options.clock(), 'snapshots: what the clock says');
    const last =
      snapshotVersion === undefined || snapshotTakenAt === undefined
        ? undefined
        : { version: snapshotVersion, takenAt: snapshotTakenAt };
    if (!options.policy({ stream, version, now, last })) return { outcome: 'not-due' };
    options.store.save({ stream, version, schemaVersion: options.schemaVersion, takenAt: now, state });
    return { outcome: 'taken', version, takenAt: now };
  } catch (error) {
    return { outcome: 'failed', error };
  }
}
