import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import {
  order,
  orderSummary,
  type OrderCommand,
  type OrderEvent,
  type OrderSummary,
} from '../../../engine/domains/orders.ts';
import { rowOf } from '../../../engine/projections/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { handlerFor, run } from './deciding.ts';

const created: OrderEvent = { type: 'OrderCreated', data: { customer: 'Alice' } };
const added = (item: string, quantity = 1): OrderEvent => ({ type: 'ItemAdded', data: { item, quantity } });
const removed = (item: string, quantity = 1): OrderEvent => ({
  type: 'ItemRemoved',
  data: { item, quantity },
});
const checkedOut: OrderEvent = { type: 'OrderCheckedOut', data: { payment: 'payment-1001' } };

const create = (customer = 'Alice'): OrderCommand => ({ type: 'CreateOrder', data: { customer } });
const add = (item: string, quantity = 1): OrderCommand => ({ type: 'AddItem', data: { item, quantity } });
const remove = (item: string, quantity = 1): OrderCommand => ({
  type: 'RemoveItem',
  data: { item, quantity },
});
const checkOut = (payment = 'payment-1001'): OrderCommand => ({ type: 'CheckOut', data: { payment } });

const passes = { passed: true, difference: '' };

describe('an order', () => {
  test('is created when the user starts one', () => {
    expect(given(order, []).when(create()).then([created])).toMatchObject(passes);
  });

  test('takes items and gives them back', () => {
    const spec = given(order, [created, added('pen', 3)]);
    expect(spec.when(add('book')).then([added('book')])).toMatchObject(passes);
    expect(spec.when(remove('pen', 2)).then([removed('pen', 2)])).toMatchObject(passes);
    expect(spec.when(remove('pen', 3)).thenState({ status: 'in-progress', lines: [] })).toMatchObject(passes);
  });

  test('adds up what was added of the same item, in its place', () => {
    const past = [created, added('pen', 3), added('book')];
    const lines = [
      { item: 'pen', quantity: 5 },
      { item: 'book', quantity: 1 },
    ];
    const spec = given(order, past).when(add('pen', 2));
    expect(spec.thenState({ status: 'in-progress', lines })).toMatchObject(passes);
  });

  test('is checked out when its payment is finished', () => {
    expect(
      given(order, [created, added('pen')])
        .when(checkOut())
        .then([checkedOut]),
    ).toMatchObject(passes);
  });

  test.each([add('pen'), remove('pen'), checkOut()])('that nobody created refuses $type', (command) => {
    expect(given(order, []).when(command).thenRefused('not-created')).toMatchObject(passes);
  });

  test('is created once only', () => {
    expect(given(order, [created]).when(create('Bob')).thenRefused('already-created')).toMatchObject(passes);
    const after = given(order, [created, added('pen'), checkedOut]);
    expect(after.when(create()).thenRefused('already-created')).toMatchObject(passes);
  });

  test('refuses to remove what is not there, or more than there is', () => {
    const spec = given(order, [created, added('pen', 2), added('book', 9)]);
    expect(spec.when(remove('lamp')).thenRefused('not-in-order')).toMatchObject(passes);
    expect(spec.when(remove('constructor')).thenRefused('not-in-order')).toMatchObject(passes);
    expect(spec.when(remove('pen', 3)).thenRefused('not-in-order')).toMatchObject(passes);
  });

  test.each([add('pen'), remove('pen'), checkOut()])('that is checked out refuses $type', (command) => {
    const spec = given(order, [created, added('pen'), checkedOut]);
    expect(spec.when(command).thenRefused('already-checked-out')).toMatchObject(passes);
  });

  test('is not checked out while it is empty', () => {
    expect(given(order, [created]).when(checkOut()).thenRefused('empty-order')).toMatchObject(passes);
    const emptied = given(order, [created, added('pen'), removed('pen')]);
    expect(emptied.when(checkOut()).thenRefused('empty-order')).toMatchObject(passes);
  });

  test.each([0, -1, 1.5, NaN, Infinity, 1_000_000_001])('refuses a quantity of %s', (quantity) => {
    const spec = given(order, [created, added('pen', 5)]);
    expect(spec.when(add('pen', quantity)).thenRefused('invalid-quantity')).toMatchObject(passes);
    expect(spec.when(remove('pen', quantity)).thenRefused('invalid-quantity')).toMatchObject(passes);
  });

  test.each([create(' '), add(''), remove(' '), checkOut('')])(
    'cannot read $type without its text',
    (command) => {
      const past = command.type === 'CreateOrder' ? [] : [created, added('pen')];
      expect(() => order.decide(command, fold(order, past))).toThrow(InvalidInputError);
    },
  );
});

const anyCommand: fc.Arbitrary<OrderCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(create()) },
  { weight: 1, arbitrary: fc.constant(checkOut()) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(add, remove), fc.constantFrom('pen', 'book'), fc.integer({ min: 0, max: 4 }))
      .map(([command, item, quantity]) => command(item, quantity)),
  },
);

describe('whatever commands are given to an order', () => {
  test('no item is ever there less than once, and a checked-out order stays as it is', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const { states } = run(order, [create(), ...commands]);
        states.forEach((state, i) => {
          for (const line of state.lines) expect(line.quantity).toBeGreaterThan(0);
          if (states[i - 1]?.status === 'checked-out') expect(state).toEqual(states[i - 1]);
          if (state.status === 'checked-out') expect(state.lines).not.toHaveLength(0);
        });
      }),
    );
  });

  test('the summary counts what the order holds', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const { events, states } = run(order, [create(), ...commands]);
        const table = fold(
          orderSummary,
          events.map((event) => ({ ...event, stream: 'order-1' })),
        );
        const { status, lines } = states.at(-1) ?? order.initial;
        const items = lines.reduce((sum, line) => sum + line.quantity, 0);
        expect(rowOf(table, '1')).toEqual({ customer: 'Alice', items, status });
      }),
    );
  });
});

describe('the order summary', () => {
  test('shows Alice, Bob and Carol from what they did', () => {
    const store = new MemoryEventStore();
    const handle = handlerFor(store, order);
    handle('1001', create('Alice'));
    handle('1002', create('Bob'));
    handle('1001', add('pen', 2));
    handle('1002', add('lamp'));
    handle('1003', create('Carol'));
    handle('1002', add('book', 2));
    handle('1003', add('cup', 6));
    handle('1001', add('book'));
    handle('1002', remove('book'));
    handle('1003', remove('cup'));
    handle('1002', checkOut('payment-1002'));

    const table = fold(orderSummary, store.readAll<OrderEvent>().events);
    expect(table).toEqual({
      '1001': { customer: 'Alice', items: 3, status: 'in-progress' },
      '1002': { customer: 'Bob', items: 2, status: 'checked-out' },
      '1003': { customer: 'Carol', items: 5, status: 'in-progress' },
    } satisfies Record<string, OrderSummary>);
  });

  test('does not mistake the items of a cart for those of an order', () => {
    const inOrder = { ...created, stream: 'order-7' };
    const inCart = { ...added('pen'), stream: 'cart-7' };
    expect(fold(orderSummary, [inOrder, inCart])).toEqual(fold(orderSummary, [inOrder]));
  });

  test('has no row for an order that it never saw created, whatever its id', () => {
    const stray = { ...added('pen'), stream: 'order-constructor' };
    expect(fold(orderSummary, [stray])).toEqual({});
  });
});
