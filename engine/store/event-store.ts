import type { DomainEvent, NewEvent, RecordedEvent } from '../events/index.ts';
import type { ExpectedVersion } from './expected-version.ts';

/**
 * The log, as everything else in the engine sees it.
 *
 * Streams count from version 1 and the log from position 1, both without gaps. A stream that nobody wrote to is
 * at version 0. Source: the contract follows what KurrentDB (EventStoreDB), Emmett and Eventide agree upon, with
 * numbers from 1.
 */
export interface EventStore {
  /**
   * Adds events to the end of a stream: all of them, or none.
   *
   * @param stream the stream's name, not empty
   * @param events what happened, in order; with none, only the expectation is checked
   * @throws InvalidInputError for anything malformed; nothing is stored
   * @throws WrongExpectedVersionError when the stream is not where the writer believes it to be
   * @throws StreamDeletedError for `stream-exists` on a deleted stream
   * @throws StreamTombstonedError for any append to a name that is closed for ever
   */
  append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): AppendResult;

  /**
   * Reads one stream, from a version (inclusive), forwards or backwards.
   *
   * @throws InvalidInputError for an empty name, a version below 1 or a maximum below 1
   */
  readStream<E extends DomainEvent>(stream: string, options?: ReadStreamOptions): StreamSlice<E>;

  /**
   * Reads the whole log, from a position (inclusive), forwards or backwards, with filters.
   *
   * @throws InvalidInputError for a position below 1, a maximum below 1 or an empty filter
   */
  readAll<E extends DomainEvent>(options?: ReadAllOptions): LogSlice<E>;

  /**
   * Gives `handler` every event after a position: first those that exist, then each new one, in the order of the
   * log, without gap or duplicate. A handler that throws stops its subscription at that event and hurts nobody
   * else; subscribe again after `subscription.position` to go on.
   *
   * @throws InvalidInputError for a negative position, an empty filter or a buffer below 1
   */
  subscribe<E extends DomainEvent>(handler: EventHandler<E>, options?: SubscribeOptions): Subscription;

  /**
   * Soft delete: from now on reads of the stream find nothing; reads of the whole log still show its events.
   * A later append revives the stream, and its versions go on where they were. Deleting twice is one deletion.
   *
   * @throws StreamNotFoundError when nothing was ever written
   * @throws WrongExpectedVersionError as for an append
   * @throws StreamTombstonedError when the name is closed for ever
   */
  deleteStream(stream: string, options: AppendOptions): DeleteResult;

  /**
   * Tombstone: closes the name for ever, whether or not anything was written under it. Reads of the whole log
   * still show what was. Doing so twice changes nothing, whatever is expected.
   *
   * @throws WrongExpectedVersionError as for an append
   */
  tombstoneStream(stream: string, options: AppendOptions): DeleteResult;
}

/** The same contract, as asynchronous functions: what a store on disk or behind a network implements. */
export interface AsyncEventStore {
  append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): Promise<AppendResult>;
  readStream<E extends DomainEvent>(stream: string, options?: ReadStreamOptions): Promise<StreamSlice<E>>;
  readAll<E extends DomainEvent>(options?: ReadAllOptions): Promise<LogSlice<E>>;
  subscribe<E extends DomainEvent>(
    handler: (event: RecordedEvent<E>) => void | Promise<void>,
    options?: SubscribeOptions,
  ): Promise<Subscription>;
  deleteStream(stream: string, options: AppendOptions): Promise<DeleteResult>;
  tombstoneStream(stream: string, options: AppendOptions): Promise<DeleteResult>;
}

export type Direction = 'forwards' | 'backwards';

export interface AppendOptions {
  readonly expected: ExpectedVersion;
}

export interface AppendResult {
  /**
   * `written`: the events are new. `already-written`: this very append was made before, and nothing was stored.
   * `checked`: there were no events, and the expectation holds.
   */
  readonly outcome: 'written' | 'already-written' | 'checked';
  /** The version of the last event of this append (for `checked`, the stream's). Expect it next time. */
  readonly version: number;
  /** The position of the last event of this append; 0 for `checked`. */
  readonly position: number;
}

export interface DeleteResult {
  /** The version of the last event ever written to the stream, 0 if none. */
  readonly version: number;
}

export interface ReadStreamOptions {
  readonly direction?: Direction;
  /** The first version to read, inclusive. Default: the first event forwards, the last one backwards. */
  readonly from?: number;
  /** How many stored events to read at most. Default: all. */
  readonly max?: number;
}

export interface StreamSlice<E extends DomainEvent = DomainEvent> {
  readonly stream: string;
  /** False for a stream that was never written, is deleted, or is tombstoned. */
  readonly exists: boolean;
  /** The version of the last event ever written to the stream, 0 if none. A deleted stream goes on from it. */
  readonly version: number;
  readonly events: readonly RecordedEvent<E>[];
  /** Where to read on, or null at the end. */
  readonly next: number | null;
}

export interface LogFilter {
  /** Only streams whose name begins so. */
  readonly prefix?: string;
  /** Only events of these types (their names of today, after upcasting). */
  readonly types?: readonly string[];
}

export interface ReadAllOptions extends LogFilter {
  readonly direction?: Direction;
  /** The first position to read, inclusive. Default: the first event forwards, the last one backwards. */
  readonly from?: number;
  /** How many stored events to return at most (those that a filter passes over do not count). Default: all. */
  readonly max?: number;
}

export interface LogSlice<E extends DomainEvent = DomainEvent> {
  readonly events: readonly RecordedEvent<E>[];
  /** The position of the last event of the whole log, 0 if it is empty. */
  readonly head: number;
  /** Where to read on, or null at the end. */
  readonly next: number | null;
}

export type EventHandler<E extends DomainEvent = DomainEvent> = (event: RecordedEvent<E>) => void;

export interface SubscribeOptions extends LogFilter {
  /** A checkpoint: the position of the last event already handled (exclusive). Default 0, from the beginning. */
  readonly after?: number;
  /** How many new events may wait while the handler is paused or busy. Default 256. */
  readonly bufferSize?: number;
}

export interface Subscription {
  /** `catching-up` reads the log; `live` takes from the buffer; `stopped` is final. */
  readonly state: 'catching-up' | 'live' | 'paused' | 'stopped';
  /** The checkpoint: everything up to this position has been handled or filtered out. */
  readonly position: number;
  /** How often the buffer was full, so that the subscription went back to reading the log. */
  readonly overflows: number;
  /** What the handler threw, if that is why the subscription stopped. */
  readonly error: unknown;
  /** Holds delivery after the current event (all of its parts, where reading splits it). New events wait. */
  pause(): void;
  /** Goes on after `pause`. */
  resume(): void;
  /** Ends the subscription; nothing is delivered afterwards, not even the rest of a split event. */
  stop(): void;
}
