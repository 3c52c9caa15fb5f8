import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';

/** The stock of one item, such as the stream `inventory-notebook`. Quantities are in pieces. */
export type InventoryEvent =
  | DomainEvent<'StockReceived', { quantity: number }>
  | DomainEvent<'StockReserved', { orderId: string; quantity: number }>
  | DomainEvent<'StockReleased', { orderId: string; quantity: number }>;

export type InventoryCommand =
  /** A delivery has come. */
  | { readonly type: 'ReceiveStock'; readonly data: { readonly quantity: number } }
  | { readonly type: 'ReserveStock'; readonly data: { readonly orderId: string; readonly quantity: number } }
  /** The order will not take what it reserved: all of it is free again. */
  | { readonly type: 'ReleaseStock'; readonly data: { readonly orderId: string } };

export interface Reservation {
  readonly orderId: string;
  /** In pieces, at least 1. */
  readonly quantity: number;
  readonly released: boolean;
}

export interface Inventory {
  /** Pieces that nobody has reserved, never below 0. */
  readonly free: number;
  /** All reservations there ever were, released ones too, in the order in which they were made. */
  readonly reservations: readonly Reservation[];
}

/**
 * The stock of one item. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `out-of-stock`: no more can be reserved than is free
 * - `already-reserved`: an order reserves once, and not again after its release: a message that is delivered twice,
 *   or too late, must not take stock that nobody would ever release
 * - `not-reserved`: only what an order has reserved can be released
 * - `already-released`: and only once, or the same pieces would be free twice
 * - `invalid-quantity`: a quantity is a whole number from 1 to 1,000,000,000
 *
 * A command without its order id is malformed and throws an `InvalidInputError`.
 */
export const inventory: Decider<Inventory, InventoryCommand, InventoryEvent> = {
  category: 'inventory',
  initial: { free: 0, reservations: [] },

  decide(command, state) {
    switch (command.type) {
      case 'ReceiveStock':
        return [
          { type: 'StockReceived', data: { quantity: acceptAmount('quantity', command.data.quantity) } },
        ];
      case 'ReserveStock': {
        const orderId = requireName(command.data.orderId, 'ReserveStock: orderId');
        const quantity = acceptAmount('quantity', command.data.quantity);
        if (reservationOf(state, orderId) !== undefined) {
          refuse('already-reserved', `Order ${orderId} has had its reservation of this item.`, { orderId });
        }
        if (quantity > state.free) {
          const { free } = state;
          refuse('out-of-stock', `There are ${free} free, so ${quantity} cannot be reserved.`, {
            free,
            quantity,
          });
        }
        return [{ type: 'StockReserved', data: { orderId, quantity } }];
      }
      case 'ReleaseStock': {
        const orderId = requireName(command.data.orderId, 'ReleaseStock: orderId');
        const reservation = reservationOf(state, orderId);
        if (reservation === undefined) {
          return refuse('not-reserved', `Order ${orderId} has reserved nothing of this item.`, { orderId });
        }
        const { quantity, released } = reservation;
        if (released) refuse('already-released', `Order ${orderId} has released this already.`, { orderId });
        return [{ type: 'StockReleased', data: { orderId, quantity } }];
      }
    }
  },

  evolve(state, event) {
    const { free, reservations } = state;
    switch (event.type) {
      case 'StockReceived':
        return { ...state, free: free + event.data.quantity };
      case 'StockReserved':
        return {
          free: free - event.data.quantity,
          reservations: [...reservations, { ...event.data, released: false }],
        };
      case 'StockReleased':
        return {
          free: free + event.data.quantity,
          reservations: reservations.map((one) =>
            one.orderId === event.data.orderId ? { ...one, released: true } : one,
          ),
        };
    }
  },
};

function reservationOf({ reservations }: Inventory, orderId: string): Reservation | undefined {
  return reservations.find((reservation) => reservation.orderId === orderId);
}

/** How many pieces are reserved now. Together with those that are free, they are all that was ever received. */
export function reservedNow({ reservations }: Inventory): number {
  return reservations.reduce((sum, { quantity, released }) => sum + (released ? 0 : quantity), 0);
}
