import type { EventMetadata } from './event.ts';

/** Any message that can cause another: a recorded event, or a command with an id. */
export interface Cause {
  readonly id: string;
  readonly metadata?: EventMetadata;
}

/**
 * The metadata of a message that `cause` led to: the same correlation, and `cause` as its causation.
 * A cause without a correlation starts one, under its own id.
 *
 * @returns new metadata to put on the events that follow
 * Source: the message, correlation and causation identifiers of message-driven systems, as Greg Young
 * describes them for event-sourced ones.
 */
export function causedBy(cause: Cause): EventMetadata {
  return { correlationId: cause.metadata?.correlationId ?? cause.id, causationId: cause.id };
}
