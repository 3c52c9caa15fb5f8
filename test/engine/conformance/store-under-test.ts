import type { DomainEvent, NewEvent, RecordedEvent, Upcaster } from '../../../engine/events/index.ts';
import type {
  AppendOptions,
  AppendResult,
  DeleteResult,
  LogSlice,
  ReadAllOptions,
  ReadStreamOptions,
  StreamSlice,
  SubscribeOptions,
  Subscription,
} from '../../../engine/store/index.ts';

type Awaitable<T> = T | Promise<T>;

/** What `EventStore` and `AsyncEventStore` have in common, for those who await every answer. */
export interface AnyEventStore {
  append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): Awaitable<AppendResult>;
  readStream<E extends DomainEvent>(stream: string, options?: ReadStreamOptions): Awaitable<StreamSlice<E>>;
  readAll<E extends DomainEvent>(options?: ReadAllOptions): Awaitable<LogSlice<E>>;
  subscribe<E extends DomainEvent>(
    handler: (event: RecordedEvent<E>) => void,
    options?: SubscribeOptions,
  ): Awaitable<Subscription>;
  deleteStream(stream: string, options: AppendOptions): Awaitable<DeleteResult>;
  tombstoneStream(stream: string, options: AppendOptions): Awaitable<DeleteResult>;
}

export interface StoreOptions {
  readonly clock?: () => number;
  readonly upcasters?: readonly Upcaster[];
}

/** A new, empty store, and a way to wait until its subscriptions have nothing left to do. */
export interface StoreUnderTest {
  readonly store: AnyEventStore;
  settle(): Awaitable<void>;
}

export type StoreFactory = (options?: StoreOptions) => Awaitable<StoreUnderTest>;

/** New events with these ids, each a `noted` event that carries its id. */
export const notes = (...ids: string[]): NewEvent[] =>
  ids.map((id) => ({ id, type: 'noted', data: { text: id } }));

/** Turns a thrown error into a rejection, so that both kinds of store fail alike. */
export const attempt = async <T>(action: () => Awaitable<T>): Promise<T> => action();

export const idsOf = (events: readonly RecordedEvent[]): string[] => events.map((event) => event.id);

export const positionsOf = (events: readonly RecordedEvent[]): number[] =>
  events.map((event) => event.position);

/** The ids of everything in the log: what every refusal must leave as it was. */
export async function historyOf(store: AnyEventStore): Promise<string[]> {
  return idsOf((await store.readAll()).events);
}
