/** What a fact is: domain events, their recorded form, their metadata, and how old ones are read today. */
export type { DomainEvent, EventMetadata, NewEvent, RecordedEvent } from './event.ts';
export { copyFrozen, type Json } from './json.ts';
export { causedBy, type Cause } from './metadata.ts';
export { createUpcast, UpcastError, type Upcast, type UpcastEvent, type Upcaster } from './upcasting.ts';
