import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';
import { rowPerStream } from './view.ts';

/**
 * A shopping cart (SC), one piece at a time. Each event carries the price of its piece in whole cents, so that whoever
 * reads it later needs no price list, which may have changed by then.
 */
export type CartEvent =
  | DomainEvent<'SCCreated', { customer: string }>
  | DomainEvent<'ItemAdded', { item: string; price: number }>
  | DomainEvent<'ItemRemoved', { item: string; price: number }>
  | DomainEvent<'CartCheckedOut', { total: number }>;

export type CartCommand =
  | { readonly type: 'CreateCart'; readonly data: { readonly customer: string } }
  | { readonly type: 'AddItem'; readonly data: CartPiece }
  /** Takes out one piece: if there are several, the one that came last. */
  | { readonly type: 'RemoveItem'; readonly data: { readonly item: string } }
  | { readonly type: 'CheckOut'; readonly data: Readonly<Record<string, never>> };

export interface CartPiece {
  readonly item: string;
  /** In whole cents, at least 1. */
  readonly price: number;
}

export interface Cart {
  readonly status: 'none' | 'open' | 'checked-out';
  /** In the order in which they were added. */
  readonly pieces: readonly CartPiece[];
}

/**
 * What may happen to a shopping cart. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `already-created`: a cart is created once
 * - `not-created`: nothing can be done with a cart that does not exist
 * - `already-checked-out`: what was bought stays as it was bought
 * - `not-in-cart`: only what is in the cart can be removed
 * - `empty-cart`: there is nothing to buy in an empty cart
 * - `invalid-price`: a price is a whole number of cents from 1 to 1,000,000,000
 *
 * A command without its texts (customer, item) is malformed and throws an `InvalidInputError`.
 */
export const cart: Decider<Cart, CartCommand, CartEvent> = {
  category: 'cart',
  initial: { status: 'none', pieces: [] },

  decide(command, state) {
    if (command.type === 'CreateCart') {
      const customer = requireName(command.data.customer, 'CreateCart: customer');
      if (state.status === 'none') return [{ type: 'SCCreated', data: { customer } }];
      return refuse('already-created', 'This cart exists already. Choose another id for a new one.');
    }
    if (state.status === 'none') return refuse('not-created', 'There is no such cart yet. Create it first.');
    if (state.status === 'checked-out') {
      return refuse('already-checked-out', 'This cart is checked out and stays as it is. Start a new one.');
    }
    switch (command.type) {
      case 'AddItem': {
        const item = requireName(command.data.item, 'AddItem: item');
        return [{ type: 'ItemAdded', data: { item, price: acceptAmount('price', command.data.price) } }];
      }
      case 'RemoveItem': {
        const item = requireName(command.data.item, 'RemoveItem: item');
        const piece = state.pieces.findLast((one) => one.item === item);
        if (piece !== undefined) return [{ type: 'ItemRemoved', data: { item, price: piece.price } }];
        return refuse('not-in-cart', `There is no "${item}" in this cart, so none can be removed.`, { item });
      }
      case 'CheckOut':
        if (state.pieces.length === 0) refuse('empty-cart', 'This cart is empty. Add an item first.');
        return [{ type: 'CartCheckedOut', data: { total: totalOf(state) } }];
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'SCCreated':
        return { ...state, status: 'open' };
      case 'ItemAdded':
        return { ...state, pieces: [...state.pieces, event.data] };
      case 'ItemRemoved': {
        const last = state.pieces.findLastIndex(({ item }) => item === event.data.item);
        return { ...state, pieces: state.pieces.filter((_, i) => i !== last) };
      }
      case 'CartCheckedOut':
        return { ...state, status: 'checked-out' };
    }
  },
};

/** What the pieces cost together, in whole cents. */
function totalOf({ pieces }: Cart): number {
  return pieces.reduce((sum, { price }) => sum + price, 0);
}

export interface CartSummary {
  readonly customer: string;
  /** How many pieces are in the cart. */
  readonly items: number;
  /** What they cost together, in whole cents. */
  readonly total: number;
  readonly status: 'open' | 'checked-out';
}

/** The cart summary, as the read database keeps it: one row for each cart, by its id. */
export const cartSummary = rowPerStream<CartSummary, CartEvent>('cart', (row, event) => {
  if (event.type === 'SCCreated') return { ...event.data, items: 0, total: 0, status: 'open' };
  if (row === undefined) return undefined;
  switch (event.type) {
    case 'ItemAdded':
      return { ...row, items: row.items + 1, total: row.total + event.data.price };
    case 'ItemRemoved':
      return { ...row, items: row.items - 1, total: row.total - event.data.price };
    case 'CartCheckedOut':
      return { ...row, status: 'checked-out' };
  }
});
