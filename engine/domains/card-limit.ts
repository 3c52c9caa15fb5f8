import type { RecordedEvent } from '../events/index.ts';
import type { Fold } from '../timeline/index.ts';
import type { AccountEvent } from './account.ts';

/**
 * What the bank's card machines look at: how much was withdrawn from an account on the present day.
 *
 * It is read from what the account recorded and can be thrown away and folded again. The account itself knows
 * nothing of it.
 */
export interface CardLimit {
  /** In whole cents. */
  readonly balance: number;
  /** The day of the last event, counted from 1 January 1970 (UTC); null before the first. */
  readonly day: number | null;
  /** What was withdrawn on that day, in whole cents. */
  readonly withdrawnToday: number;
}

/** What may be withdrawn on one day, in whole cents: 1,000.00. */
export const DAILY_LIMIT = 100_000;

/** Whether a card still works: no more was withdrawn on the day than the limit. */
export const withinDailyLimit = (state: CardLimit): boolean => state.withdrawnToday <= DAILY_LIMIT;

type AccountFold = Fold<CardLimit, RecordedEvent<AccountEvent>>;

const INITIAL: CardLimit = { balance: 0, day: null, withdrawnToday: 0 };

/** The sound fold: what was withdrawn is counted day by day, and each new day begins at nothing. */
export const cardLimit: AccountFold = {
  initial: INITIAL,
  evolve(state, event) {
    const day = dayOf(event);
    const withdrawnToday = day === state.day ? state.withdrawnToday : 0;
    return moveMoney({ ...state, day, withdrawnToday }, event);
  },
};

/**
 * The same fold with a defect, to be hunted: the sum of a day is carried over into the next, and so it only grows.
 */
export const cardLimitWithoutReset: AccountFold = {
  initial: INITIAL,
  evolve(state, event) {
    const day = dayOf(event);
    const withdrawnToday = state.withdrawnToday;
    return moveMoney({ ...state, day, withdrawnToday }, event);
  },
};

function moveMoney(state: CardLimit, event: AccountEvent): CardLimit {
  const { balance, withdrawnToday } = state;
  switch (event.type) {
    case 'MoneyDeposited':
      return { ...state, balance: balance + event.data.amount };
    case 'MoneyWithdrawn': {
      const { amount } = event.data;
      return { ...state, balance: balance - amount, withdrawnToday: withdrawnToday + amount };
    }
    case 'AccountCreated':
    case 'AccountBlocked':
      return state;
  }
}

/** What was withdrawn on the day of a moment (milliseconds since 1970, UTC), when no event came after the state. */
export const withdrawnOn = (state: CardLimit, time: number): number =>
  state.day === Math.floor(time / MILLISECONDS_PER_DAY) ? state.withdrawnToday : 0;

/**
 * What was withdrawn on the day of the last event, by the plain meaning of the words and without any fold: what every
 * sound fold must agree with. 0 where nothing has happened.
 *
 * @param events what the account recorded, oldest first
 */
export function withdrawnOnLastDay(events: readonly RecordedEvent<AccountEvent>[]): number {
  const last = events.at(-1);
  return events
    .filter((event) => last !== undefined && dayOf(event) === dayOf(last))
    .reduce((sum, event) => (event.type === 'MoneyWithdrawn' ? sum + event.data.amount : sum), 0);
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** By the time at which the store recorded the event, and by no clock: replayed next year, it is the same day. */
const dayOf = (event: RecordedEvent): number => Math.floor(event.recordedAt / MILLISECONDS_PER_DAY);
