import { describe, expect, test } from 'vitest';
import { MemoryEventStore, type Subscription } from '../../../engine/store/index.ts';

const append = (store: MemoryEventStore, ...ids: string[]) =>
  store.append(
    'a',
    ids.map((id) => ({ id, type: 'noted', data: null })),
    { expected: 'any' },
  );

/** A live, paused subscription with room for so many events, and what it sees. */
const paused = (bufferSize?: number) => {
  const store = new MemoryEventStore();
  const seen: number[] = [];
  const subscription = store.subscribe(
    ({ position }) => void seen.push(position),
    bufferSize === undefined ? {} : { bufferSize },
  );
  subscription.pause();
  return { store, seen, subscription };
};

describe('the buffer of a subscription in memory', () => {
  test('that is just full has not overflowed', () => {
    const { store, seen, subscription } = paused(2);
    append(store, '1');
    append(store, '2');
    subscription.resume();
    expect([subscription.overflows, seen]).toEqual([0, [1, 2]]);
  });

  test('that overflows is dropped: the subscription reads the log again, and then is live again', () => {
    const { store, seen, subscription } = paused(2);
    append(store, '1', '2');
    append(store, '3');
    append(store, '4');
    expect(subscription.overflows).toBe(1);
    subscription.resume();
    expect([seen, subscription.state]).toEqual([[1, 2, 3, 4], 'live']);
    subscription.pause();
    append(store, '5', '6', '7');
    expect(subscription.overflows).toBe(2);
    subscription.resume();
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('has room for 256 events unless said otherwise', () => {
    const ids = Array.from({ length: 256 }, (_, i) => `e${i}`);
    const { store, subscription } = paused();
    append(store, ...ids);
    expect(subscription.overflows).toBe(0);
    append(store, 'one more');
    expect(subscription.overflows).toBe(1);
  });

  test('does not overflow because another handler appended first, so that news came out of order', () => {
    const store = new MemoryEventStore();
    store.subscribe(({ id }) => {
      if (id === 'start') append(store, 'nested');
    });
    const seen: string[] = [];
    const second = store.subscribe(({ id }) => void seen.push(id), { bufferSize: 1 });
    append(store, 'start', 'second');
    expect(seen).toEqual(['start', 'second', 'nested']);
    expect(second).toMatchObject({ overflows: 0, state: 'live' });
  });

  test('a handler that appends more than fits while it is busy still sees everything once', () => {
    const store = new MemoryEventStore();
    const seen: string[] = [];
    const subscription = store.subscribe(
      ({ id }) => {
        seen.push(id);
        if (id === 'start') append(store, 'x1', 'x2', 'x3');
      },
      { bufferSize: 2 },
    );
    append(store, 'start');
    expect(seen).toEqual(['start', 'x1', 'x2', 'x3']);
    expect(subscription).toMatchObject({ overflows: 1, state: 'live', position: 4 });
  });
});

describe('a busy handler', () => {
  test('that appends what fits into the buffer stays live, for as long as it likes', () => {
    const store = new MemoryEventStore();
    const states = new Set<string>();
    const seen: number[] = [];
    const subscription = store.subscribe(
      ({ position }) => {
        states.add(subscription.state);
        seen.push(position);
        if (position < 50) append(store, `e${position}`);
      },
      { bufferSize: 3 },
    );
    append(store, 'start', 'second');
    expect(seen).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
    expect([...states]).toEqual(['live']);
    expect(subscription.overflows).toBe(0);
  });
});

describe('delivery in memory', () => {
  test('has happened when append returns', () => {
    const store = new MemoryEventStore();
    const seen: string[] = [];
    store.subscribe(({ id }) => void seen.push(id));
    append(store, '1', '2');
    expect(seen).toEqual(['1', '2']);
  });

  test('shows a handler the state of its subscription: catching up, then live', () => {
    const store = new MemoryEventStore();
    const states: string[] = [];
    const box: { subscription?: Subscription } = {};
    box.subscription = store.subscribe(
      () => void states.push(`${box.subscription?.state} ${box.subscription?.position}`),
      { bufferSize: 1 },
    );
    append(store, '1');
    append(store, '2', '3');
    expect(states).toEqual(['live 0', 'catching-up 1', 'catching-up 2']);
  });

  test('goes on after a handler paused and resumed within itself', () => {
    const store = new MemoryEventStore();
    const seen: string[] = [];
    const subscription = store.subscribe(({ id }) => {
      subscription.pause();
      seen.push(id);
      subscription.resume();
    });
    append(store, '1', '2', '3');
    expect(seen).toEqual(['1', '2', '3']);
  });
});
