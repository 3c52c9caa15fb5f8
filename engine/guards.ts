import { InvalidInputError } from './errors.ts';

/**
 * Checks on what callers pass in. Each returns the value it was given, or throws `InvalidInputError`
 * naming `where` the value stood (for example `append: stream`).
 */

/** A whole number from `least` up to the largest safe integer. */
export function requireWholeNumber(value: unknown, where: string, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new InvalidInputError(where, `a whole number from ${least} to 2^53 − 1`, value);
}

/** A number of things that must be at least one: a maximum, a page size, an interval. */
export function requireCount(value: unknown, where: string): number {
  return requireWholeNumber(value, where, 1);
}

/** A point in time: milliseconds since 1970-01-01T00:00Z, as a safe integer. */
export function requireTime(value: unknown, where: string): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new InvalidInputError(where, 'a time in whole milliseconds since 1970 (UTC)', value);
}

/** A name: a string with something other than white space in it. */
export function requireName(value: unknown, where: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new InvalidInputError(where, 'a non-empty string', value);
}

/** A list of names, not empty. */
export function requireNames(value: unknown, where: string): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new InvalidInputError(where, 'a non-empty array of names', value);
  }
  value.forEach((name, i) => requireName(name, `${where}[${i}]`));
  return value as readonly string[];
}

/** An object that is neither null nor an array. */
export function requireObject<T extends object>(value: T, where: string): T {
  if (typeof value === 'object' && (value as unknown) !== null && !Array.isArray(value)) return value;
  throw new InvalidInputError(where, 'an object', value);
}

/** A function. */
export function requireFunction<T extends (...args: never[]) => unknown>(value: T, where: string): T {
  if (typeof value === 'function') return value;
  throw new InvalidInputError(where, 'a function', value);
}

/** An object that has these methods: a port which somebody else implements. */
export function requirePort<T extends object>(
  port: T,
  methods: readonly (keyof T & string)[],
  where: string,
): T {
  requireObject(port, where);
  for (const method of methods) requireFunction(port[method] as () => unknown, `${where}.${method}`);
  return port;
}
