import type { RecordedEvent } from '../events/index.ts';
import type { EventHandler, Subscription } from './event-store.ts';
import type { Select } from './log-reader.ts';

/**
 * A catch-up subscription over a log in memory.
 *
 * While it catches up, it reads the log by position; once it has read everything, it is live and takes new events
 * from a bounded buffer. Whenever the buffer does not hold exactly what comes next (it overflowed, or a handler
 * appended while another subscriber had not been told yet), the subscription simply goes back to reading the log.
 * That is why it can neither miss an event nor see one twice.
 */
export class LogSubscription implements Subscription {
  readonly #log: readonly RecordedEvent[];
  readonly #handler: EventHandler;
  readonly #select: Select | undefined;
  readonly #bufferSize: number;
  readonly #onStop: (subscription: LogSubscription) => void;

  #buffer: RecordedEvent[] = [];
  /** How many at the head of the buffer were taken: moving the rest up each time would cost its whole length. */
  #taken = 0;
  #live = false;
  #paused = false;
  #stopped = false;
  #delivering = false;
  #position: number;
  #overflows = 0;
  #error: unknown;

  constructor(
    log: readonly RecordedEvent[],
    handler: EventHandler,
    select: Select | undefined,
    after: number,
    bufferSize: number,
    onStop: (subscription: LogSubscription) => void,
  ) {
    this.#log = log;
    this.#handler = handler;
    this.#select = select;
    this.#position = after;
    this.#bufferSize = bufferSize;
    this.#onStop = onStop;
  }

  get state(): Subscription['state'] {
    if (this.#stopped) return 'stopped';
    if (this.#paused) return 'paused';
    return this.#live ? 'live' : 'catching-up';
  }

  get position(): number {
    return this.#position;
  }

  get overflows(): number {
    return this.#overflows;
  }

  get error(): unknown {
    return this.#error;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.deliver();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#empty();
    this.#onStop(this);
  }

  /** Told by the store of events that were just written. */
  offer(events: readonly RecordedEvent[]): void {
    if (this.#live) {
      const fresh = events.filter((event) => event.position > this.#lastSeen());
      if (fresh.length > 0) this.#keep(fresh);
    }
    this.deliver();
  }

  /** Hands over everything there is, unless paused, stopped, or already doing so further up the call stack. */
  deliver(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      while (!this.#paused && !this.#stopped) {
        const stored = this.#take();
        if (stored === undefined) break;
        this.#handle(stored);
      }
    } finally {
      this.#delivering = false;
    }
  }

  #lastSeen(): number {
    return this.#buffer.at(-1)?.position ?? this.#position;
  }

  #keep(fresh: readonly RecordedEvent[]): void {
    const adjoins = fresh[0]?.position === this.#lastSeen() + 1;
    const fits = this.#buffer.length - this.#taken + fresh.length <= this.#bufferSize;
    if (adjoins && fits) {
      for (const event of fresh) this.#buffer.push(event);
      return;
    }
    if (!fits) this.#overflows += 1;
    this.#live = false;
    this.#empty();
  }

  #empty(): void {
    this.#buffer = [];
    this.#taken = 0;
  }

  #take(): RecordedEvent | undefined {
    if (this.#live) return this.#takeBuffered();
    const stored = this.#log[this.#position];
    if (stored === undefined) this.#live = true;
    return stored;
  }

  #takeBuffered(): RecordedEvent | undefined {
    if (this.#taken === this.#buffer.length) {
      this.#empty();
      return undefined;
    }
    if (this.#taken === this.#bufferSize) {
      // A handler that keeps appending never lets the buffer run empty: let go of what was taken all the same.
      this.#buffer = this.#buffer.slice(this.#taken);
      this.#taken = 0;
    }
    const stored = this.#buffer[this.#taken];
    this.#taken += 1;
    return stored;
  }

  #handle(stored: RecordedEvent): void {
    try {
      if (this.#select === undefined) this.#handler(stored);
      else if (!this.#handleParts(this.#select(stored))) return;
      this.#position = stored.position;
    } catch (error) {
      this.#error = error;
      this.stop();
    }
  }

  /** Whether all were handled. A handler may stop the subscription at any of them. */
  #handleParts(parts: readonly RecordedEvent[]): boolean {
    return parts.every((part) => {
      if (this.#stopped) return false;
      this.#handler(part);
      return true;
    });
  }
}
