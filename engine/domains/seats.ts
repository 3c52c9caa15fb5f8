import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';

/**
 * One seat on one flight: `OS31-12A`. When there is a dispute about it, its stream tells who did what, in order.
 *
 * Each seat is a stream of its own, since the rule to protect is "one seat, one passenger", and no rule here looks at
 * two seats. Two customers meet at a stream only if they want the same seat. Were the whole flight one stream, those
 * in 12A and 31C would get in each other's way for nothing.
 */
export type SeatEvent =
  | DomainEvent<'SeatReserved', { customer: string }>
  /** The amount is in whole cents. */
  | DomainEvent<'PaymentReceived', { customer: string; amount: number }>
  | DomainEvent<'TicketIssued', { customer: string; ticket: string }>
  | DomainEvent<'ReservationCancelled', { customer: string; reason: string }>;

export type SeatCommand =
  | { readonly type: 'ReserveSeat'; readonly data: { readonly customer: string } }
  /** The amount is in whole cents, at least 1. Whether it is the right fare is not for the seat to know. */
  | { readonly type: 'ReceivePayment'; readonly data: { readonly customer: string; readonly amount: number } }
  | { readonly type: 'IssueTicket'; readonly data: { readonly ticket: string } }
  | {
      readonly type: 'CancelReservation';
      readonly data: { readonly customer: string; readonly reason: string };
    };

/** Who holds the seat, and how far they came. */
export type Seat =
  | { readonly status: 'free' }
  | { readonly status: 'reserved' | 'paid' | 'ticketed'; readonly customer: string };

/**
 * One seat. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `seat-taken`: a seat that somebody holds, the same customer too, cannot be reserved
 * - `not-reserved`: nobody can pay, cancel or get a ticket for a free seat
 * - `not-yours`: only who reserved the seat may pay for it or cancel
 * - `invalid-amount`: a payment is a whole number of cents from 1 to 1,000,000,000
 * - `already-paid`: nobody pays twice
 * - `not-paid`: a ticket is issued only after the payment
 * - `ticket-issued`: the ticket entitles whoever shows it, so the seat cannot become free behind its back; giving a
 *   ticket back would be another event
 *
 * A command without its texts (customer, ticket, reason) is malformed and throws an `InvalidInputError`.
 */
export const seat: Decider<Seat, SeatCommand, SeatEvent> = {
  category: 'seat',
  initial: { status: 'free' },

  decide(command, state) {
    switch (command.type) {
      case 'ReserveSeat': {
        const customer = requireName(command.data.customer, 'ReserveSeat: customer');
        if (state.status !== 'free') refuse('seat-taken', 'This seat is taken. Choose another one.');
        return [{ type: 'SeatReserved', data: { customer } }];
      }
      case 'ReceivePayment': {
        const { amount } = command.data;
        const customer = requireName(command.data.customer, 'ReceivePayment: customer');
        const { status } = requireHolder(state, customer);
        if (status !== 'reserved') refuse('already-paid', 'This seat is paid for already.');
        return [{ type: 'PaymentReceived', data: { customer, amount: acceptAmount('amount', amount) } }];
      }
      case 'IssueTicket': {
        const ticket = requireName(command.data.ticket, 'IssueTicket: ticket');
        const { status, customer } = requireHeld(state);
        if (status === 'reserved')
          refuse('not-paid', 'Nobody has paid for this seat yet. The ticket comes after.');
        if (status === 'ticketed') refuse('ticket-issued', 'There is a ticket for this seat already.');
        return [{ type: 'TicketIssued', data: { customer, ticket } }];
      }
      case 'CancelReservation': {
        const customer = requireName(command.data.customer, 'CancelReservation: customer');
        const reason = requireName(command.data.reason, 'CancelReservation: reason');
        const { status } = requireHolder(state, customer);
        if (status === 'ticketed') refuse('ticket-issued', 'The ticket is issued, so the seat stays taken.');
        return [{ type: 'ReservationCancelled', data: { customer, reason } }];
      }
    }
  },

  evolve(_, event) {
    const { customer } = event.data;
    switch (event.type) {
      case 'SeatReserved':
        return { status: 'reserved', customer };
      case 'PaymentReceived':
        return { status: 'paid', customer };
      case 'TicketIssued':
        return { status: 'ticketed', customer };
      case 'ReservationCancelled':
        return { status: 'free' };
    }
  },
};

type HeldSeat = Exclude<Seat, { status: 'free' }>;

function requireHeld(state: Seat): HeldSeat {
  if (state.status !== 'free') return state;
  return refuse('not-reserved', 'Nobody has reserved this seat. Reserve it first.');
}

function requireHolder(state: Seat, customer: string): HeldSeat {
  const held = requireHeld(state);
  if (held.customer === customer) return held;
  return refuse('not-yours', `${customer} has not reserved this seat: somebody else has.`);
}
