import fc from 'fast-check';
import type { Run } from '../../src/lab-frame/lab.ts';

/** What stands where something else should: of a wrong type, out of every range, or named like what every object has. */
export const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown[]>(
    null,
    undefined,
    true,
    '',
    ' ',
    '0',
    '1',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__',
    '<img src=x onerror=alert(1)>',
    '\u202E\u0000🧾',
    'x'.repeat(5_000),
    0,
    -1,
    0.5,
    1e308,
    -1e308,
    8_640_000_000_000_001,
    -8_640_000_000_000_001,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 53,
    NaN,
    Infinity,
    [],
    [[]],
    [null],
    {},
    { length: 1 },
    { type: 'constructor' },
  ),
  fc.integer({ min: -3, max: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);

type Path = readonly (string | number)[];

/** Where something stands in a value: each key, and each place in an array, however deep. */
function pathsIn(value: unknown, to: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [to];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [
    to,
    ...keys.flatMap((key) => pathsIn((value as Record<string | number, unknown>)[key], [...to, key])),
  ];
}

/** The same with something else at a path; without it where nothing is put there. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((one: unknown, i) => (i === key ? replaced(one, rest, by) : one));
  const { [key]: old, ...others } = value as Record<string | number, unknown>;
  const next = replaced(old, rest, by);
  return next === undefined ? others : { ...others, [key]: next };
}

/** A run with one of its parts replaced or missing: a field of a command, a command, the commands, scenario or seed. */
export function tampered(run: Run<unknown>, place: number, by: unknown): Run<unknown> {
  const paths = pathsIn(run).filter(([first]) => first !== undefined && first !== 'lab');
  const path = paths[place % paths.length] ?? [];
  return replaced(run, path, by) as Run<unknown>;
}

/** The same, frozen to its depth: who writes to what it was given is found out. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
