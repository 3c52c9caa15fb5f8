import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../engine/aggregates/index.ts';
import {
  balanceOf,
  balances,
  friendsLedger,
  ledgerLines,
  type BalanceChanged,
} from '../../../engine/domains/ledger.ts';

const changed = (person: string, amount: number): BalanceChanged => ({
  type: 'BalanceChanged',
  data: { person, amount },
});

describe('the ledger of two friends', () => {
  test('shows each change with the balance after it', () => {
    expect(ledgerLines(friendsLedger)).toEqual([
      { person: 'Julius', amount: 10, balance: 10 },
      { person: 'Hannes', amount: 75, balance: 75 },
      { person: 'Hannes', amount: -5, balance: 70 },
      { person: 'Julius', amount: 90, balance: 100 },
      { person: 'Julius', amount: 10, balance: 110 },
    ]);
  });

  test('comes to 110 for Julius and 70 for Hannes', () => {
    expect(fold(balances, friendsLedger)).toEqual({ Julius: 110, Hannes: 70 });
  });

  test('holds a past that its balances do not: another one leads to the same present', () => {
    const other = [changed('Julius', 110), changed('Hannes', 70)];
    expect(fold(balances, other)).toEqual(fold(balances, friendsLedger));
    expect(ledgerLines(other)).not.toEqual(ledgerLines(friendsLedger));
  });
});

describe('a ledger', () => {
  const person = fc.constantFrom('Julius', 'Hannes', 'constructor', '__proto__');
  const events = fc.array(
    fc.tuple(person, fc.integer({ min: -1_000, max: 1_000 })).map((p) => changed(...p)),
  );

  test('without events has nobody in it', () => {
    expect(fold(balances, [])).toEqual({});
    expect(ledgerLines([])).toEqual([]);
    expect(balanceOf(balances.initial, 'constructor')).toBe(0);
  });

  test('has for each person the sum of their changes', () => {
    fc.assert(
      fc.property(events, person, (list, who) => {
        const own = list.filter(({ data }) => data.person === who);
        const sum = own.reduce((total, { data }) => total + data.amount, 0);
        expect(balanceOf(fold(balances, list), who)).toBe(sum);
      }),
    );
  });

  test('has on each line the balance that the events up to it come to', () => {
    fc.assert(
      fc.property(events, (list) => {
        const expected = list.map(({ data }, i) => ({
          ...data,
          balance: balanceOf(fold(balances, list.slice(0, i + 1)), data.person),
        }));
        expect(ledgerLines(list)).toEqual(expected);
      }),
    );
  });
});
