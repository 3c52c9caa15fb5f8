import { InvalidInputError } from '../errors.ts';
import type { DomainEvent, EventMetadata, NewEvent, RecordedEvent } from '../events/index.ts';
import { requireFunction, requireName, requireObject, requirePort, requireWholeNumber } from '../guards.ts';
import { WrongExpectedVersionError, type AppendResult, type EventStore } from '../store/index.ts';
import type { Aggregate } from './aggregate.ts';
import { fold, requireDecider, type Decider } from './decider.ts';
import { AggregateNotFoundError } from './errors.ts';
import { readBack, restore, type Restored } from './restoring.ts';
import {
  requireSnapshotOptions,
  takeSnapshot,
  type SnapshotOptions,
  type SnapshotOutcome,
} from './snapshotting.ts';
import { streamName } from './stream-name.ts';

export interface RepositoryOptions<State, Command, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly decider: Decider<State, Command, Event>;
  /** Gives an id that it has never given before. The engine makes none up. */
  readonly newId: () => string;
  readonly snapshots?: SnapshotOptions;
}

export interface SaveOptions {
  /** Put on every event: whose request it was, what led to it (see `causedBy`). */
  readonly metadata?: EventMetadata;
  /** The id of the event that is to get a version, for ids that come out the same in a retry. Default: `newId`. */
  readonly idAt?: (version: number) => string;
}

export interface SaveResult<State, Event extends DomainEvent> {
  /** As the store says it: `checked` if there was nothing to save. */
  readonly outcome: AppendResult['outcome'];
  readonly version: number;
  /** What was saved, as it is read today; without what was deleted since, in case of `already-written`. */
  readonly events: readonly RecordedEvent<Event>[];
  /** How the aggregate stands now. Save this one next time. */
  readonly aggregate: Aggregate<State>;
  /** Present if something was written and the repository keeps snapshots. */
  readonly snapshot?: SnapshotOutcome;
}

/**
 * Loads the aggregates of one kind from their streams, and saves what happens to them.
 *
 * Source: the repository of domain-driven design (Eric Evans), over event streams as Greg Young describes it.
 */
export interface Repository<State, Command, Event extends DomainEvent> {
  readonly decider: Decider<State, Command, Event>;
  readonly newId: () => string;
  /**
   * The aggregate, as it stands now.
   *
   * @throws AggregateNotFoundError if nothing was written, or its stream is closed; InvalidInputError for a bad id
   */
  load(id: string): Aggregate<State>;
  /** As `load`, but undefined where there is none. */
  find(id: string): Aggregate<State> | undefined;
  /** As `load`, but where there is none, the initial state, ready to be saved for the first time (or revived). */
  loadOrNew(id: string): Aggregate<State>;
  /**
   * The aggregate as it stood after a version; at 0, the initial state. Deleted events count for nothing.
   *
   * @throws WrongExpectedVersionError for a version that the stream has not reached; InvalidInputError for a bad id
   *   or version
   */
  loadAt(id: string, version: number): Aggregate<State>;
  /**
   * Appends events to the aggregate's stream, if that is still at the aggregate's version. Without events nothing is
   * written, but the version is checked all the same: "nothing to do" was decided on that state, too.
   *
   * A snapshot is taken afterwards if its policy says so; if that fails, the result tells, and the save stands.
   *
   * @throws WrongExpectedVersionError when someone else was faster, StreamTombstonedError when the name is closed
   *   for ever, InvalidInputError for an aggregate of another kind or a malformed event, and whatever `evolve`
   *   throws: nothing is written then
   */
  save(
    aggregate: Aggregate<State>,
    events: readonly Event[],
    options?: SaveOptions,
  ): SaveResult<State, Event>;
}

/** @throws InvalidInputError for options that are none */
export function createRepository<State, Command, Event extends DomainEvent>(
  options: RepositoryOptions<State, Command, Event>,
): Repository<State, Command, Event> {
  const { store, newId, snapshots } = requireObject(options, 'createRepository: options');
  requirePort(store, ['append', 'readStream', 'readAll'], 'createRepository: store');
  requireFunction(newId, 'createRepository: newId');
  if (snapshots !== undefined) requireSnapshotOptions(snapshots, 'createRepository: snapshots');
  const decider = requireDecider(options.decider, 'createRepository: decider');

  const read = (stream: string, upTo = Infinity): Restored<State> =>
    restore(store, decider, snapshots, stream, upTo);

  const find = (id: string): Aggregate<State> | undefined => {
    const stream = streamName(decider.category, id);
    const restored = read(stream);
    return restored.exists ? aggregateOf(id, stream, restored.head, restored) : undefined;
  };

  return {
    decider,
    newId,
    find,
    load(id) {
      const aggregate = find(id);
      if (aggregate !== undefined) return aggregate;
      throw new AggregateNotFoundError(decider.category, id, streamName(decider.category, id));
    },
    loadOrNew(id) {
      const stream = streamName(decider.category, id);
      const restored = read(stream);
      return aggregateOf(id, stream, restored.head, restored);
    },
    loadAt(id, version) {
      const stream = streamName(decider.category, id);
      const restored = read(stream, requireWholeNumber(version, 'loadAt: version', 0));
      if (version > restored.head) throw new WrongExpectedVersionError(stream, version, restored.head);
      return aggregateOf(id, stream, version, restored);
    },
    save(aggregate, events, saveOptions = {}) {
      requireAggregate(aggregate, decider.category);
      if (!Array.isArray(events)) throw new InvalidInputError('save: events', 'an array of events', events);
      const { metadata, idAt = () => newId() } = requireObject(saveOptions, 'save: options');
      requireFunction(idAt, 'save: idAt');
      const batch = (events as readonly Event[]).map((event, i): NewEvent<Event> => {
        requireObject(event, `save: events[${i}]`);
        const id = idAt(aggregate.version + 1 + i);
        return metadata === undefined ? { ...event, id } : { ...event, id, metadata };
      });
      fold(decider, batch, aggregate.state); // an event that evolve chokes on would close the aggregate for ever
      const result = store.append(aggregate.stream, batch, { expected: aggregate.version });
      if (result.outcome === 'checked') {
        const { outcome, version } = result;
        return { outcome, version, events: [], aggregate: { ...aggregate, version } };
      }
      const recorded = readBack<Event>(store, aggregate.stream, batch.length, result);
      const saved: Aggregate<State> = {
        ...aggregate,
        state: fold(decider, recorded, aggregate.state),
        version: result.version,
        eventsRead: aggregate.eventsRead + recorded.length,
      };
      const done = { outcome: result.outcome, version: result.version, events: recorded };
      if (snapshots === undefined || result.outcome !== 'written') return { ...done, aggregate: saved };
      const snapshot = takeSnapshot(snapshots, saved);
      return { ...done, aggregate: withSnapshot(saved, snapshot), snapshot };
    },
  };
}

function aggregateOf<State>(
  id: string,
  stream: string,
  version: number,
  { state, eventsRead, snapshot, snapshotIgnored }: Restored<State>,
): Aggregate<State> {
  return {
    id,
    stream,
    state,
    version,
    eventsRead,
    ...(snapshot && { snapshotVersion: snapshot.version, snapshotTakenAt: snapshot.takenAt }),
    ...(snapshotIgnored && { snapshotIgnored }),
  };
}

function withSnapshot<State>(aggregate: Aggregate<State>, snapshot: SnapshotOutcome): Aggregate<State> {
  if (snapshot.outcome !== 'taken') return aggregate;
  return { ...aggregate, snapshotVersion: snapshot.version, snapshotTakenAt: snapshot.takenAt };
}

function requireAggregate(aggregate: Aggregate<unknown>, category: string): void {
  const { id, stream, version } = requireObject(aggregate, 'save: aggregate');
  if (stream !== streamName(category, requireName(id, 'save: aggregate.id'))) {
    throw new InvalidInputError('save: aggregate.stream', `the stream of ${category} "${id}"`, stream);
  }
  requireWholeNumber(version, 'save: aggregate.version', 0);
}
