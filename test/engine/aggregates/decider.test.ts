import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommandRefusedError, fold, refuse } from '../../../engine/aggregates/index.ts';
import { EngineError, InvalidInputError } from '../../../engine/errors.ts';
import { account, deposited, opened, withdrawn } from './account.ts';

const someEvents = fc.array(fc.integer({ min: 1, max: 9 }).map(deposited));

describe('fold', () => {
  test('of no events is the initial state itself', () => {
    expect(fold(account, [])).toBe(account.initial);
  });

  test('applies events in order', () => {
    expect(fold(account, [opened(), deposited(10), withdrawn(3)])).toEqual({
      open: true,
      balance: 7,
      moves: 2,
    });
  });

  test('may be interrupted anywhere and go on from there', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (first, then) => {
        expect(fold(account, then, fold(account, first))).toEqual(fold(account, [...first, ...then]));
      }),
    );
  });

  test('takes an undefined start for one that was left out', () => {
    const count = { initial: 7, evolve: (state: number) => state + 1 };
    expect(fold(count, [{ type: 'said', data: '' }], undefined)).toBe(8);
  });

  test.each([undefined, null, {}, 'opened'])('refuses %o in place of events', (events) => {
    expect(() => fold(account, events as never)).toThrow(InvalidInputError);
  });

  test.each([undefined, {}, { initial: 0 }])('refuses %o in place of a decider', (decider) => {
    expect(() => fold(decider as never, [])).toThrow(InvalidInputError);
  });
});

describe('refuse', () => {
  const refusal = (...args: Parameters<typeof refuse>): unknown => {
    try {
      return refuse(...args);
    } catch (error) {
      return error;
    }
  };

  test('throws a typed error with a reason for programs, a message for people, and details', () => {
    const error = refusal('overdraft', 'The balance is 5.', { balance: 5 });
    expect(error).toBeInstanceOf(CommandRefusedError);
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({
      name: 'CommandRefusedError',
      code: 'command-refused',
      reason: 'overdraft',
      message: 'The balance is 5.',
      details: { balance: 5 },
    });
  });

  test('copies and freezes the details', () => {
    const details = { lines: [1] };
    const error = refusal('too-many', 'Too many lines.', details) as CommandRefusedError;
    details.lines.push(2);
    expect(error.details).toEqual({ lines: [1] });
    expect(Object.isFrozen(error.details)).toBe(true);
  });

  test('does without details', () => {
    expect(refusal('closed', 'It is closed.')).toMatchObject({ reason: 'closed', details: undefined });
  });

  test.each([
    ['', 'a message'],
    [7, 'a message'],
    ['reason', ' '],
    ['reason', undefined],
  ])('refuses the reason %o with the message %o', (reason, message) => {
    expect(refusal(reason as never, message as never)).toBeInstanceOf(InvalidInputError);
  });

  test('refuses details that are no plain data', () => {
    expect(refusal('reason', 'A message.', new Date(0) as never)).toBeInstanceOf(InvalidInputError);
  });
});
