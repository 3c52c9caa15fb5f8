import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import { account, type AccountCommand, type AccountEvent } from '../../../engine/domains/account.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { run } from './deciding.ts';

const create: AccountCommand = { type: 'CreateAccount', data: { owner: 'Ada' } };
const block: AccountCommand = { type: 'Block', data: { reason: 'card stolen' } };
const deposit = (amount: number): AccountCommand => ({
  type: 'Deposit',
  data: { amount, via: 'transfer', reason: 'salary' },
});
const withdraw = (amount: number): AccountCommand => ({
  type: 'Withdraw',
  data: { amount, via: 'ATM 456', reason: 'cash' },
});

const created: AccountEvent = { type: 'AccountCreated', data: { owner: 'Ada' } };
const blocked: AccountEvent = { type: 'AccountBlocked', data: { reason: 'card stolen' } };
const deposited = (amount: number): AccountEvent => ({
  type: 'MoneyDeposited',
  data: { amount, via: 'transfer', reason: 'salary' },
});
const withdrawn = (amount: number): AccountEvent => ({
  type: 'MoneyWithdrawn',
  data: { amount, via: 'ATM 456', reason: 'cash' },
});

const expectRefused = (past: readonly AccountEvent[], command: AccountCommand, reason: string): void => {
  expect(given(account, past).when(command).thenRefused(reason).difference).toBe('');
};

describe('an account', () => {
  test('is created for its owner', () => {
    const result = given(account, []).when(create);
    expect(result.then([created]).difference).toBe('');
    expect(result.thenState({ status: 'open', owner: 'Ada', balance: 0 }).difference).toBe('');
  });

  test('records a deposit with its way and its reason', () => {
    expect(
      given(account, [created])
        .when(deposit(5_000))
        .then([deposited(5_000)]).difference,
    ).toBe('');
  });

  test('records a withdrawal with its way and its reason', () => {
    const result = given(account, [created, deposited(5_000)]).when(withdraw(2_000));
    expect(result.then([withdrawn(2_000)]).difference).toBe('');
  });

  test('can be emptied to the last cent', () => {
    const result = given(account, [created, deposited(1)]).when(withdraw(1));
    expect(result.thenState({ status: 'open', owner: 'Ada', balance: 0 }).difference).toBe('');
  });

  test('keeps its balance when it is blocked', () => {
    const result = given(account, [created, deposited(5_000)]).when(block);
    expect(result.then([blocked]).difference).toBe('');
    expect(result.thenState({ status: 'blocked', owner: 'Ada', balance: 5_000 }).difference).toBe('');
  });

  test.each([
    { movements: [100_000, -30_000, -20_000], balance: 50_000 },
    { movements: [100_000, -20_000], balance: 80_000 },
    { movements: [5_000, -2_000], balance: 3_000 },
  ])('after $movements holds $balance cents', ({ movements, balance }) => {
    const commands = movements.map((amount) => (amount > 0 ? deposit(amount) : withdraw(-amount)));
    expect(run(account, [create, ...commands]).states.at(-1)?.balance).toBe(balance);
  });
});

describe('an account refuses', () => {
  test('to be created twice, even when it is blocked', () => {
    expectRefused([created], create, 'already-created');
    expectRefused([created, blocked], create, 'already-created');
  });

  test.each([deposit(1), withdraw(1), block])('$type before it is created', (command) => {
    expectRefused([], command, 'not-created');
  });

  test('deposits and withdrawals while it is blocked', () => {
    expectRefused([created, deposited(10), blocked], deposit(1), 'blocked');
    expectRefused([created, deposited(10), blocked], withdraw(1), 'blocked');
  });

  test('to be blocked twice', () => {
    expectRefused([created, blocked], block, 'already-blocked');
  });

  test.each([0, -1, 0.5, NaN, Infinity, 2 ** 53, '5' as unknown as number])('the amount %s', (amount) => {
    expectRefused([created, deposited(100)], deposit(amount), 'invalid-amount');
    expectRefused([created, deposited(100)], withdraw(amount), 'invalid-amount');
  });

  test('to be overdrawn, and says by what', () => {
    expectRefused([created, deposited(50_000)], withdraw(50_001), 'overdraft');
    const state = fold(account, [created, deposited(50_000)]);
    expect(() => account.decide(withdraw(50_001), state)).toThrow(
      expect.objectContaining({
        message: 'The balance is 500.00, so 500.01 cannot be withdrawn.',
        details: { balance: 50_000, amount: 50_001 },
      }),
    );
  });

  test.each<AccountCommand>([
    { type: 'CreateAccount', data: { owner: '' } },
    { type: 'Deposit', data: { amount: 1, via: ' ', reason: 'salary' } },
    { type: 'Withdraw', data: { amount: 1, via: 'card', reason: '' } },
    { type: 'Block', data: { reason: '' } },
  ])('as malformed a $type that lacks a text', (command) => {
    const state = command.type === 'CreateAccount' ? account.initial : fold(account, [created, deposited(1)]);
    expect(() => account.decide(command, state)).toThrow(InvalidInputError);
  });
});

describe('whatever an account is asked to do', () => {
  const amount = fc.oneof(fc.integer({ min: -5, max: 300 }), fc.constantFrom(0.5, NaN, 2 ** 53));
  const command = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(create, block) },
    { weight: 12, arbitrary: amount.map(deposit) },
    { weight: 12, arbitrary: amount.map(withdraw) },
  );
  const commands = fc.array(command, { maxLength: 40 }).map((list) => [create, ...list]);

  test('its balance is the sum of what came minus the sum of what went', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { states, events } = run(account, list);
        const sum = events.reduce((total, event) => {
          if (event.type === 'MoneyDeposited') return total + event.data.amount;
          return event.type === 'MoneyWithdrawn' ? total - event.data.amount : total;
        }, 0);
        expect(states.at(-1)?.balance).toBe(sum);
      }),
    );
  });

  test('its balance is never below 0, and never a fraction', () => {
    fc.assert(
      fc.property(commands, (list) => {
        for (const { balance } of run(account, list).states) {
          expect(balance).toBeGreaterThanOrEqual(0);
          expect(Number.isSafeInteger(balance)).toBe(true);
        }
      }),
    );
  });

  test('nothing happens to it after it is blocked', () => {
    fc.assert(
      fc.property(commands, commands, (before, after) => {
        const { events } = run(account, [...before, block]);
        expect(run(account, [...before, block, ...after]).events).toEqual(events);
      }),
    );
  });
});
