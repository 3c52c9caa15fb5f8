import { InvalidInputError } from '../errors.ts';

/**
 * Gives back what a caller's function answered, unless that is a promise.
 *
 * The engine does not wait: a promise would count as done before it is, and its failure would be nobody's.
 *
 * @throws InvalidInputError for a promise
 */
export function requireDone<T>(answer: T, where: string): T {
  if (typeof (answer as { then?: unknown } | null | undefined)?.then !== 'function') return answer;
  throw new InvalidInputError(where, 'a function that is done when it returns', 'a promise');
}
