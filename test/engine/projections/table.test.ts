import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { rowOf, withoutRow, withRow, type Table } from '../../../engine/projections/index.ts';

const increase = (row = 0): number => row + 1;

describe('a table', () => {
  test('gives a new table with the row added or changed, and leaves the old one as it was', () => {
    const empty: Table<number> = Object.freeze({});
    const one = Object.freeze(withRow(empty, 'ann', increase));
    const two = withRow(one, 'ann', increase);
    expect([empty, one, two]).toEqual([{}, { ann: 1 }, { ann: 2 }]);
  });

  test('shares the rows that did not change', () => {
    const table: Table<{ n: number }> = { ann: { n: 1 }, bob: { n: 2 } };
    expect(withRow(table, 'bob', () => ({ n: 3 }))['ann']).toBe(table['ann']);
    expect(withoutRow(table, 'bob')['ann']).toBe(table['ann']);
  });

  test('loses a row, and stays the same table where there is none to lose', () => {
    const table: Table<number> = Object.freeze({ ann: 1, bob: 2 });
    expect(withoutRow(table, 'bob')).toEqual({ ann: 1 });
    expect(withoutRow(table, 'eve')).toBe(table);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty'])(
    'has no row under %s until one is put there',
    (key) => {
      expect(rowOf({}, key)).toBeUndefined();
      expect(withoutRow({}, key)).toEqual({});
      const table = withRow({}, key, increase);
      expect(rowOf(table, key)).toBe(1);
    },
  );

  test('holds what a Map would hold after the same changes', () => {
    const change = fc.record({ key: fc.constantFrom('a', 'b', '1', 'constructor'), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const map = new Map<string, number>();
        let table: Table<number> = {};
        for (const { key, remove } of changes) {
          if (remove) map.delete(key);
          else map.set(key, increase(map.get(key)));
          table = remove ? withoutRow(table, key) : withRow(table, key, increase);
        }
        expect(table).toEqual(Object.fromEntries(map));
      }),
    );
  });

  test('is refused when it is none, as are empty keys and changes that are none', () => {
    const none = undefined as never;
    const calls = [
      () => rowOf(none, 'a'),
      () => rowOf({}, ''),
      () => withRow(none, 'a', increase),
      () => withRow({}, '', increase),
      () => withRow({}, 'a', none),
      () => withoutRow(none, 'a'),
      () => withoutRow({}, ''),
    ];
    for (const call of calls) expect(call).toThrow(InvalidInputError);
  });
});
