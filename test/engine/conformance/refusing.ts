import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { attempt, historyOf, notes, type AnyEventStore, type StoreFactory } from './store-under-test.ts';

class Money {
  amount = 5;
}

const cycle: Record<string, unknown> = {};
cycle['self'] = [cycle];

const nest = (levels: number): unknown => (levels === 0 ? 1 : { in: nest(levels - 1) });

const badNames: [unknown][] = [[''], ['   '], [undefined], [null], [7], [{}], [['a']]];
const notFromOne: unknown[] = [0, -1, 1.5, NaN, Infinity, 2 ** 53, '1', null];
const notFromZero: unknown[] = [-1, 0.5, NaN, -Infinity, 2 ** 53, '0'];
const badFilters: Record<string, unknown>[] = [
  { prefix: '' },
  { prefix: 7 },
  { types: [] },
  { types: 'noted' },
  { types: ['noted', ''] },
];
const notOptions: [unknown][] = [[null], [7], ['any'], [[]]];

/** Values that mean something else, or nothing, after a trip through a store; with where in `data` they stand. */
const unstorable: [what: string, data: unknown, where: string][] = [
  ['nothing at all', undefined, 'data'],
  ['a function', () => 1, 'data'],
  ['a symbol', Symbol('s'), 'data'],
  ['a bigint', 1n, 'data'],
  ['NaN', { n: NaN }, 'data.n'],
  ['infinity', [1, -Infinity], 'data[1]'],
  ['a function deep inside', { a: [{ b: () => 1 }] }, 'data.a[0].b'],
  ['a date', { at: new Date(0) }, 'data.at'],
  ['a map', { lines: new Map() }, 'data.lines'],
  ['an instance of a class', { price: new Money() }, 'data.price'],
  ['undefined in an array', { list: [1, undefined] }, 'data.list[1]'],
  // eslint-disable-next-line no-sparse-arrays
  ['a hole in an array', { list: [1, , 3] }, 'data.list[1]'],
  ['a key named __proto__', { inner: JSON.parse('{"__proto__": {"admin": true}}') as unknown }, 'data.inner'],
  ['a key that is a symbol', { inner: { [Symbol('hidden')]: 1 } }, 'data.inner'],
  ['a cycle', cycle, 'data.self[0]'],
  ['bottomless nesting', nest(101), `data${'.in'.repeat(100)}`],
];

export function refusing(create: StoreFactory): void {
  /** A store with some history, and a check that a call is refused as bad input and leaves history alone. */
  const refuses = async (call: (store: AnyEventStore) => unknown, where?: string): Promise<void> => {
    const { store, settle } = await create();
    await store.append('a', notes('a1', 'a2'), { expected: 0 });
    const told: number[] = [];
    await store.subscribe((event) => void told.push(event.position), { after: 2 });
    const refused = attempt(() => call(store));
    await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
    if (where !== undefined) await expect(refused).rejects.toMatchObject({ where });
    await settle();
    expect(told).toEqual([]);
    expect(await historyOf(store)).toEqual(['a1', 'a2']);
    expect((await store.readStream('a')).version).toBe(2);
  };

  describe('an append is refused, and stores nothing, for', () => {
    test.each(badNames)('a stream named %o', (name) =>
      refuses((store) => store.append(name as string, notes('x'), { expected: 'any' }), 'append: stream'),
    );

    test.each([...notFromZero, null, undefined, 'ANY', 'exists', true, [[2]], {}])(
      'the expectation %o',
      (expected) =>
        refuses(
          (store) => store.append('a', notes('x'), { expected: expected as number }),
          'append: expected',
        ),
    );

    test.each([undefined, null, 'any', 2])('%o in place of options', (options) =>
      refuses((store) => store.append('a', notes('x'), options as unknown as { expected: 'any' })),
    );

    test.each([undefined, null, 'x', { length: 1, 0: notes('x')[0] }, notes('x')[0]])(
      '%o in place of an array of events',
      (events) =>
        refuses((store) => store.append('a', events as never, { expected: 'any' }), 'append: events'),
    );

    test.each([undefined, null, 'x', 7, [[]], () => 1])('%o in place of an event', (event) =>
      refuses(
        (store) => store.append('a', [...notes('x'), event as never], { expected: 2 }),
        'append: events[1]',
      ),
    );

    test('a hole in the batch', () => {
      const batch = notes('x', 'y', 'z');
      delete batch[1];
      return refuses((store) => store.append('a', batch, { expected: 2 }), 'append: events[1]');
    });

    test.each(badNames)('an event with the id %o', (id) =>
      refuses(
        (store) => store.append('a', [...notes('x'), { ...notes('y')[0], id } as never], { expected: 2 }),
        'append: events[1].id',
      ),
    );

    test.each(badNames)('an event of the type %o', (type) =>
      refuses(
        (store) => store.append('a', [{ ...notes('y')[0], type } as never], { expected: 2 }),
        'append: events[0].type',
      ),
    );

    test.each(notFromOne)('an event with the schema version %o', (schemaVersion) =>
      refuses(
        (store) => store.append('a', [{ ...notes('y')[0], schemaVersion } as never], { expected: 2 }),
        'append: events[0].schemaVersion',
      ),
    );

    test.each(unstorable)('data with %s', (_, data, where) =>
      refuses(
        (store) => store.append('a', [...notes('x'), { id: 'y', type: 't', data } as never], { expected: 2 }),
        `append: events[1].${where}`,
      ),
    );

    test.each<[unknown, string]>([
      [null, ''],
      ['x', ''],
      [[], ''],
      [new Money(), ''],
      [{ at: new Date(0) }, '.at'],
      [{ correlationId: '' }, '.correlationId'],
      [{ causationId: 7 }, '.causationId'],
    ])('the metadata %o', (metadata, where) =>
      refuses(
        (store) => store.append('a', [{ ...notes('x')[0], metadata } as never], { expected: 2 }),
        `append: events[0].metadata${where}`,
      ),
    );
  });

  describe('a read is refused for', () => {
    test.each(badNames)('a stream named %o', (name) =>
      refuses((store) => store.readStream(name as string), 'readStream: stream'),
    );

    test.each(notFromOne)('%o as where to begin', async (from) => {
      await refuses((store) => store.readStream('a', { from: from as number }), 'readStream: from');
      await refuses((store) => store.readAll({ from: from as number }), 'readAll: from');
    });

    test.each(notFromOne)('a maximum of %o, even where there is nothing to read', async (max) => {
      await refuses((store) => store.readStream('nobody', { max: max as number }), 'readStream: max');
      await refuses((store) => store.readAll({ max: max as number }), 'readAll: max');
    });

    test.each(['up', '', null, 1])('the direction %o', async (direction) => {
      await refuses(
        (store) => store.readStream('a', { direction: direction as never }),
        'readStream: direction',
      );
      await refuses((store) => store.readAll({ direction: direction as never }), 'readAll: direction');
    });

    test.each(badFilters)('the filter %o', (filter) => refuses((store) => store.readAll(filter)));

    test.each(notOptions)('%o in place of options', async (options) => {
      await refuses((store) => store.readStream('a', options as never), 'readStream: options');
      await refuses((store) => store.readAll(options as never), 'readAll: options');
    });
  });

  describe('a subscription is refused for', () => {
    test.each([undefined, null, {}, 'log'])('%o in place of a handler', (handler) =>
      refuses((store) => store.subscribe(handler as never), 'subscribe: handler'),
    );

    test.each([...notFromZero, null])('the checkpoint %o', (after) =>
      refuses((store) => store.subscribe(() => undefined, { after: after as number }), 'subscribe: after'),
    );

    test.each(notFromOne)('a buffer of %o', (bufferSize) =>
      refuses(
        (store) => store.subscribe(() => undefined, { bufferSize: bufferSize as number }),
        'subscribe: bufferSize',
      ),
    );

    test.each(badFilters)('the filter %o', (filter) =>
      refuses((store) => store.subscribe(() => undefined, filter)),
    );

    test.each(notOptions)('%o in place of options', (options) =>
      refuses((store) => store.subscribe(() => undefined, options as never), 'subscribe: options'),
    );
  });

  describe.each(['deleteStream', 'tombstoneStream'] as const)('%s is refused for', (method) => {
    test.each(badNames)('a stream named %o', (name) =>
      refuses((store) => store[method](name as string, { expected: 'any' }), `${method}: stream`),
    );

    test.each([...notFromZero, null, undefined, 'ANY'])('the expectation %o', (expected) =>
      refuses((store) => store[method]('a', { expected: expected as number }), `${method}: expected`),
    );
  });
}
