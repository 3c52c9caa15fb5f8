import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import type { SubscribeOptions, Subscription } from '../../../engine/store/index.ts';
import { attempt, notes, type AnyEventStore, type StoreFactory } from './store-under-test.ts';

const append = (store: AnyEventStore, stream: string, ...ids: string[]) =>
  store.append(stream, notes(...ids), { expected: 'any' });

const from1To = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

export function subscribing(create: StoreFactory): void {
  /** Subscribes with a handler that keeps the positions it sees, and then does what `then` says. */
  const watch = async (
    store: AnyEventStore,
    options?: SubscribeOptions,
    then: (event: RecordedEvent) => void = () => undefined,
  ) => {
    const seen: number[] = [];
    const subscription = await store.subscribe((event) => {
      seen.push(event.position);
      then(event);
    }, options);
    return { seen, subscription };
  };

  describe('a subscription', () => {
    test('catches up, then goes on live', async () => {
      const { store, settle } = await create();
      await append(store, 'a', 'a1', 'a2');
      const { seen, subscription } = await watch(store);
      await settle();
      expect(seen).toEqual([1, 2]);
      expect(subscription).toMatchObject({ state: 'live', position: 2, overflows: 0, error: undefined });

      await append(store, 'b', 'b1');
      await append(store, 'a', 'a3', 'a4');
      await settle();
      expect(seen).toEqual([1, 2, 3, 4, 5]);
      expect(subscription).toMatchObject({ state: 'live', position: 5 });
    });

    test('hands over the recorded events, frozen', async () => {
      const { store, settle } = await create();
      const events: RecordedEvent[] = [];
      await store.subscribe((event) => void events.push(event));
      await append(store, 'a', 'a1', 'a2');
      await settle();
      expect(events).toEqual((await store.readAll()).events);
      expect(events.every((event) => Object.isFrozen(event) && Object.isFrozen(event.data))).toBe(true);
    });

    test('resumes after a checkpoint, which is exclusive', async () => {
      const { store, settle } = await create();
      await append(store, 'a', '1', '2', '3', '4');
      const { seen } = await watch(store, { after: 2 });
      await append(store, 'a', '5');
      await settle();
      expect(seen).toEqual([3, 4, 5]);
    });

    test('with a checkpoint ahead of the log waits for what comes after it', async () => {
      const { store, settle } = await create();
      await append(store, 'a', '1');
      const { seen } = await watch(store, { after: 3 });
      await append(store, 'a', '2', '3');
      await append(store, 'a', '4');
      await append(store, 'a', '5');
      await settle();
      expect(seen).toEqual([4, 5]);
    });

    test.each<[SubscribeOptions, number[]]>([
      [{ prefix: 'cart-' }, [1, 3, 5, 7]],
      [{ types: ['noted'] }, from1To(8)],
      [{ types: ['never'] }, []],
      [{ prefix: 'cart-2', after: 3 }, [7]],
    ])('with %o sees only that, and its checkpoint passes over the rest', async (options, expected) => {
      const { store, settle } = await create();
      const streams = ['cart-1', 'order-1', 'cart-2', 'order-1'];
      for (const [i, stream] of streams.entries()) await append(store, stream, `before-${i}`);
      const { seen, subscription } = await watch(store, options);
      for (const [i, stream] of streams.entries()) await append(store, stream, `after-${i}`);
      await settle();
      expect(seen).toEqual(expected);
      expect(subscription.position).toBe(8);
    });

    test('is told nothing of appends that wrote nothing', async () => {
      const { store, settle } = await create();
      const { seen } = await watch(store);
      await store.append('a', [], { expected: 'any' });
      await attempt(() => store.append('a', notes('x'), { expected: 4 })).catch(() => undefined);
      await settle();
      expect(seen).toEqual([]);
    });

    test('goes on seeing streams that are deleted or tombstoned', async () => {
      const { store, settle } = await create();
      await append(store, 'a', 'a1');
      await append(store, 'b', 'b1');
      await store.deleteStream('a', { expected: 1 });
      await store.tombstoneStream('b', { expected: 1 });
      const { seen } = await watch(store);
      await append(store, 'a', 'a2');
      await settle();
      expect(seen).toEqual([1, 2, 3]);
    });
  });

  describe('pausing and stopping', () => {
    test('holds events back until the subscription resumes', async () => {
      const { store, settle } = await create();
      const { seen, subscription } = await watch(store);
      await append(store, 'a', '1');
      await settle();
      subscription.pause();
      await append(store, 'a', '2', '3');
      await settle();
      expect(seen).toEqual([1]);
      expect(subscription).toMatchObject({ state: 'paused', position: 1 });
      subscription.resume();
      await settle();
      expect(seen).toEqual([1, 2, 3]);
      expect(subscription).toMatchObject({ state: 'live', position: 3 });
    });

    test('a handler may pause while it catches up: nothing follows the current event', async () => {
      const { store, settle } = await create();
      const box: { subscription?: Subscription } = {};
      const { seen, subscription } = await watch(store, { bufferSize: 1 }, ({ position }) => {
        if (position === 2) box.subscription?.pause();
      });
      box.subscription = subscription;
      subscription.pause();
      await append(store, 'a', '1', '2', '3');
      subscription.resume();
      await settle();
      expect(seen).toEqual([1, 2]);
      expect(subscription).toMatchObject({ state: 'paused', position: 2 });
      subscription.resume();
      await settle();
      expect(seen).toEqual([1, 2, 3]);
    });

    test('loses nothing when more comes than a paused subscription may buffer', async () => {
      const { store, settle } = await create();
      const { seen, subscription } = await watch(store, { bufferSize: 2 });
      await settle();
      subscription.pause();
      for (let i = 1; i <= 7; i += 1) await append(store, 'a', `a${i}`);
      subscription.resume();
      await append(store, 'a', 'a8');
      await settle();
      expect(seen).toEqual(from1To(8));
      expect(subscription.state).toBe('live');
    });

    test('stopping is final', async () => {
      const { store, settle } = await create();
      const { seen, subscription } = await watch(store);
      await append(store, 'a', '1');
      await settle();
      subscription.stop();
      await append(store, 'a', '2');
      subscription.resume();
      subscription.stop();
      await settle();
      expect(seen).toEqual([1]);
      expect(subscription).toMatchObject({ state: 'stopped', position: 1, error: undefined });
    });

    test('a handler may stop its own subscription', async () => {
      const { store, settle } = await create();
      const box: { subscription?: Subscription } = {};
      const { seen, subscription } = await watch(store, {}, ({ position }) => {
        if (position === 2) box.subscription?.stop();
      });
      box.subscription = subscription;
      await append(store, 'a', '1', '2', '3');
      await settle();
      expect(seen).toEqual([1, 2]);
      expect(subscription).toMatchObject({ state: 'stopped', position: 2 });
    });
  });

  describe('a handler that throws', () => {
    test('stops its subscription at that event, and hurts nobody else', async () => {
      const { store, settle } = await create();
      const failure = new Error('no');
      const failing = await watch(store, {}, ({ position }) => {
        if (position === 2) throw failure;
      });
      const other = await watch(store);
      expect(await append(store, 'a', '1', '2', '3')).toMatchObject({ outcome: 'written', version: 3 });
      await append(store, 'a', '4');
      await settle();
      expect(failing.seen).toEqual([1, 2]);
      expect(failing.subscription).toMatchObject({ state: 'stopped', position: 1 });
      expect(failing.subscription.error).toBe(failure);
      expect(other.seen).toEqual([1, 2, 3, 4]);
    });

    test('is followed by a new subscription after the checkpoint, without gap', async () => {
      const { store, settle } = await create();
      await append(store, 'a', '1', '2', '3');
      const failing = await watch(store, {}, ({ position }) => {
        if (position === 2) throw new Error('no');
      });
      await settle();
      const next = await watch(store, { after: failing.subscription.position });
      await settle();
      expect(next.seen).toEqual([2, 3]);
    });
  });

  describe('handlers that append', () => {
    test('leave every subscriber with the whole log, in order, once', async () => {
      const { store, settle } = await create();
      const appends: unknown[] = [];
      const follow = (name: string, count: number) => (event: RecordedEvent) => {
        if (event.stream !== 'orders') return;
        const ids = Array.from({ length: count }, (_, i) => `${name}-${event.id}-${i}`);
        appends.push(append(store, name, ...ids));
      };
      const watchers = [
        await watch(store, {}, follow('invoices', 1)),
        await watch(store, { bufferSize: 1 }, follow('parcels', 3)),
        await watch(store),
      ];
      await append(store, 'orders', 'o1', 'o2');
      await append(store, 'orders', 'o3');
      await settle();
      await Promise.all(appends);
      await settle();

      const { head, events } = await store.readAll();
      expect(head).toBe(3 + 3 * (1 + 3));
      expect(events.map((event) => event.position)).toEqual(from1To(head));
      for (const { seen, subscription } of watchers) {
        expect(seen).toEqual(from1To(head));
        expect(subscription).toMatchObject({ state: 'live', position: head });
      }
    });

    test('may do so while catching up', async () => {
      const { store, settle } = await create();
      await append(store, 'ticks', 't1', 't2');
      const appends: unknown[] = [];
      const { seen } = await watch(store, {}, (event) => {
        if (event.stream === 'ticks') appends.push(append(store, 'tocks', `after-${event.id}`));
      });
      await settle();
      await Promise.all(appends);
      await settle();
      expect(seen).toEqual([1, 2, 3, 4]);
    });

    test('may subscribe and stop others in the middle of a delivery', async () => {
      const { store, settle } = await create();
      const late: Promise<{ seen: number[] }>[] = [];
      const box: { victim?: Subscription } = {};
      await watch(store, {}, ({ position }) => {
        if (position !== 2) return;
        late.push(watch(store));
        box.victim?.stop();
      });
      const victim = await watch(store, {});
      box.victim = victim.subscription;
      await append(store, 'a', '1');
      await settle();
      await append(store, 'a', '2');
      await settle();
      await append(store, 'a', '3');
      await settle();
      expect((await Promise.all(late)).map(({ seen }) => seen)).toEqual([[1, 2, 3]]);
      expect(victim.subscription.state).toBe('stopped');
      expect(victim.seen).not.toContain(3);
    });
  });
}
