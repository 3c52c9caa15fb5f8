import { describe, expect, test } from 'vitest';
import { causedBy, type NewEvent, type RecordedEvent } from '../../../engine/events/index.ts';
import { WrongExpectedVersionError, type ExpectedVersion } from '../../../engine/store/index.ts';
import { attempt, historyOf, notes, type StoreFactory } from './store-under-test.ts';

export function appending(create: StoreFactory): void {
  describe('appending', () => {
    test('numbers streams and the log from 1, without gaps', async () => {
      const { store } = await create();
      await store.append('a', notes('a1', 'a2'), { expected: 'any' });
      await store.append('b', notes('b1'), { expected: 'any' });
      await store.append('a', notes('a3'), { expected: 'any' });

      const { events } = await store.readAll();
      expect(events.map(({ stream, version, position }) => [stream, version, position])).toEqual([
        ['a', 1, 1],
        ['a', 2, 2],
        ['b', 1, 3],
        ['a', 3, 4],
      ]);
    });

    test('answers with the version and position of the last event written', async () => {
      const { store } = await create();
      await store.append('b', notes('b1'), { expected: 'no-stream' });
      expect(await store.append('a', notes('a1', 'a2'), { expected: 'no-stream' })).toEqual({
        outcome: 'written',
        version: 2,
        position: 3,
      });
    });

    test('records everything that the writer gave, with defaults for what was left out', async () => {
      const { store } = await create({ clock: () => 1_234 });
      const full: NewEvent = {
        id: 'e1',
        type: 'ordered',
        data: { lines: [{ sku: 'pen', count: 2 }], paid: false, note: null },
        schemaVersion: 3,
        metadata: { correlationId: 'c', causationId: 'd', tenant: 'north' },
      };
      await store.append('order-1', [full, { id: 'e2', type: 'packed', data: null }], { expected: 0 });

      expect((await store.readStream('order-1')).events).toEqual([
        { ...full, stream: 'order-1', version: 1, position: 1, recordedAt: 1_234 },
        {
          id: 'e2',
          type: 'packed',
          data: null,
          schemaVersion: 1,
          metadata: {},
          stream: 'order-1',
          version: 2,
          position: 2,
          recordedAt: 1_234,
        },
      ]);
    });

    test('keeps what led to an event, so that a chain of causes can be followed', async () => {
      const { store } = await create();
      await store.append('order-1', notes('placed'), { expected: 0 });
      const [placed] = (await store.readStream('order-1')).events as [RecordedEvent];
      await store.append('payment-1', [{ ...notes('charged')[0]!, metadata: causedBy(placed) }], {
        expected: 0,
      });
      const [charged] = (await store.readStream('payment-1')).events as [RecordedEvent];
      await store.append('parcel-1', [{ ...notes('sent')[0]!, metadata: causedBy(charged) }], {
        expected: 0,
      });

      expect((await store.readStream('parcel-1')).events[0]?.metadata).toEqual({
        correlationId: 'placed',
        causationId: 'charged',
      });
    });

    test.each<{ expected: ExpectedVersion; existing: string[] }>([
      { expected: 'any', existing: [] },
      { expected: 'any', existing: ['a1', 'a2'] },
      { expected: 'no-stream', existing: [] },
      { expected: 0, existing: [] },
      { expected: 'stream-exists', existing: ['a1'] },
      { expected: 2, existing: ['a1', 'a2'] },
    ])('writes to a stream of $existing when $expected is expected', async ({ expected, existing }) => {
      const { store } = await create();
      await store.append('a', notes(...existing), { expected: 'any' });
      const result = await store.append('a', notes('new'), { expected });
      expect(result).toEqual({
        outcome: 'written',
        version: existing.length + 1,
        position: existing.length + 1,
      });
      expect(await historyOf(store)).toEqual([...existing, 'new']);
    });

    const conflicts: { expected: ExpectedVersion; existing: string[] }[] = [
      { expected: 'no-stream', existing: ['a1'] },
      { expected: 0, existing: ['a1'] },
      { expected: 'stream-exists', existing: [] },
      { expected: 1, existing: [] },
      { expected: 1, existing: ['a1', 'a2'] },
      { expected: 3, existing: ['a1', 'a2'] },
    ];

    test.each(conflicts)(
      'refuses new events on $existing when $expected is expected',
      async ({ expected, existing }) => {
        const { store } = await create();
        await store.append('a', notes(...existing), { expected: 'any' });
        const refused = attempt(() => store.append('a', notes('new'), { expected }));
        await expect(refused).rejects.toBeInstanceOf(WrongExpectedVersionError);
        await expect(refused).rejects.toMatchObject({ stream: 'a', expected, actual: existing.length });
        expect(await historyOf(store)).toEqual(existing);
      },
    );

    test.each(conflicts)(
      'refuses even nothing on $existing when $expected is expected',
      async ({ expected, existing }) => {
        const { store } = await create();
        await store.append('a', notes(...existing), { expected: 'any' });
        await expect(attempt(() => store.append('a', [], { expected }))).rejects.toMatchObject({
          code: 'wrong-expected-version',
          expected,
          actual: existing.length,
        });
      },
    );

    test.each<{ expected: ExpectedVersion; existing: string[] }>([
      { expected: 'any', existing: [] },
      { expected: 'no-stream', existing: [] },
      { expected: 0, existing: [] },
      { expected: 'any', existing: ['a1', 'a2'] },
      { expected: 'stream-exists', existing: ['a1', 'a2'] },
      { expected: 2, existing: ['a1', 'a2'] },
    ])(
      'checks nothing but $expected on $existing when there are no events',
      async ({ expected, existing }) => {
        const { store } = await create();
        await store.append('a', notes(...existing), { expected: 'any' });
        expect(await store.append('a', [], { expected })).toEqual({
          outcome: 'checked',
          version: existing.length,
          position: 0,
        });
        expect((await store.readStream('a')).exists).toBe(existing.length > 0);
        expect((await store.readAll()).head).toBe(existing.length);
      },
    );

    test('lets exactly one of two writers through who expect the same version', async () => {
      const { store } = await create();
      const race = await Promise.allSettled([
        attempt(() => store.append('a', notes('mine', 'mine-2'), { expected: 0 })),
        attempt(() => store.append('a', notes('yours', 'yours-2'), { expected: 0 })),
      ]);
      expect(race.map((writer) => writer.status).sort()).toEqual(['fulfilled', 'rejected']);
      const won = race[0].status === 'fulfilled' ? ['mine', 'mine-2'] : ['yours', 'yours-2'];
      expect(await historyOf(store)).toEqual(won);
    });

    test('is not touched by what the writer does to the events afterwards', async () => {
      const { store } = await create();
      const data = { lines: [{ sku: 'pen' }] };
      const metadata = { tags: ['x'] };
      const batch = [{ id: 'e1', type: 'ordered', data, metadata }];
      await store.append('a', batch, { expected: 0 });
      data.lines[0]!.sku = 'bomb';
      data.lines.push({ sku: 'more' });
      metadata.tags.length = 0;
      batch[0]!.type = 'forged';
      batch.length = 0;

      expect((await store.readStream('a')).events).toMatchObject([
        { type: 'ordered', data: { lines: [{ sku: 'pen' }] }, metadata: { tags: ['x'] } },
      ]);
    });

    test('does not change what the writer passed in, and leaves it open to change', async () => {
      const { store } = await create();
      const event = { id: 'e1', type: 'ordered', data: { lines: ['pen'] } };
      const batch = [event];
      await store.append('a', batch, { expected: 0 });
      expect(batch).toEqual([{ id: 'e1', type: 'ordered', data: { lines: ['pen'] } }]);
      expect([batch, event, event.data, event.data.lines].some((part) => Object.isFrozen(part))).toBe(false);
    });
  });
}
