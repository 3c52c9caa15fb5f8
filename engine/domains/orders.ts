import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';
import { rowPerStream } from './view.ts';

export type OrderEvent =
  | DomainEvent<'OrderCreated', { customer: string }>
  | DomainEvent<'ItemAdded', { item: string; quantity: number }>
  | DomainEvent<'ItemRemoved', { item: string; quantity: number }>
  | DomainEvent<'OrderCheckedOut', { payment: string }>;

export type OrderCommand =
  /** The user starts an order. */
  | { readonly type: 'CreateOrder'; readonly data: { readonly customer: string } }
  | { readonly type: 'AddItem'; readonly data: OrderLine }
  | { readonly type: 'RemoveItem'; readonly data: OrderLine }
  /** The payment with this reference is finished, and the order with it. */
  | { readonly type: 'CheckOut'; readonly data: { readonly payment: string } };

export interface OrderLine {
  readonly item: string;
  /** In pieces, at least 1. */
  readonly quantity: number;
}

/** What the rules need to know of an order, and no more: whose it is matters to readers alone. */
export interface Order {
  readonly status: 'none' | 'in-progress' | 'checked-out';
  readonly lines: readonly OrderLine[];
}

/**
 * An order: created when the user starts one, checked out when its payment is finished. It refuses, by the reason of
 * the `CommandRefusedError`:
 *
 * - `already-created`: an order is created once
 * - `not-created`: nothing can be done with an order that nobody started
 * - `already-checked-out`: what is paid for stays as it is
 * - `not-in-order`: no more of an item can be removed than there is
 * - `empty-order`: there is nothing to check out in an order without items
 * - `invalid-quantity`: a quantity is a whole number from 1 to 1,000,000,000
 *
 * A command without its texts (customer, item, payment) is malformed and throws an `InvalidInputError`.
 */
export const order: Decider<Order, OrderCommand, OrderEvent> = {
  category: 'order',
  initial: { status: 'none', lines: [] },

  decide(command, state) {
    if (command.type === 'CreateOrder') {
      const customer = requireName(command.data.customer, 'CreateOrder: customer');
      if (state.status === 'none') return [{ type: 'OrderCreated', data: { customer } }];
      return refuse('already-created', 'This order exists already. Choose another id for a new one.');
    }
    if (state.status === 'none') return refuse('not-created', 'There is no such order yet. Create it first.');
    if (state.status === 'checked-out') {
      return refuse('already-checked-out', 'This order is paid for and stays as it is. Start a new one.');
    }
    switch (command.type) {
      case 'AddItem':
        return [{ type: 'ItemAdded', data: acceptLine(command) }];
      case 'RemoveItem':
        return [{ type: 'ItemRemoved', data: acceptRemoval(acceptLine(command), state) }];
      case 'CheckOut': {
        const payment = requireName(command.data.payment, 'CheckOut: payment');
        if (state.lines.length > 0) return [{ type: 'OrderCheckedOut', data: { payment } }];
        return refuse('empty-order', 'This order is empty. Add an item first.');
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'OrderCreated':
        return { ...state, status: 'in-progress' };
      case 'ItemAdded':
        return { ...state, lines: withMore(state, event.data.item, event.data.quantity) };
      case 'ItemRemoved':
        return { ...state, lines: withMore(state, event.data.item, -event.data.quantity) };
      case 'OrderCheckedOut':
        return { ...state, status: 'checked-out' };
    }
  },
};

function acceptLine({ type, data }: { readonly type: string; readonly data: OrderLine }): OrderLine {
  const item = requireName(data.item, `${type}: item`);
  return { item, quantity: acceptAmount('quantity', data.quantity) };
}

function acceptRemoval(line: OrderLine, state: Order): OrderLine {
  const { item, quantity } = line;
  const held = quantityOf(state, item);
  if (quantity <= held) return line;
  return refuse('not-in-order', `This order holds ${held} of "${item}", so ${quantity} cannot be removed.`, {
    held,
    quantity,
  });
}

function quantityOf({ lines }: Order, item: string): number {
  return lines.find((line) => line.item === item)?.quantity ?? 0;
}

/** The lines with so many more (or fewer) of an item; a line of none is left out. */
function withMore({ lines }: Order, item: string, more: number): readonly OrderLine[] {
  const known = lines.some((line) => line.item === item);
  return (known ? lines : [...lines, { item, quantity: 0 }])
    .map((line) => (line.item === item ? { item, quantity: line.quantity + more } : line))
    .filter((line) => line.quantity !== 0);
}

export interface OrderSummary {
  readonly customer: string;
  /** In pieces, of whatever item. */
  readonly items: number;
  readonly status: 'in-progress' | 'checked-out';
}

/** The order summary: whose order it is, how much is in it, and how far it is, by order id. */
export const orderSummary = rowPerStream<OrderSummary, OrderEvent>('order', (row, event) => {
  if (event.type === 'OrderCreated') return { ...event.data, items: 0, status: 'in-progress' };
  if (row === undefined) return undefined;
  switch (event.type) {
    case 'ItemAdded':
      return { ...row, items: row.items + event.data.quantity };
    case 'ItemRemoved':
      return { ...row, items: row.items - event.data.quantity };
    case 'OrderCheckedOut':
      return { ...row, status: 'checked-out' };
  }
});
