import type { AccountCommand, AccountEvent } from '../../../engine/domains/account.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject } from '../../../engine/guards.ts';
import { CODES, type Code } from './variants.ts';

/** What may be asked of the account, as short as it is said at the counter. Amounts are whole cents. */
export type Order =
  | { readonly type: 'create' }
  | { readonly type: 'deposit'; readonly amount: number }
  | { readonly type: 'withdraw'; readonly amount: number }
  | { readonly type: 'block' };

/** What has happened to the account, as short as it is written in a specification. */
export type Fact =
  | { readonly type: 'AccountCreated' }
  | { readonly type: 'MoneyDeposited'; readonly amount: number }
  | { readonly type: 'MoneyWithdrawn'; readonly amount: number }
  | { readonly type: 'AccountBlocked' };

/** What a specification expects. */
export type Expected =
  | { readonly kind: 'event'; readonly event: Fact }
  | { readonly kind: 'refused'; readonly reason: Reason }
  /** The account is open, it is Ada's, and this is on it. */
  | { readonly kind: 'state'; readonly balance: number };

export interface Spec {
  readonly given: readonly Fact[];
  readonly when: Order;
  readonly then: Expected;
}

/** What the learner may do. */
export type Command =
  | Order
  /** Put a version of the code into service. The stream stays as it is. */
  | { readonly type: 'deploy'; readonly code: Code }
  /** Run a specification against every version of the code. */
  | ({ readonly type: 'check' } & Spec);

/** What the account may refuse, in the order in which one meets it. */
export const REASONS = [
  'not-created',
  'already-created',
  'overdraft',
  'invalid-amount',
  'blocked',
  'already-blocked',
] as const;
export type Reason = (typeof REASONS)[number];

/** The amounts at the counter. One of them is no amount, to see what becomes of it. */
export const AMOUNTS: readonly number[] = [-10_000, 10_000, 20_000, 30_000, 50_000, 100_000];

/** The amounts that an event may have: one that is none was never recorded. */
export const FACT_AMOUNTS = AMOUNTS.filter((amount) => amount > 0);

/** The balances that a specification may expect. */
export const BALANCES: readonly number[] = [
  -20_000, 0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000,
];

/** More would not fit on the bench. */
export const MOST_GIVEN = 6;

export const OWNER = 'Ada';

/** The account's own command for what was said at the counter. */
export function commandOf(order: Order): AccountCommand {
  switch (order.type) {
    case 'create':
      return { type: 'CreateAccount', data: { owner: OWNER } };
    case 'deposit':
      return { type: 'Deposit', data: { amount: order.amount, via: 'counter', reason: 'paid in by Ada' } };
    case 'withdraw':
      return { type: 'Withdraw', data: { amount: order.amount, via: 'counter', reason: 'cash for Ada' } };
    case 'block':
      return { type: 'Block', data: { reason: 'card stolen' } };
  }
}

/** The event in full: what the account records for it when it comes from this counter. */
export function eventOf(fact: Fact): AccountEvent {
  switch (fact.type) {
    case 'AccountCreated':
      return { type: 'AccountCreated', data: { owner: OWNER } };
    case 'MoneyDeposited':
      return { type: fact.type, data: { amount: fact.amount, via: 'counter', reason: 'paid in by Ada' } };
    case 'MoneyWithdrawn':
      return { type: fact.type, data: { amount: fact.amount, via: 'counter', reason: 'cash for Ada' } };
    case 'AccountBlocked':
      return { type: 'AccountBlocked', data: { reason: 'card stolen' } };
  }
}

/**
 * Checks a command that came from anywhere, and leaves nothing on it that does not belong there.
 *
 * @throws InvalidInputError for anything but a command of this lab; it says where, such as `run.commands[2].amount`
 */
export function requireCommand(given: Command, where: string): Command {
  const { type } = requireObject(given, where);
  switch (given.type) {
    case 'deploy':
      return { type: 'deploy', code: requireOneOf(given.code, CODES, `${where}.code`) };
    case 'check':
      return {
        type: 'check',
        given: requireFacts(given.given, `${where}.given`),
        when: requireOrder(given.when, `${where}.when`),
        then: requireExpected(given.then, `${where}.then`),
      };
    case 'create':
    case 'block':
    case 'deposit':
    case 'withdraw':
      return requireOrder(given, where);
    default:
      throw new InvalidInputError(`${where}.type`, 'a command of the teller', type);
  }
}

function requireOrder(order: Order, where: string): Order {
  const { type } = requireObject(order, where);
  switch (order.type) {
    case 'create':
    case 'block':
      return { type: order.type };
    case 'deposit':
    case 'withdraw':
      return { type: order.type, amount: requireOneOf(order.amount, AMOUNTS, `${where}.amount`) };
    default:
      throw new InvalidInputError(`${where}.type`, "'create', 'deposit', 'withdraw' or 'block'", type);
  }
}

function requireFacts(facts: readonly Fact[], where: string): readonly Fact[] {
  if (!Array.isArray(facts) || facts.length > MOST_GIVEN) {
    throw new InvalidInputError(where, `an array of at most ${MOST_GIVEN} events`, facts);
  }
  return (facts as readonly Fact[]).map((fact, i) => requireFact(fact, `${where}[${i}]`));
}

function requireFact(fact: Fact, where: string): Fact {
  const { type } = requireObject(fact, where);
  switch (fact.type) {
    case 'AccountCreated':
    case 'AccountBlocked':
      return { type: fact.type };
    case 'MoneyDeposited':
    case 'MoneyWithdrawn':
      return { type: fact.type, amount: requireOneOf(fact.amount, FACT_AMOUNTS, `${where}.amount`) };
    default:
      throw new InvalidInputError(`${where}.type`, 'an event of the account', type);
  }
}

function requireExpected(expected: Expected, where: string): Expected {
  const { kind } = requireObject(expected, where);
  switch (expected.kind) {
    case 'event':
      return { kind: 'event', event: requireFact(expected.event, `${where}.event`) };
    case 'refused':
      return { kind: 'refused', reason: requireOneOf(expected.reason, REASONS, `${where}.reason`) };
    case 'state':
      return { kind: 'state', balance: requireOneOf(expected.balance, BALANCES, `${where}.balance`) };
    default:
      throw new InvalidInputError(`${where}.kind`, "'event', 'refused' or 'state'", kind);
  }
}

function requireOneOf<T>(value: T, choices: readonly T[], where: string): T {
  if (choices.includes(value)) return value;
  throw new InvalidInputError(where, `one of ${choices.join(', ')}`, value);
}
