import { beforeEach, describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  createBusLink,
  createEventBus,
  createRelay,
  MemoryCheckpointStore,
  type EventMessage,
  type Relay,
  type RelayOptions,
} from '../../../engine/messaging/index.ts';
import { CheckpointBeyondHeadError, MemoryEventStore } from '../../../engine/store/index.ts';
import { event } from './recorded.ts';

let store: MemoryEventStore;
let checkpoints: MemoryCheckpointStore;
/** The ids of what the transport took over. */
let sent: string[];
/** The ids that the transport refuses. */
let refused: string[];

beforeEach(() => {
  store = new MemoryEventStore();
  checkpoints = new MemoryCheckpointStore();
  [sent, refused] = [[], []];
});

const transport = {
  send: ({ id }: EventMessage) => {
    if (refused.includes(id)) throw new Error(`no way for ${id}`);
    sent.push(id);
  },
};

function relay(options: Partial<RelayOptions> = {}): Relay {
  return createRelay({ name: 'billing', store, checkpoints, transport, ...options });
}

function append(stream: string, ...ids: string[]): void {
  store.append(
    stream,
    ids.map((id) => event(id, id.replace(/\d/g, ''))),
    { expected: 'any' },
  );
}

describe('a relay', () => {
  test('sends one event a step, in the order of the log, and moves its checkpoint after it', () => {
    append('cart-1', 'added1', 'added2');
    append('cart-2', 'added3');
    const billing = relay();
    expect(billing.step()).toEqual({ outcome: 'sent', sent: 1, checkpoint: 1 });
    expect(checkpoints.load('billing')).toBe(1);
    expect(billing.step()).toEqual({ outcome: 'sent', sent: 1, checkpoint: 2 });
    expect(billing.step()).toEqual({ outcome: 'sent', sent: 1, checkpoint: 3 });
    expect(billing.step()).toEqual({ outcome: 'idle', sent: 0, checkpoint: 3 });
    expect(sent).toEqual(['added1', 'added2', 'added3']);
  });

  test('advances by a maximum, or to the end', () => {
    append('cart-1', 'a1', 'a2', 'a3', 'a4');
    expect(relay().advance(3)).toEqual({ outcome: 'sent', sent: 3, checkpoint: 3 });
    expect(relay().advance()).toEqual({ outcome: 'idle', sent: 1, checkpoint: 4 });
    expect(relay().advance()).toEqual({ outcome: 'idle', sent: 0, checkpoint: 4 });
    expect(sent).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  test('sends whole events, keyed by their stream', () => {
    const messages: EventMessage[] = [];
    store.append('cart-1', [{ ...event('a1', 'added', { sku: 7 }), metadata: { correlationId: 'c' } }], {
      expected: 0,
    });
    relay({ transport: { send: (message) => void messages.push(message) } }).step();
    expect(messages).toMatchObject([
      {
        id: 'a1',
        type: 'added',
        data: { sku: 7 },
        metadata: { correlationId: 'c' },
        stream: 'cart-1',
        version: 1,
        position: 1,
        key: 'cart-1',
      },
    ]);
  });

  test('stops at a message that is refused, keeps the order, and tries it first next time', () => {
    append('cart-1', 'a1', 'a2');
    append('cart-2', 'a3');
    refused = ['a2'];
    const result = relay().advance();
    expect(result).toMatchObject({ outcome: 'failed', sent: 1, checkpoint: 1 });
    expect(result.failure?.message.id).toBe('a2');
    expect(String(result.failure?.error)).toBe('Error: no way for a2');
    expect(relay().advance()).toMatchObject({ outcome: 'failed', sent: 0, checkpoint: 1 });
    expect(sent).toEqual(['a1']);

    refused = [];
    expect(relay().advance()).toEqual({ outcome: 'idle', sent: 2, checkpoint: 3 });
    expect(sent).toEqual(['a1', 'a2', 'a3']);
  });

  test('that crashes between sending and moving its checkpoint sends again, and loses nothing', () => {
    append('cart-1', 'a1', 'a2', 'a3');
    const crashing = new MemoryCheckpointStore();
    crashing.save = (name, position) => {
      if (position === 2) throw new Error('crash');
      MemoryCheckpointStore.prototype.save.call(crashing, name, position);
    };
    const old = relay({ checkpoints: crashing });
    expect(() => old.advance()).toThrow('crash');
    expect(crashing.load('billing')).toBe(1);
    expect(() => old.advance()).toThrow('crash');

    checkpoints.save('billing', crashing.load('billing'));
    relay().advance();
    expect(sent).toEqual(['a1', 'a2', 'a2', 'a2', 'a3']);
  });

  test('sends the parts of a split event one by one, and all of them again when one fails', () => {
    store = new MemoryEventStore({
      upcasters: [
        {
          type: 'both',
          from: 1,
          upcast: () => ['left', 'right'].map((type) => ({ type, schemaVersion: 1, data: {} })),
        },
      ],
    });
    append('cart-1', 'both1', 'both2');
    refused = ['both1#2'];
    expect(relay().step()).toMatchObject({ outcome: 'failed', sent: 1, checkpoint: 0 });
    refused = [];
    expect(relay().step()).toEqual({ outcome: 'sent', sent: 2, checkpoint: 1 });
    expect(sent).toEqual(['both1#1', 'both1#1', 'both1#2']);
    expect(relay().backlog()).toEqual({ checkpoint: 1, head: 2, lag: 1, pending: 2 });
    expect(relay({ name: 'right', types: ['right'] }).advance()).toMatchObject({ sent: 2, checkpoint: 2 });
  });

  test('passes over what it does not want, and does not read it twice', () => {
    append('cart-1', 'added1', 'sold2', 'added3');
    append('order-1', 'sold4', 'placed5');
    append('cart-2', 'added6');
    const reads: (number | undefined)[] = [];
    const watched: RelayOptions['store'] = {
      readAll: (options) => {
        reads.push(options?.from);
        return store.readAll(options);
      },
    };
    const billing = relay({ store: watched, prefix: 'cart-', types: ['sold', 'left'] });
    expect(billing.backlog()).toEqual({ checkpoint: 0, head: 6, lag: 6, pending: 1 });
    expect(billing.advance()).toEqual({ outcome: 'idle', sent: 1, checkpoint: 6 });
    expect(billing.backlog()).toEqual({ checkpoint: 6, head: 6, lag: 0, pending: 0 });
    expect(billing.step().outcome).toBe('idle');
    expect(sent).toEqual(['sold2']);
    expect(reads).toEqual([1, 1, 3, 7, 7]);
  });

  test('writes its checkpoint only when that moves', () => {
    append('cart-1', 'a1');
    const saved: number[] = [];
    const counting = {
      load: () => saved.at(-1) ?? 0,
      save: (_: string, position: number) => void saved.push(position),
    };
    const billing = relay({ checkpoints: counting });
    for (let i = 0; i < 3; i += 1) billing.advance();
    expect(saved).toEqual([1]);
  });

  test('sends what deleted streams held, because it happened', () => {
    append('cart-1', 'a1');
    store.deleteStream('cart-1', { expected: 1 });
    relay().advance();
    expect(sent).toEqual(['a1']);
  });

  test('sends everything anew when its checkpoint is set back', () => {
    append('cart-1', 'a1', 'a2');
    relay().advance();
    checkpoints.save('billing', 0);
    relay().advance();
    expect(sent).toEqual(['a1', 'a2', 'a1', 'a2']);
  });

  test('does not hinder a relay of another name', () => {
    append('cart-1', 'a1');
    relay().advance();
    relay({ name: 'email' }).advance();
    expect(sent).toEqual(['a1', 'a1']);
  });
});

describe('a relay that is called while it sends', () => {
  test('is busy, and sends what was appended meanwhile by itself, once', () => {
    append('cart-1', 'a1');
    const outcomes: unknown[] = [];
    const billing = relay({
      transport: {
        send: (message) => {
          transport.send(message);
          if (message.version === 1) append('cart-1', 'a2');
          outcomes.push(billing.step());
        },
      },
    });
    expect(billing.advance()).toEqual({ outcome: 'idle', sent: 2, checkpoint: 2 });
    expect(sent).toEqual(['a1', 'a2']);
    expect(outcomes).toEqual([
      { outcome: 'busy', sent: 0, checkpoint: 0 },
      { outcome: 'busy', sent: 0, checkpoint: 1 },
    ]);
  });
});

describe('dual write', () => {
  test('loses for ever what is published into a cut link, while a relay catches up', () => {
    const [byHand, byRelay]: [string[], string[]] = [[], []];
    const busByHand = createEventBus();
    busByHand.subscribe('shipping', ({ id }) => byHand.push(id));
    const linkByHand = createBusLink(busByHand);

    const bus = createEventBus<EventMessage>();
    bus.subscribe('shipping', ({ id }) => byRelay.push(id));
    const link = createBusLink(bus);
    const relayed = relay({
      transport: {
        send: (message) => {
          if (link.publish(message).outcome === 'lost') throw new Error('the bus is out of reach');
        },
      },
    });
    const write = (id: string): void => {
      append('cart-1', id);
      linkByHand.publish(store.readAll().events.at(-1) ?? []);
      relayed.advance();
    };

    write('a1');
    for (const each of [link, linkByHand]) each.cut();
    write('a2');
    expect(relayed.backlog().pending).toBe(1);
    for (const each of [link, linkByHand]) each.mend();
    write('a3');

    expect(byHand).toEqual(['a1', 'a3']);
    expect(byRelay).toEqual(['a1', 'a2', 'a3']);
  });
});

describe('bad input', () => {
  test.each<[string, object]>([
    ['name', { name: ' ' }],
    ['store', { store: null }],
    ['store.readAll', { store: {} }],
    ['transport', { transport: undefined }],
    ['transport.send', { transport: {} }],
    ['checkpoints', { checkpoints: [] }],
    ['checkpoints.load', { checkpoints: {} }],
    ['checkpoints.save', { checkpoints: { load: () => 0 } }],
  ])('createRelay refuses a bad %s', (where, options) => {
    expect(() => relay(options)).toThrow(InvalidInputError);
    expect(() => relay(options)).toThrow(`createRelay: ${where}:`);
  });

  test('a relay refuses no options, a bad maximum and an empty filter', () => {
    expect(() => createRelay(null as never)).toThrow(InvalidInputError);
    for (const max of [0, -1, 1.5, NaN, Infinity])
      expect(() => relay().advance(max)).toThrow(InvalidInputError);
    expect(() => relay({ types: [] }).step()).toThrow(/readAll: types/);
    expect(() => relay({ prefix: '' }).step()).toThrow(/readAll: prefix/);
  });

  test('a relay does not take a promise for a message that was sent', () => {
    append('cart-1', 'a1');
    const billing = relay({ transport: { send: () => Promise.resolve() } });
    expect(() => billing.step()).toThrow(/send of the transport: expected a function that is done/);
    expect(checkpoints.load('billing')).toBe(0);
  });

  test('a relay does not go on from what is no checkpoint', () => {
    const broken = { load: () => NaN, save: () => undefined };
    expect(() => relay({ checkpoints: broken }).step()).toThrow(
      /checkpoint "billing": expected a whole number/,
    );
  });

  test('a relay refuses a checkpoint beyond the log, which would make it pass over what comes next', () => {
    append('cart-1', 'a1');
    checkpoints.save('billing', 2);
    expect(() => relay().step()).toThrow(CheckpointBeyondHeadError);
    expect(() => relay().backlog()).toThrow(/relay "billing" has its checkpoint at 2, but the log ends at 1/);
    expect(checkpoints.load('billing')).toBe(2);
  });
});
