import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given, type Decider } from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  account,
  deposit,
  deposited,
  open,
  opened,
  withdraw,
  withdrawn,
  type AccountEvent,
} from './account.ts';

const rich = given(account, [opened(), deposited(10)]);

/** A decider with one flaw. */
const broken = (flaw: Partial<typeof account>): typeof account => ({ ...account, ...flaw });

describe('given, when, then', () => {
  test('passes when exactly the expected events happen', () => {
    const result = rich.when(withdraw(4)).then([withdrawn(4)]);
    expect(result).toEqual({
      passed: true,
      expected: { kind: 'events', events: [withdrawn(4)] },
      actual: { kind: 'events', events: [withdrawn(4)] },
      difference: '',
    });
  });

  test('passes when nothing is to happen, and nothing does', () => {
    expect(rich.when(open).then([]).passed).toBe(true);
  });

  test('tells where an event differs', () => {
    const result = rich.when(withdraw(4)).then([withdrawn(5)]);
    expect(result.passed).toBe(false);
    expect(result.difference).toBe('events[0].data.amount: expected 5, got 4');
  });

  test('tells which events are missing and which are too many', () => {
    const { difference } = rich.when(deposit(1)).then([deposited(1), deposited(2)]);
    expect(difference).toBe(
      'events[1]: expected {"type":"deposited","data":{"amount":2}}, but it is missing',
    );
    const more = rich.when(deposit(1, 2)).then([deposited(1)]);
    expect(more.difference).toBe(
      'events[1]: not expected, but there is {"type":"deposited","data":{"amount":2}}',
    );
  });

  test('minds the order of events', () => {
    expect(rich.when(deposit(1, 2)).then([deposited(2), deposited(1)]).passed).toBe(false);
  });

  test('does not mind the order of keys', () => {
    const event = { data: { amount: 4 }, type: 'withdrawn' } as const;
    expect(rich.when(withdraw(4)).then([event]).passed).toBe(true);
  });

  test('tells a refusal that was not expected, with its message', () => {
    const result = rich.when(withdraw(11)).then([withdrawn(11)]);
    expect(result).toMatchObject({ passed: false, actual: { kind: 'refused', reason: 'overdraft' } });
    expect(result.difference).toBe(
      'expected: the events [{"type":"withdrawn","data":{"amount":11}}]\n' +
        'actual:   refused (overdraft): The balance is 10.',
    );
  });

  test('passes for exactly those events that the decider decides on', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
    fc.assert(
      fc.property(amounts, amounts, (wanted, actual) => {
        const { passed, difference } = rich.when(deposit(...actual)).then(wanted.map(deposited));
        expect(passed).toBe(JSON.stringify(wanted) === JSON.stringify(actual));
        expect(difference === '').toBe(passed);
      }),
    );
  });
});

describe('given, when, then refused', () => {
  test('passes when the command is refused for that reason', () => {
    expect(rich.when(withdraw(11)).thenRefused('overdraft')).toMatchObject({ passed: true, difference: '' });
  });

  test('fails when it is refused for another reason', () => {
    const result = given(account, []).when(withdraw(1)).thenRefused('overdraft');
    expect(result.passed).toBe(false);
    expect(result.difference).toBe(
      'expected: refused (overdraft)\nactual:   refused (not-open): The account is not open. Open it first.',
    );
  });

  test('fails when it is not refused', () => {
    expect(rich.when(open).thenRefused('overdraft').difference).toBe(
      'expected: refused (overdraft)\nactual:   no events',
    );
  });
});

describe('given, when, then state', () => {
  test('compares the state after the events that the command led to', () => {
    expect(rich.when(withdraw(4)).thenState({ open: true, balance: 6, moves: 2 }).passed).toBe(true);
    expect(rich.when(withdraw(4)).thenState({ open: true, balance: 5, moves: 2 }).difference).toBe(
      'state.balance: expected 5, got 6',
    );
  });

  test('fails when the command is refused', () => {
    const { passed, difference } = rich.when(withdraw(11)).thenState(account.initial);
    expect(passed).toBe(false);
    expect(difference).toContain('actual:   refused (overdraft)');
  });

  test('can speak of a state that is undefined', () => {
    const gone: Decider<string | undefined, null, { type: 'went'; data: null }> = {
      category: 'guest',
      initial: 'here',
      decide: () => [{ type: 'went', data: null }],
      evolve: () => undefined,
    };
    expect(given(gone, []).when(null).thenState(undefined).passed).toBe(true);
    expect(given(gone, []).when(null).thenState('here').passed).toBe(false);
  });
});

describe('a decider that is broken', () => {
  const crash = (): never => {
    throw new TypeError('Cannot read it');
  };

  test.each([
    ['decide throws', broken({ decide: crash }), 'TypeError: Cannot read it'],
    ['evolve throws', broken({ evolve: crash }), 'TypeError: Cannot read it'],
    ['decide gives no array', broken({ decide: () => opened() as never }), 'expected an array of events'],
    ['decide gives nothing', broken({ decide: () => undefined as never }), 'expected an array of events'],
    ['an event has no type', broken({ decide: () => [{ data: {} }] as never }), 'events[0].type'],
    ['an event is none', broken({ decide: () => [null] as never }), 'events[0]'],
    ['an event holds a Date', broken({ decide: () => [{ type: 'x', data: new Date(0) }] as never }), 'Date'],
  ])('fails its specification, and says why: %s', (_, decider, reason) => {
    const result = given(decider, [opened()]).when(open).then([]);
    expect(result).toMatchObject({ passed: false, actual: { kind: 'failed' } });
    expect(result.difference).toContain('actual:   the decider failed: ');
    expect(result.difference).toContain(reason);
    expect(given(decider, [opened()]).when(open).thenRefused('overdraft').passed).toBe(false);
  });

  test('cannot pass off NaN as a state', () => {
    const decider = broken({ evolve: (state) => ({ ...state, balance: NaN }) });
    const result = given(decider, []).when(open).thenState(account.initial);
    expect(result).toMatchObject({ passed: false, actual: { kind: 'failed' } });
    expect(result.difference).toContain('state.balance: expected a finite number, got NaN');
  });
});

describe('a specification', () => {
  test('leaves what it was given as it was, even if the decider does not', () => {
    const meddling = broken({
      evolve: (state, event) => {
        if (event.type === 'deposited') event.data.amount = 0;
        return state;
      },
    });
    const events: AccountEvent[] = [deposited(5)];
    given(meddling, events).when(open).then([]);
    expect(events).toEqual([deposited(5)]);
  });

  test('agrees with folding and deciding by hand', () => {
    const events = [opened(), deposited(3)];
    const decided = account.decide(withdraw(2), fold(account, events));
    expect(given(account, events).when(withdraw(2)).then(decided).passed).toBe(true);
  });

  test.each([
    ['no decider', () => given(undefined as never, [])],
    ['a decider without decide', () => given({ ...account, decide: undefined } as never, [])],
    ['a category with a dash', () => given(broken({ category: 'bank-account' }), [])],
    ['past events that are none', () => given(account, 'opened' as never)],
    ['a past event without a type', () => given(account, [{ data: {} } as never])],
    ['a past event that is null', () => given(account, [null as never])],
    ['expected events that are none', () => rich.when(open).then(opened() as never)],
    ['an empty reason', () => rich.when(open).thenRefused('')],
    ['a state that is no plain data', () => rich.when(open).thenState(new Map() as never)],
  ])('refuses %s', (_, write) => {
    expect(write).toThrow(InvalidInputError);
  });
});
