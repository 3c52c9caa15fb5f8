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
  return copy(value, where, undefined);
}

/**
 * An object or array that is being copied, with the key it stands under (at the root: the `where` of the caller).
 * Linked from the inside out, so that the text of a path is put together only when there is an error to tell.
 */
interface Place {
  readonly object: object;
  readonly key: string | number;
  readonly within: Place | undefined;
  readonly depth: number;
}

function copy(value: unknown, key: string | number, within: Place | undefined): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw refusal(key, within, 'a finite number', value);
      return value + 0; // turns -0 into 0, as JSON does
    case 'object':
      return value === null ? null : copyObject(value, key, within);
    default:
      throw refusal(key, within, 'plain data (JSON)', value);
  }
}

function copyObject(object: object, key: string | number, within: Place | undefined): Json {
  for (let outer = within; outer !== undefined; outer = outer.within) {
    if (outer.object === object) {
      throw refusal(key, within, 'data without cycles', 'an object that contains itself');
    }
  }
  const place: Place = { object, key, within, depth: within === undefined ? 1 : within.depth + 1 };
  if (place.depth > DEEPEST) throw refusal(key, within, `data nested at most ${DEEPEST} levels deep`, object);
  return Object.freeze(Array.isArray(object) ? copyArray(object, place) : copyRecord(object, place));
}

/** By index, not by iterator: holes are seen as `undefined`, and are refused as such. */
function copyArray(array: readonly unknown[], place: Place): Json[] {
  const result: Json[] = [];
  for (let i = 0; i < array.length; i += 1) result.push(copy(array[i], i, place));
  return result;
}

function copyRecord(record: object, place: Place): Record<string, Json> {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refusal(place.key, place.within, 'plain data (JSON)', `an instance of ${classNameOf(prototype)}`);
  }
  // Every event passes here, and spreading first and mending afterwards is faster than adding key by key.
  const result: Record<string, unknown> = { ...record };
  for (const key in result) {
    const item = result[key];
    if (key === '__proto__') throw refusal(place.key, place.within, 'no key named __proto__', key);
    if (typeof item === 'string' || (typeof item === 'number' && Number.isFinite(item) && item !== 0))
      continue;
    if (!Object.hasOwn(result, key)) continue; // somebody added to Object.prototype
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- its own copy, which has few such keys
    if (item === undefined) delete result[key];
    else result[key] = copy(item, key, place);
  }
  const symbols = Object.getOwnPropertySymbols(result);
  if (symbols.length > 0) throw refusal(place.key, place.within, 'no key that is a symbol', symbols[0]);
  return result as Record<string, Json>;
}

function refusal(
  key: string | number,
  within: Place | undefined,
  expected: string,
  actual: unknown,
): InvalidInputError {
  let path = '';
  let step = key;
  for (let place = within; place !== undefined; place = place.within) {
    path = (typeof step === 'number' ? `[${step}]` : `.${step}`) + path;
    step = place.key;
  }
  return new InvalidInputError(`${step}${path}`, expected, actual);
}

function classNameOf(prototype: unknown): string {
  const name = (prototype as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'a class';
}
