import { fold, refuse, type Decider } from '../../../engine/aggregates/index.ts';
import type { DomainEvent, NewEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore, type AppendOptions, type AppendResult } from '../../../engine/store/index.ts';

/** A bank account that must be opened first and can never be overdrawn. */
export interface Account {
  readonly open: boolean;
  readonly balance: number;
  readonly moves: number;
}

export type AccountEvent =
  | DomainEvent<'opened', { owner: string }>
  | DomainEvent<'deposited', { amount: number }>
  | DomainEvent<'withdrawn', { amount: number }>;

export type AccountCommand =
  | { readonly do: 'open'; readonly owner: string }
  | { readonly do: 'deposit'; readonly amounts: readonly number[] }
  | { readonly do: 'withdraw'; readonly amount: number };

export const opened = (owner = 'Ada'): AccountEvent => ({ type: 'opened', data: { owner } });
export const deposited = (amount: number): AccountEvent => ({ type: 'deposited', data: { amount } });
export const withdrawn = (amount: number): AccountEvent => ({ type: 'withdrawn', data: { amount } });

export const open: AccountCommand = { do: 'open', owner: 'Ada' };
export const deposit = (...amounts: number[]): AccountCommand => ({ do: 'deposit', amounts });
export const withdraw = (amount: number): AccountCommand => ({ do: 'withdraw', amount });

export const account: Decider<Account, AccountCommand, AccountEvent> = {
  category: 'account',
  initial: { open: false, balance: 0, moves: 0 },
  decide: (command, state) => {
    if (command.do === 'open') return state.open ? [] : [opened(command.owner)];
    if (!state.open) refuse('not-open', 'The account is not open. Open it first.');
    if (command.do === 'deposit') return command.amounts.map(deposited);
    if (command.amount <= state.balance) return [withdrawn(command.amount)];
    const { balance } = state;
    return refuse('overdraft', `The balance is ${balance}.`, { balance, amount: command.amount });
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'opened':
        return { ...state, open: true };
      case 'deposited':
        return { ...state, balance: state.balance + event.data.amount, moves: state.moves + 1 };
      case 'withdrawn':
        return { ...state, balance: state.balance - event.data.amount, moves: state.moves + 1 };
    }
  },
};

/** The state after these events, by plain folding. */
export const after = (...events: AccountEvent[]): Account => fold(account, events);

/** Ids that count: `id1`, `id2` and so on. */
export function countingIds(): () => string {
  let made = 0;
  return () => `id${(made += 1)}`;
}

/** A store in which someone else may come in between a load and its append. */
export class CrowdedStore extends MemoryEventStore {
  /** Each is called once, just before an append of the one whom they disturb. */
  rivals: (() => void)[] = [];
  #disturbing = false;

  override append<E extends DomainEvent>(
    stream: string,
    events: readonly NewEvent<E>[],
    options: AppendOptions,
  ): AppendResult {
    if (!this.#disturbing) {
      this.#disturbing = true;
      this.rivals.shift()?.();
      this.#disturbing = false;
    }
    return super.append(stream, events, options);
  }
}
