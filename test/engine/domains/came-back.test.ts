import { describe, expect, test } from 'vitest';
import { afterAMonth, cameBack, MONTH, type CameBack } from '../../../engine/domains/came-back.ts';
import type { CartEvent } from '../../../engine/domains/cart.ts';
import { createProjector, MemoryReadModelStore } from '../../../engine/projections/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

const created = (customer: string): CartEvent => ({ type: 'SCCreated', data: { customer } });
const added = (item: string): CartEvent => ({ type: 'ItemAdded', data: { item, price: 100 } });
const removed = (item: string): CartEvent => ({ type: 'ItemRemoved', data: { item, price: 100 } });
const paid: CartEvent = { type: 'CartCheckedOut', data: { total: 100 } };

/** The model after what happened: each entry at its time, in its cart. */
function after(
  ...entries: readonly (readonly [at: number, cart: string, ...events: CartEvent[]])[]
): CameBack {
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  entries.forEach(([at, cart, ...events], i) => {
    now = at;
    const named = events.map((event, k) => ({ id: `${i}-${k}`, ...event }));
    store.append(cart, named, { expected: 'any' });
  });
  const models = new MemoryReadModelStore<CameBack>();
  const projector = createProjector<CameBack, CartEvent>({ store, projection: cameBack, models });
  expect(projector.catchUp().status.state).toBe('running');
  return projector.model;
}

describe('who took an item out and bought it after all', () => {
  const leaving = [0, 'cart-1', created('Mira'), added('lamp'), removed('lamp')] as const;

  test('is found when another of their carts is checked out with it, with both times', () => {
    const { found, removed: waiting } = after(leaving, [
      MONTH,
      'cart-2',
      created('Mira'),
      added('lamp'),
      paid,
    ]);
    expect(found).toEqual([{ customer: 'Mira', item: 'lamp', removedAt: 0, boughtAt: MONTH }]);
    expect(waiting).toEqual({});
  });

  test('is found once for one change of mind, however many are bought', () => {
    const model = after(
      leaving,
      [1, 'cart-1', added('lamp'), added('lamp'), paid],
      [MONTH, 'cart-2', created('Mira'), added('lamp'), paid],
    );
    expect(model.found.map(({ boughtAt }) => boughtAt)).toEqual([1]);
  });

  test('is counted from the last time that the item was taken out', () => {
    const model = after(
      leaving,
      [5, 'cart-1', added('lamp'), removed('lamp')],
      [9, 'cart-1', added('lamp'), paid],
    );
    expect(model.found.map(({ removedAt }) => removedAt)).toEqual([5]);
  });

  test('is nobody else: another customer, another item, a cart that is not checked out', () => {
    const model = after(
      leaving,
      [1, 'cart-2', created('Tom'), added('lamp'), paid],
      [2, 'cart-3', created('Mira'), added('vase'), paid],
      [3, 'cart-4', created('Mira'), added('lamp')],
    );
    expect(model.found).toEqual([]);
    expect(Object.values(model.removed)).toEqual([0]);
  });

  test('is nobody who took out one of two', () => {
    const model = after([0, 'cart-1', created('Mira'), added('lamp'), added('lamp'), removed('lamp'), paid]);
    expect(model).toMatchObject({ found: [], removed: {} });
  });

  test('came back after a month from the thirtieth day on, and not a millisecond before', () => {
    const boughtAt = (at: number) =>
      afterAMonth(after(leaving, [at, 'cart-2', created('Mira'), added('lamp'), paid])).length;
    expect([boughtAt(MONTH - 1), boughtAt(MONTH)]).toEqual([0, 1]);
  });

  test('is not looked for in other categories, where events are named alike', () => {
    expect(after([0, 'order-1', added('lamp'), removed('lamp')])).toEqual(cameBack.initial);
  });
});
