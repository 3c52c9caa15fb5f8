import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../../engine/aggregates/index.ts';
import {
  inventory,
  reservedNow,
  type InventoryCommand,
  type InventoryEvent,
} from '../../../engine/domains/inventory.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { run } from './deciding.ts';

const received = (quantity: number): InventoryEvent => ({ type: 'StockReceived', data: { quantity } });
const reserved = (orderId: string, quantity: number): InventoryEvent => ({
  type: 'StockReserved',
  data: { orderId, quantity },
});
const released = (orderId: string, quantity: number): InventoryEvent => ({
  type: 'StockReleased',
  data: { orderId, quantity },
});

const receive = (quantity: number): InventoryCommand => ({ type: 'ReceiveStock', data: { quantity } });
const reserve = (orderId: string, quantity: number): InventoryCommand => ({
  type: 'ReserveStock',
  data: { orderId, quantity },
});
const release = (orderId: string): InventoryCommand => ({ type: 'ReleaseStock', data: { orderId } });

const expectEvents = (
  past: readonly InventoryEvent[],
  command: InventoryCommand,
  events: readonly InventoryEvent[],
): void => {
  expect(given(inventory, past).when(command).then(events).difference).toBe('');
};
const expectRefused = (past: readonly InventoryEvent[], command: InventoryCommand, reason: string): void => {
  expect(given(inventory, past).when(command).thenRefused(reason).difference).toBe('');
};

describe('an inventory', () => {
  test('receives, reserves and releases', () => {
    expectEvents([], receive(5), [received(5)]);
    expectEvents([received(5)], reserve('1001', 5), [reserved('1001', 5)]);
    expectEvents([received(5), reserved('1001', 5)], release('1001'), [released('1001', 5)]);
  });

  test('refuses to reserve more than is free', () => {
    expectRefused([], reserve('1001', 1), 'out-of-stock');
    expectRefused([received(5)], reserve('1001', 6), 'out-of-stock');
    expectRefused([received(5), reserved('1001', 3)], reserve('1002', 3), 'out-of-stock');
  });

  test('reserves anew what was released', () => {
    const past = [received(5), reserved('1001', 5), released('1001', 5)];
    expectEvents(past, reserve('1002', 5), [reserved('1002', 5)]);
  });

  test('reserves once for an order, even after its release', () => {
    const past = [received(9), reserved('1001', 3)];
    expectRefused(past, reserve('1001', 3), 'already-reserved');
    expectRefused([...past, released('1001', 3)], reserve('1001', 3), 'already-reserved');
  });

  test('releases only what is reserved, and only once', () => {
    const past = [received(9), reserved('1001', 3)];
    expectRefused(past, release('1002'), 'not-reserved');
    expectRefused([...past, released('1001', 3)], release('1001'), 'already-released');
  });

  test.each([0, -1, 1.5, NaN])('refuses a quantity of %s', (quantity) => {
    expectRefused([], receive(quantity), 'invalid-quantity');
    expectRefused([received(5)], reserve('1001', quantity), 'invalid-quantity');
  });

  test.each([reserve('', 1), release(' ')])('cannot read $type without its order', (command) => {
    expect(() => inventory.decide(command, inventory.initial)).toThrow(InvalidInputError);
  });

  test('has as many pieces free and reserved as were received, whatever commands came', () => {
    const anyOrder = fc.constantFrom('1001', '1002', '1003');
    const anyQuantity = fc.integer({ min: 1, max: 6 });
    const anyCommand = fc.oneof(
      anyQuantity.map(receive),
      fc.tuple(anyOrder, anyQuantity).map(([orderId, quantity]) => reserve(orderId, quantity)),
      anyOrder.map(release),
    );
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const { events, states } = run(inventory, commands);
        for (const { free } of states) expect(free).toBeGreaterThanOrEqual(0);
        const last = states.at(-1) ?? inventory.initial;
        const everReceived = events
          .filter(({ type }) => type === 'StockReceived')
          .reduce((sum, { data }) => sum + data.quantity, 0);
        expect(last.free + reservedNow(last)).toBe(everReceived);
      }),
    );
  });
});
