import type { Decider } from '../../../engine/aggregates/index.ts';
import {
  account,
  type Account,
  type AccountCommand,
  type AccountEvent,
} from '../../../engine/domains/account.ts';

/** Where the rule against overdrafts stands: in `decide`, as it should, in nobody's hands, or in `evolve`. */
export type Code = 'sound' | 'left-out' | 'in-evolve';

export const CODES: readonly Code[] = ['sound', 'left-out', 'in-evolve'];

type AccountDecider = Decider<Account, AccountCommand, AccountEvent>;

/** The account without its rule against overdrafts: whatever is asked for, it believes that there is enough. */
const withoutRule: AccountDecider = {
  ...account,
  decide: (command, state) => account.decide(command, { ...state, balance: Number.MAX_SAFE_INTEGER }),
};

/**
 * The account whose rule was moved: `decide` lets everything pass, and `evolve` looks away from a withdrawal that the
 * balance does not cover. The event is recorded all the same.
 */
const ruleInEvolve: AccountDecider = {
  ...withoutRule,
  evolve(state, event) {
    if (event.type === 'MoneyWithdrawn' && event.data.amount > state.balance) return state;
    return account.evolve(state, event);
  },
};

export const DECIDERS: Readonly<Record<Code, AccountDecider>> = {
  sound: account,
  'left-out': withoutRule,
  'in-evolve': ruleInEvolve,
};

/**
 * What is on the account by the plain meaning of its events and without any fold: what came, less what went. In
 * whole cents; every sound fold must agree with it.
 */
export function plainBalance(events: readonly AccountEvent[]): number {
  const sumOf = (type: 'MoneyDeposited' | 'MoneyWithdrawn'): number =>
    events.reduce((sum, event) => (event.type === type ? sum + event.data.amount : sum), 0);
  return sumOf('MoneyDeposited') - sumOf('MoneyWithdrawn');
}
