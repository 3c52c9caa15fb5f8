import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CommandRefusedError,
  createCommandHandler,
  createRepository,
  everySave,
  MemorySnapshotStore,
  type CommandHandler,
  type CommandHandlerOptions,
} from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { StreamTombstonedError, WrongExpectedVersionError } from '../../../engine/store/index.ts';
import {
  account,
  after,
  countingIds,
  CrowdedStore,
  deposit,
  deposited,
  open,
  opened,
  withdraw,
  type Account,
  type AccountCommand,
  type AccountEvent,
} from './account.ts';

interface Fixture {
  readonly store: CrowdedStore;
  readonly handle: CommandHandler<Account, AccountCommand, AccountEvent>;
  readonly balance: () => number;
}

/** An open account with a balance of 10, at version 2. */
function setUp(options?: CommandHandlerOptions, decider = account): Fixture {
  const store = new CrowdedStore();
  const accounts = createRepository({ store, decider, newId: countingIds() });
  const handle = createCommandHandler(accounts, options);
  accounts.save(accounts.loadOrNew('42'), [opened(), deposited(10)]);
  return { store, handle, balance: () => accounts.load('42').state.balance };
}

describe('handling a command', () => {
  test('loads, decides and appends, and answers with all that came of it', () => {
    const { store, handle } = setUp();
    const result = handle('42', deposit(1, 2));
    expect(result).toMatchObject({ outcome: 'written', version: 4, attempts: 1 });
    expect(result.events).toEqual(store.readStream('account-42', { from: 3 }).events);
    expect(result.state).toEqual(after(opened(), deposited(10), deposited(1), deposited(2)));
    expect(result).not.toHaveProperty('snapshot');
  });

  test('may begin a new aggregate', () => {
    const { handle } = setUp();
    expect(handle('43', open)).toMatchObject({ outcome: 'written', version: 1, state: after(opened()) });
  });

  test('with nothing to change writes nothing', () => {
    const { store, handle } = setUp();
    const result = handle('42', open);
    expect(result).toMatchObject({ outcome: 'checked', version: 2, events: [], attempts: 1 });
    expect(result.state.balance).toBe(10);
    expect(store.readAll().head).toBe(2);
  });

  test('passes on a refusal, and writes nothing', () => {
    const { store, handle } = setUp();
    expect(() => handle('42', withdraw(11))).toThrow(CommandRefusedError);
    expect(() => handle('43', withdraw(1))).toThrow('The account is not open.');
    expect(store.readAll().head).toBe(2);
  });

  test('names the command as the cause, and hands on its metadata', () => {
    const { handle } = setUp();
    const [alone] = handle('42', deposit(1), { commandId: 'c1' }).events;
    expect(alone?.metadata).toEqual({ correlationId: 'c1', causationId: 'c1' });
    const metadata = { correlationId: 'r1', causationId: 'e0', user: 'Ada' };
    const [within] = handle('42', deposit(1), { commandId: 'c2', metadata }).events;
    expect(within?.metadata).toEqual({ correlationId: 'r1', causationId: 'c2', user: 'Ada' });
  });

  test('takes the command’s id from the repository if it has none', () => {
    const [event] = setUp().handle('42', deposit(1)).events;
    expect(event?.metadata).toEqual({ correlationId: 'id3', causationId: 'id3' });
  });

  test('never gives one id to two events, even when a command comes twice', () => {
    const { store, handle } = setUp();
    for (const id of ['42', '42', '43']) {
      if (id === '43') handle(id, open, { commandId: 'c1' });
      handle(id, deposit(1, 2), { commandId: 'c1' });
    }
    const ids = store.readAll().events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('reports a snapshot that failed, and is done all the same', () => {
    const store = new CrowdedStore();
    const broken = new MemorySnapshotStore();
    broken.save = () => {
      throw new Error('The disk is full');
    };
    const snapshots = { store: broken, policy: everySave, schemaVersion: 1, clock: () => 0 };
    const accounts = createRepository({ store, decider: account, newId: countingIds(), snapshots });
    const result = createCommandHandler(accounts)('42', open);
    expect(result).toMatchObject({ outcome: 'written', version: 1, snapshot: { outcome: 'failed' } });
    expect(accounts.load('42').version).toBe(1);
  });

  test('passes on that a stream is closed for ever', () => {
    const { store, handle } = setUp();
    store.tombstoneStream('account-42', { expected: 'any' });
    expect(() => handle('42', open)).toThrow(StreamTombstonedError);
  });
});

describe('when someone else is faster', () => {
  test('loads again and decides again, on what is true now', () => {
    const { store, handle, balance } = setUp();
    store.rivals = [() => handle('42', deposit(5))];
    const result = handle('42', withdraw(10));
    expect(result).toMatchObject({ outcome: 'written', version: 4, attempts: 2, state: { balance: 5 } });
    expect(balance()).toBe(5);
  });

  test('throws away the first decision: what was allowed may be refused now', () => {
    const { store, handle, balance } = setUp();
    store.rivals = [() => handle('42', withdraw(5))];
    expect(() => handle('42', withdraw(10))).toThrow(CommandRefusedError);
    expect(balance()).toBe(5);
    expect(store.readAll().head).toBe(3);
  });

  test('decides again even if there was nothing to change', () => {
    const { store, handle } = setUp();
    store.rivals = [() => handle('42', deposit(1))];
    expect(handle('42', open)).toMatchObject({ outcome: 'checked', version: 3, attempts: 2 });
  });

  test('gives up after the retries it was given', () => {
    const { store, handle, balance } = setUp({ retries: 2 });
    const rival = (): unknown => handle('42', deposit(1));
    store.rivals = [rival, rival];
    expect(handle('42', deposit(100))).toMatchObject({ attempts: 3 });
    store.rivals = [rival, rival, rival];
    expect(() => handle('42', deposit(1_000))).toThrow(WrongExpectedVersionError);
    expect(balance()).toBe(10 + 2 + 100 + 3);
  });

  test('retries three times unless told otherwise', () => {
    const { store, handle } = setUp();
    const rival = (): unknown => handle('42', deposit(1));
    store.rivals = Array.from({ length: 3 }, () => rival);
    expect(handle('42', deposit(1)).attempts).toBe(4);
    store.rivals = Array.from({ length: 4 }, () => rival);
    expect(() => handle('42', deposit(1))).toThrow(WrongExpectedVersionError);
  });

  test('does not retry with 0 retries', () => {
    const { store, handle } = setUp({ retries: 0 });
    store.rivals = [() => handle('42', deposit(1))];
    expect(() => handle('42', deposit(1))).toThrow(WrongExpectedVersionError);
  });

  test('does not retry what is no conflict', () => {
    let decided = 0;
    const decide: typeof account.decide = () => {
      decided += 1;
      return [{ type: 'opened', data: new Date(0) as never }];
    };
    const { handle } = setUp({ retries: 5 }, { ...account, decide });
    expect(() => handle('42', open)).toThrow(InvalidInputError);
    expect(decided).toBe(1);
  });

  test('loses no update: every accepted deposit is in the account once, and no other', () => {
    const retries = 2;
    const deposits = fc.array(
      fc.record({
        amount: fc.integer({ min: 1, max: 1_000 }),
        rivals: fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 4 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(deposits, (steps) => {
        const { store, handle, balance } = setUp({ retries });
        let expected = 10;
        for (const { amount, rivals } of steps) {
          store.rivals = rivals.map((rival) => () => handle('42', deposit(rival)));
          expected += rivals.slice(0, retries + 1).reduce((sum, rival) => sum + rival, 0);
          if (rivals.length > retries) {
            expect(() => handle('42', deposit(amount))).toThrow(WrongExpectedVersionError);
          } else {
            expect(handle('42', deposit(amount)).attempts).toBe(rivals.length + 1);
            expected += amount;
          }
          expect(balance()).toBe(expected);
        }
      }),
    );
  });

  test('never lets an account be overdrawn', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 8 });
    fc.assert(
      fc.property(amounts, amounts, (mine, theirs) => {
        const { store, handle, balance } = setUp();
        const attempt = (amount: number): void => {
          try {
            handle('42', withdraw(amount));
          } catch (error) {
            expect(error).toBeInstanceOf(CommandRefusedError);
          }
        };
        mine.forEach((amount, i) => {
          const rival = theirs[i];
          store.rivals = rival === undefined ? [] : [attempt.bind(undefined, rival)];
          attempt(amount);
        });
        expect(balance()).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('with an explicit version', () => {
  test('the command is handled if the aggregate is there', () => {
    expect(setUp().handle('42', deposit(1), { expected: 2 })).toMatchObject({
      outcome: 'written',
      version: 3,
    });
    expect(setUp().handle('43', open, { expected: 0 })).toMatchObject({ outcome: 'written', version: 1 });
  });

  test.each([0, 1, 3, 99])('it conflicts at version %o, and nothing is written', (expected) => {
    const { store, handle } = setUp();
    const command = expected === 0 ? open : deposit(1);
    expect(() => handle('42', command, { expected })).toThrow(WrongExpectedVersionError);
    expect(store.readAll().head).toBe(2);
  });

  test('a conflict is never retried: it is decided once', () => {
    let decided = 0;
    const decide: typeof account.decide = (command, state) => {
      decided += 1;
      return account.decide(command, state);
    };
    const { store, handle, balance } = setUp({ retries: 5 }, { ...account, decide });
    store.rivals = [() => store.append('account-42', [{ ...deposited(5), id: 'rival' }], { expected: 2 })];
    expect(() => handle('42', deposit(1), { expected: 2 })).toThrow(WrongExpectedVersionError);
    expect(decided).toBe(1);
    expect(balance()).toBe(15);
  });

  test('a command with nothing to change still conflicts if the aggregate is elsewhere', () => {
    const { handle } = setUp();
    expect(handle('42', open, { expected: 2 })).toMatchObject({ outcome: 'checked', version: 2 });
    expect(() => handle('42', open, { expected: 1 })).toThrow(WrongExpectedVersionError);
  });

  test('a retry is recognised and answered as before, whatever has happened since', () => {
    const { store, handle, balance } = setUp();
    const options = { commandId: 'c1', expected: 2 };
    const first = handle('42', withdraw(10), options);
    expect(handle('42', withdraw(10), options)).toEqual({ ...first, outcome: 'already-written' });
    handle('42', deposit(7));
    expect(handle('42', withdraw(10), options)).toEqual({ ...first, outcome: 'already-written' });
    expect(balance()).toBe(7);
    expect(store.readAll().head).toBe(4);
  });

  test('another command at the same version is no retry', () => {
    const { handle, balance } = setUp();
    handle('42', deposit(1), { commandId: 'c1', expected: 2 });
    expect(() => handle('42', deposit(1), { commandId: 'c2', expected: 2 })).toThrow(
      WrongExpectedVersionError,
    );
    expect(() => handle('42', deposit(1), { expected: 2 })).toThrow(WrongExpectedVersionError);
    expect(balance()).toBe(11);
  });

  test('a command may be sent any number of times, and takes effect once', () => {
    const sent = fc.array(fc.nat(3), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sent, (resends) => {
        const { handle, balance } = setUp();
        const send = (index: number): unknown =>
          handle('42', deposit(index + 1), { commandId: `c${index}`, expected: 2 + index });
        [0, 1, 2, 3].forEach(send);
        resends.forEach(send);
        expect(balance()).toBe(20);
      }),
    );
  });

  test('a retry of the command that revived a deleted account is recognised too', () => {
    const { store, handle } = setUp();
    store.deleteStream('account-42', { expected: 2 });
    const options = { commandId: 'c1', expected: 2 };
    const first = handle('42', open, options);
    expect(first).toMatchObject({ outcome: 'written', version: 3, state: after(opened()) });
    handle('42', deposit(1));
    expect(handle('42', open, options)).toEqual({ ...first, outcome: 'already-written' });
  });
});

describe('bad input', () => {
  test.each([
    ['an empty id', '', {}],
    ['an id that is a number', 42, {}],
    ['an empty command id', '42', { commandId: '' }],
    ['a negative version', '42', { expected: -1 }],
    ["'any' as a version", '42', { expected: 'any' }],
    ['metadata that is a text', '42', { metadata: 'me' }],
    ['a correlation that is a number', '42', { metadata: { correlationId: 7 } }],
    ['options that are null', '42', null],
  ])('is refused: %s', (_, id, options) => {
    const { store, handle } = setUp();
    expect(() => handle(id as string, deposit(1), options as never)).toThrow(InvalidInputError);
    expect(store.readAll().head).toBe(2);
  });

  test.each([undefined, opened(), Promise.resolve([]), 'opened'])(
    'is refused: %o as a decision',
    (decision) => {
      const { handle } = setUp({}, { ...account, decide: () => decision as never });
      expect(() => handle('42', open)).toThrow(/decide of account: expected an array of events/);
    },
  );

  test.each([-1, 1.5, NaN, Infinity, '3', null])('is refused: %o retries', (retries) => {
    expect(() => setUp({ retries: retries as number })).toThrow(InvalidInputError);
  });

  test('is refused: no repository', () => {
    expect(() => createCommandHandler(undefined as never)).toThrow(InvalidInputError);
  });
});
