import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grade, solutionOf } from '../../src/questions/grade.ts';
import type { Arrange, Input, Pick, Sort, Type } from '../../src/questions/question.ts';

const option = (id: string, correct: boolean) => ({ id, text: `text ${id}`, correct, why: `why ${id}` });

const one: Pick = {
  type: 'pick',
  many: false,
  code: false,
  options: [option('a', false), option('b', true), option('c', false)],
};
const many: Pick = {
  ...one,
  many: true,
  options: [option('a', true), option('b', true), option('c', false)],
};

const chain: Arrange = {
  type: 'arrange',
  items: ['c', 'a', 'd', 'b'].map((id) => ({ id, text: id.toUpperCase() })),
  judge: {
    by: 'rules',
    rules: [
      { first: 'a', then: 'b', why: 'a makes b possible' },
      { first: 'a', then: 'c', why: 'a makes c possible' },
      { first: 'c', then: 'd', why: 'c makes d possible' },
    ],
  },
};

const verdict = (input: Input, response: readonly string[]): boolean | null =>
  grade({ input }, response).right;

describe('picking', () => {
  test('one option is right when it is the one, and says why either way', () => {
    expect(grade({ input: one }, ['b'])).toEqual({
      right: true,
      notes: [{ about: 'text b', right: true, why: 'why b' }],
    });
    expect(grade({ input: one }, ['a'])).toEqual({
      right: false,
      notes: [{ about: 'text a', right: false, why: 'why a' }],
    });
  });

  test('where each right one is asked for, one too few or too many is wrong', () => {
    expect(verdict(many, ['b', 'a'])).toBe(true);
    expect(verdict(many, ['a'])).toBe(false);
    expect(verdict(many, ['a', 'b', 'c'])).toBe(false);
  });

  test('the option that was forgotten is named', () => {
    expect(grade({ input: many }, ['a']).notes[0]).toMatchObject({ about: 'text b', right: false });
  });

  test('two picks where one is asked for are never right', () => {
    expect(verdict(one, ['a', 'b'])).toBe(false);
  });
});

describe('ordering', () => {
  test('every order that keeps the rules is right, and every other is wrong', () => {
    const orders = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(orders, (order) => {
        const at = (id: string): number => order.indexOf(id);
        const keeps = at('a') < at('b') && at('a') < at('c') && at('c') < at('d');
        expect(verdict(chain, order)).toBe(keeps);
      }),
    );
  });

  test('a rule that was broken says why', () => {
    expect(grade({ input: chain }, ['a', 'b', 'd', 'c']).notes).toEqual([
      { about: 'C → D', right: false, why: 'c makes d possible' },
    ]);
  });

  test('an order that leaves something out is wrong', () => {
    expect(verdict(chain, ['a', 'b'])).toBe(false);
  });

  test('its solution keeps the rules', () => {
    const solution = solutionOf(chain).toLowerCase().split(' → ');
    expect(verdict(chain, solution)).toBe(true);
  });

  test('an order that cannot happen says so, and one that can says how it ends', () => {
    const race: Arrange = {
      type: 'arrange',
      items: [
        { id: 'x', text: 'X' },
        { id: 'y', text: 'Y' },
      ],
      judge: {
        by: 'outcome',
        outcomes: [{ right: true, says: 'Both win.' }],
        orders: { 'x y': 0 },
        impossible: 'Nobody can.',
      },
    };
    expect(grade({ input: race }, ['x', 'y'])).toMatchObject({ right: true, notes: [{ why: 'Both win.' }] });
    expect(grade({ input: race }, ['y', 'x'])).toMatchObject({
      right: false,
      notes: [{ why: 'Nobody can.' }],
    });
    expect(solutionOf(race)).toBe('X → Y');
  });
});

test('sorting is right when each item is in its bin; those that are not come first', () => {
  const sort: Sort = {
    type: 'sort',
    bins: [
      { id: 'e', text: 'event' },
      { id: 'c', text: 'command' },
    ],
    items: [
      { text: 'MoneyDeposited', bin: 'e', why: 'past' },
      { text: 'DepositMoney', bin: 'c', why: 'wish' },
    ],
  };
  expect(verdict(sort, ['e', 'c'])).toBe(true);
  expect(grade({ input: sort }, ['e', 'e']).notes.map(({ about, right }) => [about, right])).toEqual([
    ['DepositMoney', false],
    ['MoneyDeposited', true],
  ]);
  expect(solutionOf(sort)).toBe('MoneyDeposited: event; DepositMoney: command');
});

describe('typing', () => {
  const balance: Type = {
    type: 'type',
    fields: [{ label: 'Balance', numeric: true, accepted: ['-1500'], unit: 'cents' }],
    wrong: [{ value: '1500', why: 'The sign is missing.' }],
  };
  const term: Type = {
    type: 'type',
    fields: [{ label: 'Term', numeric: false, accepted: ['Event store', 'the event store'] }],
    wrong: [],
  };

  test.each(['-1500', '−1500', ' -1,500 ', '-1500.0', '-1 500'])(
    'the number %j is taken as it is meant',
    (typed) => {
      expect(verdict(balance, [typed])).toBe(true);
    },
  );

  test.each(['', '1500', '-15', 'many', '-1500 cents please'])('%j is not the number', (typed) => {
    expect(verdict(balance, [typed])).toBe(false);
  });

  test('a mistake that is known says what it is', () => {
    expect(grade({ input: balance }, ['1,500']).notes).toEqual([
      { about: '1,500', right: false, why: 'The sign is missing.' },
    ]);
  });

  test.each(['event store', 'EVENT  STORE', 'The event store'])('the word %j is accepted', (typed) => {
    expect(verdict(term, [typed])).toBe(true);
  });

  test('the unit is shown with the solution', () => {
    expect(solutionOf(balance)).toBe('-1500 cents');
  });
});

test('an answer in one’s own words is judged by its writer alone', () => {
  const write: Input = { type: 'write', model: 'Facts.', rubric: ['says facts'] };
  expect(grade({ input: write }, ['anything'])).toEqual({ right: null, notes: [] });
});
