import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  createInbox,
  MemoryInboxStore,
  messageOf,
  rememberIds,
  rememberVersions,
  type EventMessage,
  type Inbox,
  type InboxOptions,
  type Message,
  type SeenMessages,
} from '../../../engine/messaging/index.ts';
import { one } from './recorded.ts';

/** The message of one version of a stream; its id is `e` and the version, unless told. */
function message(version: number, changes: Partial<EventMessage> = {}): EventMessage {
  return messageOf({ ...one(), version, position: version, id: `e${version}`, ...changes });
}

const part = (version: number, index: number): EventMessage => message(version, { part: { index, of: 2 } });

/** The effect: a list of what was handled. */
const note = (notes: readonly string[], { stream, id }: EventMessage): readonly string[] => [
  ...notes,
  stream === 'cart-1' ? id : `${stream} ${id}`,
];

const storeWith = (seen: SeenMessages<EventMessage>) =>
  new MemoryInboxStore<readonly string[]>({ initial: [], seen });

const inboxWith = (seen: SeenMessages<EventMessage>): Inbox<readonly string[]> =>
  createInbox({ handler: note, store: storeWith(seen) });

const receiveAll = (inbox: Inbox<readonly string[]>, ...messages: EventMessage[]): readonly string[] => {
  for (const each of messages) inbox.receive(each);
  return inbox.state;
};

describe.each([
  ['by ids', rememberIds],
  ['by versions', rememberVersions],
])('an inbox that remembers %s', (_, remember) => {
  test('handles a message once, however often it comes', () => {
    const inbox = inboxWith(remember());
    expect(inbox.state).toEqual([]);
    expect(inbox.receive(message(1))).toEqual({ outcome: 'handled', state: ['e1'] });
    expect(inbox.receive(message(1))).toEqual({ outcome: 'skipped', state: ['e1'] });
    expect(inbox.receive(message(2)).outcome).toBe('handled');
    expect(inbox.receive(message(1)).outcome).toBe('skipped');
    expect(inbox.state).toEqual(['e1', 'e2']);
  });

  test('keeps streams apart, even where their writers chose the same ids', () => {
    const other = message(1, { stream: 'cart-2' });
    expect(receiveAll(inboxWith(remember()), message(1), other, other)).toEqual(['e1', 'cart-2 e1']);
  });

  test('handles each part of a split event once', () => {
    const parts = [part(1, 1), part(1, 1), part(1, 2), part(1, 1), part(1, 2), message(2)];
    expect(receiveAll(inboxWith(remember()), ...parts)).toEqual(['e1#1', 'e1#2', 'e2']);
  });

  test('does not mind versions that are missing, as a filter leaves them out', () => {
    expect(receiveAll(inboxWith(remember()), message(2), message(7), message(2))).toEqual(['e2', 'e7']);
  });

  test('counts a message as handled only when its effect is saved', () => {
    let broken = true;
    const store = storeWith(remember());
    const inbox = createInbox<readonly string[]>({
      handler: (notes, each) => {
        if (broken) throw new Error('out of order');
        return note(notes, each);
      },
      store,
    });
    expect(() => inbox.receive(message(1))).toThrow('out of order');
    expect(inbox.state).toEqual([]);
    broken = false;
    expect(inbox.receive(message(1)).outcome).toBe('handled');
    expect(createInbox({ handler: note, store }).receive(message(1))).toEqual({
      outcome: 'skipped',
      state: ['e1'],
    });
  });
});

describe('what each memory protects against', () => {
  const overtaken = [message(2), message(1), message(2), message(1)];

  test('by ids, a message that was overtaken is handled out of turn: dedupe does not make order', () => {
    expect(receiveAll(inboxWith(rememberIds()), ...overtaken)).toEqual(['e2', 'e1']);
  });

  test('by versions, a message that was overtaken is lost', () => {
    expect(receiveAll(inboxWith(rememberVersions()), ...overtaken)).toEqual(['e2']);
  });

  test('by ids, an event whose writer used an id twice in a stream is taken for a duplicate; by versions not', () => {
    const same = message(2, { id: 'e1' });
    expect(receiveAll(inboxWith(rememberIds()), message(1), same)).toEqual(['e1']);
    expect(receiveAll(inboxWith(rememberVersions()), message(1), same)).toEqual(['e1', 'e1']);
  });

  test('by versions, an event handled whole covers the parts that a later reader makes of it; by ids not', () => {
    expect(receiveAll(inboxWith(rememberVersions()), message(1), part(1, 1), part(1, 2))).toEqual(['e1']);
    expect(receiveAll(inboxWith(rememberIds()), message(1), part(1, 1))).toEqual(['e1', 'e1#1']);
  });

  test('by ids, memory grows with the messages; by versions, with the streams', () => {
    const [ids, versions] = [rememberIds(), rememberVersions()];
    for (const stream of ['cart-1', 'cart-2']) {
      for (const version of [1, 2, 3, 3, 1]) {
        ids.add(message(version, { stream }));
        versions.add(message(version, { stream }));
      }
    }
    expect(ids.size).toBe(6);
    expect(versions.size).toBe(2);
    expect(versions.has(message(3))).toBe(true);
    expect(versions.has(message(4))).toBe(false);
  });
});

test('an inbox takes messages that are no events, such as those of a transactional outbox', () => {
  const store = new MemoryInboxStore<number, Message>({ initial: 0, seen: rememberIds() });
  const inbox = createInbox({ handler: (count: number) => count + 1, store });
  const order: Message = { id: 'm1', type: 'paid', key: 'order-1', data: {}, metadata: {} };
  inbox.receive(order);
  inbox.receive(order);
  inbox.receive({ ...order, key: 'order-2' });
  expect(inbox.state).toBe(2);
});

test('a store saves neither the state nor the message if its memory refuses the message', () => {
  const store = storeWith(rememberVersions());
  expect(() => store.save(['e1'], message(0))).toThrow(InvalidInputError);
  expect(store.state).toEqual([]);
});

describe('bad input', () => {
  const seen = rememberVersions();
  const store = storeWith(rememberIds());
  const create = (options: object) =>
    createInbox({ handler: note, store, ...options } as unknown as InboxOptions<never>);

  test.each<[string, () => unknown]>([
    ['no options', () => createInbox(undefined as never)],
    ['no handler', () => create({ handler: undefined })],
    ['no store', () => create({ store: null })],
    ['a store that has seen nothing', () => create({ store: { save: note } })],
    ['a store that cannot save', () => create({ store: { hasSeen: note } })],
    ['no options of a store', () => new MemoryInboxStore(undefined as never)],
    ['a store without a memory', () => new MemoryInboxStore({ initial: 0 } as never)],
    ['a memory that cannot tell', () => new MemoryInboxStore({ initial: 0, seen: { add: note } as never })],
    ['a memory that cannot learn', () => new MemoryInboxStore({ initial: 0, seen: { has: note } as never })],
    ['no message', () => inboxWith(seen).receive(undefined as never)],
    ['a message without an id', () => inboxWith(seen).receive({ ...message(1), id: '' })],
    ['a message without a key', () => inboxWith(seen).receive({ ...message(1), key: '' })],
    ['a message without a version', () => inboxWith(seen).receive({ ...message(1), version: 0 })],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(InvalidInputError);
  });

  test('a handler that answers with a promise has no effect', () => {
    const promising = createInbox({
      handler: (): unknown => Promise.resolve(1),
      store: new MemoryInboxStore<unknown>({ initial: 0, seen: rememberIds() }),
    });
    expect(() => promising.receive(message(1))).toThrow(
      /handler of the inbox: expected a function that is done/,
    );
    expect(promising.state).toBe(0);
    expect(() => promising.receive(message(1))).toThrow(InvalidInputError);
  });

  test('a handler that receives is refused, because its own answer would undo what it received', () => {
    const inbox: Inbox<readonly string[]> = createInbox({
      handler: (notes: readonly string[], each: EventMessage) => {
        if (each.version === 1) inbox.receive(message(2));
        return note(notes, each);
      },
      store: storeWith(rememberIds()),
    });
    expect(() => inbox.receive(message(1))).toThrow(/does not receive itself/);
    expect(inbox.receive(message(2)).state).toEqual(['e2']);
  });
});
