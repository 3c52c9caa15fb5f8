import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createRepository,
  everyEvents,
  everyMinutes,
  everySave,
  MemorySnapshotStore,
  type Repository,
  type Snapshot,
  type SnapshotOptions,
  type SnapshotPolicy,
} from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import {
  account,
  after,
  countingIds,
  deposited,
  opened,
  withdrawn,
  type Account,
  type AccountCommand,
  type AccountEvent,
} from './account.ts';

type Accounts = Repository<Account, AccountCommand, AccountEvent>;

const MINUTE = 60_000;
const never: SnapshotPolicy = () => false;
const history = [opened(), deposited(10), withdrawn(3), deposited(5)];

interface Fixture {
  readonly store: MemoryEventStore;
  readonly kept: MemorySnapshotStore;
  readonly accounts: Accounts;
  /** The same accounts, by their events alone. */
  readonly plain: Accounts;
}

function setUp(snapshots: Partial<SnapshotOptions> = {}, decider = account): Fixture {
  const store = new MemoryEventStore();
  const kept = new MemorySnapshotStore();
  const options = { store, decider, newId: countingIds() };
  const defaults: SnapshotOptions = { store: kept, policy: never, schemaVersion: 1, clock: () => 0 };
  const accounts = createRepository({ ...options, snapshots: { ...defaults, ...snapshots } });
  return { store, kept, accounts, plain: createRepository(options) };
}

function setUpHistory(snapshots: Partial<SnapshotOptions> = {}, decider = account): Fixture {
  const fixture = setUp(snapshots, decider);
  fixture.accounts.save(fixture.accounts.loadOrNew('42'), history);
  return fixture;
}

/** A true snapshot of the history after a version. */
const snapshotAt = (version: number): Snapshot<Account> => ({
  stream: 'account-42',
  version,
  schemaVersion: 1,
  takenAt: 0,
  state: after(...history.slice(0, version)),
});

/** What a loader must agree on, however it came by it. */
const essence = ({ id, stream, state, version }: ReturnType<Accounts['load']>): unknown => ({
  id,
  stream,
  state,
  version,
});

describe('loading from a snapshot', () => {
  test.each([1, 2, 3, 4])('taken at version %o reads only what came after', (version) => {
    const { kept, accounts } = setUpHistory();
    kept.save(snapshotAt(version));
    expect(accounts.load('42')).toEqual({
      id: '42',
      stream: 'account-42',
      state: after(...history),
      version: 4,
      eventsRead: 4 - version,
      snapshotVersion: version,
      snapshotTakenAt: 0,
    });
  });

  test('leaves the aggregate at its right version, so that it can be saved', () => {
    const { kept, accounts, plain } = setUpHistory();
    kept.save(snapshotAt(2));
    expect(accounts.save(accounts.load('42'), [withdrawn(1)]).version).toBe(5);
    expect(plain.load('42').state.balance).toBe(11);
  });

  test('is not done for a version before it', () => {
    const { kept, accounts } = setUpHistory();
    kept.save(snapshotAt(3));
    expect(accounts.loadAt('42', 2)).toMatchObject({ state: snapshotAt(2).state, version: 2, eventsRead: 2 });
    expect(accounts.loadAt('42', 3)).toMatchObject({ state: snapshotAt(3).state, version: 3, eventsRead: 0 });
    expect(accounts.loadAt('42', 4)).toMatchObject({ state: after(...history), version: 4, eventsRead: 1 });
  });

  test('gives the same as loading without, under any policy, for any history, deletions too', () => {
    const policy = fc.oneof(
      fc.integer({ min: 1, max: 5 }).map(everyEvents),
      fc.integer({ min: 1, max: 5 }).map(everyMinutes),
      fc.constant(everySave),
    );
    const amounts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 });
    const step = fc.oneof(
      { weight: 5, arbitrary: amounts },
      { weight: 1, arbitrary: fc.constant('delete' as const) },
    );
    let restored = 0;
    fc.assert(
      fc.property(policy, fc.array(step), (chosen, steps) => {
        let now = 0;
        const { store, accounts, plain } = setUp({ policy: chosen, clock: () => (now += MINUTE) });
        for (const each of steps) {
          if (each !== 'delete') accounts.save(accounts.loadOrNew('42'), each.map(deposited));
          else if (plain.find('42') !== undefined) store.deleteStream('account-42', { expected: 'any' });
          const [loaded, expected] = [accounts.loadOrNew('42'), plain.loadOrNew('42')];
          expect(essence(loaded)).toEqual(essence(expected));
          if (loaded.snapshotVersion !== undefined) restored += 1;
        }
      }),
    );
    expect(restored).toBeGreaterThan(0);
  });

  test('gives the same as loading without, wherever a snapshot was taken, and whatever became of the stream', () => {
    const batch = fc.array(fc.integer({ min: 1, max: 9 }).map(deposited), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(batch, fc.option(batch), fc.nat(14), (first, revival, at) => {
        const { store, kept, accounts, plain } = setUp();
        plain.save(plain.loadOrNew('42'), first);
        const version = 1 + (at % first.length);
        kept.save({ ...snapshotAt(0), version, state: after(...first.slice(0, version)) });
        if (revival !== null) {
          store.deleteStream('account-42', { expected: 'any' });
          plain.save(plain.loadOrNew('42'), revival);
        }
        for (let upTo = 0; upTo <= plain.load('42').version; upTo += 1) {
          expect(essence(accounts.loadAt('42', upTo))).toEqual(essence(plain.loadAt('42', upTo)));
        }
      }),
    );
  });

  test('reads all readings of events that upcasting splits or drops', () => {
    const halves = (event: {
      data: unknown;
    }): { type: string; schemaVersion: number; data: { amount: number } }[] =>
      [1, 2].map(() => ({
        type: 'deposited',
        schemaVersion: 2,
        data: { amount: (event.data as { amount: number }).amount / 2 },
      }));
    const store = new MemoryEventStore({
      upcasters: [
        { type: 'deposited', from: 1, upcast: halves },
        { type: 'withdrawn', from: 1, upcast: () => [] },
      ],
    });
    const kept = new MemorySnapshotStore();
    const options = { store, decider: account, newId: countingIds() };
    const accounts = createRepository({
      ...options,
      snapshots: { store: kept, policy: everySave, schemaVersion: 1, clock: () => 0 },
    });
    const plain = createRepository(options);
    for (const event of [opened(), deposited(10), withdrawn(3), deposited(6), withdrawn(1)]) {
      const saved = accounts.save(accounts.loadOrNew('42'), [event]);
      expect(essence(saved.aggregate)).toEqual(essence(plain.load('42')));
      expect(essence(accounts.load('42'))).toEqual(essence(plain.load('42')));
    }
    expect(plain.load('42').state).toEqual({ open: true, balance: 16, moves: 4 });
  });
});

describe('a snapshot that cannot be trusted is passed over, and all events are folded:', () => {
  const load = (snapshot: unknown, options: Partial<SnapshotOptions> = {}): ReturnType<Accounts['load']> => {
    const store = { load: () => snapshot as Snapshot, save: () => undefined, delete: () => undefined };
    return setUpHistory({ store, ...options }).accounts.load('42');
  };

  test.each<[string, string, unknown]>([
    ['one of an older schema', 'other-schema', { ...snapshotAt(2), schemaVersion: 2 }],
    ['one of a newer schema', 'other-schema', { ...snapshotAt(2), schemaVersion: 4 }],
    ['one ahead of the stream', 'beyond-history', { ...snapshotAt(4), schemaVersion: 3, version: 5 }],
    ['one of another stream', 'unreadable', { ...snapshotAt(2), schemaVersion: 3, stream: 'account-43' }],
    ['one without a version', 'unreadable', { ...snapshotAt(2), schemaVersion: 3, version: undefined }],
    ['one at version 0', 'unreadable', { ...snapshotAt(0), schemaVersion: 3 }],
    ['one without a time', 'unreadable', { ...snapshotAt(2), schemaVersion: 3, takenAt: 'noon' }],
    ['a text', 'unreadable', 'snapshot'],
    ['null', 'unreadable', null],
    ['a state that evolve chokes on', 'unusable-state', { ...snapshotAt(2), schemaVersion: 3, state: null }],
  ])('%s', (_, reason, snapshot) => {
    const loaded = load(snapshot, { schemaVersion: 3 });
    expect(loaded).toMatchObject({ state: after(...history), version: 4, eventsRead: 4 });
    expect(loaded.snapshotIgnored?.reason).toBe(reason);
    expect(loaded).not.toHaveProperty('snapshotVersion');
  });

  test('one that does not look like a state, although no event came after it', () => {
    const isState = (state: unknown): boolean => typeof (state as Account).balance === 'number';
    const damaged = { ...snapshotAt(4), state: { balance: 'much' } };
    expect(load(damaged, { isState })).toMatchObject({
      state: after(...history),
      eventsRead: 4,
      snapshotIgnored: { reason: 'unusable-state' },
    });
    expect(load({ ...snapshotAt(4), state: null }, { isState })).toMatchObject({
      state: after(...history),
      snapshotIgnored: { reason: 'unusable-state', error: expect.any(TypeError) as unknown },
    });
    expect(load(snapshotAt(4), { isState })).toMatchObject({ eventsRead: 0, snapshotVersion: 4 });
  });

  test('one that the snapshot store fails to give', () => {
    const error = new Error('The disk is gone');
    const store = {
      load: () => {
        throw error;
      },
      save: () => undefined,
      delete: () => undefined,
    };
    const { accounts } = setUpHistory({ store });
    expect(accounts.load('42')).toMatchObject({
      state: after(...history),
      eventsRead: 4,
      snapshotIgnored: { reason: 'unreadable', error },
    });
  });

  test.each([2, 4])('one at version %o, from before the stream was deleted and revived', (version) => {
    const { store, kept, accounts } = setUpHistory();
    kept.save(snapshotAt(version));
    store.deleteStream('account-42', { expected: 4 });
    expect(accounts.find('42')).toBeUndefined();
    accounts.save(accounts.loadOrNew('42'), [opened('Bob')]);
    expect(accounts.load('42')).toMatchObject({
      state: after(opened('Bob')),
      version: 5,
      eventsRead: 1,
      snapshotIgnored: { reason: 'beyond-history' },
    });
  });

  test('and an error that the events themselves lead to is told, not hidden', () => {
    const fragile = {
      ...account,
      evolve: (state: Account, event: AccountEvent): Account => {
        if (event.type === 'withdrawn') throw new Error('No withdrawals here');
        return account.evolve(state, event);
      },
    };
    const { store, accounts, kept } = setUp({}, fragile);
    const events = [opened(), withdrawn(1)].map((event, i) => ({ ...event, id: `e${i}` }));
    store.append('account-42', events, { expected: 0 });
    kept.save(snapshotAt(1));
    expect(() => accounts.load('42')).toThrow('No withdrawals here');
  });
});

describe('taking snapshots when saving', () => {
  test('follows the policy, by distance from the last snapshot', () => {
    const { accounts, kept } = setUp({ policy: everyEvents(3) });
    const outcomes = [1, 1, 2, 1, 1, 1].map((size) => {
      const batch = Array.from({ length: size }, () => deposited(1));
      return accounts.save(accounts.loadOrNew('42'), batch).snapshot?.outcome;
    });
    expect(outcomes).toEqual(['not-due', 'not-due', 'taken', 'not-due', 'not-due', 'taken']);
    expect(kept.load('account-42')).toMatchObject({ version: 7, state: { balance: 7 } });
  });

  test('follows it too when an aggregate is saved again and again without loading', () => {
    const { accounts } = setUp({ policy: everyEvents(3) });
    let aggregate = accounts.loadOrNew('42');
    const outcomes = [1, 2, 3, 4, 5, 6].map(() => {
      const saved = accounts.save(aggregate, [deposited(1)]);
      aggregate = saved.aggregate;
      return saved.snapshot?.outcome;
    });
    expect(outcomes).toEqual(['not-due', 'not-due', 'taken', 'not-due', 'not-due', 'taken']);
  });

  test('follows the clock it is given', () => {
    let now = 0;
    const { accounts, kept } = setUp({ policy: everyMinutes(10), clock: () => now });
    const saveAt = (time: number): unknown => {
      now = time;
      return accounts.save(accounts.loadOrNew('42'), [deposited(1)]).snapshot;
    };
    expect(saveAt(MINUTE)).toEqual({ outcome: 'taken', version: 1, takenAt: MINUTE });
    expect(saveAt(11 * MINUTE - 1)).toEqual({ outcome: 'not-due' });
    expect(saveAt(11 * MINUTE)).toEqual({ outcome: 'taken', version: 3, takenAt: 11 * MINUTE });
    expect(kept.load('account-42')).toMatchObject({ version: 3, takenAt: 11 * MINUTE });
  });

  test('replaces a snapshot of another schema as soon as the policy counts so from the beginning', () => {
    const { accounts, kept } = setUpHistory({ policy: everyEvents(5), schemaVersion: 2 });
    kept.save(snapshotAt(4));
    const saved = accounts.save(accounts.load('42'), [deposited(1)]);
    expect(saved.snapshot).toEqual({ outcome: 'taken', version: 5, takenAt: 0 });
    expect(kept.load('account-42')).toMatchObject({ version: 5, schemaVersion: 2 });
  });

  test('is not done when nothing was written', () => {
    const { accounts, kept } = setUp({ policy: everySave });
    expect(accounts.save(accounts.loadOrNew('42'), [])).not.toHaveProperty('snapshot');
    expect(kept.load('account-42')).toBeUndefined();
  });

  test('is not done for a save that was only acknowledged', () => {
    const { accounts, kept } = setUp({ policy: everySave });
    const idAt = (version: number): string => `move-${version}`;
    const start = accounts.loadOrNew('42');
    accounts.save(start, [opened()], { idAt });
    accounts.save(accounts.load('42'), [deposited(1)]);
    const again = accounts.save(start, [opened()], { idAt });
    expect(again.outcome).toBe('already-written');
    expect(again).not.toHaveProperty('snapshot');
    expect(kept.load('account-42')?.version).toBe(2);
  });

  const fail = (): never => {
    throw new Error('The disk is full');
  };
  test.each<[string, Partial<SnapshotOptions>]>([
    ['the snapshot store', { store: { load: () => undefined, save: fail, delete: () => undefined } }],
    ['the policy', { policy: fail }],
    ['the clock', { clock: fail }],
    ['a clock that gives no time', { clock: () => NaN }],
  ])('never fails the save: a failure of %s is reported', (_, flaw) => {
    const { accounts, plain } = setUp({ policy: everySave, ...flaw });
    const saved = accounts.save(accounts.loadOrNew('42'), history);
    expect(saved).toMatchObject({ outcome: 'written', version: 4, snapshot: { outcome: 'failed' } });
    expect(saved.snapshot).toHaveProperty('error', expect.any(Error));
    expect(saved.aggregate).not.toHaveProperty('snapshotVersion');
    expect(plain.load('42').state).toEqual(after(...history));
  });

  test('reports a state that is no plain data', () => {
    const visits = {
      category: 'visit',
      initial: new Set<string>(),
      decide: (guest: string) => [{ type: 'came' as const, data: guest }],
      evolve: (state: ReadonlySet<string>, event: { data: string }) => new Set([...state, event.data]),
    };
    const repository = createRepository({
      store: new MemoryEventStore(),
      decider: visits,
      newId: countingIds(),
      snapshots: { store: new MemorySnapshotStore(), policy: everySave, schemaVersion: 1, clock: () => 0 },
    });
    const saved = repository.save(repository.loadOrNew('1'), [{ type: 'came', data: 'Ada' }]);
    expect(saved.snapshot).toMatchObject({
      outcome: 'failed',
      error: expect.any(InvalidInputError) as unknown,
    });
    expect(repository.load('1').state).toEqual(new Set(['Ada']));
  });
});

describe('snapshot options', () => {
  test.each<[string, object]>([
    ['no store', { store: undefined }],
    ['a store that cannot save', { store: { load: () => undefined } }],
    ['no policy', { policy: 'every save' }],
    ['schema version 0', { schemaVersion: 0 }],
    ['no clock', { clock: undefined }],
    ['a recogniser that is none', { isState: true }],
  ])('with %s are refused', (_, flaw) => {
    expect(() => setUp(flaw)).toThrow(InvalidInputError);
  });
});
