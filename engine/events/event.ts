import type { Json } from './json.ts';

/**
 * A domain event: a fact, named in the past tense, with the data that makes it understandable alone.
 *
 * Domains declare their events as a union of these, and every fold can then switch on `type`.
 */
export interface DomainEvent<Type extends string = string, Data extends Json = Json> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * What surrounds the fact. `correlationId` is shared by everything that one request set in motion;
 * `causationId` is the id of the message that led directly to this event (see `causedBy`).
 */
export interface EventMetadata {
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly [key: string]: Json | undefined;
}

/** An event on its way into a store. `id` is chosen by the writer, so that a retry can be recognised. */
export type NewEvent<E extends DomainEvent = DomainEvent> = E & {
  readonly id: string;
  /** The version of the shape of `data`, from 1 (the default) upwards. */
  readonly schemaVersion?: number;
  readonly metadata?: EventMetadata;
};

/** An event as a store gives it back: frozen, numbered and dated. */
export type RecordedEvent<E extends DomainEvent = DomainEvent> = E & {
  readonly id: string;
  readonly schemaVersion: number;
  readonly metadata: EventMetadata;
  /** The stream it belongs to. */
  readonly stream: string;
  /** Its number within the stream, from 1, without gaps. */
  readonly version: number;
  /** Its number within the whole log, from 1, without gaps. */
  readonly position: number;
  /** When the store recorded it: milliseconds since 1970 (UTC), by the clock the store was given. */
  readonly recordedAt: number;
  /** Present when reading split one stored event into several: which of them this is, from 1. */
  readonly part?: { readonly index: number; readonly of: number };
};
