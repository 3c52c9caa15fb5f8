import type { DomainEvent, NewEvent, RecordedEvent } from '../../../engine/events/index.ts';
import {
  MemoryEventStore,
  type AppendOptions,
  type AsyncEventStore,
  type ReadAllOptions,
  type ReadStreamOptions,
  type SubscribeOptions,
  type Subscription,
} from '../../../engine/store/index.ts';
import type { StoreOptions } from './store-under-test.ts';

/**
 * The store in memory as if it were far away: every call waits a few microtasks before it acts and before it
 * answers, and subscriptions read one event at a time. It proves that the conformance suite fits asynchronous
 * stores; it is not meant for anything else.
 */
export class AsyncMemoryEventStore implements AsyncEventStore {
  readonly #near: MemoryEventStore;

  constructor(options: StoreOptions = {}) {
    this.#near = new MemoryEventStore(options);
  }

  append<E extends DomainEvent>(stream: string, events: readonly NewEvent<E>[], options: AppendOptions) {
    return distantly(() => this.#near.append(stream, events, options));
  }

  readStream<E extends DomainEvent>(stream: string, options?: ReadStreamOptions) {
    return distantly(() => this.#near.readStream<E>(stream, options));
  }

  readAll<E extends DomainEvent>(options?: ReadAllOptions) {
    return distantly(() => this.#near.readAll<E>(options));
  }

  deleteStream(stream: string, options: AppendOptions) {
    return distantly(() => this.#near.deleteStream(stream, options));
  }

  tombstoneStream(stream: string, options: AppendOptions) {
    return distantly(() => this.#near.tombstoneStream(stream, options));
  }

  subscribe<E extends DomainEvent>(
    handler: (event: RecordedEvent<E>) => void | Promise<void>,
    options: SubscribeOptions = {},
  ): Promise<Subscription> {
    return distantly(() => {
      // Let the near store check what was given, without letting it deliver anything.
      this.#near.subscribe(typeof handler === 'function' ? () => undefined : handler, options).stop();
      const subscription = new ReadingSubscription(this, handler as Handler, options);
      this.#near.subscribe(() => subscription.wake());
      subscription.wake();
      return subscription;
    });
  }
}

type Handler = (event: RecordedEvent) => void | Promise<void>;

async function distantly<T>(action: () => T): Promise<T> {
  await Promise.resolve();
  const answer = action();
  await Promise.resolve();
  return answer;
}

class ReadingSubscription implements Subscription {
  readonly overflows = 0; // it has no buffer: whatever waits, waits in the log
  state: Subscription['state'] = 'catching-up';
  position: number;
  error: unknown;
  readonly #store: AsyncMemoryEventStore;
  readonly #handler: Handler;
  readonly #filter: SubscribeOptions;
  #running = false;
  #woken = false;

  constructor(store: AsyncMemoryEventStore, handler: Handler, options: SubscribeOptions) {
    this.#store = store;
    this.#handler = handler;
    this.#filter = options;
    this.position = options.after ?? 0;
  }

  pause(): void {
    if (this.state !== 'stopped') this.state = 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.state = 'catching-up';
    this.wake();
  }

  stop(): void {
    this.state = 'stopped';
  }

  wake(): void {
    this.#woken = true;
    if (!this.#running) void this.#run();
  }

  /** A getter, because handlers change the state behind the back of the flow analysis. */
  get #mayDeliver(): boolean {
    return this.state === 'catching-up' || this.state === 'live';
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#woken && this.#mayDeliver) {
        this.#woken = false;
        while (this.#mayDeliver && (await this.#deliverNext()));
      }
    } catch (error) {
      this.error = error;
      this.stop();
    } finally {
      this.#running = false;
    }
  }

  /** Hands over the next stored event, with all its parts. False when the log has no more. */
  async #deliverNext(): Promise<boolean> {
    const { prefix, types } = this.#filter;
    const filter = { ...(prefix === undefined ? {} : { prefix }), ...(types === undefined ? {} : { types }) };
    const slice = await this.#store.readAll({ from: this.position + 1, max: 1, ...filter });
    if (!this.#mayDeliver) return false;
    for (const event of slice.events) {
      if (this.state === 'stopped') return false;
      await this.#handler(event);
    }
    this.position = slice.events[0]?.position ?? Math.max(this.position, slice.head);
    if (slice.next === null && this.#mayDeliver) this.state = 'live';
    return slice.next !== null;
  }
}
