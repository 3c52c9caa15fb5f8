import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { NewEvent } from '../../../engine/events/index.ts';
import {
  IDEMPOTENCY_WINDOW,
  MemoryEventStore,
  type MemoryEventStoreOptions,
} from '../../../engine/store/index.ts';

const note = (id: string): NewEvent => ({ id, type: 'noted', data: null });
const notes = (prefix: string, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, i) => note(`${prefix}${i + 1}`));

describe('the clock of the store in memory', () => {
  test('is asked once for each append, so that a batch has one time', () => {
    let now = 100;
    const store = new MemoryEventStore({ clock: () => (now += 1) });
    store.append('a', notes('a', 2), { expected: 0 });
    store.append('b', notes('b', 1), { expected: 0 });
    expect(store.readAll().events.map((event) => event.recordedAt)).toEqual([101, 101, 102]);
  });

  test('may be left out: everything then happens at 0', () => {
    const store = new MemoryEventStore();
    store.append('a', notes('a', 1), { expected: 0 });
    expect(store.readAll().events[0]?.recordedAt).toBe(0);
  });

  test.each([NaN, 0.5, '12', undefined, 2 ** 53])(
    'that says %o makes the append fail, and nothing is stored',
    (time) => {
      const store = new MemoryEventStore({ clock: () => time as number });
      expect(() => store.append('a', notes('a', 1), { expected: 0 })).toThrow(InvalidInputError);
      expect(store.readAll().head).toBe(0);
    },
  );

  test('may itself append: positions stay without gap or duplicate', () => {
    let asked = 0;
    const store: MemoryEventStore = new MemoryEventStore({
      clock: () => {
        asked += 1;
        if (asked === 1) store.append('ticks', notes('t', 1), { expected: 0 });
        return asked;
      },
    });
    store.append('a', notes('a', 2), { expected: 0 });
    expect(store.readAll().events.map(({ id, position }) => [id, position])).toEqual([
      ['t1', 1],
      ['a1', 2],
      ['a2', 3],
    ]);
  });
});

describe('making a store in memory', () => {
  test.each<[unknown, string]>([
    [null, 'options'],
    [{ clock: 7 }, 'clock'],
    [{ clock: null }, 'clock'],
    [{ upcasters: {} }, 'upcasters'],
    [{ upcasters: [{ type: 'a', from: 0, upcast: () => [] }] }, 'upcasters[0].from'],
  ])('refuses %o', (options, where) => {
    expect(() => new MemoryEventStore(options as MemoryEventStoreOptions)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: expect.stringContaining(where) as string }),
    );
  });
});

describe('data that appends while it is read', () => {
  test('is refused, so that versions cannot be given twice', () => {
    const store = new MemoryEventStore();
    const trap = {
      get amount() {
        store.append('a', notes('inner', 1), { expected: 'any' });
        return 1;
      },
    };
    expect(() =>
      store.append('a', [{ id: 'outer', type: 'noted', data: trap }], { expected: 'any' }),
    ).toThrow(InvalidInputError);
    expect(store.readAll().events.map(({ id, version, position }) => [id, version, position])).toEqual([
      ['inner1', 1, 1],
    ]);
  });
});

describe('how far back ids are compared when no exact version is expected', () => {
  const withHistory = (count: number): MemoryEventStore => {
    const store = new MemoryEventStore();
    store.append('a', notes('a', count), { expected: 0 });
    return store;
  };

  test('covers the last events of the stream', () => {
    const store = withHistory(IDEMPOTENCY_WINDOW + 1);
    expect(store.append('a', [note('a2')], { expected: 'any' }).outcome).toBe('already-written');
    expect(store.append('a', [note('a1')], { expected: 'any' }).outcome).toBe('written');
  });

  test('moves with the stream as it grows, whichever way it grows', () => {
    const store = withHistory(3);
    expect(store.append('a', [note('a1')], { expected: 'any' }).outcome).toBe('already-written');
    store.append('a', notes('b', IDEMPOTENCY_WINDOW - 3), { expected: 3 });
    expect(store.append('a', [note('a1')], { expected: 'any' }).outcome).toBe('already-written');
    store.append('a', [note('c')], { expected: 'any' });
    expect(store.append('a', [note('a2')], { expected: 'any' }).outcome).toBe('already-written');
    expect(store.append('a', [note('a1')], { expected: 'any' }).outcome).toBe('written');
  });

  test('counts the last of events that share an id', () => {
    const store = withHistory(1);
    store.append('a', [note('x')], { expected: 'any' });
    store.append('a', [note('x')], { expected: 2 });
    store.append('a', notes('y', IDEMPOTENCY_WINDOW - 1), { expected: 3 });
    expect(store.append('a', [note('x')], { expected: 'any' })).toMatchObject({
      outcome: 'already-written',
      version: 3,
    });
  });

  test('does not limit exact versions', () => {
    const store = withHistory(IDEMPOTENCY_WINDOW * 3);
    expect(store.append('a', notes('a', 2), { expected: 0 }).outcome).toBe('already-written');
  });
});

describe('very large batches', () => {
  const COUNT = 200_000;

  test('can be written, delivered through a large buffer, and retried', () => {
    const store = new MemoryEventStore();
    let seen = 0;
    const subscription = store.subscribe(() => void (seen += 1), { bufferSize: COUNT });
    subscription.pause();
    const batch = Array.from({ length: COUNT }, () => note('same'));
    store.append('a', batch, { expected: 'any' });
    subscription.resume();
    expect(seen).toBe(COUNT);
    expect(subscription.overflows).toBe(0);
    expect(store.append('a', batch, { expected: 'any' })).toMatchObject({
      outcome: 'already-written',
      version: COUNT,
    });
  });
});
