import {
  CommandRefusedError,
  createCommandHandler,
  createRepository,
  streamName,
} from '../../../engine/aggregates/index.ts';
import type { Account, AccountEvent } from '../../../engine/domains/account.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { createProjector, MemoryReadModelStore, type Projection } from '../../../engine/projections/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { commandOf, eventOf, type Fact, type Order, type Reason } from './commands.ts';
import { DECIDERS, type Code } from './variants.ts';

export type Recorded = RecordedEvent<AccountEvent>;

const ID = 'ada';
export const STREAM = streamName('account', ID);

/** What the bank prints for Ada: a read model, made from the events after they were stored. In whole cents. */
export interface Statement {
  readonly paidIn: number;
  readonly paidOut: number;
}

const statement: Projection<Statement, AccountEvent> = {
  name: 'statement',
  prefix: STREAM,
  types: ['MoneyDeposited', 'MoneyWithdrawn'],
  initial: { paidIn: 0, paidOut: 0 },
  evolve(printed, event) {
    switch (event.type) {
      case 'MoneyDeposited':
        return { ...printed, paidIn: printed.paidIn + event.data.amount };
      case 'MoneyWithdrawn':
        return { ...printed, paidOut: printed.paidOut + event.data.amount };
      default:
        return printed;
    }
  },
};

export type Decision =
  | { readonly kind: 'accepted'; readonly events: readonly Recorded[] }
  | { readonly kind: 'refused'; readonly reason: Reason };

/** What came of one command. */
export interface Handling {
  readonly order: Order;
  readonly code: Code;
  /** The state that the stream was folded to, and its version: how many events that were. */
  readonly before: Account;
  readonly version: number;
  readonly decision: Decision;
  /** The state after the new events; after a refusal, the same as before. */
  readonly after: Account;
}

/** One account in a bank: its stream, the code that is in service, and the statement that is printed from it. */
export interface Bank {
  handle(order: Order): Handling;
  /** Puts another version of the code into service. */
  deploy(code: Code): void;
  /** The account as the code in service loads it. */
  state(): Account;
  events(): readonly Recorded[];
  statement(): Statement;
}

/**
 * Opens a bank in which something has happened already.
 *
 * @param history what is in the account's stream, oldest first
 * @param code the version that is in service
 */
export function openBank(history: readonly Fact[], code: Code): Bank {
  const store = new MemoryEventStore();
  let ids = 0;
  const newId = (): string => `id-${(ids += 1)}`;
  if (history.length > 0) {
    const events = history.map((fact) => ({ ...eventOf(fact), id: newId() }));
    store.append(STREAM, events, { expected: 'no-stream' });
  }
  const projector = createProjector({
    store,
    projection: statement,
    models: new MemoryReadModelStore<Statement>(),
  });
  projector.catchUp();

  let inService = code;
  const repositoryOf = (version: Code) => createRepository({ store, decider: DECIDERS[version], newId });
  let repository = repositoryOf(code);

  return {
    handle(order) {
      const { state: before, version } = repository.loadOrNew(ID);
      const handling = { order, code: inService, before, version };
      try {
        const handle = createCommandHandler(repository);
        const { events, state } = handle(ID, commandOf(order), { expected: version });
        projector.catchUp();
        return { ...handling, decision: { kind: 'accepted', events }, after: state };
      } catch (error) {
        if (!(error instanceof CommandRefusedError)) throw error;
        const reason = error.reason as Reason;
        return { ...handling, decision: { kind: 'refused', reason }, after: before };
      }
    },
    deploy(version) {
      inService = version;
      repository = repositoryOf(version);
    },
    state: () => repository.loadOrNew(ID).state,
    events: () => store.readStream<AccountEvent>(STREAM).events,
    statement: () => projector.model,
  };
}
