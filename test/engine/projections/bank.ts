import type { DomainEvent, RecordedEvent, Upcaster } from '../../../engine/events/index.ts';
import {
  createProjector,
  MemoryReadModelStore,
  withRow,
  type Projection,
  type Projector,
  type ProjectorOptions,
  type Table,
} from '../../../engine/projections/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';

export type Deposited = DomainEvent<'deposited', { readonly amount: number }>;
export type Noted = DomainEvent<'noted', { readonly text: string }>;
export type BankEvent = Deposited | Noted;
export type Balances = Table<number>;

/** Balances by stream. Throws for the amount 13. */
export const balances: Projection<Balances, BankEvent> = {
  name: 'balances',
  initial: {},
  evolve(model, event) {
    if (event.type !== 'deposited') return model;
    const { amount } = event.data;
    if (amount === 13) throw new Error('13 is not to be deposited');
    return withRow(model, event.stream, (balance = 0) => balance + amount);
  },
};

/** A store that numbers the events it is given: a number is deposited, a text is noted. */
export class Bank {
  readonly store: MemoryEventStore;
  #ids = 0;

  constructor(...upcasters: readonly Upcaster[]) {
    this.store = new MemoryEventStore({ upcasters });
  }

  add(stream: string, ...what: readonly (number | string)[]): this {
    const events = what.map((item) => {
      this.#ids += 1;
      const id = `e${this.#ids}`;
      return typeof item === 'number'
        ? { id, type: 'deposited', data: { amount: item } }
        : { id, type: 'noted', data: { text: item } };
    });
    this.store.append(stream, events, { expected: 'any' });
    return this;
  }

  /** The event at a position, as a bus would deliver it. */
  at(position: number): RecordedEvent {
    return this.store.readAll({ from: position, max: 1 }).events[0] as RecordedEvent;
  }

  projector(options: Partial<ProjectorOptions<Balances, BankEvent>> = {}): Projector<Balances> {
    return createProjector({
      store: this.store,
      projection: balances,
      models: new MemoryReadModelStore<Balances>(),
      ...options,
    });
  }
}

/** The plain fold, which every projector must agree with. */
export function foldAll<Model>(store: MemoryEventStore, projection: Projection<Model, BankEvent>): Model {
  const { types, prefix, initial, evolve } = projection;
  const filter = { ...(types && { types }), ...(prefix !== undefined && { prefix }) };
  return store.readAll<BankEvent>(filter).events.reduce((model, event) => evolve(model, event), initial);
}
