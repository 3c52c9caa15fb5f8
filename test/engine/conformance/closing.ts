import { describe, expect, test } from 'vitest';
import {
  StreamDeletedError,
  StreamNotFoundError,
  StreamTombstonedError,
  type ExpectedVersion,
} from '../../../engine/store/index.ts';
import { attempt, historyOf, idsOf, notes, type StoreFactory } from './store-under-test.ts';

const every: ExpectedVersion[] = ['any', 'no-stream', 'stream-exists', 0, 2, 3];

export function closing(create: StoreFactory): void {
  const withTwo = async () => {
    const { store } = await create();
    await store.append('a', notes('a1', 'a2'), { expected: 0 });
    return store;
  };
  const withDeleted = async () => {
    const store = await withTwo();
    await store.deleteStream('a', { expected: 2 });
    return store;
  };
  const withTombstone = async () => {
    const store = await withTwo();
    await store.tombstoneStream('a', { expected: 2 });
    return store;
  };

  describe('deleting a stream', () => {
    test('hides it from reads of the stream, but not from reads of the log', async () => {
      const store = await withTwo();
      expect(await store.deleteStream('a', { expected: 'stream-exists' })).toEqual({ version: 2 });
      expect(await store.readStream('a')).toEqual({
        stream: 'a',
        exists: false,
        version: 2,
        events: [],
        next: null,
      });
      expect(await historyOf(store)).toEqual(['a1', 'a2']);
    });

    test.each<ExpectedVersion>(['any', 'no-stream', 0, 2])(
      'lets an append that expects %s revive it, versions going on',
      async (expected) => {
        const store = await withDeleted();
        expect(await store.append('a', notes('a3'), { expected })).toMatchObject({
          outcome: 'written',
          version: 3,
        });

        const slice = await store.readStream('a');
        expect(slice).toMatchObject({ exists: true, version: 3 });
        expect(slice.events.map(({ id, version }) => [id, version])).toEqual([['a3', 3]]);
        expect(idsOf((await store.readStream('a', { from: 1 })).events)).toEqual(['a3']);
        expect(idsOf((await store.readStream('a', { direction: 'backwards' })).events)).toEqual(['a3']);
        expect((await store.readStream('a', { direction: 'backwards', from: 2 })).events).toEqual([]);
        expect(await historyOf(store)).toEqual(['a1', 'a2', 'a3']);
      },
    );

    test('is undone by an append that writes something, not by one that only checks', async () => {
      const store = await withDeleted();
      expect(await store.append('a', [], { expected: 'no-stream' })).toMatchObject({
        outcome: 'checked',
        version: 2,
      });
      expect((await store.readStream('a')).exists).toBe(false);
    });

    test('makes an append that insists on the stream fail, an empty one too', async () => {
      const store = await withDeleted();
      for (const events of [notes('a3'), []]) {
        const refused = attempt(() => store.append('a', events, { expected: 'stream-exists' }));
        await expect(refused).rejects.toBeInstanceOf(StreamDeletedError);
        await expect(refused).rejects.toMatchObject({ stream: 'a' });
      }
      expect(await historyOf(store)).toEqual(['a1', 'a2']);
    });

    test.each<ExpectedVersion>([1, 3])(
      'makes an append that expects version %s conflict',
      async (expected) => {
        const store = await withDeleted();
        await expect(attempt(() => store.append('a', notes('x'), { expected }))).rejects.toMatchObject({
          code: 'wrong-expected-version',
          actual: 2,
        });
      },
    );

    test('still recognises a retry of what was written before', async () => {
      const store = await withDeleted();
      expect((await store.append('a', notes('a1', 'a2'), { expected: 0 })).outcome).toBe('already-written');
      expect((await store.readStream('a')).exists).toBe(false);
    });

    test.each<ExpectedVersion>(['any', 'stream-exists', 2])(
      'twice is one deletion, expecting %s',
      async (expected) => {
        const store = await withDeleted();
        expect(await store.deleteStream('a', { expected })).toEqual({ version: 2 });
        expect((await store.readStream('a')).exists).toBe(false);
      },
    );

    test('after a revival hides everything so far', async () => {
      const store = await withDeleted();
      await store.append('a', notes('a3'), { expected: 'any' });
      await store.deleteStream('a', { expected: 3 });
      await store.append('a', notes('a4'), { expected: 3 });
      expect(idsOf((await store.readStream('a')).events)).toEqual(['a4']);
    });

    test.each<ExpectedVersion>(['no-stream', 0, 1, 3])('refuses to, expecting %s', async (expected) => {
      const store = await withTwo();
      await expect(attempt(() => store.deleteStream('a', { expected }))).rejects.toMatchObject({
        code: 'wrong-expected-version',
        expected,
        actual: 2,
      });
      expect((await store.readStream('a')).exists).toBe(true);
    });

    test('refuses a version that a deleted stream is not at', async () => {
      const store = await withDeleted();
      await expect(attempt(() => store.deleteStream('a', { expected: 1 }))).rejects.toMatchObject({
        code: 'wrong-expected-version',
        actual: 2,
      });
    });

    test('that was never written says so', async () => {
      const { store } = await create();
      await expect(attempt(() => store.deleteStream('a', { expected: 'any' }))).rejects.toBeInstanceOf(
        StreamNotFoundError,
      );
    });

    test('leaves other streams alone', async () => {
      const store = await withTwo();
      await store.append('b', notes('b1'), { expected: 0 });
      await store.deleteStream('a', { expected: 'any' });
      expect(idsOf((await store.readStream('b')).events)).toEqual(['b1']);
    });
  });

  describe('tombstoning a stream', () => {
    test('hides it from reads of the stream, but not from reads of the log', async () => {
      const store = await withTwo();
      expect(await store.tombstoneStream('a', { expected: 'any' })).toEqual({ version: 2 });
      expect(await store.readStream('a')).toMatchObject({ exists: false, version: 2, events: [] });
      expect(await historyOf(store)).toEqual(['a1', 'a2']);
    });

    test.each(every)('closes the name for every append, expecting %s', async (expected) => {
      const store = await withTombstone();
      for (const events of [notes('x'), notes('a1', 'a2'), []]) {
        const refused = attempt(() => store.append('a', events, { expected }));
        await expect(refused).rejects.toBeInstanceOf(StreamTombstonedError);
        await expect(refused).rejects.toMatchObject({ stream: 'a' });
      }
      expect(await historyOf(store)).toEqual(['a1', 'a2']);
    });

    test.each(every)('twice changes nothing, expecting %s', async (expected) => {
      const store = await withTombstone();
      expect(await store.tombstoneStream('a', { expected })).toEqual({ version: 2 });
    });

    test('closes a name that was never written to', async () => {
      const { store } = await create();
      expect(await store.tombstoneStream('a', { expected: 'no-stream' })).toEqual({ version: 0 });
      await expect(attempt(() => store.append('a', notes('a1'), { expected: 0 }))).rejects.toBeInstanceOf(
        StreamTombstonedError,
      );
    });

    test('closes a deleted stream', async () => {
      const store = await withDeleted();
      await store.tombstoneStream('a', { expected: 2 });
      await expect(attempt(() => store.append('a', notes('x'), { expected: 'any' }))).rejects.toBeInstanceOf(
        StreamTombstonedError,
      );
    });

    test.each<ExpectedVersion>(['no-stream', 0, 1, 3])('refuses to, expecting %s', async (expected) => {
      const store = await withTwo();
      await expect(attempt(() => store.tombstoneStream('a', { expected }))).rejects.toMatchObject({
        code: 'wrong-expected-version',
        actual: 2,
      });
      expect((await store.readStream('a')).exists).toBe(true);
    });

    test('leaves nothing to delete', async () => {
      const store = await withTombstone();
      await expect(attempt(() => store.deleteStream('a', { expected: 'any' }))).rejects.toBeInstanceOf(
        StreamTombstonedError,
      );
    });
  });
}
