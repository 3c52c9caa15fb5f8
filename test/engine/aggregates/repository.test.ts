import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AggregateNotFoundError,
  createRepository,
  type Aggregate,
  type Repository,
} from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { causedBy } from '../../../engine/events/index.ts';
import {
  MemoryEventStore,
  StreamTombstonedError,
  WrongExpectedVersionError,
  type EventStore,
} from '../../../engine/store/index.ts';
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

function setUp(store: EventStore = new MemoryEventStore()): { store: EventStore; accounts: Accounts } {
  return { store, accounts: createRepository({ store, decider: account, newId: countingIds() }) };
}

/** An account with one opening and one deposit of 10. */
function setUpOpen(): { store: EventStore; accounts: Accounts; loaded: Aggregate<Account> } {
  const { store, accounts } = setUp();
  accounts.save(accounts.loadOrNew('42'), [opened(), deposited(10)]);
  return { store, accounts, loaded: accounts.load('42') };
}

const someEvent = fc.oneof(
  fc.constant(opened()),
  fc.integer({ min: 1, max: 99 }).map(deposited),
  fc.integer({ min: 1, max: 99 }).map(withdrawn),
);

describe('loading an aggregate', () => {
  test('folds the events of its stream', () => {
    expect(setUpOpen().loaded).toEqual({
      id: '42',
      stream: 'account-42',
      state: { open: true, balance: 10, moves: 1 },
      version: 2,
      eventsRead: 2,
    });
  });

  test('gives the same as folding all that was ever saved, in however many batches', () => {
    fc.assert(
      fc.property(fc.array(fc.array(someEvent, { maxLength: 4 })), (batches) => {
        const { accounts } = setUp();
        let aggregate = accounts.loadOrNew('42');
        for (const batch of batches) aggregate = accounts.save(aggregate, batch).aggregate;
        const all = batches.flat();
        const loaded = accounts.loadOrNew('42');
        expect(loaded.state).toEqual(after(...all));
        expect(loaded.version).toBe(all.length);
        expect(aggregate).toEqual(loaded);
      }),
    );
  });

  test('reads no stream but its own', () => {
    const { accounts } = setUpOpen();
    accounts.save(accounts.loadOrNew('421'), [opened(), deposited(99)]);
    expect(accounts.load('42').state.balance).toBe(10);
  });

  test('of one that does not exist throws, or finds nothing, or begins a new one', () => {
    const { accounts } = setUp();
    expect(() => accounts.load('42')).toThrow(AggregateNotFoundError);
    expect(() => accounts.load('42')).toThrow(/no account "42"/);
    expect(accounts.find('42')).toBeUndefined();
    expect(accounts.loadOrNew('42')).toMatchObject({ state: account.initial, version: 0, eventsRead: 0 });
  });

  test('of a deleted one finds nothing; a new one goes on from its last version', () => {
    const { store, accounts } = setUpOpen();
    store.deleteStream('account-42', { expected: 2 });
    expect(() => accounts.load('42')).toThrow(AggregateNotFoundError);
    expect(accounts.find('42')).toBeUndefined();
    const revived = accounts.save(accounts.loadOrNew('42'), [opened('Bob')]);
    expect(revived.version).toBe(3);
    expect(accounts.load('42')).toMatchObject({ state: after(opened('Bob')), version: 3, eventsRead: 1 });
  });

  test('at a version gives the state as it was then', () => {
    const { accounts } = setUpOpen();
    expect([0, 1, 2].map((version) => accounts.loadAt('42', version))).toMatchObject([
      { state: account.initial, version: 0 },
      { state: after(opened()), version: 1 },
      { state: after(opened(), deposited(10)), version: 2 },
    ]);
    expect(() => accounts.loadAt('42', 3)).toThrow(WrongExpectedVersionError);
  });

  test.each(['', ' ', '42 ', 42, undefined])('refuses the id %o', (id) => {
    const { accounts } = setUp();
    expect(() => accounts.load(id as string)).toThrow(InvalidInputError);
    expect(() => accounts.find(id as string)).toThrow(InvalidInputError);
    expect(() => accounts.loadOrNew(id as string)).toThrow(InvalidInputError);
    expect(() => accounts.loadAt(id as string, 0)).toThrow(InvalidInputError);
  });

  test.each([-1, 0.5, NaN, '1', undefined])('refuses the version %o', (version) => {
    expect(() => setUpOpen().accounts.loadAt('42', version as number)).toThrow(InvalidInputError);
  });
});

describe('saving an aggregate', () => {
  test('appends the events, and answers with what was recorded and how the aggregate stands now', () => {
    const { store, accounts, loaded } = setUpOpen();
    const saved = accounts.save(loaded, [withdrawn(3), deposited(1)]);
    expect(saved).toMatchObject({ outcome: 'written', version: 4 });
    expect(saved.events).toEqual(store.readStream('account-42', { from: 3 }).events);
    expect(saved.aggregate).toEqual(accounts.load('42'));
    expect(saved).not.toHaveProperty('snapshot');
  });

  test('gives each event a new id and the metadata', () => {
    const { accounts, loaded } = setUpOpen();
    const metadata = causedBy({ id: 'c1', metadata: { correlationId: 'r1' } });
    const { events } = accounts.save(loaded, [withdrawn(3), deposited(1)], { metadata });
    expect(events.map((event) => event.id)).toEqual(['id3', 'id4']);
    expect(events.map((event) => event.metadata)).toEqual(
      Array(2).fill({ correlationId: 'r1', causationId: 'c1' }),
    );
  });

  test('keeps the schema version that an event states', () => {
    const { accounts, loaded } = setUpOpen();
    const event = { ...deposited(1), schemaVersion: 2 };
    const { events } = accounts.save(loaded, [event]);
    expect(events[0]?.schemaVersion).toBe(2);
  });

  test('conflicts when someone else was faster, and writes nothing', () => {
    const { store, accounts, loaded } = setUpOpen();
    accounts.save(accounts.load('42'), [deposited(1)]);
    expect(() => accounts.save(loaded, [withdrawn(10)])).toThrow(WrongExpectedVersionError);
    expect(store.readAll().head).toBe(3);
  });

  test('of a new one conflicts when it has come to exist', () => {
    const { accounts } = setUp();
    const [one, other] = [accounts.loadOrNew('42'), accounts.loadOrNew('42')];
    accounts.save(one, [opened('Ada')]);
    expect(() => accounts.save(other, [opened('Bob')])).toThrow(WrongExpectedVersionError);
  });

  test('without events writes nothing and changes nothing', () => {
    const { store, accounts, loaded } = setUpOpen();
    expect(accounts.save(loaded, [])).toEqual({
      outcome: 'checked',
      version: 2,
      events: [],
      aggregate: loaded,
    });
    expect(store.readAll().head).toBe(2);
    expect(accounts.save(accounts.loadOrNew('7'), [])).toMatchObject({ outcome: 'checked', version: 0 });
    expect(accounts.find('7')).toBeUndefined();
  });

  test('without events still conflicts when the aggregate has moved on', () => {
    const { accounts, loaded } = setUpOpen();
    accounts.save(loaded, [deposited(1)]);
    expect(() => accounts.save(loaded, [])).toThrow(WrongExpectedVersionError);
  });

  test('acknowledges the same save once more, and answers with what is stored', () => {
    const { store, accounts, loaded } = setUpOpen();
    const idAt = (version: number): string => `move-${version}`;
    const first = accounts.save(loaded, [withdrawn(3), deposited(1)], { idAt });
    accounts.save(first.aggregate, [deposited(50)]);
    const again = accounts.save(loaded, [withdrawn(3), deposited(1)], { idAt });
    expect(again).toEqual({ ...first, outcome: 'already-written' });
    expect(store.readAll().head).toBe(5);
  });

  test('tells what was recorded even if a subscriber deletes the stream at once', () => {
    const { store, accounts, loaded } = setUpOpen();
    store.subscribe(() => store.deleteStream('account-42', { expected: 'any' }), { after: 2 });
    const saved = accounts.save(loaded, [withdrawn(3)]);
    expect(saved.events).toMatchObject([{ ...withdrawn(3), version: 3 }]);
    expect(saved.aggregate.state.balance).toBe(7);
    expect(accounts.find('42')).toBeUndefined();
  });

  test('answers for its own events alone if a subscriber writes more at once', () => {
    const { store, accounts, loaded } = setUpOpen();
    const reaction = store.subscribe(
      () => {
        reaction.stop();
        accounts.save(accounts.load('42'), [deposited(100)]);
      },
      { after: 3 },
    );
    const saved = accounts.save(loaded, [withdrawn(1), withdrawn(2)]);
    expect(saved.version).toBe(4);
    expect(saved.aggregate.state).toEqual(accounts.loadAt('42', 4).state);
    expect(accounts.load('42').state.balance).toBe(107);
  });

  test('answers with nothing for events that readers no longer see, rather than with others', () => {
    const store = new MemoryEventStore({ upcasters: [{ type: 'withdrawn', from: 1, upcast: () => [] }] });
    const { accounts } = setUp(store);
    const { aggregate } = accounts.save(accounts.loadOrNew('42'), [opened(), deposited(10)]);
    const reaction = store.subscribe(
      () => {
        reaction.stop();
        accounts.save(accounts.loadOrNew('43'), [opened()]);
        accounts.save(accounts.load('42'), [deposited(5)]);
      },
      { after: 2 },
    );
    const batch = [withdrawn(1), deposited(2), withdrawn(3)];
    const idAt = (version: number): string => `move-${version}`;
    const saved = accounts.save(aggregate, batch, { idAt });
    expect(saved.events).toMatchObject([{ ...deposited(2), version: 4 }]);
    expect(saved.aggregate).toMatchObject({ version: 5, state: { balance: 12 } });
    expect(accounts.save(aggregate, batch, { idAt })).toEqual({ ...saved, outcome: 'already-written' });
  });

  test('of a deleted one, without events, answers with the version it goes on from', () => {
    const { store, accounts } = setUpOpen();
    store.deleteStream('account-42', { expected: 2 });
    const saved = accounts.save(accounts.loadAt('42', 0), []);
    expect(saved).toMatchObject({ outcome: 'checked', version: 2, aggregate: { version: 2 } });
    expect(accounts.save(saved.aggregate, [opened('Bob')]).version).toBe(3);
  });

  test('writes no event that evolve chokes on: it would close the aggregate for ever', () => {
    const { store, loaded } = setUpOpen();
    const evolve = (): never => {
      throw new Error('Unknown event');
    };
    const fragile = createRepository({ store, decider: { ...account, evolve }, newId: countingIds() });
    expect(() => fragile.save(loaded, [deposited(1)])).toThrow('Unknown event');
    expect(store.readAll().head).toBe(2);
  });

  test('to a tombstoned stream is refused', () => {
    const { store, accounts, loaded } = setUpOpen();
    store.tombstoneStream('account-42', { expected: 2 });
    expect(() => accounts.save(loaded, [deposited(1)])).toThrow(StreamTombstonedError);
  });

  test('does not let the events’ author change the state afterwards', () => {
    const { accounts, loaded } = setUpOpen();
    const event = { type: 'deposited' as const, data: { amount: 5 } };
    const { aggregate, events } = accounts.save(loaded, [event]);
    event.data.amount = 1_000;
    expect(aggregate.state.balance).toBe(15);
    expect(events[0]?.data).toEqual({ amount: 5 });
  });

  test.each<[string, (loaded: Aggregate<Account>) => unknown, unknown]>([
    ['no aggregate', () => undefined, []],
    ['an aggregate of another kind', (loaded) => ({ ...loaded, stream: 'cart-42' }), []],
    ['an aggregate of another id', (loaded) => ({ ...loaded, id: '43' }), []],
    ['a negative version', (loaded) => ({ ...loaded, version: -1 }), []],
    ['no events', (loaded) => loaded, undefined],
    ['an event in place of a list', (loaded) => loaded, opened()],
    ['an event that is null', (loaded) => loaded, [opened(), null]],
    ['an event without a type', (loaded) => loaded, [{ data: null }]],
    ['an event with a Date', (loaded) => loaded, [{ type: 'opened', data: new Date(0) }]],
  ])('refuses %s, and writes nothing', (_, aggregate, events) => {
    const { store, accounts, loaded } = setUpOpen();
    expect(() => accounts.save(aggregate(loaded) as Aggregate<Account>, events as AccountEvent[])).toThrow(
      InvalidInputError,
    );
    expect(store.readAll().head).toBe(2);
  });

  test.each(['', undefined, 7])('refuses %o as a new id', (id) => {
    const store = new MemoryEventStore();
    const accounts = createRepository({ store, decider: account, newId: () => id as string });
    expect(() => accounts.save(accounts.loadOrNew('42'), [opened()])).toThrow(InvalidInputError);
  });
});

describe('making a repository', () => {
  const good = { store: new MemoryEventStore(), decider: account, newId: () => 'id' };

  test.each([
    ['nothing', undefined],
    ['no store', { ...good, store: undefined }],
    ['a store that cannot append', { ...good, store: {} }],
    ['no decider', { ...good, decider: undefined }],
    ['a category with a dash', { ...good, decider: { ...account, category: 'bank-account' } }],
    ['a category with a space', { ...good, decider: { ...account, category: 'bank account' } }],
    ['no source of ids', { ...good, newId: 'id' }],
    ['snapshots that are none', { ...good, snapshots: {} }],
  ])('from %s is refused', (_, options) => {
    expect(() => createRepository(options as typeof good)).toThrow(InvalidInputError);
  });
});
