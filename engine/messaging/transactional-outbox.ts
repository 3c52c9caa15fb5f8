import { InvalidInputError } from '../errors.ts';
import { copyFrozen, type EventMetadata, type Json } from '../events/index.ts';
import { requireCount, requireFunction, requireName, requireObject } from '../guards.ts';
import type { Message } from './message.ts';
import { requireTransport, trySend, type SendFailure, type Transport } from './transport.ts';

/** A message as the one who changes the state writes it. */
export interface NewMessage {
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  /** The partition key, such as the id of the row that changed. */
  readonly key: string;
  readonly metadata?: EventMetadata;
}

/** A message that waits in the table, under the number of its row. */
export interface OutboxRow {
  /** From 1, in the order of writing; never used twice. */
  readonly row: number;
  readonly message: Message;
}

/** The table, as the one who drains it sees it. */
export interface OutboxTable {
  /** The oldest rows, in order. */
  rows(max: number): readonly OutboxRow[];
  /** Forgets a row. One that is gone already is left as it is. */
  remove(row: number): void;
}

/**
 * How a service that keeps current state alone, and no events, gets its messages out: they are saved in the same
 * step as the state, in a table of their own, and sent from there.
 *
 * Compare `createRelay`: an event store needs no such table, because its log is state and outbox in one.
 *
 * Source: transactional outbox with polling publisher (Chris Richardson, "Microservices Patterns").
 */
export interface TransactionalOutbox<State extends Json> extends OutboxTable {
  /** Frozen. */
  readonly state: State;
  /**
   * Saves a new state and the messages that tell of it: both, or neither.
   *
   * @param change from the state as it is to what is to be saved; if it throws, nothing is
   * @throws InvalidInputError for a state or a message that is no plain data, a message that waits already (same key
   *   and id), and a change that transacts itself; whatever `change` throws
   */
  transact(
    change: (state: State) => { readonly state: State; readonly messages: readonly NewMessage[] },
  ): State;
}

export interface DrainResult {
  /** `sent`: as many rows as asked for. `idle`: none is left. `failed`: the first row that is left was refused. */
  readonly outcome: 'sent' | 'idle' | 'failed';
  readonly sent: number;
  readonly failure?: SendFailure;
}

/** @throws InvalidInputError for options that are none, or an initial state that is no plain data */
export function createTransactionalOutbox<State extends Json>(options: {
  readonly initial: State;
}): TransactionalOutbox<State> {
  const { initial } = requireObject(options, 'createTransactionalOutbox: options');
  let state = copyFrozen(initial, 'createTransactionalOutbox: initial') as State;
  let table: readonly OutboxRow[] = [];
  let rowsWritten = 0;
  let transacting = false;

  return {
    get state() {
      return state;
    },
    transact: (change) => {
      requireFunction(change, 'transact: change');
      if (transacting)
        throw new InvalidInputError('transact', 'a change that does not transact itself', change);
      transacting = true;
      try {
        const next = requireObject(change(state), 'transact: what the change answers');
        const nextState = copyFrozen(next.state, 'transact: state') as State;
        const rows = copyMessages(next.messages, table).map((message, i) =>
          Object.freeze({ row: rowsWritten + 1 + i, message }),
        );
        // The one step: nothing above has changed anything, and nothing below can fail.
        state = nextState;
        table = [...table, ...rows];
        rowsWritten += rows.length;
        return state;
      } finally {
        transacting = false;
      }
    },
    rows: (max) => table.slice(0, requireCount(max, 'rows: max')),
    remove: (row) => {
      requireCount(row, 'remove: row');
      table = table.filter((kept) => kept.row !== row);
    },
  };
}

/**
 * Sends what waits in an outbox table, oldest first: send a row, then remove it. At least once, as `createRelay`: a
 * crash in between, and the row is sent again. A row that fails holds up those after it.
 * A transport that drains the same table while it sends would send the same row again.
 *
 * @param max how many rows to send at most; default: all
 * @throws InvalidInputError for no table or transport, or a maximum below 1; whatever the table throws
 */
export function drainOutbox(table: OutboxTable, transport: Transport, max?: number): DrainResult {
  requireObject(table, 'drainOutbox: table');
  requireTransport(transport, 'drainOutbox: transport');
  const most = max === undefined ? Infinity : requireCount(max, 'drainOutbox: max');
  for (let sent = 0; ; sent += 1) {
    if (sent === most) return { outcome: 'sent', sent };
    const [next] = table.rows(1);
    if (next === undefined) return { outcome: 'idle', sent };
    const failure = trySend(transport, next.message);
    if (failure !== undefined) return { outcome: 'failed', sent, failure };
    table.remove(next.row);
  }
}

function copyMessages(messages: readonly NewMessage[], table: readonly OutboxRow[]): readonly Message[] {
  const where = 'transact: messages';
  if (!Array.isArray(messages)) throw new InvalidInputError(where, 'an array of messages', messages);
  const waiting = new Set(table.map(({ message }) => identityOf(message)));
  return Array.from(messages as readonly NewMessage[], (given, i) => {
    const at = `${where}[${i}]`;
    const { id, type, key, data, metadata = {} } = requireObject(given, at);
    const message: Message = Object.freeze({
      id: requireName(id, `${at}.id`),
      type: requireName(type, `${at}.type`),
      key: requireName(key, `${at}.key`),
      data: copyFrozen(data, `${at}.data`),
      metadata: copyFrozen(requireObject(metadata, `${at}.metadata`), `${at}.metadata`) as EventMetadata,
    });
    if (waiting.has(identityOf(message)))
      throw new InvalidInputError(`${at}.id`, 'an id not in the table', id);
    waiting.add(identityOf(message));
    return message;
  });
}

const identityOf = ({ key, id }: Message): string => JSON.stringify([key, id]);
