import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import {
  createInbox,
  createRelay,
  MemoryCheckpointStore,
  MemoryInboxStore,
  rememberIds,
  rememberVersions,
  type EventMessage,
  type SeenMessages,
} from '../../../engine/messaging/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { Broker } from './broker.ts';
import { event } from './recorded.ts';

type Notes = Readonly<Record<string, readonly string[]>>;

/** An effect in which every event shows, and its place among the others of its stream. */
const note = (notes: Notes, { stream, type, version, part }: RecordedEvent): Notes => ({
  ...notes,
  [stream]: [...(notes[stream] ?? []), `${type} ${version}.${part?.index ?? 'whole'}`],
});

const CRASH = new Error('crash');

const crash = (): never => {
  throw CRASH;
};

/** Runs until the end or the crash. */
function survive(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (error !== CRASH) throw error;
  }
}

/** A whole system: a log, a relay, a broker and a consumer, each of which may fail at each of its steps. */
class World {
  readonly store = new MemoryEventStore({
    upcasters: [
      {
        type: 'both',
        from: 1,
        upcast: () => ['left', 'right'].map((type) => ({ type, schemaVersion: 1, data: {} })),
      },
    ],
  });
  readonly broker = new Broker();
  readonly #checkpoints = new MemoryCheckpointStore();
  readonly #inboxStore: MemoryInboxStore<Notes>;

  constructor(seen: SeenMessages<EventMessage>) {
    this.#inboxStore = new MemoryInboxStore<Notes>({ initial: {}, seen });
  }

  get notes(): Notes {
    return this.#inboxStore.state;
  }

  /** The ids begin anew in each stream, as event stores allow. */
  append(stream: string, types: readonly string[]): void {
    const { version } = this.store.readStream(stream);
    const events = types.map((type, i) => event(`e${version + 1 + i}`, type));
    this.store.append(stream, events, { expected: version });
  }

  /** A relay fresh from a restart, whose last step may fail in one of three ways. */
  relay(max: number, fault: 'none' | 'refused' | 'unsure' | 'crash'): void {
    let sends = 0;
    const fails = (kind: typeof fault): boolean => fault === kind && sends >= max;
    const relay = createRelay({
      name: 'relay',
      store: this.store,
      transport: {
        send: (message) => {
          sends += 1;
          if (fails('refused')) crash();
          this.broker.send(message);
          if (fails('unsure')) crash();
        },
      },
      checkpoints: {
        load: (name) => this.#checkpoints.load(name),
        save: (name, position) => {
          if (fails('crash')) crash();
          this.#checkpoints.save(name, position);
        },
      },
    });
    survive(() => relay.advance(max));
  }

  /** A consumer fresh from a restart, which may crash before its effect is saved or after it. */
  consume(message: EventMessage, fault: 'none' | 'before' | 'after' = 'none'): void {
    const store = {
      state: this.notes,
      hasSeen: (each: EventMessage) => this.#inboxStore.hasSeen(each),
      save: (state: Notes, each: EventMessage) => {
        if (fault === 'before') crash();
        this.#inboxStore.save(state, each);
      },
    };
    createInbox({ handler: note, store }).receive(message);
    if (fault === 'after') crash();
  }

  /** Time passes without any further fault. */
  settle(): void {
    this.relay(1_000, 'none');
    this.broker.drain((message) => this.consume(message));
  }
}

const stream = fc.constantFrom('cart-1', 'cart-2', 'order-1');
const step = fc.oneof(
  fc.record({
    do: fc.constant('append' as const),
    stream,
    types: fc.array(fc.constantFrom('added', 'both'), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('relay' as const),
    max: fc.integer({ min: 1, max: 4 }),
    fault: fc.constantFrom('none' as const, 'refused' as const, 'unsure' as const, 'crash' as const),
  }),
  fc.record({
    do: fc.constant('consume' as const),
    stream,
    fault: fc.constantFrom('none' as const, 'before' as const, 'after' as const),
  }),
  fc.record({ do: fc.constant('rewind' as const), stream, by: fc.integer({ min: 1, max: 4 }) }),
);

test.each([
  ['ids', rememberIds],
  ['versions', rememberVersions],
])(
  'whatever fails, crashes or comes twice, a consumer with an inbox by %s ends with every event once, in order',
  (_, remember) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = new World(remember());
        for (const each of steps) {
          if (each.do === 'append') world.append(each.stream, each.types);
          if (each.do === 'relay') world.relay(each.max, each.fault);
          if (each.do === 'rewind') world.broker.rewind(each.stream, each.by);
          if (each.do === 'consume') {
            survive(() => world.broker.deliver(each.stream, (message) => world.consume(message, each.fault)));
          }
        }
        world.settle();
        expect(world.notes).toEqual(world.store.readAll().events.reduce(note, {}));
      }),
      { numRuns: 500 },
    );
  },
);

test('without an inbox, a relay that crashed makes a consumer count twice; with one, it does not', () => {
  const world = new World(rememberIds());
  let naive: Notes = {};
  world.append('cart-1', ['added', 'added']);
  world.relay(1, 'crash');
  world.settle();
  world.broker.rewind('cart-1', 9);
  world.broker.drain((message) => {
    naive = note(naive, message);
  });
  expect(naive).toEqual({ 'cart-1': ['added 1.whole', 'added 1.whole', 'added 2.whole'] });
  expect(world.notes).toEqual({ 'cart-1': ['added 1.whole', 'added 2.whole'] });
});
