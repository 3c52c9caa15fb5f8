import type { DomainEvent, NewEvent, RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

/** A new event of a type, with an id of its own. */
export const event = (id: string, type = 'added', data: DomainEvent['data'] = {}): NewEvent => ({
  id,
  type,
  data,
});

/** Events as a store gives them back, in a stream of their own, with ids `e1`, `e2` and so on. */
export function recorded(...types: readonly string[]): readonly RecordedEvent[] {
  const store = new MemoryEventStore();
  const events = types.map((type, i) => event(`e${i + 1}`, type));
  store.append('cart-1', events, { expected: 'no-stream' });
  return store.readAll().events;
}

/** One such event. */
export function one(type = 'added'): RecordedEvent {
  return recorded(type)[0] as RecordedEvent;
}
