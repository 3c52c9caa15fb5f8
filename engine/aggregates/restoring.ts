import type { DomainEvent, RecordedEvent } from '../events/index.ts';
import type { AppendResult, EventStore } from '../store/index.ts';
import type { SnapshotIgnored } from './aggregate.ts';
import { fold, type Decider } from './decider.ts';
import type { Snapshot } from './snapshot.ts';
import { findSnapshot, type SnapshotOptions } from './snapshotting.ts';

/** What a stream says of its aggregate. */
export interface Restored<State> {
  readonly state: State;
  /** False for a stream that was never written to, or is closed. */
  readonly exists: boolean;
  /** The version of the last event ever written to the stream. */
  readonly head: number;
  readonly eventsRead: number;
  readonly snapshot: Snapshot | undefined;
  readonly snapshotIgnored: SnapshotIgnored | undefined;
}

/**
 * Folds a stream into the state after version `upTo`: from its snapshot where that can be used, else from the start.
 *
 * A snapshot is never believed on its own. The stream is read from the very event that the snapshot was taken after;
 * if a reader does not see that event, the snapshot is of another history: ahead of this one, or from before a
 * deletion. Whatever is wrong with it, the events alone are enough.
 */
export function restore<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  snapshots: SnapshotOptions | undefined,
  stream: string,
  upTo: number,
): Restored<State> {
  const found = snapshots === undefined ? { ignored: undefined } : findSnapshot(snapshots, stream);
  let { ignored } = found;
  if (found.snapshot !== undefined && found.snapshot.version <= upTo) {
    const restored = resume(store, decider, found.snapshot, upTo);
    if ('state' in restored) return restored;
    ignored = restored;
  }
  const { exists, version, events } = store.readStream<Event>(stream);
  const past = events.filter((event) => event.version <= upTo);
  return {
    state: fold(decider, past),
    exists,
    head: version,
    eventsRead: past.length,
    snapshot: undefined,
    snapshotIgnored: ignored,
  };
}

function resume<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  snapshot: Snapshot,
  upTo: number,
): Restored<State> | SnapshotIgnored {
  const slice = store.readStream<Event>(snapshot.stream, { from: snapshot.version });
  if (slice.events[0]?.version !== snapshot.version) return { reason: 'beyond-history' };
  const isNew = ({ version }: RecordedEvent<Event>): boolean => version > snapshot.version && version <= upTo;
  const rest = slice.events.filter(isNew);
  try {
    return {
      state: fold(decider, rest, snapshot.state as State),
      exists: true,
      head: slice.version,
      eventsRead: rest.length,
      snapshot,
      snapshotIgnored: undefined,
    };
  } catch (error) {
    return { reason: 'unusable-state', error };
  }
}

/**
 * What an append stored, as readers see it. A new batch stands in one piece in the log, and is found there even if
 * a subscriber has closed the stream by now; an acknowledged one is looked up by its versions.
 */
export function readBack<Event extends DomainEvent>(
  store: EventStore,
  stream: string,
  count: number,
  { outcome, version, position }: AppendResult,
): readonly RecordedEvent<Event>[] {
  if (outcome === 'written') {
    const { events } = store.readAll<Event>({ from: position - count + 1, max: count });
    return events.filter((event) => event.position <= position);
  }
  const { events } = store.readStream<Event>(stream, { from: version - count + 1, max: count });
  return events.filter((event) => event.version <= version);
}
