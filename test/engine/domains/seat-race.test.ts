import { describe, expect, test } from 'vitest';
import { seatRace, type Appending, type SeatRaceOptions } from '../../../engine/domains/seat-race.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { searchRuns } from '../../../engine/explore/index.ts';

const race = (appending: Appending, more: Partial<SeatRaceOptions> = {}) =>
  seatRace({ customers: ['Ann', 'Ben'], appending, ...more });

const played = (game: ReturnType<typeof race>, choices: readonly string[]) => {
  const play = game.start();
  for (const choice of choices) play.take(choice);
  return play;
};

const BOTH_LOAD_FIRST = [
  'Ann loads',
  'Ben loads',
  'Ann decides',
  'Ben decides',
  'Ann appends',
  'Ben appends',
];

describe('two customers who want one seat, with three steps each', () => {
  test('can step in exactly 20 orders; unchecked, 18 of them double-book', () => {
    expect(searchRuns(race('unchecked')).runToEnd()).toMatchObject({
      outcome: 'complete',
      runs: 20,
      violations: 18,
      byViolation: [{ violation: 'double-booked', runs: 18 }],
    });
  });

  test('checked against the expected version, can step in exactly 20 orders, and none double-books', () => {
    expect(searchRuns(race('checked')).runToEnd()).toMatchObject({
      outcome: 'complete',
      runs: 20,
      depth: 6,
      violations: 0,
    });
  });

  test('retrying, never double-book either', () => {
    expect(searchRuns(race('retrying')).runToEnd()).toMatchObject({ outcome: 'complete', violations: 0 });
  });

  test('find a shortest double booking in six steps, which can be played', () => {
    const { counterexample } = searchRuns(race('unchecked')).runToEnd();
    expect(counterexample?.choices).toHaveLength(6);
    const play = played(race('unchecked'), counterexample?.choices ?? []);
    expect(play.violation()).toBe('double-booked');
    expect(play.store.readStream('seat-1A').events.map(({ data }) => data)).toEqual([
      { customer: 'Ann' },
      { customer: 'Ben' },
    ]);
  });

  test.each([
    ['unchecked', 'seated', 'seated', []],
    ['checked', 'seated', 'conflict', []],
    ['retrying', 'seated', 'load', ['Ben loads']],
  ] as const)('%s, when both load before one appends, end %s and %s', (appending, ann, ben, choices) => {
    const play = played(race(appending), BOTH_LOAD_FIRST);
    expect([play.stageOf('Ann'), play.stageOf('Ben')]).toEqual([ann, ben]);
    expect(play.choices()).toEqual(choices);
  });

  test('decide again after a conflict, on what is true now', () => {
    const play = played(race('retrying'), [...BOTH_LOAD_FIRST, 'Ben loads', 'Ben decides']);
    expect(play.stageOf('Ben')).toBe('refused');
    expect(play.choices()).toEqual([]);
    expect(play.store.readAll().head).toBe(1);
  });
});

test('two customers who want two seats both get theirs, in all 20 orders', () => {
  const game = race('checked', { seatOf: (customer) => (customer === 'Ann' ? '12A' : '31C') });
  expect(searchRuns(game).runToEnd()).toMatchObject({ runs: 20, violations: 0 });
  const play = played(game, BOTH_LOAD_FIRST);
  expect([play.stageOf('Ann'), play.stageOf('Ben')]).toEqual(['seated', 'seated']);
});

test('three customers with three steps each have no other run than the multinomial allows', () => {
  const customers = ['Ann', 'Ben', 'Cem'];
  expect(searchRuns(race('checked', { customers })).runToEnd().violations).toBe(0);
  const seatOf = (customer: string) => customer;
  expect(searchRuns(race('checked', { customers, seatOf })).runToEnd().runs).toBe(1_680);
});

describe('a race is refused', () => {
  test.each([
    ['without customers', { customers: [] }],
    ['with a customer without a name', { customers: ['Ann', ''] }],
    ['with two customers of one name', { customers: ['Ann', 'Ann'] }],
    ['with customers who are no list', { customers: 'Ann' as unknown as string[] }],
    ['with seats that are no function', { seatOf: '12A' as never }],
    ['with another way of appending', { appending: 'hoping' as Appending }],
  ])('%s', (_, options) => {
    expect(() => race('checked', options)).toThrow(InvalidInputError);
  });

  test('a step that is not due, and a customer who does not take part', () => {
    expect(() => race('checked').start().take('Ann appends')).toThrow(InvalidInputError);
    expect(() => race('checked').start().stageOf('Eve')).toThrow(InvalidInputError);
  });
});
