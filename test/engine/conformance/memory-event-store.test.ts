import { MemoryEventStore } from '../../../engine/store/index.ts';
import { eventStoreConformance } from './event-store-conformance.ts';

eventStoreConformance('MemoryEventStore', (options) => ({
  store: new MemoryEventStore(options),
  settle: () => undefined,
}));
