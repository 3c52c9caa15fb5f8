import {
  PartlyWrittenError,
  StreamDeletedError,
  StreamTombstonedError,
  WrongExpectedVersionError,
} from './errors.ts';
import type { ExpectedVersion } from './expected-version.ts';

/** What the rules need to know of a stream. */
export interface StreamFacts {
  readonly name: string;
  readonly status: 'open' | 'deleted' | 'tombstoned';
  /** The version of the last event ever written, 0 if none. */
  readonly version: number;
  /** The id of the event at a version from 1 to `version`. */
  idAt(version: number): string;
  /** The version of a recently written event with this id, if there is one. */
  recentVersionOf(id: string): number | undefined;
}

/** What the rules need to know of an event to append. */
export interface Identified {
  readonly id: string;
}

/** What to do with an append: write it, or acknowledge it because it was written, up to `version`, before. */
export type AppendDecision =
  { readonly action: 'write' } | { readonly action: 'acknowledge'; readonly version: number };

const WRITE: AppendDecision = Object.freeze({ action: 'write' });

/**
 * The heart of optimistic concurrency: may these events be written to this stream?
 *
 * @param stream what is known of the stream
 * @param batch the events to append, in order; only their ids are looked at
 * @param expected what the writer believes
 * @throws WrongExpectedVersionError, PartlyWrittenError, StreamDeletedError, StreamTombstonedError
 * Source: the rules of KurrentDB (EventStoreDB) for expected versions and idempotent appends.
 */
export function decideAppend(
  stream: StreamFacts,
  batch: readonly Identified[],
  expected: ExpectedVersion,
): AppendDecision {
  if (stream.status === 'tombstoned') throw new StreamTombstonedError(stream.name);
  if (expected === 'any') return decideByRecentIds(stream, batch);
  if (expected === 'stream-exists') {
    if (stream.status === 'deleted') throw new StreamDeletedError(stream.name);
    if (stream.version === 0) throw new WrongExpectedVersionError(stream.name, expected, 0);
    return decideByRecentIds(stream, batch);
  }
  return decideByVersion(stream, batch, expected);
}

function decideByVersion(
  stream: StreamFacts,
  batch: readonly Identified[],
  expected: 'no-stream' | number,
): AppendDecision {
  const version = expected === 'no-stream' ? 0 : expected;
  if (version === stream.version) return WRITE;
  if (batch.length > 0 && follow(stream, version, batch)) {
    return { action: 'acknowledge', version: version + batch.length };
  }
  if (version === 0 && stream.status === 'deleted') return WRITE;
  throw new WrongExpectedVersionError(stream.name, expected, stream.version);
}

/** Whether the events after `version` carry exactly these ids: the mark of a retry. */
function follow(stream: StreamFacts, version: number, batch: readonly Identified[]): boolean {
  if (version + batch.length > stream.version) return false;
  return batch.every(({ id }, i) => stream.idAt(version + 1 + i) === id);
}

function decideByRecentIds(stream: StreamFacts, batch: readonly Identified[]): AppendDecision {
  const first = batch[0];
  if (first === undefined || stream.recentVersionOf(first.id) === undefined) return WRITE;
  let version = 0;
  for (const { id } of batch) {
    const known = stream.recentVersionOf(id);
    if (known === undefined) throw new PartlyWrittenError(stream.name, id);
    version = Math.max(version, known);
  }
  return { action: 'acknowledge', version };
}
