import { createCommandHandler, createRepository } from '../../../../engine/aggregates/index.ts';
import { cart, type CartCommand, type CartEvent } from '../../../../engine/domains/cart.ts';
import { rowPerStream, type View } from '../../../../engine/domains/view.ts';
import {
  createProjector,
  createReactor,
  MemoryReadModelStore,
  type Projector,
  type Reactor,
  type SavedReadModel,
  type Table,
} from '../../../../engine/projections/index.ts';
import { MemoryEventStore, type EventStore } from '../../../../engine/store/index.ts';

/** One morning of a small shop, and the services that read its carts: each with a model and a checkpoint of its own. */

/** What three customers wanted, in the order in which it happened: one event comes of each. */
export const MORNING: readonly (readonly [id: string, command: CartCommand])[] = [
  ['7', { type: 'CreateCart', data: { customer: 'Mara' } }],
  ['7', { type: 'AddItem', data: { item: 'lamp', price: 3_900 } }],
  ['7', { type: 'AddItem', data: { item: 'vase', price: 1_800 } }],
  ['7', { type: 'RemoveItem', data: { item: 'vase' } }],
  ['7', { type: 'CheckOut', data: {} }],
  ['8', { type: 'CreateCart', data: { customer: 'Jon' } }],
  ['8', { type: 'AddItem', data: { item: 'gift card', price: 20_000 } }],
  ['8', { type: 'AddItem', data: { item: 'gift card', price: 20_000 } }],
  ['8', { type: 'CheckOut', data: {} }],
  ['9', { type: 'CreateCart', data: { customer: 'Ida' } }],
  ['9', { type: 'AddItem', data: { item: 'chair', price: 11_900 } }],
  ['9', { type: 'CheckOut', data: {} }],
];

export interface Shop {
  readonly store: EventStore;
  /** Lets the morning go on until the log holds this many events. */
  readonly until: (events: number) => void;
}

export function openShop(): Shop {
  const store = new MemoryEventStore();
  let commands = 0;
  const handle = createCommandHandler(
    createRepository({ store, decider: cart, newId: () => `command-${commands}` }),
  );
  return {
    store,
    until: (events) => {
      for (const [id, command] of MORNING.slice(commands, events)) {
        commands += 1;
        handle(id, command);
      }
    },
  };
}

/** Fraud counts gift cards: two or more in one cart are paid with stolen cards more often than anything else here. */
export const fraud = rowPerStream<{ readonly giftCards: number; readonly flagged: boolean }, CartEvent>(
  'cart',
  (row = { giftCards: 0, flagged: false }, event) => {
    if (event.type === 'CartCheckedOut') return { ...row, flagged: row.giftCards >= 2 };
    if (!('item' in event.data) || event.data.item !== 'gift card') return row;
    return { ...row, giftCards: row.giftCards + (event.type === 'ItemAdded' ? 1 : -1) };
  },
);

/** Billing writes one invoice for each cart that is paid. */
export const billing = rowPerStream<{ readonly customer: string; readonly due: number | null }, CartEvent>(
  'cart',
  (row, event) => {
    if (event.type === 'SCCreated') return { customer: event.data.customer, due: null };
    if (row === undefined || event.type !== 'CartCheckedOut') return row;
    return { ...row, due: event.data.total };
  },
);

/** What people took out again. Nobody had thought of it when the events were stored. */
export const secondThoughts = rowPerStream<readonly string[], CartEvent>('cart', (row, event) =>
  event.type === 'ItemRemoved' ? [...(row ?? []), event.data.item] : row,
);

/** A service that keeps a read model: what it has read is saved together with how far it has read. */
export function serviceOf<Row>(
  name: string,
  view: View<Table<Row>, CartEvent>,
  store: EventStore,
): Projector<Table<Row>> {
  return createProjector<Table<Row>, CartEvent>({
    store,
    projection: { name, ...view },
    models: new MemoryReadModelStore<Table<Row>>(),
  });
}

/** The office that sends letters out, and knows by their keys which ones it has sent. */
export interface PostOffice {
  readonly sent: readonly string[];
  /** How many letters it was asked to send, those among them that it knew already. */
  readonly asked: number;
  send(key: string, letter: string): void;
}

export function createPostOffice(): PostOffice {
  const known = new Set<string>();
  const sent: string[] = [];
  let asked = 0;
  return {
    sent,
    get asked() {
      return asked;
    },
    send: (key, letter) => {
      asked += 1;
      if (known.has(key)) return;
      known.add(key);
      sent.push(letter);
    },
  };
}

/** A checkpoint store whose process can be made to die right before it saves: the letter is out, and not noted. */
export class FragileCheckpoints extends MemoryReadModelStore<null> {
  diesNext = false;

  override save(name: string, saved: SavedReadModel<null>): void {
    if (this.diesNext) {
      this.diesNext = false;
      throw new Error('the process died');
    }
    super.save(name, saved);
  }
}

/** Email thanks for each cart that is paid. Made again from the same checkpoints, it goes on where it was. */
export function emailOf(store: EventStore, checkpoints: FragileCheckpoints, post: PostOffice): Reactor {
  return createReactor<CartEvent>({
    store,
    checkpoints,
    name: 'email',
    types: ['CartCheckedOut'],
    startAt: 'beginning',
    effect: (event, key) => {
      post.send(key, event.stream);
    },
  });
}
