import { describe, expect, test } from 'vitest';
import {
  UpcastError,
  type DomainEvent,
  type RecordedEvent,
  type Upcaster,
} from '../../../engine/events/index.ts';
import { attempt, notes, positionsOf, type AnyEventStore, type StoreFactory } from './store-under-test.ts';

/** History as it was written: a rename in two steps, an event that became two, one that nobody needs, one as ever. */
const history = [
  { id: '1', type: 'renamed', data: { fullName: 'Ada Lovelace' } },
  { id: '2', type: 'moved-and-paid', data: { city: 'Bath', amount: 5 } },
  { id: '3', type: 'page-viewed', data: { page: '/' } },
  { id: '4', type: 'noted', data: { text: 'same' } },
];

const upcasters: Upcaster[] = [
  {
    type: 'renamed',
    from: 1,
    upcast: ({ data }) => {
      const [first = '', last = ''] = (data as { fullName: string }).fullName.split(' ');
      return { type: 'renamed', schemaVersion: 2, data: { first, last } };
    },
  },
  {
    type: 'renamed',
    from: 2,
    upcast: ({ data }) => ({ type: 'person-renamed', schemaVersion: 3, data }),
  },
  {
    type: 'moved-and-paid',
    from: 1,
    upcast: ({ data }) => {
      const { city, amount } = data as { city: string; amount: number };
      return [
        { type: 'moved', schemaVersion: 1, data: { city } },
        { type: 'paid', schemaVersion: 1, data: { amount } },
      ];
    },
  },
  { type: 'page-viewed', from: 1, upcast: () => [] },
];

const today = [
  { id: '1', version: 1, position: 1, type: 'person-renamed', data: { first: 'Ada', last: 'Lovelace' } },
  { id: '2', version: 2, position: 2, type: 'moved', data: { city: 'Bath' }, part: { index: 1, of: 2 } },
  { id: '2', version: 2, position: 2, type: 'paid', data: { amount: 5 }, part: { index: 2, of: 2 } },
  { id: '4', version: 4, position: 4, type: 'noted', data: { text: 'same' } },
];

export function upcasting(create: StoreFactory): void {
  const withHistory = async () => {
    const made = await create({ upcasters });
    await made.store.append('a', history, { expected: 0 });
    return made;
  };
  const collect = async (store: AnyEventStore, settle: () => unknown, types?: string[]) => {
    const events: RecordedEvent[] = [];
    const subscription = await store.subscribe((event) => void events.push(event), types ? { types } : {});
    await settle();
    return { events, subscription };
  };

  describe('reading old events with upcasters', () => {
    test('shows today’s shape in reads of a stream, forwards and backwards', async () => {
      const { store } = await withHistory();
      const forwards = await store.readStream('a');
      expect(forwards.events).toMatchObject(today);
      expect(forwards).toMatchObject({ version: 4, next: null });
      const backwards = await store.readStream('a', { direction: 'backwards' });
      expect(backwards.events).toEqual(forwards.events.toReversed());
    });

    test('shows today’s shape in reads of the log, forwards and backwards', async () => {
      const { store } = await withHistory();
      const forwards = await store.readAll();
      expect(forwards.events).toMatchObject(today);
      expect(forwards.head).toBe(4);
      const backwards = await store.readAll({ direction: 'backwards' });
      expect(backwards.events).toEqual(forwards.events.toReversed());
    });

    test('shows today’s shape to subscribers, catching up and live', async () => {
      const { store, settle } = await withHistory();
      const { events, subscription } = await collect(store, settle);
      expect(events).toMatchObject(today);
      await store.append(
        'b',
        history.map((event) => ({ ...event })),
        { expected: 0 },
      );
      await settle();
      expect(events.map(({ type }) => type)).toEqual([...today, ...today].map(({ type }) => type));
      expect(subscription.position).toBe(8);
    });

    test('filters by the names of today', async () => {
      const { store, settle } = await withHistory();
      for (const [types, positions] of [
        [
          ['person-renamed', 'paid'],
          [1, 2],
        ],
        [['renamed', 'moved-and-paid', 'page-viewed'], []],
      ] as const) {
        expect(positionsOf((await store.readAll({ types })).events)).toEqual(positions);
        expect(positionsOf((await collect(store, settle, [...types])).events)).toEqual(positions);
      }
    });

    test('counts stored events, not their parts, against a maximum', async () => {
      const { store } = await withHistory();
      const first = await store.readStream('a', { max: 2 });
      expect([positionsOf(first.events), first.next]).toEqual([[1, 2, 2], 3]);
      const rest = await store.readStream('a', { from: 3, max: 2 });
      expect([positionsOf(rest.events), rest.next]).toEqual([[4], null]);
    });

    test('keeps id, time and metadata unless the upcaster gives other metadata', async () => {
      const { store } = await create({
        clock: () => 77,
        upcasters: [
          { type: 'kept', from: 1, upcast: () => ({ type: 'k', schemaVersion: 2, data: 1 }) },
          {
            type: 'given',
            from: 1,
            upcast: () => ({ type: 'g', schemaVersion: 2, data: 2, metadata: { x: 'new' } }),
          },
        ],
      });
      const metadata = { x: 'old' };
      await store.append(
        'a',
        [
          { id: '1', type: 'kept', data: 0, metadata },
          { id: '2', type: 'given', data: 0, metadata },
        ],
        { expected: 0 },
      );
      expect((await store.readAll()).events).toMatchObject([
        { id: '1', type: 'k', schemaVersion: 2, recordedAt: 77, metadata: { x: 'old' } },
        { id: '2', type: 'g', schemaVersion: 2, recordedAt: 77, metadata: { x: 'new' } },
      ]);
    });

    test('does not get in the way of writing: ids and versions are those of the stored events', async () => {
      const { store } = await withHistory();
      expect((await store.append('a', history, { expected: 0 })).outcome).toBe('already-written');
      expect(await store.append('a', notes('5'), { expected: 4 })).toMatchObject({ version: 5, position: 5 });
    });

    test('that form a circle refuses to read, and says which event', async () => {
      const { store } = await create({
        upcasters: [
          { type: 'ping', from: 1, upcast: ({ data }) => ({ type: 'pong', schemaVersion: 1, data }) },
          { type: 'pong', from: 1, upcast: ({ data }) => ({ type: 'ping', schemaVersion: 1, data }) },
        ],
      });
      await store.append<DomainEvent>('a', [{ id: 'e1', type: 'ping', data: null }], { expected: 0 });
      for (const read of [() => store.readStream('a'), () => store.readAll()]) {
        const refused = attempt<unknown>(read);
        await expect(refused).rejects.toBeInstanceOf(UpcastError);
        await expect(refused).rejects.toMatchObject({ eventId: 'e1' });
      }
    });

    test('stops a subscription at the event that an upcaster fails on', async () => {
      const { store, settle } = await create({
        upcasters: [
          {
            type: 'broken',
            from: 1,
            upcast: () => {
              throw new Error('no');
            },
          },
        ],
      });
      await store.append<DomainEvent>(
        'a',
        [...notes('1'), { id: '2', type: 'broken', data: null }, ...notes('3')],
        {
          expected: 0,
        },
      );
      const { events, subscription } = await collect(store, settle);
      expect(positionsOf(events)).toEqual([1]);
      expect(subscription).toMatchObject({ state: 'stopped', position: 1 });
      expect(subscription.error).toBeInstanceOf(UpcastError);
    });

    test('lets a handler stop in the middle of an event that became several', async () => {
      const { store, settle } = await create({ upcasters });
      const types: string[] = [];
      const subscription = await store.subscribe((event) => {
        types.push(event.type);
        if (event.type === 'moved') subscription.stop();
      });
      await store.append('a', history, { expected: 0 });
      await settle();
      expect(types).toEqual(['person-renamed', 'moved']);
      expect(subscription.position).toBe(1);
    });
  });
}
