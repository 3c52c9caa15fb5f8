import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { copyFrozen } from '../../../engine/events/index.ts';
import { plainData } from '../arbitrary.ts';

const deeplyFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every((part) => deeplyFrozen(part)));

describe('copying plain data', () => {
  test('gives what a trip through JSON would give, frozen all the way down', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        const copy = copyFrozen(value, 'data');
        expect(copy).toEqual(JSON.parse(JSON.stringify(value)));
        expect(deeplyFrozen(copy)).toBe(true);
      }),
    );
  });

  test('leaves the original as it was, and open to change', () => {
    const original = { list: [1, { deep: true }] };
    const copy = copyFrozen(original, 'data');
    original.list.push(2);
    expect(copy).toEqual({ list: [1, { deep: true }] });
  });

  test('stores -0 as 0', () => {
    expect(copyFrozen({ n: -0, list: [-0] }, 'data')).toStrictEqual({ n: 0, list: [0] });
  });

  test('leaves undefined properties out', () => {
    expect(Object.keys(copyFrozen({ a: undefined, b: 1 }, 'data') as object)).toEqual(['b']);
  });

  test('takes objects without a prototype, and gives ordinary ones', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 });
    expect(copyFrozen(bare, 'data')).toStrictEqual({ a: 1 });
  });

  test('copies own properties only, even if somebody added to every object', () => {
    const everyObject = Object.prototype as { inherited?: () => number };
    everyObject.inherited = () => 1;
    try {
      expect(Object.keys(copyFrozen({ a: { b: 1 } }, 'data') as object)).toEqual(['a']);
    } finally {
      delete everyObject.inherited;
    }
  });

  test('asks a getter once and keeps what it said', () => {
    let asked = 0;
    const copy = copyFrozen({ get n() { return (asked += 1); } }, 'data'); // prettier-ignore
    expect([asked, copy]).toEqual([1, { n: 1 }]);
  });

  test('takes the same object in two places: only cycles are refused', () => {
    const shared = { a: 1 };
    expect(copyFrozen([shared, { shared }], 'data')).toEqual([{ a: 1 }, { shared: { a: 1 } }]);
  });

  test('goes one hundred levels deep, no further', () => {
    const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)]);
    expect(() => copyFrozen(nest(100), 'data')).not.toThrow();
    expect(() => copyFrozen(nest(101), 'data')).toThrow(InvalidInputError);
  });

  test('counts an object at the bottom as a level, even an empty one', () => {
    const nest = (levels: number): object => (levels === 1 ? {} : { deeper: nest(levels - 1) });
    expect(() => copyFrozen(nest(100), 'data')).not.toThrow();
    expect(() => copyFrozen(nest(101), 'data')).toThrow(InvalidInputError);
  });

  test('names the path, what was expected and what came', () => {
    expect(() => copyFrozen({ lines: [{ price: NaN }] }, 'append: events[0].data')).toThrow(
      'append: events[0].data.lines[0].price: expected a finite number, got NaN.',
    );
  });

  test('is not fooled by an array that iterates over something else', () => {
    const array = Object.assign([1, 2], { [Symbol.iterator]: () => [].values() });
    expect(copyFrozen(array, 'data')).toEqual([1, 2]);
  });
});
