import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';

/** The one fact that the other services wait for. It says for which order, and how much, in whole cents. */
export type PaymentEvent = DomainEvent<'PaymentCompleted', { orderId: string; amount: number }>;

export interface CompletePayment {
  readonly type: 'CompletePayment';
  readonly data: {
    readonly orderId: string;
    /** In whole cents, at least 1. */
    readonly amount: number;
  };
}

export interface Payment {
  readonly status: 'none' | 'completed';
}

/**
 * The payment of one order. Give it the order's id as its own, so that order 1001 is paid in the stream
 * `payment-1001`: then paying twice means writing to the same stream twice, and one decision can see both.
 *
 * It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `already-paid`: nobody pays twice
 * - `invalid-amount`: an amount is a whole number of cents from 1 to 1,000,000,000
 *
 * A command without its order id is malformed and throws an `InvalidInputError`.
 */
export const payment: Decider<Payment, CompletePayment, PaymentEvent> = {
  category: 'payment',
  initial: { status: 'none' },

  decide({ data }, state) {
    const orderId = requireName(data.orderId, 'CompletePayment: orderId');
    if (state.status === 'completed') refuse('already-paid', 'This order is paid for already.');
    return [{ type: 'PaymentCompleted', data: { orderId, amount: acceptAmount('amount', data.amount) } }];
  },

  evolve: () => ({ status: 'completed' }),
};
