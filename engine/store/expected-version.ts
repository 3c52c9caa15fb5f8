import { InvalidInputError } from '../errors.ts';

/**
 * What a writer believes of a stream when it appends.
 *
 * A number is the exact version of the last event; 0 and `no-stream` both say that there is none.
 */
export type ExpectedVersion = 'any' | 'no-stream' | 'stream-exists' | number;

/** @throws InvalidInputError when `expected` is none of the four expectations */
export function requireExpectedVersion(expected: unknown, where: string): ExpectedVersion {
  if (expected === 'any' || expected === 'no-stream' || expected === 'stream-exists') return expected;
  if (Number.isSafeInteger(expected) && (expected as number) >= 0) return expected as number;
  throw new InvalidInputError(
    where,
    "'any', 'no-stream', 'stream-exists' or a whole number from 0",
    expected,
  );
}
