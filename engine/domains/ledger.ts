import type { DomainEvent } from '../events/index.ts';
import { rowOf } from '../projections/index.ts';

/** In the ledger of two friends: somebody gave (above 0) or took (below 0) an amount, in whole kroner. */
export type BalanceChanged = DomainEvent<'BalanceChanged', { person: string; amount: number }>;

/** What each person has, in whole kroner. Who is not in the ledger yet has no entry. */
export type Balances = Readonly<Record<string, number>>;

/** One line of the ledger: a change, and what the person had after it, in whole kroner. */
export interface LedgerLine {
  readonly person: string;
  readonly amount: number;
  readonly balance: number;
}

/** What was written into the ledger, in order. A table of balances holds the same present and none of this past. */
export const friendsLedger: readonly BalanceChanged[] = [
  changed('Julius', 10),
  changed('Hannes', 75),
  changed('Hannes', -5),
  changed('Julius', 90),
  changed('Julius', 10),
];

/** The present: the sum of each person's changes. Use it with `fold`. */
export const balances: {
  readonly initial: Balances;
  readonly evolve: (state: Balances, event: BalanceChanged) => Balances;
} = {
  initial: {},
  evolve: (state, { data: { person, amount } }) => ({
    ...state,
    [person]: balanceOf(state, person) + amount,
  }),
};

/** What a person has, in whole kroner; 0 for somebody who is not in the ledger. */
export const balanceOf = (state: Balances, person: string): number => rowOf(state, person) ?? 0;

/** The past: every change in order, each with the balance that the person had after it. */
export function ledgerLines(events: readonly BalanceChanged[]): readonly LedgerLine[] {
  let state = balances.initial;
  return events.map((event) => {
    state = balances.evolve(state, event);
    const { person, amount } = event.data;
    return { person, amount, balance: balanceOf(state, person) };
  });
}

function changed(person: string, amount: number): BalanceChanged {
  return { type: 'BalanceChanged', data: { person, amount } };
}
