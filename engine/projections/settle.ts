import { copyFrozen } from '../events/index.ts';

/**
 * As `copyFrozen`, but what `next` shares with `before` is taken as it is. An event changes a row or two of a large
 * model, and only these are looked into: what an event costs should not grow with all that came before it.
 *
 * @param next a model, fresh from `evolve`
 * @param before the model before it: plain data, frozen all the way down
 * @returns a frozen model, equal to `next`
 * @throws InvalidInputError as `copyFrozen`
 */
export function settle<Model>(next: Model, before: unknown, where: string): Model;
export function settle(next: unknown, before: unknown, where: string): unknown {
  if (next === before && typeof next === 'object') return next;
  if (Array.isArray(next) && Array.isArray(before)) return settleArray(next, before, where);
  if (isRecord(next) && isRecord(before)) return settleRecord(next, before, where);
  return copyFrozen(next, where);
}

function settleArray(
  next: readonly unknown[],
  before: readonly unknown[],
  where: string,
): readonly unknown[] {
  // By index, because the ways of arrays to call back pass over holes.
  const settled: unknown[] = [];
  for (let i = 0; i < next.length; i += 1) settled.push(settle(next[i], before[i], `${where}[${i}]`));
  return Object.freeze(settled);
}

type Fields = Readonly<Record<string, unknown>>;

function settleRecord(next: Fields, before: Fields, where: string): unknown {
  if (Object.hasOwn(next, '__proto__') || Object.getOwnPropertySymbols(next).length > 0) {
    return copyFrozen(next, where); // which refuses it in its own words
  }
  const settled: Record<string, unknown> = { ...next };
  for (const key of Object.keys(next)) {
    const item = next[key];
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (item === undefined) return copyFrozen(next, where); // which leaves the key out
    if (item !== old) settled[key] = settle(item, old, `${where}.${key}`);
  }
  return Object.freeze(settled);
}

function isRecord(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
