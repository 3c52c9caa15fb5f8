import { AsyncMemoryEventStore } from './async-memory-event-store.ts';
import { eventStoreConformance } from './event-store-conformance.ts';

eventStoreConformance('an asynchronous store', (options) => ({
  store: new AsyncMemoryEventStore(options),
  // Everything it does is a microtask, so after one turn of the event loop it has nothing left to do.
  settle: () => new Promise<void>((resolve) => void setImmediate(resolve)),
}));
