import { copyFrozen, type EventMetadata, type NewEvent, type RecordedEvent } from '../events/index.ts';
import { requireName, requireObject, requireWholeNumber } from '../guards.ts';

/** Where a batch would stand if it were written now. */
export interface Slot {
  readonly stream: string;
  /** The version before the first event of the batch. */
  readonly version: number;
  /** The position before the first event of the batch. */
  readonly position: number;
  readonly recordedAt: number;
}

const NO_METADATA: EventMetadata = Object.freeze({});

/**
 * Checks a batch, copies it and numbers it as if it were written. Nothing is stored.
 *
 * @returns frozen events, one for each in `events`
 * @throws InvalidInputError for the first event that cannot be recorded
 */
export function recordBatch(events: readonly NewEvent[], slot: Slot): readonly RecordedEvent[] {
  const recorded = new Array<RecordedEvent>(events.length);
  // By index, because the ways of arrays to call back pass over holes.
  for (let i = 0; i < recorded.length; i += 1) recorded[i] = recordEvent(events[i] as NewEvent, i, slot);
  return recorded;
}

function recordEvent(event: NewEvent, i: number, slot: Slot): RecordedEvent {
  const where = `append: events[${i}]`;
  const { id, type, data, schemaVersion = 1, metadata } = requireObject(event, where);
  return Object.freeze({
    id: requireName(id, `${where}.id`),
    type: requireName(type, `${where}.type`),
    data: copyFrozen(data, `${where}.data`),
    schemaVersion: requireWholeNumber(schemaVersion, `${where}.schemaVersion`, 1),
    metadata: metadata === undefined ? NO_METADATA : copyMetadata(metadata, `${where}.metadata`),
    stream: slot.stream,
    version: slot.version + 1 + i,
    position: slot.position + 1 + i,
    recordedAt: slot.recordedAt,
  });
}

function copyMetadata(metadata: EventMetadata, where: string): EventMetadata {
  const { correlationId, causationId } = requireObject(metadata, where);
  if (correlationId !== undefined) requireName(correlationId, `${where}.correlationId`);
  if (causationId !== undefined) requireName(causationId, `${where}.causationId`);
  return copyFrozen(metadata, where) as EventMetadata;
}
