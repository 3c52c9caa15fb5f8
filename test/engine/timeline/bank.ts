import type { RecordedEvent } from '../../../engine/events/index.ts';
import type { Fold } from '../../../engine/timeline/index.ts';

/** Deposits and withdrawals over a few accounts: order matters, because nobody may go below zero. */
export interface Bank {
  readonly balances: Readonly<Record<string, number>>;
  readonly refused: number;
}

export type Moved = RecordedEvent<{ type: 'moved'; data: { account: string; amount: number } }>;

export const bank: Fold<Bank, Moved> = {
  initial: { balances: {}, refused: 0 },
  evolve: (state, { data: { account, amount } }) => {
    const balance = (state.balances[account] ?? 0) + amount;
    if (balance < 0) return { ...state, refused: state.refused + 1 };
    return { ...state, balances: { ...state.balances, [account]: balance } };
  },
};

/** One event for each amount, one millisecond apart unless times are given. */
export function moves(amounts: readonly number[], times?: readonly number[]): Moved[] {
  return amounts.map((amount, i) => ({
    id: `e${i + 1}`,
    type: 'moved',
    data: { account: `account-${i % 3}`, amount },
    schemaVersion: 1,
    metadata: {},
    stream: 'bank',
    version: i + 1,
    position: i + 1,
    recordedAt: times?.[i] ?? i + 1,
  }));
}

/** The state after the first events, by plain folding; `skipped` positions are passed over. */
export function replay(
  events: readonly Moved[],
  position: number,
  skipped: ReadonlySet<number> = new Set(),
): Bank {
  return events
    .slice(0, position)
    .filter((event) => !skipped.has(event.position))
    .reduce(bank.evolve, bank.initial);
}

/** A cheap fold over very long histories: how many events, and the sum of their amounts. */
export const tally: Fold<{ count: number; sum: number }, Moved> = {
  initial: { count: 0, sum: 0 },
  evolve: ({ count, sum }, { data }) => ({ count: count + 1, sum: sum + data.amount }),
};
