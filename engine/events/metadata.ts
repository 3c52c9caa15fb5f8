import { requireName, requireObject } from '../guards.ts';
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
 * @throws InvalidInputError for a cause without an id
 * Source: the message, correlation and causation identifiers of message-driven systems, as Greg Young
 * describes them for event-sourced ones.
 */
export function causedBy(cause: Cause): EventMetadata {
  const id = requireName(requireObject(cause, 'causedBy: cause').id, 'causedBy: cause.id');
  return { correlationId: cause.metadata?.correlationId ?? id, causationId: id };
}
