import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import { cart, cartSummary, type CartCommand, type CartEvent } from '../../../engine/domains/cart.ts';
import { rowOf } from '../../../engine/projections/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { handlerFor, run } from './deciding.ts';

const created: CartEvent = { type: 'SCCreated', data: { customer: 'Alice' } };
const added = (item: string, price = 300): CartEvent => ({ type: 'ItemAdded', data: { item, price } });
const removed = (item: string, price = 300): CartEvent => ({ type: 'ItemRemoved', data: { item, price } });
const checkedOut = (total: number): CartEvent => ({ type: 'CartCheckedOut', data: { total } });

const create = (customer = 'Alice'): CartCommand => ({ type: 'CreateCart', data: { customer } });
const add = (item: string, price = 300): CartCommand => ({ type: 'AddItem', data: { item, price } });
const remove = (item: string): CartCommand => ({ type: 'RemoveItem', data: { item } });
const checkOut: CartCommand = { type: 'CheckOut', data: {} };

const expectEvents = (
  past: readonly CartEvent[],
  command: CartCommand,
  events: readonly CartEvent[],
): void => {
  expect(given(cart, past).when(command).then(events).difference).toBe('');
};
const expectRefused = (past: readonly CartEvent[], command: CartCommand, reason: string): void => {
  expect(given(cart, past).when(command).thenRefused(reason).difference).toBe('');
};

describe('a shopping cart', () => {
  test('is created, filled, emptied by one and checked out', () => {
    const { events, refusals } = run(cart, [create(), add('pen'), add('book', 900), remove('pen'), checkOut]);
    expect(events).toEqual([created, added('pen'), added('book', 900), removed('pen'), checkedOut(900)]);
    expect(refusals).toEqual([]);
  });

  test('gives back the piece that came last, at the price it came for', () => {
    const past = [created, added('pen', 300), added('pen', 350), added('book', 900)];
    expectEvents(past, remove('pen'), [removed('pen', 350)]);
    const spec = given(cart, past).when(remove('pen'));
    const pieces = [
      { item: 'pen', price: 300 },
      { item: 'book', price: 900 },
    ];
    expect(spec.thenState({ status: 'open', pieces }).difference).toBe('');
  });

  test('is created once only', () => {
    expectRefused([created], create('Bob'), 'already-created');
    expectRefused([created, added('pen'), checkedOut(300)], create('Bob'), 'already-created');
  });

  test.each([add('pen'), remove('pen'), checkOut])('that nobody created refuses $type', (command) => {
    expectRefused([], command, 'not-created');
  });

  test.each([add('pen'), remove('pen'), checkOut])('that is checked out refuses $type', (command) => {
    expectRefused([created, added('pen'), checkedOut(300)], command, 'already-checked-out');
  });

  test('refuses to give back what is not in it', () => {
    expectRefused([created, added('pen')], remove('book'), 'not-in-cart');
    expectRefused([created, added('pen'), removed('pen')], remove('pen'), 'not-in-cart');
  });

  test('is not checked out while it is empty', () => {
    expectRefused([created], checkOut, 'empty-cart');
    expectRefused([created, added('pen'), removed('pen')], checkOut, 'empty-cart');
  });

  test.each([0, -300, 2.5, NaN])('refuses a price of %s', (price) => {
    expectRefused([created], add('pen', price), 'invalid-price');
  });

  test.each([create(''), add(' '), remove('')])('cannot read $type without its text', (command) => {
    const past = command.type === 'CreateCart' ? [] : [created, added('pen')];
    expect(() => cart.decide(command, fold(cart, past))).toThrow(InvalidInputError);
  });
});

describe('the cart summary', () => {
  test('follows the running example, event by event', () => {
    const store = new MemoryEventStore();
    const handle = handlerFor(store, cart);
    const shown = [create(), add('pen'), add('book', 900), remove('pen')].map((command) => {
      handle('7', command);
      return rowOf(fold(cartSummary, store.readAll<CartEvent>().events), '7');
    });
    expect(store.readAll().events.map(({ type }) => type)).toEqual([
      'SCCreated',
      'ItemAdded',
      'ItemAdded',
      'ItemRemoved',
    ]);
    expect(shown).toEqual([
      { customer: 'Alice', items: 0, total: 0, status: 'open' },
      { customer: 'Alice', items: 1, total: 300, status: 'open' },
      { customer: 'Alice', items: 2, total: 1200, status: 'open' },
      { customer: 'Alice', items: 1, total: 900, status: 'open' },
    ]);
  });

  test('says the same as the cart, whatever commands came', () => {
    const anyCommand: fc.Arbitrary<CartCommand> = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(create(), checkOut) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(fc.constantFrom('pen', 'book'), fc.integer({ min: 1, max: 5 }))
          .map(([item, price]) => add(item, price)),
      },
      { weight: 4, arbitrary: fc.constantFrom('pen', 'book').map(remove) },
    );
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const { events, states } = run(cart, [create(), ...commands]);
        const { status, pieces } = states.at(-1) ?? cart.initial;
        const table = fold(
          cartSummary,
          events.map((event) => ({ ...event, stream: 'cart-7' })),
        );
        const total = pieces.reduce((sum, { price }) => sum + price, 0);
        expect(rowOf(table, '7')).toEqual({ customer: 'Alice', items: pieces.length, total, status });
        for (const event of events) if (event.type === 'CartCheckedOut') expect(event.data.total).toBe(total);
      }),
    );
  });

  test('has no row for a cart that it never saw created', () => {
    expect(fold(cartSummary, [{ ...added('pen'), stream: 'cart-7' }])).toEqual({});
  });
});
