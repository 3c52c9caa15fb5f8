import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AccountEvent } from '../../../engine/domains/account.ts';
import {
  cardLimit,
  cardLimitWithoutReset,
  DAILY_LIMIT,
  withdrawnOn,
  withdrawnOnLastDay,
  withinDailyLimit,
  type CardLimit,
} from '../../../engine/domains/card-limit.ts';
import { recorded } from './recorded.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday, 4 May 2026, 00:00 (UTC). */
const MONDAY = 1_777_852_800_000;

type Fold = typeof cardLimit;
type Entry = readonly [time: number, event: AccountEvent];

const created: AccountEvent = { type: 'AccountCreated', data: { owner: 'Ada' } };
const blocked: AccountEvent = { type: 'AccountBlocked', data: { reason: 'card stolen' } };

/** Money that comes (above 0) or goes (below). */
const moved = (amount: number): AccountEvent => ({
  type: amount > 0 ? 'MoneyDeposited' : 'MoneyWithdrawn',
  data: { amount: Math.abs(amount), via: 'card', reason: 'daily life' },
});

/** The state before the first event, and after each. */
function statesOf({ initial, evolve }: Fold, entries: readonly Entry[]): readonly CardLimit[] {
  const states = [initial];
  for (const event of recorded(entries)) states.push(evolve(states.at(-1) as CardLimit, event));
  return states;
}

const withdrawnToday = (fold: Fold, entries: readonly Entry[]): number | undefined =>
  statesOf(fold, entries).at(-1)?.withdrawnToday;

describe('what was withdrawn today', () => {
  test('adds up within a day, and deposits do not count', () => {
    const entries: Entry[] = [
      [MONDAY, moved(1_000)],
      [MONDAY + 9 * HOUR, moved(-300)],
      [MONDAY + 9 * HOUR, moved(-200)],
    ];
    expect(withdrawnToday(cardLimit, entries)).toBe(500);
  });

  test('counts the last millisecond of a day and begins at 0 with the first of the next', () => {
    const entries: Entry[] = [
      [MONDAY, moved(-300)],
      [MONDAY + DAY - 1, moved(-200)],
      [MONDAY + DAY, moved(-70)],
    ];
    const [, first, last, next] = statesOf(cardLimit, entries);
    expect([first, last, next].map((state) => state?.withdrawnToday)).toEqual([300, 500, 70]);
    expect(next?.day).toBe(MONDAY / DAY + 1);
  });

  test.each([created, moved(10), blocked])('begins at 0 with any event of a new day: $type', (event) => {
    expect(
      withdrawnToday(cardLimit, [
        [MONDAY, moved(-300)],
        [MONDAY + DAY, event],
      ]),
    ).toBe(0);
  });

  test('knows days before 1970, too', () => {
    expect(
      withdrawnToday(cardLimit, [
        [-1, moved(-300)],
        [0, moved(-200)],
      ]),
    ).toBe(200);
  });

  test('may reach the limit, and is over it by one cent more', () => {
    expect(withinDailyLimit({ ...cardLimit.initial, withdrawnToday: DAILY_LIMIT })).toBe(true);
    expect(withinDailyLimit({ ...cardLimit.initial, withdrawnToday: DAILY_LIMIT + 1 })).toBe(false);
  });
});

describe('Ada’s five days', () => {
  /** By day: the movements in order, an hour apart from 8 o'clock. */
  const days = [
    [100_000, -30_000, -20_000],
    [25_000, -15_000],
    [40_000, -18_000],
    [-12_000, -9_000],
    [6_000, -4_000],
  ];
  const entries: Entry[] = [
    [MONDAY + 7 * HOUR, created],
    ...days.flatMap((amounts, day) =>
      amounts.map((amount, i): Entry => [MONDAY + day * DAY + (8 + i) * HOUR, moved(amount)]),
    ),
  ];

  test.each([
    { name: 'sound', fold: cardLimit },
    { name: 'faulty', fold: cardLimitWithoutReset },
  ])('the $name fold has the right balances', ({ fold }) => {
    const balances = statesOf(fold, entries).map((state) => state.balance);
    expect(balances).toEqual([
      0, 0, 100_000, 70_000, 50_000, 75_000, 60_000, 100_000, 82_000, 70_000, 61_000, 67_000, 63_000,
    ]);
  });

  test('the sound fold is never over the limit, and ends with what was withdrawn on Friday', () => {
    const states = statesOf(cardLimit, entries);
    expect(states.every(withinDailyLimit)).toBe(true);
    expect(states.at(-1)?.withdrawnToday).toBe(4_000);
  });

  test('the faulty fold is over the limit from event 10 to the end', () => {
    const states = statesOf(cardLimitWithoutReset, entries);
    expect(states.map(withinDailyLimit).lastIndexOf(true)).toBe(9);
    expect(states[10]?.withdrawnToday).toBe(104_000);
    expect(states.at(-1)?.withdrawnToday).toBe(108_000);
  });
});

describe('for any history whose times do not go back', () => {
  const history = fc
    .array(
      fc.record({
        pause: fc.integer({ min: 0, max: 2 * DAY }),
        event: fc.oneof(
          fc.constantFrom(created, blocked),
          fc
            .integer({ min: -1_000, max: 1_000 })
            .filter((amount) => amount !== 0)
            .map(moved),
        ),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((steps) => {
      let time = MONDAY;
      return steps.map(({ pause, event }): Entry => [(time += pause), event]);
    });
  const sumOfWithdrawals = (entries: readonly Entry[]): number =>
    entries.reduce((sum, [, event]) => sum + (event.type === 'MoneyWithdrawn' ? event.data.amount : 0), 0);

  test('the sound fold has the withdrawals of the last event’s day', () => {
    fc.assert(
      fc.property(history, (entries) => {
        const midnight = Math.max(...entries.map(([time]) => time - (time % DAY)));
        const today = entries.filter(([time]) => time >= midnight);
        expect(withdrawnToday(cardLimit, entries)).toBe(sumOfWithdrawals(today));
      }),
    );
  });

  test('the faulty fold has the withdrawals of all days', () => {
    fc.assert(
      fc.property(history, (entries) => {
        expect(withdrawnToday(cardLimitWithoutReset, entries)).toBe(sumOfWithdrawals(entries));
      }),
    );
  });
});

describe('the plain meaning of what was withdrawn that day', () => {
  const history = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5 * DAY }), fc.integer({ min: -500, max: 500 })), {
      maxLength: 30,
    })
    .map((moves) =>
      moves
        .filter(([, amount]) => amount !== 0)
        .sort(([one], [other]) => one - other)
        .map(([time, amount]): Entry => [MONDAY + time, moved(amount)]),
    );

  test('is what the sound fold keeps, for any history', () => {
    fc.assert(
      fc.property(history, (entries) => {
        expect(statesOf(cardLimit, entries).at(-1)?.withdrawnToday).toBe(
          withdrawnOnLastDay(recorded(entries)),
        );
      }),
    );
  });

  test('is nothing where nothing has happened', () => {
    expect(withdrawnOnLastDay([])).toBe(0);
  });

  test('is nothing on a later day on which nothing has happened yet', () => {
    const state = statesOf(cardLimit, [[MONDAY + 9 * HOUR, moved(-50)]]).at(-1) as CardLimit;
    expect(withdrawnOn(state, MONDAY + 20 * HOUR)).toBe(50);
    expect(withdrawnOn(state, MONDAY + DAY)).toBe(0);
  });
});
