import { expect, test } from 'vitest';
import { EngineError } from '../../../engine/errors.ts';
import {
  PartlyWrittenError,
  StreamDeletedError,
  StreamNotFoundError,
  StreamTombstonedError,
  WrongExpectedVersionError,
} from '../../../engine/store/index.ts';

test.each<[EngineError, string, RegExp[]]>([
  [
    new WrongExpectedVersionError('a', 3, 5),
    'WrongExpectedVersionError',
    [/"a"/, /expected version 3/, /at version 5/, /Nothing was written/, /Load the stream again/],
  ],
  [
    new WrongExpectedVersionError('a', 'no-stream', 5),
    'WrongExpectedVersionError',
    [/expected no such stream/],
  ],
  [new WrongExpectedVersionError('a', 'stream-exists', 0), 'WrongExpectedVersionError', [/does not exist/]],
  [new PartlyWrittenError('a', 'e2'), 'PartlyWrittenError', [/"a"/, /e2/, /Retry exactly the batch/]],
  [new StreamNotFoundError('a'), 'StreamNotFoundError', [/"a"/, /Check the name/]],
  [new StreamDeletedError('a'), 'StreamDeletedError', [/"a"/, /To revive it/]],
  [new StreamTombstonedError('a'), 'StreamTombstonedError', [/"a"/, /Use another name/]],
])('%s names the stream, says what is wrong and what to do next', (error, name, parts) => {
  expect(error).toBeInstanceOf(EngineError);
  expect(error.name).toBe(name);
  for (const part of parts) expect(error.message).toMatch(part);
});
