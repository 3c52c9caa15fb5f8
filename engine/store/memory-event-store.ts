import {
  copyFrozen,
  createUpcast,
  type DomainEvent,
  type EventMetadata,
  type NewEvent,
  type RecordedEvent,
  type Upcast,
  type Upcaster,
} from '../events/index.ts';
import { InvalidInputError } from '../errors.ts';
import {
  requireCount,
  requireFunction,
  requireName,
  requireNames,
  requireObject,
  requireTime,
  requireWholeNumber,
} from '../guards.ts';
import { StreamNotFoundError, StreamTombstonedError, WrongExpectedVersionError } from './errors.ts';
import type {
  AppendOptions,
  AppendResult,
  DeleteResult,
  Direction,
  EventHandler,
  EventStore,
  LogFilter,
  LogSlice,
  ReadAllOptions,
  ReadStreamOptions,
  StreamSlice,
  SubscribeOptions,
  Subscription,
} from './event-store.ts';
import { decideAppend, requireExpectedVersion, type ExpectedVersion } from './expected-version.ts';
import { createSelect, readLog, type Select } from './log-reader.ts';
import { LogSubscription } from './log-subscription.ts';
import { StreamLog } from './stream-log.ts';

export interface MemoryEventStoreOptions {
  /**
   * Gives the time at which events are recorded, in milliseconds since 1970 (UTC); asked once for each append.
   * The engine has no clock of its own: without one, everything is recorded at 0.
   */
  readonly clock?: () => number;
  /** How events of older shapes are read today; applied on every read path. */
  readonly upcasters?: readonly Upcaster[];
}

const NO_METADATA: EventMetadata = Object.freeze({});
const DEFAULT_BUFFER = 256;

/** The event store of the book: the whole contract, in memory, synchronous and deterministic. */
export class MemoryEventStore implements EventStore {
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, StreamLog>();
  readonly #subscriptions = new Set<LogSubscription>();
  readonly #clock: () => number;
  readonly #upcast: Upcast | undefined;
  /** What a read without a filter applies to each stored event. */
  readonly #selectAll: Select | undefined;

  constructor(options: MemoryEventStoreOptions = {}) {
    this.#clock = requireFunction(options.clock ?? (() => 0), 'MemoryEventStore: clock');
    this.#upcast = options.upcasters?.length ? createUpcast(options.upcasters) : undefined;
    this.#selectAll = createSelect(this.#upcast, {});
  }

  append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): AppendResult {
    requireName(stream, 'append: stream');
    const expected = requireExpectedVersion(options?.expected, 'append: expected');
    if (!Array.isArray(events)) throw new InvalidInputError('append: events', 'an array of events', events);

    const log = this.#streams.get(stream) ?? new StreamLog(stream);
    const recorded = this.#record(log, events);
    const decision = decideAppend(
      log,
      recorded.map((event) => event.id),
      expected,
    );
    if (decision.action === 'acknowledge') {
      const last = log.events[decision.version - 1] as RecordedEvent;
      return { outcome: 'already-written', version: last.version, position: last.position };
    }
    const last = recorded.at(-1);
    if (last === undefined) return { outcome: 'checked', version: log.version, position: 0 };
    this.#write(log, recorded);
    return { outcome: 'written', version: last.version, position: last.position };
  }

  readStream<E extends DomainEvent>(stream: string, options: ReadStreamOptions = {}): StreamSlice<E> {
    requireName(stream, 'readStream: stream');
    const direction = requireDirection(options.direction, 'readStream: direction');
    const from = options.from === undefined ? undefined : requireWholeNumber(options.from, 'readStream: from', 1);
    const max = options.max === undefined ? Infinity : requireCount(options.max, 'readStream: max');

    const log = this.#streams.get(stream);
    if (!log?.exists) return { stream, exists: false, version: log?.version ?? 0, events: [], next: null };
    const first = startIndex(direction, from, log.version);
    const { events, next } = readLog(log.events, direction, first, log.hidden, max, this.#selectAll);
    return {
      stream,
      exists: true,
      version: log.version,
      events: events as readonly RecordedEvent<E>[],
      next: next === null ? null : next + 1,
    };
  }

  readAll<E extends DomainEvent>(options: ReadAllOptions = {}): LogSlice<E> {
    const direction = requireDirection(options.direction, 'readAll: direction');
    const from = options.from === undefined ? undefined : requireWholeNumber(options.from, 'readAll: from', 1);
    const max = options.max === undefined ? Infinity : requireCount(options.max, 'readAll: max');
    const select = this.#selectFor(options, 'readAll');

    const head = this.#log.length;
    const { events, next } = readLog(this.#log, direction, startIndex(direction, from, head), 0, max, select);
    return {
      events: events as readonly RecordedEvent<E>[],
      head,
      next: next === null ? null : next + 1,
    };
  }

  subscribe<E extends DomainEvent>(handler: EventHandler<E>, options: SubscribeOptions = {}): Subscription {
    requireFunction(handler, 'subscribe: handler');
    const subscription = new LogSubscription(
      this.#log,
      handler as unknown as EventHandler,
      this.#selectFor(options, 'subscribe'),
      requireWholeNumber(options.after ?? 0, 'subscribe: after', 0),
      requireCount(options.bufferSize ?? DEFAULT_BUFFER, 'subscribe: bufferSize'),
      (stopped) => this.#subscriptions.delete(stopped),
    );
    this.#subscriptions.add(subscription);
    subscription.deliver();
    return subscription;
  }

  deleteStream(stream: string, options: AppendOptions): DeleteResult {
    const log = this.#streamToClose('deleteStream', stream, options);
    if (log.status === 'tombstoned') throw new StreamTombstonedError(stream);
    if (log.version === 0) throw new StreamNotFoundError(stream);
    log.status = 'deleted';
    log.hidden = log.version;
    return { version: log.version };
  }

  tombstoneStream(stream: string, options: AppendOptions): DeleteResult {
    const log = this.#streamToClose('tombstoneStream', stream, options);
    log.status = 'tombstoned';
    this.#streams.set(stream, log);
    return { version: log.version };
  }

  /** Checks and copies a batch and numbers it as if it were written. Nothing is stored yet. */
  #record(log: StreamLog, events: readonly NewEvent[]): readonly RecordedEvent[] {
    if (events.length === 0) return [];
    const recordedAt = requireTime(this.#clock(), 'MemoryEventStore: what the clock says');
    return events.map((event, i) => {
      const where = `append: events[${i}]`;
      requireObject(event, where);
      const { metadata } = event;
      return Object.freeze({
        id: requireName(event.id, `${where}.id`),
        type: requireName(event.type, `${where}.type`),
        data: copyFrozen(event.data, `${where}.data`),
        schemaVersion: requireWholeNumber(event.schemaVersion ?? 1, `${where}.schemaVersion`, 1),
        metadata: metadata === undefined ? NO_METADATA : copyMetadata(metadata, `${where}.metadata`),
        stream: log.name,
        version: log.version + 1 + i,
        position: this.#log.length + 1 + i,
        recordedAt,
      });
    });
  }

  #write(log: StreamLog, recorded: readonly RecordedEvent[]): void {
    if (log.version === 0) this.#streams.set(log.name, log);
    log.status = 'open';
    for (const event of recorded) {
      log.push(event);
      this.#log.push(event);
    }
    for (const subscription of [...this.#subscriptions]) subscription.offer(recorded);
  }

  #selectFor(filter: LogFilter, where: string): Select | undefined {
    const { prefix, types } = filter;
    if (prefix === undefined && types === undefined) return this.#selectAll;
    if (prefix !== undefined) requireName(prefix, `${where}: prefix`);
    if (types !== undefined) requireNames(types, `${where}: types`);
    return createSelect(this.#upcast, filter);
  }

  #streamToClose(where: string, stream: string, options: AppendOptions): StreamLog {
    requireName(stream, `${where}: stream`);
    const expected = requireExpectedVersion(options?.expected, `${where}: expected`);
    const log = this.#streams.get(stream) ?? new StreamLog(stream);
    if (log.status === 'open' && !holds(expected, log)) {
      throw new WrongExpectedVersionError(stream, expected, log.version);
    }
    return log;
  }
}

/** Whether an expectation holds of an open stream. */
function holds(expected: ExpectedVersion, log: StreamLog): boolean {
  if (expected === 'any') return true;
  if (expected === 'stream-exists') return log.exists;
  return log.version === (expected === 'no-stream' ? 0 : expected);
}

function requireDirection(direction: unknown, where: string): Direction {
  if (direction === undefined || direction === 'forwards') return 'forwards';
  if (direction === 'backwards') return 'backwards';
  throw new InvalidInputError(where, "'forwards' or 'backwards'", direction);
}

/** Versions and positions count from 1, arrays from 0. */
function startIndex(direction: Direction, from: number | undefined, length: number): number {
  if (from !== undefined) return from - 1;
  return direction === 'forwards' ? 0 : length - 1;
}

function copyMetadata(metadata: unknown, where: string): EventMetadata {
  requireObject(metadata as object, where);
  const { correlationId, causationId } = metadata as EventMetadata;
  if (correlationId !== undefined) requireName(correlationId, `${where}.correlationId`);
  if (causationId !== undefined) requireName(causationId, `${where}.causationId`);
  return copyFrozen(metadata, where) as EventMetadata;
}
