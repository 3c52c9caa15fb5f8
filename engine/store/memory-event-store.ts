import {
  createUpcast,
  type DomainEvent,
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
import { decideAppend } from './decide-append.ts';
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
import { requireExpectedVersion, type ExpectedVersion } from './expected-version.ts';
import { createSelect, readLog, type Select } from './log-reader.ts';
import { LogSubscription } from './log-subscription.ts';
import { recordBatch } from './recording.ts';
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
    const { clock = () => 0, upcasters = [] } = requireObject(options, 'MemoryEventStore: options');
    this.#clock = requireFunction(clock, 'MemoryEventStore: clock');
    const upcast = createUpcast(upcasters);
    this.#upcast = upcasters.length > 0 ? upcast : undefined;
    this.#selectAll = createSelect(this.#upcast, {});
  }

  append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): AppendResult {
    requireName(stream, 'append: stream');
    const expected = requireExpectedVersion(
      (options as Partial<AppendOptions> | undefined)?.expected,
      'append: expected',
    );
    if (!Array.isArray(events)) throw new InvalidInputError('append: events', 'an array of events', events);

    const log = this.#streams.get(stream) ?? new StreamLog(stream);
    const recorded = this.#record(log, events);
    const decision = decideAppend(log, recorded, expected);
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
    requireObject(options, 'readStream: options');
    const direction = requireDirection(options.direction, 'readStream: direction');
    const from =
      options.from === undefined ? undefined : requireWholeNumber(options.from, 'readStream: from', 1);
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
    requireObject(options, 'readAll: options');
    const direction = requireDirection(options.direction, 'readAll: direction');
    const from =
      options.from === undefined ? undefined : requireWholeNumber(options.from, 'readAll: from', 1);
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
    const { after = 0, bufferSize = DEFAULT_BUFFER } = requireObject(options, 'subscribe: options');
    const subscription = new LogSubscription(
      this.#log,
      handler as unknown as EventHandler,
      this.#selectFor(options, 'subscribe'),
      requireWholeNumber(after, 'subscribe: after', 0),
      requireCount(bufferSize, 'subscribe: bufferSize'),
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

  #record(log: StreamLog, events: readonly NewEvent[]): readonly RecordedEvent[] {
    if (events.length === 0) return [];
    const recordedAt = requireTime(this.#clock(), 'MemoryEventStore: what the clock says');
    const position = this.#log.length;
    const recorded = recordBatch(events, { stream: log.name, version: log.version, position, recordedAt });
    if (this.#log.length === position) return recorded;
    throw new InvalidInputError('append: events', 'data that does not append while it is read', events);
  }

  #write(log: StreamLog, recorded: readonly RecordedEvent[]): void {
    if (log.version === 0) this.#streams.set(log.name, log);
    log.status = 'open';
    for (const event of recorded) {
      log.push(event);
      this.#log.push(event);
    }
    if (this.#subscriptions.size === 0) return;
    // A copy, because handlers may subscribe and stop; who subscribes now reads these events from the log.
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
    const expected = requireExpectedVersion(
      (options as Partial<AppendOptions> | undefined)?.expected,
      `${where}: expected`,
    );
    const log = this.#streams.get(stream) ?? new StreamLog(stream);
    if (!holds(expected, log)) {
      throw new WrongExpectedVersionError(stream, expected, log.version);
    }
    return log;
  }
}

/** Whether an expectation holds of a stream that is to be closed. Closing it once more is no contradiction. */
function holds(expected: ExpectedVersion, log: StreamLog): boolean {
  if (expected === 'any' || log.status === 'tombstoned') return true;
  if (expected === log.version) return true;
  if (expected === 'stream-exists') return log.version > 0;
  return (expected === 'no-stream' || expected === 0) && !log.exists;
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
