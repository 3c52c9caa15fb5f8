import { describe } from 'vitest';
import { appending } from './appending.ts';
import { closing } from './closing.ts';
import { idempotency } from './idempotency.ts';
import { reading } from './reading.ts';
import { refusing } from './refusing.ts';
import type { StoreFactory } from './store-under-test.ts';
import { subscribing } from './subscribing.ts';
import { upcasting } from './upcasting.ts';
import { workload } from './workload.ts';

/**
 * The contract of an event store, as tests: whatever passes them may stand in for any other store.
 *
 * @param name what the store is called in the report
 * @param create makes a new, empty store for each test; the store may be synchronous or asynchronous
 */
export function eventStoreConformance(name: string, create: StoreFactory): void {
  describe(`${name} keeps the contract of an event store`, () => {
    appending(create);
    idempotency(create);
    closing(create);
    reading(create);
    subscribing(create);
    upcasting(create);
    refusing(create);
    workload(create);
  });
}
