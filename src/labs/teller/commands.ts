import type { AccountCommand, AccountEvent } from '../../../engine/domains/account.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject } from '../../../engine/guards.ts';
import { CODES, type Code } from './variants.ts';

/** What may be asked of the account, as short as it is said at the counter. Amounts are whole cents. */
export type Order =
  { readonly type: 'create' | 'block' } | { readonly type: 'deposit' | 'withdraw'; readonly amount: number };

/** What has happened to the account, as short as it is written in a specification. */
export type Fact =
  | { readonly type: 'AccountCreated' | 'AccountBlocked' }
  | { readonly type: 'MoneyDeposited' | 'MoneyWithdrawn'; readonly amount: number };

/** What a specification expects: one event, a refusal, or that the account is open, Ada's, and has this on it. */
export type Expected =
  | Fact
  | { readonly type: 'refused'; readonly reason: Reason }
  | { readonly type: 'state'; readonly balance: number };

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

/** The balances that a specification may expect. */
const BALANCES = [-20_000, 0, 10_000, 20_000, 30_000, 50_000, 60_000, 80_000, 100_000] as const;

/** More would not fit on the bench. */
export const MOST_GIVEN = 6;

const withAmounts = <Type extends string>(type: Type, amounts: readonly number[]) =>
  amounts.map((amount) => ({ type, amount }));

export const ORDERS: readonly Order[] = [
  { type: 'create' },
  ...withAmounts('deposit', AMOUNTS),
  ...withAmounts('withdraw', AMOUNTS),
  { type: 'block' },
];

/** What may have happened: an amount that is none was never recorded. */
export const FACTS: readonly Fact[] = [
  { type: 'AccountCreated' },
  ...withAmounts('MoneyDeposited', AMOUNTS.slice(1)),
  ...withAmounts('MoneyWithdrawn', AMOUNTS.slice(1)),
  { type: 'AccountBlocked' },
];

export const EXPECTATIONS: readonly Expected[] = [
  ...FACTS,
  ...REASONS.map((reason) => ({ type: 'refused', reason }) as const),
  ...BALANCES.map((balance) => ({ type: 'state', balance }) as const),
];

const DEPLOYMENTS = CODES.map((code) => ({ type: 'deploy', code }) as const);

export const OWNER = 'Ada';
const PAID_IN = { via: 'counter', reason: 'paid in by Ada' };
const PAID_OUT = { via: 'counter', reason: 'cash for Ada' };
const STOLEN = { reason: 'card stolen' };

/** The account's own command for what was said at the counter. */
export function commandOf(order: Order): AccountCommand {
  switch (order.type) {
    case 'create':
      return { type: 'CreateAccount', data: { owner: OWNER } };
    case 'deposit':
      return { type: 'Deposit', data: { amount: order.amount, ...PAID_IN } };
    case 'withdraw':
      return { type: 'Withdraw', data: { amount: order.amount, ...PAID_OUT } };
    case 'block':
      return { type: 'Block', data: STOLEN };
  }
}

/** The event in full: what the account records for it when it comes from this counter. */
export function eventOf(fact: Fact): AccountEvent {
  switch (fact.type) {
    case 'AccountCreated':
      return { type: fact.type, data: { owner: OWNER } };
    case 'MoneyDeposited':
      return { type: fact.type, data: { amount: fact.amount, ...PAID_IN } };
    case 'MoneyWithdrawn':
      return { type: fact.type, data: { amount: fact.amount, ...PAID_OUT } };
    case 'AccountBlocked':
      return { type: fact.type, data: STOLEN };
  }
}

/**
 * Checks a command that came from anywhere, and leaves nothing on it that does not belong there.
 *
 * @param offers the types of commands that are possible here
 * @throws InvalidInputError for anything but such a command; it says where, such as `run.commands[2].amount`
 */
export function requireCommand(command: Command, offers: readonly Command['type'][], where: string): Command {
  requireObject(command, where);
  if (command.type !== 'check' || !offers.includes('check')) {
    const possible = [...ORDERS, ...DEPLOYMENTS].filter(({ type }) => offers.includes(type));
    return requireChoice<Exclude<Command, { type: 'check' }>>(command as Order, possible, where);
  }
  const { type, given, when, then } = command;
  if (!Array.isArray(given) || given.length > MOST_GIVEN) {
    throw new InvalidInputError(`${where}.given`, `an array of at most ${MOST_GIVEN} events`, given);
  }
  return {
    type,
    given: (given as readonly Fact[]).map((fact, i) => requireChoice(fact, FACTS, `${where}.given[${i}]`)),
    when: requireChoice(when, ORDERS, `${where}.when`),
    then: requireChoice(then, EXPECTATIONS, `${where}.then`),
  };
}

/** The one of these choices that is meant. Each has a type, and at most one field besides. */
function requireChoice<T extends { readonly type: string }>(
  value: T,
  choices: readonly T[],
  where: string,
): T {
  requireObject(value, where);
  const sameType = choices.filter(({ type }) => type === value.type);
  const field = Object.keys(sameType[0] ?? {}).find((key) => key !== 'type');
  const [known, key] = (sameType.length === 0 ? [choices, 'type'] : [sameType, field ?? 'type']) as [
    readonly T[],
    keyof T & string,
  ];
  const found = known.find((choice) => choice[key] === value[key]);
  if (found !== undefined) return found;
  const expected = new Set(known.map((choice) => choice[key]));
  throw new InvalidInputError(`${where}.${key}`, `one of ${[...expected].join(', ')}`, value[key]);
}
