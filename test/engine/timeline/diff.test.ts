import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { diff, formatPath, type Change } from '../../../engine/timeline/index.ts';

type Container = Record<string | number, unknown>;

/** Makes the changes to a copy. Removed items of arrays are at the end, so shortening is enough. */
function apply(before: unknown, changes: readonly Change[]): unknown {
  const root: Container = { whole: structuredClone(before) };
  for (const change of changes.toReversed()) {
    const path = ['whole', ...change.path];
    const last = path.pop() as string | number;
    const parent = path.reduce<Container>((container, key) => container[key] as Container, root);
    if (change.kind !== 'removed') continue;
    if (Array.isArray(parent)) parent.length = last as number;
    else Reflect.deleteProperty(parent, last);
  }
  for (const change of changes) {
    if (change.kind === 'removed') continue;
    const path = ['whole', ...change.path];
    const last = path.pop() as string | number;
    const parent = path.reduce<Container>((container, key) => container[key] as Container, root);
    Object.defineProperty(parent, last, {
      value: change.after,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return root['whole'];
}

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, shuffled(item)]),
  );
};

// Few keys and values, so that two states have much in common.
const { state } = fc.letrec((tie) => ({
  state: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, 1, 'x'),
    fc.array(tie('state'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'toString', '__proto__'), tie('state'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

describe('the difference of two states', () => {
  test('is nothing for equal states, in whatever order their keys are', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(diff(value, shuffled(structuredClone(value)))).toEqual([]);
      }),
    );
  });

  test('applied to the one gives the other', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        expect(apply(before, diff(before, after))).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  test('backwards is the same places with both sides exchanged', () => {
    const opposite = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    fc.assert(
      fc.property(state, state, (before, after) => {
        const there = diff(before, after).map(({ kind, path }) => [opposite[kind], path]);
        expect(diff(after, before).map(({ kind, path }) => [kind, path])).toEqual(there);
      }),
    );
  });

  test('names each field, added, removed or changed, in a stable order', () => {
    const before = {
      z: 1,
      gone: [1],
      lines: [{ sku: 'pen', count: 1 }, { sku: 'cap' }],
      same: { deep: [0] },
    };
    const after = { lines: [{ sku: 'pen', count: 2 }], same: { deep: [0] }, z: '1', new: null };
    expect(diff(before, after)).toEqual([
      { kind: 'removed', path: ['gone'], before: [1] },
      { kind: 'changed', path: ['lines', 0, 'count'], before: 1, after: 2 },
      { kind: 'removed', path: ['lines', 1], before: { sku: 'cap' } },
      { kind: 'added', path: ['new'], after: null },
      { kind: 'changed', path: ['z'], before: 1, after: '1' },
    ]);
  });

  test.each<[unknown, unknown]>([
    [[], {}],
    [{ a: 1 }, [1]],
    [null, {}],
    [0, null],
    ['1', 1],
  ])('is one change of the whole where %o became %o', (before, after) => {
    expect(diff(before, after)).toEqual([{ kind: 'changed', path: [], before, after }]);
  });

  test('takes undefined for absent, 0 for -0 and NaN for NaN', () => {
    expect(diff({ a: undefined, b: 0, c: NaN }, { b: -0, c: NaN })).toEqual([]);
  });

  test('does not look into what both states share', () => {
    const shared = Object.defineProperty({}, 'trap', { enumerable: true, get: () => expect.fail('looked') });
    expect(diff({ shared, n: 1 }, { shared, n: 2 })).toHaveLength(1);
  });

  test.each<[unknown, unknown]>([
    [{ at: new Date(0) }, { at: new Date(0) }],
    [{ at: 1 }, { at: new Map() }],
    [{ at: () => 1 }, { at: () => 1 }],
    [{}, { at: Symbol('s') }],
  ])('is refused where %o and %o are more than data', (before, after) => {
    expect(() => diff(before, after)).toThrow('diff: at: expected plain data');
  });

  test('is refused for cycles', () => {
    const cycle = () => {
      const value: Record<string, unknown> = {};
      value['self'] = value;
      return value;
    };
    expect(() => diff(cycle(), cycle())).toThrow(InvalidInputError);
  });
});

test.each<[(string | number)[], string]>([
  [[], ''],
  [['lines', 0, 'price'], 'lines[0].price'],
  [[0, 1], '[0][1]'],
  [['a.b', 'c d', ''], '["a.b"]["c d"][""]'],
  [['größe', '$x', '1st'], 'größe.$x["1st"]'],
])('the path %o is shown as %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
