import { describe, expect, test } from 'vitest';
import type {
  LogSlice,
  ReadAllOptions,
  ReadStreamOptions,
  StreamSlice,
} from '../../../engine/store/index.ts';
import { attempt, historyOf, idsOf, notes, type StoreFactory } from './store-under-test.ts';

/** What a read answers: the ids it found, and where to read on. */
type Expectation = [ids: string[], next: number | null];

export function reading(create: StoreFactory): void {
  describe('reading a stream', () => {
    const withFive = async () => {
      const { store } = await create();
      await store.append('other', notes('o1'), { expected: 0 });
      await store.append('a', notes('1', '2', '3', '4', '5'), { expected: 0 });
      return store;
    };

    test.each<[ReadStreamOptions, ...Expectation]>([
      [{}, ['1', '2', '3', '4', '5'], null],
      [{ max: 2 }, ['1', '2'], 3],
      [{ from: 3, max: 2 }, ['3', '4'], 5],
      [{ from: 4, max: 2 }, ['4', '5'], null],
      [{ from: 5 }, ['5'], null],
      [{ from: 6 }, [], null],
      [{ from: 900, max: 1 }, [], null],
      [{ max: 900 }, ['1', '2', '3', '4', '5'], null],
      [{ direction: 'backwards' }, ['5', '4', '3', '2', '1'], null],
      [{ direction: 'backwards', max: 2 }, ['5', '4'], 3],
      [{ direction: 'backwards', from: 3, max: 2 }, ['3', '2'], 1],
      [{ direction: 'backwards', from: 2, max: 2 }, ['2', '1'], null],
      [{ direction: 'backwards', from: 900, max: 1 }, ['5'], 4],
    ])('with %o', async (options, ids, next) => {
      const store = await withFive();
      const slice = await store.readStream('a', options);
      expect(slice).toMatchObject({ stream: 'a', exists: true, version: 5, next });
      expect(idsOf(slice.events)).toEqual(ids);
    });

    test('finds nothing where nobody wrote', async () => {
      const store = await withFive();
      expect(await store.readStream('b')).toEqual({
        stream: 'b',
        exists: false,
        version: 0,
        events: [],
        next: null,
      });
    });

    test.each<ReadStreamOptions['direction']>(['forwards', 'backwards'])(
      'page by page, %s, gives each event once',
      async (direction = 'forwards') => {
        const store = await withFive();
        const seen: string[] = [];
        let from: number | null = direction === 'forwards' ? 1 : 5;
        while (from !== null) {
          const slice: StreamSlice = await store.readStream('a', { direction, from, max: 2 });
          seen.push(...idsOf(slice.events));
          from = slice.next;
        }
        expect(direction === 'forwards' ? seen : seen.reverse()).toEqual(['1', '2', '3', '4', '5']);
      },
    );
  });

  describe('reading the whole log', () => {
    const withMixed = async () => {
      const { store } = await create();
      const event = (id: string, type: string) => ({ id, type, data: null });
      await store.append('cart-1', [event('1', 'opened'), event('2', 'filled')], { expected: 0 });
      await store.append('order-1', [event('3', 'opened')], { expected: 0 });
      await store.append('cart-2', [event('4', 'opened'), event('5', 'closed')], { expected: 0 });
      await store.append('cart-1', [event('6', 'closed')], { expected: 2 });
      return store;
    };

    test.each<[ReadAllOptions, ...Expectation]>([
      [{}, ['1', '2', '3', '4', '5', '6'], null],
      [{ max: 4 }, ['1', '2', '3', '4'], 5],
      [{ from: 5, max: 2 }, ['5', '6'], null],
      [{ from: 7 }, [], null],
      [{ direction: 'backwards' }, ['6', '5', '4', '3', '2', '1'], null],
      [{ direction: 'backwards', from: 4, max: 3 }, ['4', '3', '2'], 1],
      [{ direction: 'backwards', from: 900, max: 1 }, ['6'], 5],
      [{ prefix: 'cart-' }, ['1', '2', '4', '5', '6'], null],
      [{ prefix: 'cart-1' }, ['1', '2', '6'], null],
      [{ prefix: 'nobody' }, [], null],
      [{ types: ['closed'] }, ['5', '6'], null],
      [{ types: ['opened', 'closed'] }, ['1', '3', '4', '5', '6'], null],
      [{ types: ['never'] }, [], null],
      [{ prefix: 'cart-', types: ['opened'] }, ['1', '4'], null],
      [{ prefix: 'cart-', max: 3 }, ['1', '2', '4'], 5],
      [{ prefix: 'cart-', from: 3, max: 1 }, ['4'], 5],
      [{ direction: 'backwards', types: ['opened'], max: 2 }, ['4', '3'], 2],
      [{ direction: 'backwards', prefix: 'cart-', from: 4 }, ['4', '2', '1'], null],
    ])('with %o', async (options, ids, next) => {
      const store = await withMixed();
      const slice = await store.readAll(options);
      expect(idsOf(slice.events)).toEqual(ids);
      expect(slice).toMatchObject({ head: 6, next });
    });

    test('finds nothing in an empty store', async () => {
      const { store } = await create();
      const nothing = { events: [], head: 0, next: null };
      expect(await store.readAll()).toEqual(nothing);
      expect(await store.readAll({ direction: 'backwards' })).toEqual(nothing);
    });

    test('page by page through a filter gives each wanted event once', async () => {
      const store = await withMixed();
      const seen: string[] = [];
      let from: number | null = 1;
      while (from !== null) {
        const slice: LogSlice = await store.readAll({ from, max: 1, types: ['opened'] });
        seen.push(...idsOf(slice.events));
        from = slice.next;
      }
      expect(seen).toEqual(['1', '3', '4']);
    });
  });

  describe('what was read', () => {
    test('cannot be used to change history', async () => {
      const { store } = await create();
      await store.append(
        'a',
        [{ id: '1', type: 'noted', data: { tags: ['x'] }, metadata: { by: { name: 'ann' } } }],
        {
          expected: 0,
        },
      );
      const slice = await store.readStream<{ type: 'noted'; data: { tags: string[] } }>('a');
      const log = await store.readAll();
      const [event] = slice.events;
      const forgeries = [
        () => Object.assign(event as object, { id: 'forged' }),
        () => Object.assign(event?.data as object, { tags: [] }),
        () => event?.data.tags.push('y'),
        () => Object.assign(event?.metadata as object, { by: 'bob' }),
        () => Object.assign(event?.metadata['by'] as object, { name: 'bob' }),
      ];
      for (const forge of forgeries) expect(forge).toThrow(TypeError);
      for (const events of [slice.events, log.events]) {
        await attempt(() => void (events as unknown[]).pop()).catch(() => undefined);
      }

      expect(await historyOf(store)).toEqual(['1']);
      expect((await store.readStream('a')).events).toMatchObject([
        { id: '1', data: { tags: ['x'] }, metadata: { by: { name: 'ann' } } },
      ]);
    });

    test('does not grow when the store does', async () => {
      const { store } = await create();
      await store.append('a', notes('1'), { expected: 0 });
      const stream = await store.readStream('a');
      const log = await store.readAll();
      await store.append('a', notes('2'), { expected: 1 });
      expect([idsOf(stream.events), idsOf(log.events), log.head]).toEqual([['1'], ['1'], 1]);
    });
  });
}
