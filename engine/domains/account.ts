import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { acceptAmount } from './amounts.ts';

/**
 * A bank account. All amounts are whole cents: sums of whole numbers are exact, those of fractions are not.
 *
 * Each movement of money says through what it came or went (`via`) and why (`reason`), so that it can be understood
 * alone, years later.
 */
export type AccountEvent =
  | DomainEvent<'AccountCreated', { owner: string }>
  | DomainEvent<'MoneyDeposited', { amount: number; via: string; reason: string }>
  | DomainEvent<'MoneyWithdrawn', { amount: number; via: string; reason: string }>
  | DomainEvent<'AccountBlocked', { reason: string }>;

export type AccountCommand =
  | { readonly type: 'CreateAccount'; readonly data: { readonly owner: string } }
  | { readonly type: 'Deposit'; readonly data: Movement }
  | { readonly type: 'Withdraw'; readonly data: Movement }
  | { readonly type: 'Block'; readonly data: { readonly reason: string } };

/** Money that is to come or go. */
export interface Movement {
  /** Whole cents, at least 1: the direction is in the command's name. */
  readonly amount: number;
  /** Through what: `ATM 456`, `card`, `transfer`. */
  readonly via: string;
  /** Why: `salary`, `train tickets`. */
  readonly reason: string;
}

export interface Account {
  /** `none` before it is created. A blocked account stays blocked. */
  readonly status: 'none' | 'open' | 'blocked';
  readonly owner: string | null;
  /** In whole cents, never below 0. */
  readonly balance: number;
}

/**
 * A bank account. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `already-created`: an account is created once
 * - `not-created`: nothing can be done with an account that does not exist
 * - `blocked`: from a blocked account no money goes, and none comes to it
 * - `already-blocked`: blocking a second time would hide why it was blocked
 * - `invalid-amount`: an amount is a whole number of cents from 1 to 1,000,000,000
 * - `overdraft`: nobody may withdraw more than there is
 *
 * A command without its texts (owner, via, reason) is malformed, which is no matter of the bank's rules: it throws
 * an `InvalidInputError`.
 */
export const account: Decider<Account, AccountCommand, AccountEvent> = {
  category: 'account',
  initial: { status: 'none', owner: null, balance: 0 },

  decide(command, state) {
    if (command.type === 'CreateAccount') {
      const owner = requireName(command.data.owner, 'CreateAccount: owner');
      if (state.status === 'none') return [{ type: 'AccountCreated', data: { owner } }];
      return refuse('already-created', 'This account exists already. Choose another id for a new one.');
    }
    if (state.status === 'none') {
      return refuse('not-created', 'There is no such account yet. Create it first.');
    }
    switch (command.type) {
      case 'Deposit':
        return [{ type: 'MoneyDeposited', data: acceptMovement(command.data, state, 'Deposit') }];
      case 'Withdraw':
        return [{ type: 'MoneyWithdrawn', data: acceptWithdrawal(command.data, state) }];
      case 'Block': {
        const reason = requireName(command.data.reason, 'Block: reason');
        if (state.status === 'open') return [{ type: 'AccountBlocked', data: { reason } }];
        return refuse('already-blocked', 'This account is blocked already, and the first reason stands.');
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'AccountCreated':
        return { ...state, status: 'open', owner: event.data.owner };
      case 'MoneyDeposited':
        return { ...state, balance: state.balance + event.data.amount };
      case 'MoneyWithdrawn':
        return { ...state, balance: state.balance - event.data.amount };
      case 'AccountBlocked':
        return { ...state, status: 'blocked' };
    }
  },
};

function acceptWithdrawal(movement: Movement, state: Account): Movement {
  const accepted = acceptMovement(movement, state, 'Withdraw');
  const { balance } = state;
  const { amount } = accepted;
  if (amount <= balance) return accepted;
  const message = `The balance is ${inWords(balance)}, so ${inWords(amount)} cannot be withdrawn.`;
  return refuse('overdraft', message, { balance, amount });
}

function acceptMovement(movement: Movement, { status }: Account, where: string): Movement {
  const via = requireName(movement.via, `${where}: via`);
  const reason = requireName(movement.reason, `${where}: reason`);
  if (status === 'blocked') refuse('blocked', 'This account is blocked: no money can come or go.');
  return { amount: acceptAmount('amount', movement.amount), via, reason };
}

/** Cents as people write them: 50000 is `500.00`. */
const inWords = (cents: number): string => (cents / 100).toFixed(2);
