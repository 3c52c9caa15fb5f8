/** The log: the port that every store implements, its rules and errors, and the store in memory. */
export * from './errors.ts';
export type * from './event-store.ts';
export type { ExpectedVersion } from './expected-version.ts';
export { MemoryEventStore, type MemoryEventStoreOptions } from './memory-event-store.ts';
export { IDEMPOTENCY_WINDOW } from './stream-log.ts';
