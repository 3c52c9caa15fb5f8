import type { DomainEvent, EventMetadata, RecordedEvent } from '../events/index.ts';
import { requireName, requireObject } from '../guards.ts';

/** A fact on its way to others. */
export type Message<Event extends DomainEvent = DomainEvent> = Event & {
  /** The same each time the message is sent, and of no other message with the same key. */
  readonly id: string;
  readonly metadata: EventMetadata;
  /** The partition key: whoever carries messages keeps the order of those that share it, and of no others. */
  readonly key: string;
};

/** A recorded event as a message. What else the event says of itself (stream, version, position) travels along. */
export type EventMessage<Event extends DomainEvent = DomainEvent> = RecordedEvent<Event> & Message<Event>;

/** How the id of a part ends. */
const PART = /#\d+$/u;

/**
 * The message that tells of an event. The key is the stream: there, and only there, do events have an order that
 * a consumer may rely on.
 *
 * The id is that of the event, so that `causedBy` of the message names the event. Where reading split one stored
 * event into parts, each part has an id of its own: `e7#1`, `e7#2`. An event whose own id ends like that becomes
 * `e7#1#0`, so that no two are ever alike. As event ids are unique in their stream alone (their writers see to
 * that), message ids are unique for their key.
 *
 * @param event as a store gives it back
 * @returns a frozen message, equal each time for the same event
 * @throws InvalidInputError for anything without an id and a stream
 * Source: the id and the aggregate id as the key of a message, as in Debezium's outbox event router.
 */
export function messageOf<Event extends DomainEvent>(event: RecordedEvent<Event>): EventMessage<Event> {
  requireName(requireObject(event, 'messageOf: event').id, 'messageOf: event.id');
  requireName(event.stream, 'messageOf: event.stream');
  return Object.freeze({ ...event, id: messageId(event), key: event.stream }) as EventMessage<Event>;
}

function messageId({ id, part }: RecordedEvent): string {
  if (part !== undefined) return `${id}#${part.index}`;
  return PART.test(id) ? `${id}#0` : id;
}
