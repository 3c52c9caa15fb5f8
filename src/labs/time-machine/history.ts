import type { AccountEvent } from '../../../engine/domains/account.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

/** The histories of this lab: Ada's five days, and a card that was used for thirty-four years. Times are UTC. */

const STREAM = 'account-ada';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Monday, 4 May 2026, 00:00. */
const MONDAY = 1_777_852_800_000;

/** The moment that the travel scenario asks about: Tuesday, 5 May 2026, 15:00. */
export const TUESDAY_AT_THREE = MONDAY + DAY + 15 * HOUR;

type Entry = readonly [time: number, event: AccountEvent];

const at = (day: number, hours: number, minutes: number): number =>
  MONDAY + day * DAY + hours * HOUR + minutes * MINUTE;

const deposit = (amount: number, reason: string, via: string): AccountEvent => ({
  type: 'MoneyDeposited',
  data: { amount, reason, via },
});

const withdrawal = (amount: number, reason: string, via: string): AccountEvent => ({
  type: 'MoneyWithdrawn',
  data: { amount, reason, via },
});

const FIVE_DAYS: readonly Entry[] = [
  [at(0, 9, 0), { type: 'AccountCreated', data: { owner: 'Ada' } }],
  [at(0, 9, 5), deposit(100_000, 'salary', 'transfer')],
  [at(0, 12, 30), withdrawal(30_000, 'cash', 'ATM 456')],
  [at(0, 17, 40), withdrawal(20_000, 'shoes', 'card')],
  [at(1, 8, 10), deposit(25_000, 'rent shared by Bea', 'transfer')],
  [at(1, 11, 15), withdrawal(15_000, 'train tickets', 'card')],
  [at(2, 9, 30), deposit(40_000, 'tax refund', 'transfer')],
  [at(2, 18, 5), withdrawal(18_000, 'dinner for six', 'card')],
  [at(3, 12, 0), withdrawal(12_000, 'cash', 'ATM 456')],
  [at(3, 19, 45), withdrawal(9_000, 'theatre', 'card')],
  [at(4, 8, 0), deposit(6_000, 'theatre, paid back', 'transfer')],
  [at(4, 9, 20), withdrawal(4_000, 'books', 'card')],
];

/** How many events the long life has, and how far apart they are. */
export const LONG_LIFE = 100_000;
const EVERY = 3 * HOUR;

/** Wednesday, 1 January 1992, 00:00. */
const LONG_AGO = 694_224_000_000;

/** The moment that the long scenario asks about: 1 January 2000, 12:00. */
export const MILLENNIUM_NOON = LONG_AGO + 2_922 * DAY + 12 * HOUR;

/** A repeating pattern: out of every seven events one is money coming in, and it covers the other six. */
function longLifeEntry(index: number): Entry {
  const time = LONG_AGO + 9 * HOUR + index * EVERY;
  if (index === 0) return [time, { type: 'AccountCreated', data: { owner: 'Ada' } }];
  if (index % 7 === 1) return [time, deposit(21_500, 'wages', 'transfer')];
  return [time, withdrawal(2_000 + (index % 7) * 300 + (index % 5) * 100, 'daily life', 'card')];
}

/** Writes entries into a store, at their times, and reads them back. */
function record(entries: readonly Entry[]): readonly RecordedEvent<AccountEvent>[] {
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  entries.forEach(([time, event], index) => {
    now = time;
    store.append(STREAM, [{ ...event, id: `ada-${index + 1}` }], { expected: index });
  });
  return store.readStream<AccountEvent>(STREAM).events;
}

/** Ada's account from Monday to Friday: twelve events. */
export const fiveDays = (): readonly RecordedEvent<AccountEvent>[] => record(FIVE_DAYS);

/** The same kind of account after 100,000 events, one every three hours. */
export const longLife = (): readonly RecordedEvent<AccountEvent>[] =>
  record(Array.from({ length: LONG_LIFE }, (_, index) => longLifeEntry(index)));
