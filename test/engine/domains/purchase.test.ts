import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import {
  bobsPurchase,
  orderView,
  purchase,
  type OrderRow,
  type PurchaseCommand,
  type PurchaseEvent,
} from '../../../engine/domains/purchase.ts';
import type { Table } from '../../../engine/projections/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { run } from './deciding.ts';

const place = (quantity: number, customer = 'Bob', item = 'notebook'): PurchaseCommand => ({
  type: 'PlaceOrder',
  data: { customer, item, quantity },
});
const change = (quantity: number): PurchaseCommand => ({ type: 'ChangeQuantity', data: { quantity } });
const placed: PurchaseEvent = {
  type: 'OrderPlaced',
  data: { customer: 'Bob', item: 'notebook', quantity: 5 },
};
const changed = (from: number, to: number): PurchaseEvent => ({
  type: 'OrderQuantityChanged',
  data: { from, to },
});

describe('a purchase', () => {
  test('by Bob is placed and then changed from five to six', () => {
    const { events } = run(purchase, [place(5), change(6)]);
    expect(events).toEqual(bobsPurchase.map(({ type, data }) => ({ type, data })));
  });

  test('keeps what the quantity was before each change', () => {
    const spec = given(purchase, [placed, changed(5, 6)]).when(change(2));
    expect(spec.then([changed(6, 2)]).difference).toBe('');
  });

  test('does not change when it has that quantity already', () => {
    expect(given(purchase, [placed]).when(change(5)).then([]).difference).toBe('');
  });

  test('is placed once only', () => {
    expect(given(purchase, [placed]).when(place(5)).thenRefused('already-placed').difference).toBe('');
  });

  test('cannot change before it is placed', () => {
    expect(given(purchase, []).when(change(6)).thenRefused('not-placed').difference).toBe('');
  });

  test.each([0, -1, 5.5])('refuses a quantity of %s', (quantity) => {
    expect(given(purchase, []).when(place(quantity)).thenRefused('invalid-quantity').difference).toBe('');
    expect(given(purchase, [placed]).when(change(quantity)).thenRefused('invalid-quantity').difference).toBe(
      '',
    );
  });

  test('cannot be read without its texts', () => {
    expect(() => purchase.decide(place(5, ''), purchase.initial)).toThrow(InvalidInputError);
    expect(() => purchase.decide(place(5, 'Bob', ' '), purchase.initial)).toThrow(InvalidInputError);
  });
});

describe('the OrderView', () => {
  const [first, second] = bobsPurchase;
  const view = (store: MemoryEventStore): Table<OrderRow> =>
    fold(orderView, store.readAll<PurchaseEvent>().events);

  test('shows Bob’s five after event 321 and his six after event 322', () => {
    const store = new MemoryEventStore();
    store.append('purchase-bob', [first!], { expected: 'no-stream' });
    expect(view(store)).toEqual({ bob: { customer: 'Bob', item: 'notebook', quantity: 5 } });
    store.append('purchase-bob', [second!], { expected: 1 });
    expect(view(store)).toEqual({ bob: { customer: 'Bob', item: 'notebook', quantity: 6 } });
    expect(store.readAll().events.map(({ id }) => id)).toEqual(['321', '322']);
  });

  test('can be lost while Bob changes his mind: rebuilt, it equals one that was never down', () => {
    const store = new MemoryEventStore();
    store.append('purchase-bob', [first!], { expected: 'no-stream' });
    const beforeTheLoss = view(store);
    store.append('purchase-bob', [second!], { expected: 1 }); // no view is there to see it
    const [change] = store.readAll<PurchaseEvent>({ from: 2 }).events;
    const neverDown = fold(orderView, [change!], beforeTheLoss);
    const rebuilt = view(store);
    expect(rebuilt).toEqual(neverDown);
    expect(rebuilt).toEqual({ bob: { customer: 'Bob', item: 'notebook', quantity: 6 } });
    expect(change?.data).toEqual({ from: 5, to: 6 });
  });

  test('has no row for a purchase that it never saw placed', () => {
    expect(fold(orderView, [{ ...changed(5, 6), stream: 'purchase-bob' }])).toEqual({});
  });
});
