import { requireWholeNumber } from '../guards.ts';
import type { EventMessage, Message } from './message.ts';

/** What a consumer remembers of the messages it has handled, to recognise one that comes again. */
export interface SeenMessages<M extends Message = Message> {
  /** How many entries it holds. */
  readonly size: number;
  /** Whether the message is to be passed over. */
  has(message: M): boolean;
  add(message: M): void;
}

/**
 * Remembers each message by its id, under its key.
 *
 * Protects against duplicates, however late they come and in whatever order, and needs one entry a message, for
 * ever. It does not put messages in order: one that was overtaken is handled when it comes, out of turn. As the
 * id comes from the writer, two events of one stream that were given the same id are one message to it.
 *
 * Source: idempotent receiver (Hohpe and Woolf, "Enterprise Integration Patterns"); the messages that an entity
 * remembers (Pat Helland, "Life beyond Distributed Transactions").
 */
export function rememberIds(): SeenMessages {
  const idsByKey = new Map<string, Set<string>>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    has: ({ key, id }) => idsByKey.get(key)?.has(id) ?? false,
    add: ({ key, id }) => {
      const ids = idsByKey.get(key) ?? new Set();
      idsByKey.set(key, ids);
      if (ids.has(id)) return;
      ids.add(id);
      size += 1;
    },
  };
}

/**
 * Remembers the last version of each stream: one entry a stream, however many messages.
 *
 * Protects against duplicates where the transport keeps the order of a stream. It never goes backwards: a message
 * that was overtaken is taken for a duplicate, and its effect is lost for good. It does not see gaps either: in a
 * filtered stream they are normal.
 *
 * `has` and `add` throw InvalidInputError for a message without a version.
 *
 * Source: the last-seen sequence number of Pat Helland's entities and of TCP.
 */
export function rememberVersions(): SeenMessages<EventMessage> {
  const lastByStream = new Map<string, Place>();
  const isPast = (place: Place, last: Place | undefined): boolean =>
    last !== undefined &&
    (place.version < last.version || (place.version === last.version && place.part <= last.part));
  return {
    get size() {
      return lastByStream.size;
    },
    has: (message) => isPast(placeOf(message), lastByStream.get(message.stream)),
    add: (message) => {
      const place = placeOf(message);
      if (!isPast(place, lastByStream.get(message.stream))) lastByStream.set(message.stream, place);
    },
  };
}

interface Place {
  readonly version: number;
  readonly part: number;
}

/** A whole event comes after all of its parts: whoever handled it is done with them too. */
function placeOf({ version, part }: EventMessage): Place {
  return { version: requireWholeNumber(version, 'message: version', 1), part: part?.index ?? Infinity };
}
