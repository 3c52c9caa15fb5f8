import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  createTransactionalOutbox,
  drainOutbox,
  type Message,
  type NewMessage,
  type OutboxTable,
} from '../../../engine/messaging/index.ts';

interface Sent {
  readonly ids: string[];
  readonly refuse: Set<string>;
  readonly send: (message: Message) => void;
}

function transport(): Sent {
  const [ids, refuse] = [[] as string[], new Set<string>()];
  const send = ({ id }: Message): void => {
    if (refuse.has(id)) throw new Error(`no way for ${id}`);
    ids.push(id);
  };
  return { ids, refuse, send };
}

const paid = (id: string): NewMessage => ({ id, type: 'paid', key: 'order-1', data: { amount: 5 } });

/** A service that keeps no more than how often it was paid. */
const service = () => createTransactionalOutbox<{ payments: number }>({ initial: { payments: 0 } });

function pay(outbox: ReturnType<typeof service>, ...ids: string[]): void {
  outbox.transact(({ payments }) => ({
    state: { payments: payments + ids.length },
    messages: ids.map(paid),
  }));
}

describe('a transaction', () => {
  test('saves the state and its messages', () => {
    const outbox = service();
    const answer = outbox.transact(() => ({ state: { payments: 1 }, messages: [paid('m1'), paid('m2')] }));
    expect(answer).toEqual({ payments: 1 });
    expect(outbox.state).toEqual({ payments: 1 });
    expect(outbox.rows(9)).toEqual([
      { row: 1, message: { ...paid('m1'), metadata: {} } },
      { row: 2, message: { ...paid('m2'), metadata: {} } },
    ]);
    expect(outbox.rows(1).map(({ row }) => row)).toEqual([1]);
  });

  test('saves neither when the change throws', () => {
    const outbox = service();
    expect(() =>
      outbox.transact(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(outbox.state).toEqual({ payments: 0 });
    expect(outbox.rows(9)).toEqual([]);
    pay(outbox, 'm1');
    expect(outbox.rows(9)).toHaveLength(1);
  });

  test.each<[string, unknown]>([
    ['no answer', undefined],
    ['a state that is no plain data', { state: new Map(), messages: [] }],
    ['no messages', { state: { payments: 9 } }],
    ['a hole among the messages', { state: { payments: 9 }, messages: [, paid('m2')] }], // eslint-disable-line no-sparse-arrays
    ['a message without an id', { state: { payments: 9 }, messages: [paid('m2'), paid('')] }],
    ['a message without a key', { state: { payments: 9 }, messages: [{ ...paid('m2'), key: '' }] }],
    ['a message without a type', { state: { payments: 9 }, messages: [{ ...paid('m2'), type: 1 }] }],
    ['a message without data', { state: { payments: 9 }, messages: [{ ...paid('m2'), data: undefined }] }],
    ['bad metadata', { state: { payments: 9 }, messages: [{ ...paid('m2'), metadata: null }] }],
    ['an id that waits already', { state: { payments: 9 }, messages: [paid('m1')] }],
    ['an id twice', { state: { payments: 9 }, messages: [paid('m2'), paid('m2')] }],
  ])('saves neither for %s', (_, answer) => {
    const outbox = service();
    pay(outbox, 'm1');
    expect(() => outbox.transact(() => answer as never)).toThrow(InvalidInputError);
    expect(outbox.state).toEqual({ payments: 1 });
    expect(outbox.rows(9).map(({ message }) => message.id)).toEqual(['m1']);
  });

  test('takes the same id under another key', () => {
    const outbox = service();
    pay(outbox, 'm1');
    outbox.transact((state) => ({ state, messages: [{ ...paid('m1'), key: 'order-2' }] }));
    expect(outbox.rows(9)).toHaveLength(2);
  });

  test('is refused within another, whose state would overwrite its own', () => {
    const outbox = service();
    expect(() =>
      outbox.transact((state) => {
        pay(outbox, 'm1');
        return { state, messages: [] };
      }),
    ).toThrow(/does not transact itself/);
    expect(outbox.rows(9)).toEqual([]);
  });

  test('keeps copies: neither the state nor a message can be changed afterwards', () => {
    const outbox = service();
    const state = { payments: 1 };
    const data = { amount: 5 };
    outbox.transact(() => ({ state, messages: [{ ...paid('m1'), data }] }));
    state.payments = 9;
    data.amount = 9;
    expect(outbox.state).toEqual({ payments: 1 });
    expect(outbox.rows(1)[0]?.message.data).toEqual({ amount: 5 });
    expect(Object.isFrozen(outbox.state)).toBe(true);
    expect(Object.isFrozen(outbox.rows(1)[0]?.message)).toBe(true);
  });
});

describe('draining', () => {
  test('sends the oldest first, up to a maximum or to the end, and empties the table', () => {
    const [outbox, to] = [service(), transport()];
    pay(outbox, 'm1', 'm2');
    pay(outbox, 'm3');
    expect(drainOutbox(outbox, to, 2)).toEqual({ outcome: 'sent', sent: 2 });
    expect(to.ids).toEqual(['m1', 'm2']);
    expect(drainOutbox(outbox, to)).toEqual({ outcome: 'idle', sent: 1 });
    expect(to.ids).toEqual(['m1', 'm2', 'm3']);
    expect(outbox.rows(9)).toEqual([]);
    pay(outbox, 'm4');
    expect(outbox.rows(9).map(({ row }) => row)).toEqual([4]);
  });

  test('stops at a refused row, and begins with it next time', () => {
    const [outbox, to] = [service(), transport()];
    pay(outbox, 'm1', 'm2', 'm3');
    to.refuse.add('m2');
    const result = drainOutbox(outbox, to);
    expect(result).toMatchObject({ outcome: 'failed', sent: 1, failure: { message: { id: 'm2' } } });
    expect(String(result.failure?.error)).toBe('Error: no way for m2');
    to.refuse.clear();
    drainOutbox(outbox, to);
    expect(to.ids).toEqual(['m1', 'm2', 'm3']);
  });

  test('sends a row again after a crash between sending and removing', () => {
    const [outbox, to] = [service(), transport()];
    pay(outbox, 'm1', 'm2');
    const crashing: OutboxTable = {
      rows: (max) => outbox.rows(max),
      remove: () => {
        throw new Error('crash');
      },
    };
    expect(() => drainOutbox(crashing, to)).toThrow('crash');
    drainOutbox(outbox, to);
    expect(to.ids).toEqual(['m1', 'm1', 'm2']);
  });

  test('does not take a promise for a row that was sent', () => {
    const outbox = service();
    pay(outbox, 'm1');
    expect(() => drainOutbox(outbox, { send: () => Promise.resolve() })).toThrow(InvalidInputError);
    expect(outbox.rows(9)).toHaveLength(1);
  });
});

test.each<[string, () => unknown]>([
  ['no options', () => createTransactionalOutbox(undefined as never)],
  [
    'an initial state that is no plain data',
    () => createTransactionalOutbox({ initial: new Date(0) as never }),
  ],
  ['no change', () => service().transact(undefined as never)],
  ['a maximum of no rows', () => service().rows(0)],
  ['a row that cannot be', () => service().remove(0)],
  ['no table', () => drainOutbox(null as never, transport())],
  ['no transport', () => drainOutbox(service(), {} as never)],
  ['a maximum of nothing', () => drainOutbox(service(), transport(), 0)],
])('refuses %s', (_, call) => {
  expect(call).toThrow(InvalidInputError);
});
