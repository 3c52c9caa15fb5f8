import { EngineError, InvalidInputError, describe } from '../errors.ts';
import { requireFunction, requireName, requireObject, requireWholeNumber } from '../guards.ts';
import type { DomainEvent, EventMetadata, RecordedEvent } from './event.ts';
import { copyFrozen } from './json.ts';

/** One event of today's shape, made by an upcaster from an older one. */
export interface UpcastEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: DomainEvent['data'];
  /** Kept from the stored event where left out. */
  readonly metadata?: EventMetadata;
}

/**
 * Turns one (type, schema version) into what today's code understands: one event, several, or none.
 * It must be pure: history is read many times, and must read the same each time.
 */
export interface Upcaster {
  readonly type: string;
  /** The schema version it takes. */
  readonly from: number;
  readonly upcast: (event: RecordedEvent) => UpcastEvent | readonly UpcastEvent[];
}

/** From a stored event to the events that a reader sees, in order. Stored history is never touched. */
export type Upcast = (stored: RecordedEvent) => readonly RecordedEvent[];

/** An upcaster failed, or answered with something that is no event. */
export class UpcastError extends EngineError {
  readonly code = 'upcast-failed';
  readonly upcaster: string;
  readonly eventId: string;
  readonly stream: string;
  /** Where in the log the event stands: a reader can stop there, or step over it deliberately. */
  readonly position: number;

  constructor(upcaster: string, event: RecordedEvent, reason: string, cause?: unknown) {
    super(
      `The upcaster for ${upcaster} could not read event ${event.id} (position ${event.position}, stream ` +
        `"${event.stream}"): ${reason}. The stored event is unchanged; mend the upcaster and read again.`,
      { cause },
    );
    this.upcaster = upcaster;
    this.eventId = event.id;
    this.stream = event.stream;
    this.position = event.position;
  }
}

const nameOf = (type: string, schemaVersion: number): string => `${type} v${schemaVersion}`;

/**
 * Joins upcasters into chains: v1 to v2 to v3 and so on, until none applies.
 *
 * @param upcasters one for each (type, schema version) that needs reading anew, in any order
 * @returns a function from a stored event to what readers see. The id, stream, version, position and time stay
 *   those of the stored event; where one became several, `part` numbers them.
 * @throws InvalidInputError for anything but upcasters, and when two upcasters take the same (type, schema version)
 * @throws UpcastError (from the returned function) when an upcaster throws, answers with no event, or when
 *   chains form a circle
 * Source: upcasting, as in the work of Greg Young ("Versioning in an Event Sourced System") and Michiel Overeem.
 */
export function createUpcast(upcasters: readonly Upcaster[]): Upcast {
  if (!Array.isArray(upcasters)) {
    throw new InvalidInputError('createUpcast: upcasters', 'an array of upcasters', upcasters);
  }
  const byName = new Map<string, Upcaster>();
  upcasters.forEach((upcaster: Upcaster, i) => {
    const where = `createUpcast: upcasters[${i}]`;
    requireObject(upcaster, where);
    requireFunction(upcaster.upcast, `${where}.upcast`);
    const name = nameOf(
      requireName(upcaster.type, `${where}.type`),
      requireWholeNumber(upcaster.from, `${where}.from`, 1),
    );
    if (byName.has(name)) throw new InvalidInputError(where, 'one upcaster for each type and version', name);
    byName.set(name, upcaster);
  });

  const read = (event: RecordedEvent, steps: number): RecordedEvent[] => {
    const name = nameOf(event.type, event.schemaVersion);
    const upcaster = byName.get(name);
    if (upcaster === undefined) return [event];
    if (steps === byName.size) throw new UpcastError(name, event, 'the upcasters form a circle');
    return apply(upcaster, name, event).flatMap((next) => read(next, steps + 1));
  };

  return (stored) => {
    if (!byName.has(nameOf(stored.type, stored.schemaVersion))) return [stored];
    const events = read(stored, 0);
    if (events.length < 2) return events;
    return events.map((event, i) =>
      Object.freeze({ ...event, part: Object.freeze({ index: i + 1, of: events.length }) }),
    );
  };
}

function apply(upcaster: Upcaster, name: string, event: RecordedEvent): RecordedEvent[] {
  let answer: unknown;
  try {
    answer = upcaster.upcast(event);
  } catch (error) {
    throw new UpcastError(name, event, `it threw ${describe(String(error))}`, error);
  }
  const outputs: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return outputs.map((output) => recordedFrom(output, name, event));
}

function recordedFrom(output: unknown, name: string, event: RecordedEvent): RecordedEvent {
  if (typeof output !== 'object' || output === null) {
    throw new UpcastError(name, event, `it answered with ${describe(output)} in place of an event`);
  }
  const { type, schemaVersion, data, metadata } = output as Partial<UpcastEvent>;
  try {
    return Object.freeze({
      ...event,
      type: requireName(type, 'type'),
      schemaVersion: requireWholeNumber(schemaVersion, 'schemaVersion', 1),
      data: copyFrozen(data, 'data'),
      metadata: metadata === undefined ? event.metadata : (copyFrozen(metadata, 'metadata') as EventMetadata),
    });
  } catch (error) {
    throw new UpcastError(name, event, (error as Error).message, error);
  }
}
