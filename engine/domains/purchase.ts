import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent, NewEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';
import { rowPerStream } from './view.ts';

/** A purchase of one item. Quantities are in pieces; a change keeps the old one too. */
export type PurchaseEvent =
  | DomainEvent<'OrderPlaced', { customer: string; item: string; quantity: number }>
  | DomainEvent<'OrderQuantityChanged', { from: number; to: number }>;

export type PurchaseCommand =
  | {
      readonly type: 'PlaceOrder';
      readonly data: { readonly customer: string; readonly item: string; readonly quantity: number };
    }
  | { readonly type: 'ChangeQuantity'; readonly data: { readonly quantity: number } };

/** The quantity that is ordered, in pieces; null before the order is placed. */
export interface Purchase {
  readonly quantity: number | null;
}

/**
 * What may happen to a purchase. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `already-placed`: a purchase is placed once
 * - `not-placed`: there is no quantity to change before
 * - `invalid-quantity`: a quantity is a whole number from 1 to 1,000,000,000
 *
 * A change to the quantity that it has already is no change: nothing happens. A command without its texts (customer,
 * item) is malformed and throws an `InvalidInputError`.
 */
export const purchase: Decider<Purchase, PurchaseCommand, PurchaseEvent> = {
  category: 'purchase',
  initial: { quantity: null },

  decide(command, state) {
    switch (command.type) {
      case 'PlaceOrder': {
        const customer = requireName(command.data.customer, 'PlaceOrder: customer');
        const item = requireName(command.data.item, 'PlaceOrder: item');
        if (state.quantity !== null)
          refuse('already-placed', 'This order is placed already. Change its quantity.');
        const quantity = acceptAmount('quantity', command.data.quantity);
        return [{ type: 'OrderPlaced', data: { customer, item, quantity } }];
      }
      case 'ChangeQuantity': {
        if (state.quantity === null)
          return refuse('not-placed', 'There is no such order yet. Place it first.');
        const to = acceptAmount('quantity', command.data.quantity);
        if (to === state.quantity) return [];
        return [{ type: 'OrderQuantityChanged', data: { from: state.quantity, to } }];
      }
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'OrderPlaced':
        return { quantity: event.data.quantity };
      case 'OrderQuantityChanged':
        return { quantity: event.data.to };
    }
  },
};

/** What Bob did, under the ids that his two events have in the store: he bought five, and then made it six. */
export const bobsPurchase: readonly NewEvent<PurchaseEvent>[] = [
  { id: '321', type: 'OrderPlaced', data: { customer: 'Bob', item: 'notebook', quantity: 5 } },
  { id: '322', type: 'OrderQuantityChanged', data: { from: 5, to: 6 } },
];

/** What a row of an ordinary design would hold. */
export interface OrderRow {
  readonly customer: string;
  readonly item: string;
  /** In pieces. */
  readonly quantity: number;
}

/** The OrderView: each purchase as it is now, by its id. The first event inserts a row, the second modifies it. */
export const orderView = rowPerStream<OrderRow, PurchaseEvent>('purchase', (row, event) => {
  switch (event.type) {
    case 'OrderPlaced':
      return event.data;
    case 'OrderQuantityChanged':
      return row && { ...row, quantity: event.data.to };
  }
});
