import { EngineError } from '../errors.ts';
import type { ExpectedVersion } from './expected-version.ts';

/** The stream is not where the writer believed it to be: someone else was faster, or it does not exist. */
export class WrongExpectedVersionError extends EngineError {
  readonly code = 'wrong-expected-version';
  readonly stream: string;
  readonly expected: ExpectedVersion;
  /** The version the stream is at, 0 if it does not exist. */
  readonly actual: number;

  constructor(stream: string, expected: ExpectedVersion, actual: number) {
    super(
      `Stream "${stream}": expected ${inWords(expected)}, but it ${actualInWords(actual)}. ` +
        'Nothing was written. Load the stream again, decide again on what you find, then append.',
    );
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}

/** A batch whose first event is known to the stream and a later one is not: neither a retry nor new. */
export class PartlyWrittenError extends EngineError {
  readonly code = 'partly-written';
  readonly stream: string;
  /** The id of the first event of the batch that the stream does not know. */
  readonly unknownId: string;

  constructor(stream: string, unknownId: string) {
    super(
      `Stream "${stream}": this append begins with an event that was written before, but ${unknownId} was not. ` +
        'Nothing was written. Retry exactly the batch you sent, or give new events new ids.',
    );
    this.stream = stream;
    this.unknownId = unknownId;
  }
}

/** Nothing was ever written to this stream, or it is deleted. */
export class StreamNotFoundError extends EngineError {
  readonly code = 'stream-not-found';
  readonly stream: string;

  constructor(stream: string) {
    super(`Stream "${stream}" was not found. Check the name, or create the stream by appending to it.`);
    this.stream = stream;
  }
}

/** The stream is deleted, and the append insisted that it exists. */
export class StreamDeletedError extends EngineError {
  readonly code = 'stream-deleted';
  readonly stream: string;

  constructor(stream: string) {
    super(
      `Stream "${stream}" is deleted. Nothing was written. ` +
        "To revive it, append expecting 'any', 'no-stream' or its last version.",
    );
    this.stream = stream;
  }
}

/** The stream's name is closed for ever. */
export class StreamTombstonedError extends EngineError {
  readonly code = 'stream-tombstoned';
  readonly stream: string;

  constructor(stream: string) {
    super(
      `Stream "${stream}" is tombstoned: its name is closed for ever. Nothing was written. Use another name.`,
    );
    this.stream = stream;
  }
}

/** A reader's checkpoint is beyond the end of the log: this log is another one, or an older copy that was restored. */
export class CheckpointBeyondHeadError extends EngineError {
  readonly code = 'checkpoint-beyond-head';
  /** Such as `projection "balances"`. */
  readonly reader: string;
  readonly checkpoint: number;
  /** The position of the last event of the log. */
  readonly head: number;

  constructor(reader: string, checkpoint: number, head: number) {
    super(
      `The ${reader} has its checkpoint at ${checkpoint}, but the log ends at ${head}. To go on would pass over what ` +
        'is written next. Make sure that it is the right log; if so, set the checkpoint, or rebuild what was read.',
    );
    this.reader = reader;
    this.checkpoint = checkpoint;
    this.head = head;
  }
}

function inWords(expected: ExpectedVersion): string {
  switch (expected) {
    case 'any':
      return 'anything';
    case 'no-stream':
      return 'no such stream';
    case 'stream-exists':
      return 'it to exist';
    default:
      return `version ${expected}`;
  }
}

const actualInWords = (actual: number): string =>
  actual === 0 ? 'does not exist (version 0)' : `is at version ${actual}`;
