import { describe, expect, test } from 'vitest';
import { PartlyWrittenError, type ExpectedVersion } from '../../../engine/store/index.ts';
import { attempt, historyOf, notes, type StoreFactory } from './store-under-test.ts';

export function idempotency(create: StoreFactory): void {
  /** A store whose stream `a` holds a1, a2, a3 at positions 2, 3 and 4. */
  const withThree = async () => {
    const { store } = await create();
    await store.append('other', notes('o1'), { expected: 0 });
    await store.append('a', notes('a1', 'a2', 'a3'), { expected: 0 });
    return store;
  };
  const unchanged = ['o1', 'a1', 'a2', 'a3'];

  describe('retrying an append', () => {
    test.each<{ expected: ExpectedVersion; ids: string[]; version: number }>([
      { expected: 'no-stream', ids: ['a1', 'a2', 'a3'], version: 3 },
      { expected: 0, ids: ['a1', 'a2'], version: 2 },
      { expected: 1, ids: ['a2', 'a3'], version: 3 },
      { expected: 2, ids: ['a3'], version: 3 },
      { expected: 'any', ids: ['a1', 'a2', 'a3'], version: 3 },
      { expected: 'any', ids: ['a2'], version: 2 },
      { expected: 'any', ids: ['a3', 'a1'], version: 3 },
      { expected: 'stream-exists', ids: ['a1', 'a2'], version: 2 },
    ])('acknowledges $ids, expecting $expected, and writes nothing', async ({ expected, ids, version }) => {
      const store = await withThree();
      expect(await store.append('a', notes(...ids), { expected })).toEqual({
        outcome: 'already-written',
        version,
        position: version + 1,
      });
      expect(await historyOf(store)).toEqual(unchanged);
    });

    test.each<{ expected: ExpectedVersion; ids: string[]; why: string }>([
      { expected: 0, ids: ['a2', 'a1'], why: 'the order differs' },
      { expected: 0, ids: ['a1', 'x'], why: 'a later id differs' },
      { expected: 1, ids: ['a1'], why: 'they follow another version' },
      { expected: 1, ids: ['a2', 'a3', 'x'], why: 'the batch is longer than what follows' },
      { expected: 'no-stream', ids: ['x'], why: 'the id is new' },
      { expected: 4, ids: ['a3'], why: 'the version is ahead of the stream' },
    ])('conflicts on $ids, expecting $expected, because $why', async ({ expected, ids }) => {
      const store = await withThree();
      await expect(attempt(() => store.append('a', notes(...ids), { expected }))).rejects.toMatchObject({
        code: 'wrong-expected-version',
        expected,
        actual: 3,
      });
      expect(await historyOf(store)).toEqual(unchanged);
    });

    test.each<ExpectedVersion>(['any', 'stream-exists'])(
      'refuses a batch that begins with a known id and goes on with a new one, expecting %s',
      async (expected) => {
        const store = await withThree();
        const refused = attempt(() => store.append('a', notes('a1', 'x', 'y'), { expected }));
        await expect(refused).rejects.toBeInstanceOf(PartlyWrittenError);
        await expect(refused).rejects.toMatchObject({ stream: 'a', unknownId: 'x' });
        expect(await historyOf(store)).toEqual(unchanged);
      },
    );

    test.each<ExpectedVersion>(['any', 'stream-exists'])(
      'writes a batch whole when its first id is new, expecting %s',
      async (expected) => {
        const store = await withThree();
        await store.append('a', notes('x', 'a1'), { expected });
        expect(await historyOf(store)).toEqual([...unchanged, 'x', 'a1']);
      },
    );

    test('does not look at ids when the exact version is the current one', async () => {
      const store = await withThree();
      expect((await store.append('a', notes('a1', 'a2'), { expected: 3 })).outcome).toBe('written');
      expect(await historyOf(store)).toEqual([...unchanged, 'a1', 'a2']);
    });

    test('does not compare ids across streams', async () => {
      const store = await withThree();
      expect((await store.append('b', notes('a1'), { expected: 'any' })).outcome).toBe('written');
    });

    test('does not compare ids within one batch', async () => {
      const { store } = await create();
      expect(await store.append('a', notes('same', 'same'), { expected: 'any' })).toMatchObject({
        version: 2,
      });
      expect(await store.append('a', notes('same'), { expected: 'any' })).toEqual({
        outcome: 'already-written',
        version: 2,
        position: 2,
      });
    });

    test('does not compare what the events carry', async () => {
      const store = await withThree();
      const retry = [{ id: 'a1', type: 'renamed', data: { other: true } }];
      expect((await store.append('a', retry, { expected: 0 })).outcome).toBe('already-written');
      expect((await store.readStream('a')).events[0]).toMatchObject({ type: 'noted', data: { text: 'a1' } });
    });

    test('is not told to subscribers again', async () => {
      const { store, settle } = await create();
      const seen: string[] = [];
      await store.subscribe((event) => void seen.push(event.id));
      await store.append('a', notes('a1'), { expected: 0 });
      await store.append('a', notes('a1'), { expected: 0 });
      await settle();
      expect(seen).toEqual(['a1']);
    });
  });
}
