import { InvalidInputError } from '../errors.ts';

/**
 * What an event may carry: plain data that means the same after a trip through any store.
 * A property that is `undefined` counts as absent.
 */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Nesting beyond this is refused: real events are shallow, and a bound keeps hostile input cheap. */
const DEEPEST = 100;

/**
 * Copies plain data and freezes the copy all the way down, so that nobody can change it afterwards:
 * neither the caller, who keeps the original, nor a reader, who gets the copy.
 *
 * @param value the data to copy; it is not changed
 * @param where the name of the place for error messages, such as `append: events[0].data`
 * @returns a frozen copy, equal to `value` but for `undefined` properties (left out) and `-0` (stored as `0`)
 * @throws InvalidInputError for what would not survive storage: functions, symbols, bigints, class instances
 *   (a `Date` too: store its ISO text or its milliseconds), `NaN` and infinities, holes and `undefined` in
 *   arrays, a key named `__proto__`, and cycles
 */
export function copyFrozen(value: unknown, where: string): Json {
  return copy(value, where, []);
}

function copy(value: unknown, where: string, ancestors: object[]): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new InvalidInputError(where, 'a finite number', value);
      return value + 0; // turns -0 into 0, as JSON does
    case 'object':
      return value === null ? null : copyObject(value, where, ancestors);
    default:
      throw new InvalidInputError(where, 'plain data (JSON)', value);
  }
}

function copyObject(value: object, where: string, ancestors: object[]): Json {
  if (ancestors.includes(value)) {
    throw new InvalidInputError(where, 'data without cycles', 'an object that contains itself');
  }
  if (ancestors.length === DEEPEST) {
    throw new InvalidInputError(where, `data nested at most ${DEEPEST} levels deep`, value);
  }
  ancestors.push(value);
  const result = Array.isArray(value)
    ? Array.from(value as unknown[], (item, i) => copy(item, `${where}[${i}]`, ancestors))
    : copyRecord(value, where, ancestors);
  ancestors.pop();
  return Object.freeze(result);
}

function copyRecord(value: object, where: string, ancestors: object[]): Record<string, Json> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new InvalidInputError(where, 'plain data (JSON)', `an instance of ${classNameOf(prototype)}`);
  }
  const result: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    if (key === '__proto__') throw new InvalidInputError(where, 'no key named __proto__', key);
    const item = (value as Record<string, unknown>)[key];
    if (item !== undefined) result[key] = copy(item, `${where}.${key}`, ancestors);
  }
  return result;
}

function classNameOf(prototype: unknown): string {
  const name = (prototype as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'a class';
}
