import type { AccountEvent } from '../../../../engine/domains/account.ts';

/** The account of a flower stall, into which every bunch that is sold pays once. */
export const STALL = 'stall';

export const stallOpened: AccountEvent = { type: 'AccountCreated', data: { owner: 'Rosa' } };

/** One bunch, paid by card: 6.50. */
export const payment: AccountEvent = {
  type: 'MoneyDeposited',
  data: { amount: 650, via: 'card', reason: 'flowers' },
};
