import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyFrozen } from '../../../engine/events/index.ts';
import { settle } from '../../../engine/projections/settle.ts';
import { plainData } from '../arbitrary.ts';

const isDeepFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every(isDeepFrozen));

describe('settling a model after an event', () => {
  test('gives the same as copying all of it, frozen all the way down, whatever was before', () => {
    const change = fc.record({ before: plainData, next: plainData, share: fc.boolean() });
    fc.assert(
      fc.property(change, ({ before, next, share }) => {
        const old = copyFrozen(before, 'before');
        const model = share ? { old, list: [old, next], next } : next;
        const settled = settle(model, share ? copyFrozen({ old, list: [old] }, 'before') : old, 'model');
        expect(settled).toEqual(copyFrozen(model, 'model'));
        expect(isDeepFrozen(settled)).toBe(true);
      }),
    );
  });

  test('takes what did not change as it is, in tables and lists', () => {
    const before = copyFrozen({ rows: { ann: { n: 1 } }, list: [{ n: 1 }] }, 'before') as {
      rows: { ann: object };
      list: object[];
    };
    const { rows, list } = before;
    const settled = settle({ rows: { ...rows, bob: { n: 2 } }, list: [...list, { n: 2 }] }, before, 'model');
    expect(settled.rows.ann).toBe(rows.ann);
    expect(settled.list[0]).toBe(list[0]);
    expect(settle(before, before, 'model')).toBe(before);
  });

  test('does not freeze what evolve gave, and is not changed through it', () => {
    const next = { rows: { bob: { n: 2 } } };
    const settled = settle(next, copyFrozen({ rows: {} }, 'before'), 'model');
    next.rows.bob.n = 3;
    expect(settled).toEqual({ rows: { bob: { n: 2 } } });
  });

  test('leaves out what is undefined, and an event can take a key away', () => {
    const before = copyFrozen({ a: 1, b: { c: 1 } }, 'before');
    expect(Object.keys(settle({ a: undefined, b: { c: 1 } }, before, 'model'))).toEqual(['b']);
    expect(settle({ a: 1 }, before, 'model')).toEqual({ a: 1 });
  });

  test.each<[string, unknown]>([
    ['NaN', { a: 1, b: NaN }],
    ['a Map', { a: 1, b: new Map() }],
    ['a function that every object inherits', { a: 1, constructor: Object }],
    ['a hole', { a: 1, list: [1, , 3] }], // eslint-disable-line no-sparse-arrays
    ['a symbol as key', { a: 1, [Symbol('s')]: 1 }],
    ['a key named __proto__', { a: 1, ['__proto__']: 1 }],
    ['itself', (() => { const self: Record<string, unknown> = { a: 1 }; self['b'] = self; return self; })()], // prettier-ignore
  ])('refuses what copying would refuse: %s', (_, next) => {
    const before = copyFrozen({ a: 1, b: { a: 1, b: 2 }, list: [1] }, 'before');
    expect(() => copyFrozen(next, 'model')).toThrow('model');
    expect(() => settle(next, before, 'model')).toThrow('model');
  });

  test('refuses NaN also where NaN cannot have been', () => {
    expect(() => settle(NaN, NaN, 'model')).toThrow('model');
    expect(() => settle(undefined, undefined, 'model')).toThrow('model');
  });
});
