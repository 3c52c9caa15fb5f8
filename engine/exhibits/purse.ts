import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent, NewEvent } from '../events/index.ts';

export type PurseEvent =
  DomainEvent<'Deposited', { amount: number }> | DomainEvent<'Withdrawn', { amount: number }>;

export interface PurseCommand {
  readonly type: 'deposit' | 'withdraw';
  readonly amount: number;
}

/**
 * The smallest thing with a rule, so that nothing in an exhibit distracts from its mistake: a purse, whose state is
 * the whole coins in it. It refuses (`overdraft`) to give what it does not hold.
 */
export const purse: Decider<number, PurseCommand, PurseEvent> = {
  category: 'purse',
  initial: 0,
  decide({ type, amount }, coins) {
    if (type === 'deposit') return [{ type: 'Deposited', data: { amount } }];
    if (amount > coins)
      refuse('overdraft', `There are ${coins} in the purse, so ${amount} cannot be withdrawn.`);
    return [{ type: 'Withdrawn', data: { amount } }];
  },
  evolve: (coins, { type, data }) => (type === 'Deposited' ? coins + data.amount : coins - data.amount),
};

export const PURSE_ID = 'ada';
export const PURSE_STREAM = 'purse-ada';

/** Ids one after the other: `event-1`, `event-2` … */
export function numberedIds(): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `event-${last}`;
  };
}

/** One coin comes into the purse. */
export const depositOf = (id: string): NewEvent<PurseEvent> => ({
  id,
  type: 'Deposited',
  data: { amount: 1 },
});
