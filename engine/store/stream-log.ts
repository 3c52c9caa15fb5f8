import type { RecordedEvent } from '../events/index.ts';
import type { StreamFacts } from './decide-append.ts';

/** How many of a stream's last events are compared by id when an append expects `any` or `stream-exists`. */
export const IDEMPOTENCY_WINDOW = 1_000;

/** One stream in memory: its events, and whether it is open. */
export class StreamLog implements StreamFacts {
  readonly name: string;
  readonly events: RecordedEvent[] = [];
  status: StreamFacts['status'] = 'open';
  /** Events up to this version were deleted: reads of the stream pass over them. */
  hidden = 0;
  /** Versions by id, for the last events. Made when first needed: exact versions never look at it. */
  #recent: Map<string, number> | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get version(): number {
    return this.events.length;
  }

  get exists(): boolean {
    return this.status === 'open' && this.version > 0;
  }

  idAt(version: number): string {
    return (this.events[version - 1] as RecordedEvent).id;
  }

  recentVersionOf(id: string): number | undefined {
    if (this.#recent === undefined) {
      this.#recent = new Map();
      for (const event of this.events.slice(-IDEMPOTENCY_WINDOW)) this.#recent.set(event.id, event.version);
    }
    return this.#recent.get(id);
  }

  push(event: RecordedEvent): void {
    this.events.push(event);
    if (this.#recent === undefined) return;
    this.#recent.set(event.id, event.version);
    const outdated = this.events[event.version - 1 - IDEMPOTENCY_WINDOW];
    if (outdated !== undefined && this.#recent.get(outdated.id) === outdated.version) {
      this.#recent.delete(outdated.id);
    }
  }
}
