import type { DomainEvent, RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

/** An event, and when it is recorded: milliseconds since 1970 (UTC). */
export type Dated<E extends DomainEvent> = readonly [time: number, event: E];

/** What a store gives back for these events, each recorded at its time. */
export function recorded<E extends DomainEvent>(entries: readonly Dated<E>[]): readonly RecordedEvent<E>[] {
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  entries.forEach(([time, event], i) => {
    now = time;
    store.append('recorded', [{ ...event, id: `e${i + 1}` }], { expected: i });
  });
  return store.readStream<E>('recorded').events;
}
