import { createRepository, everyEvents, MemorySnapshotStore } from '../../engine/aggregates/index.ts';
import { countWrites, createCommit, total, type Variant } from '../../engine/commit/index.ts';
import { account, type AccountEvent } from '../../engine/domains/account.ts';
import { afterAMonth, cameBack, type CameBack } from '../../engine/domains/came-back.ts';
import type { CartEvent } from '../../engine/domains/cart.ts';
import { createUpcast, type Upcaster } from '../../engine/events/index.ts';
import { createProjector, createReactor, MemoryReadModelStore } from '../../engine/projections/index.ts';
import { createConsumer, createSimulation, type Guard } from '../../engine/simulation/index.ts';
import { MemoryEventStore } from '../../engine/store/index.ts';
import { interleavingsOf } from './engine-answers.ts';

/** Numbers that questions ask for, each measured on the engine; by name, given what the author writes under `with`. */
export const computations: Readonly<Record<string, (given: Readonly<Record<string, unknown>>) => number>> = {
  /** In how many orders of loading, deciding and appending two customers both have the seat; `appending` is `unchecked` or `checked`. */
  'double-bookings': ({ appending }) =>
    interleavingsOf(['Ann', 'Ben'], appending === 'checked' ? 'checked' : 'unchecked').filter(
      ({ ends }) => ends.join() === 'seated,seated',
    ).length,

  /** The version of a stream at version `before` when an append of `events` events was sent twice, with the same ids. */
  'version-after-resend': ({ before, events }) => {
    const store = new MemoryEventStore();
    const batch = (count: number, name: string) =>
      Array.from({ length: count }, (_, i) => ({ type: 'Noted', data: {}, id: `${name}-${i + 1}` }));
    const expected = store.append('notes', batch(whole(before), 'earlier'), {
      expected: 'no-stream',
    }).version;
    const sent = batch(whole(events), 'sent');
    store.append('notes', sent, { expected });
    return store.append('notes', sent, { expected }).version;
  },

  /** Forced writes of a commit of `participants` that all say yes, under `variant`. */
  'commit-forced-writes': ({ participants, variant }) => {
    const { trace, coordinator } = committed(participants, variant);
    return total(countWrites(trace, coordinator), ({ record, forced }) => forced && record !== 'boot');
  },

  /** In how many looks, each halving what is left, one of `events` is found. */
  looks: ({ events }) => Math.ceil(Math.log2(whole(events))),

  /** How many of the events that `arrive`, by their versions, a consumer with these `guards` folds. */
  'events-folded': ({ guards, arrive }) => {
    const consumer = createConsumer<number>({
      initial: 0,
      evolve: (folded) => folded + 1,
      guards: guards as readonly Guard[],
    });
    return (arrive as readonly number[]).reduce((state, version) => {
      const event = { type: 'Happened', data: {}, id: `event-${version}`, version: whole(version) };
      return consumer.receive(state, { type: 'event', event }, 'producer').state;
    }, consumer.start([]).state).value;
  },

  /** Events that a load reads after `saves` saves of `size` events each, with a snapshot for each distance of `every`. */
  'reads-after-saves': ({ saves, size, every }) => readsAfterSaves(whole(saves), whole(size), whole(every)),

  /** Upcasters that are called to read a stream with so many events of each schema version, each step being v to v + 1. */
  'upcaster-calls': ({ events }) => upcasterCalls((events as readonly unknown[]).map(whole)),

  /** How often a reactor acts upon `events` when it dies after acting and before noting it, at `deaths` of them. */
  'handed-over': ({ events, deaths }) => handedOver(whole(events), whole(deaths)),

  /** Of `events`, each given as its day, cart, type and item (or customer): what was bought a month after its removal. */
  'came-back-after-a-month': ({ events }) => {
    let now = 0;
    const store = new MemoryEventStore({ clock: () => now });
    for (const [i, [day, cart, type, what]] of (events as readonly string[][]).entries()) {
      now = Date.parse(day ?? '');
      const data = type === 'SCCreated' ? { customer: what ?? '' } : { item: what ?? '', price: 1 };
      store.append(`cart-${cart}`, [{ id: `event-${i + 1}`, type: type ?? '', data }], { expected: 'any' });
    }
    const models = new MemoryReadModelStore<CameBack>();
    const projector = createProjector<CameBack, CartEvent>({ store, projection: cameBack, models });
    projector.catchUp();
    return afterAMonth(projector.model).length;
  },
};

function committed(participants: unknown, variant: unknown) {
  const scenario = createCommit({
    participants: Array.from({ length: whole(participants) }, (_, i) => ({ name: `p${i + 1}`, vote: 'yes' })),
    variant: variant as Variant,
  });
  const simulation = createSimulation({ nodes: scenario.nodes, seed: 1 });
  while (simulation.choices()[0]?.due !== undefined) simulation.next();
  return { trace: simulation.trace, coordinator: scenario.coordinator };
}

function readsAfterSaves(saves: number, size: number, every: number): number {
  let last = 0;
  const repository = createRepository({
    store: new MemoryEventStore(),
    decider: account,
    newId: () => `event-${(last += 1)}`,
    snapshots: {
      store: new MemorySnapshotStore(),
      policy: everyEvents(every),
      schemaVersion: 1,
      clock: () => 0,
    },
  });
  const event: AccountEvent = { type: 'MoneyDeposited', data: { amount: 1, via: 'card', reason: 'example' } };
  for (let i = 0; i < saves; i += 1) {
    repository.save(repository.loadOrNew('example'), new Array<AccountEvent>(size).fill(event));
  }
  return repository.load('example').eventsRead;
}

function upcasterCalls(perVersion: readonly number[]): number {
  let calls = 0;
  const type = 'MoneyDeposited';
  const upcasters = perVersion.slice(1).map((_, i): Upcaster => ({
    type,
    from: i + 1,
    upcast({ schemaVersion, data }) {
      calls += 1;
      return { type, schemaVersion: schemaVersion + 1, data };
    },
  }));
  const store = new MemoryEventStore();
  const events = perVersion.flatMap((count, version) =>
    Array.from({ length: count }, (_, i) => ({
      id: `event-${version + 1}-${i + 1}`,
      type,
      schemaVersion: version + 1,
      data: {},
    })),
  );
  store.append('example', events, { expected: 'no-stream' });
  store.readStream('example').events.forEach(createUpcast(upcasters));
  return calls;
}

function handedOver(events: number, deaths: number): number {
  const store = new MemoryEventStore();
  const happened = Array.from({ length: events }, (_, i) => ({
    type: 'Happened',
    data: {},
    id: `event-${i + 1}`,
  }));
  store.append('example', happened, { expected: 'no-stream' });
  let acted = 0;
  let dies = false;
  const checkpoints = new MemoryReadModelStore<null>();
  const start = () =>
    createReactor({
      store,
      name: 'example',
      startAt: 'beginning',
      effect: () => (acted += 1),
      checkpoints: {
        load: (name) => checkpoints.load(name),
        save: (name, saved) => {
          if (dies) throw new Error('died');
          checkpoints.save(name, saved);
        },
      },
    });
  let reactor = start();
  for (let at = 1; at <= deaths; at += 1) {
    dies = true;
    try {
      reactor.advance(1);
    } catch {
      dies = false;
      reactor = start();
      reactor.advance(1);
    }
  }
  reactor.catchUp();
  return acted;
}

function whole(value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 1) {
    throw new Error(`expected a whole number from 1, got ${JSON.stringify(value)}`);
  }
  return value as number;
}
