import { InvalidInputError, describe } from '../errors.ts';

/** One place in which two states differ. */
export type Change =
  | { readonly kind: 'added'; readonly path: Path; readonly after: unknown }
  | { readonly kind: 'removed'; readonly path: Path; readonly before: unknown }
  | { readonly kind: 'changed'; readonly path: Path; readonly before: unknown; readonly after: unknown };

/** From the outside in: keys of objects as strings, indices of arrays (from 0) as numbers. Empty is the whole. */
export type Path = readonly (string | number)[];

/** Nesting beyond this is taken for a cycle. */
const DEEPEST = 100;

/**
 * Everything in which two states differ, field by field.
 *
 * Arrays are compared by index: an item put in at the front changes everything behind it. A property that is
 * `undefined` counts as absent. Where both states hold the same object, it is not looked into, so that states which
 * share most of their structure are compared quickly.
 *
 * @returns the changes, keys in alphabetical order (by code unit), indices ascending; none if the states are equal
 * @throws InvalidInputError where the states differ in something that is not plain data (a function, a class
 *   instance, a Map), and for nesting beyond 100 levels, which a cycle would be
 */
export function diff(before: unknown, after: unknown): readonly Change[] {
  const changes: Change[] = [];
  compare(before, after, [], changes);
  return changes;
}

/** A path as text, such as `lines[0].price`; keys that are no plain words in brackets. For display. */
export function formatPath(path: Path): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key)) return `[${JSON.stringify(key)}]`;
      return i === 0 ? key : `.${key}`;
    })
    .join('');
}

function compare(before: unknown, after: unknown, path: Path, changes: Change[]): void {
  if (before === after || Object.is(before, after)) return; // 0 is -0, and NaN is NaN
  const [was, is] = [kindOf(before, path), kindOf(after, path)];
  if (was === 'absent') changes.push({ kind: 'added', path, after });
  else if (is === 'absent') changes.push({ kind: 'removed', path, before });
  else if (was !== is || was === 'value') changes.push({ kind: 'changed', path, before, after });
  else {
    if (path.length === DEEPEST) {
      throw new InvalidInputError(
        `diff: ${formatPath(path)}`,
        `states nested at most ${DEEPEST} levels deep`,
        before,
      );
    }
    for (const key of was === 'array' ? indicesOf(before, after) : keysOf(before, after)) {
      compare(item(before, key), item(after, key), [...path, key], changes);
    }
  }
}

type Kind = 'absent' | 'value' | 'array' | 'record';

function kindOf(value: unknown, path: Path): Kind {
  if (value === undefined) return 'absent';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return 'record';
  } else if (typeof value !== 'function' && typeof value !== 'symbol') {
    return 'value';
  }
  throw new InvalidInputError(`diff: ${formatPath(path)}`, 'plain data', describeClass(value));
}

function describeClass(value: unknown): string {
  const name = (value as { constructor?: { name?: string } }).constructor?.name;
  return name === undefined ? describe(value) : `a ${name}`;
}

/** Own items only: a key such as `toString` is in every object, but in no state. */
function item(container: unknown, key: string | number): unknown {
  return Object.hasOwn(container as object, key)
    ? (container as Record<string | number, unknown>)[key]
    : undefined;
}

function indicesOf(before: unknown, after: unknown): number[] {
  const length = Math.max((before as unknown[]).length, (after as unknown[]).length);
  return Array.from({ length }, (_, i) => i);
}

function keysOf(before: unknown, after: unknown): string[] {
  return [...new Set([...Object.keys(before as object), ...Object.keys(after as object)])].sort();
}
