import { createCommandHandler, createRepository, fold } from '../../../../engine/aggregates/index.ts';
import { cart, cartSummary, type CartEvent, type CartSummary } from '../../../../engine/domains/cart.ts';
import {
  createProjector,
  MemoryReadModelStore,
  rowOf,
  type Projector,
  type Table,
} from '../../../../engine/projections/index.ts';
import { MemoryEventStore } from '../../../../engine/store/index.ts';

/** Two copies of the read database, and how many milliseconds after Bob's write each of them reads the log on. */
export const COPIES = { A: 100, B: 300 } as const;
export type Copy = keyof typeof COPIES;

/** What a reader is told: a row, and the position up to which its source had read the log. */
export interface Told {
  /** In milliseconds after the write. */
  readonly at: number;
  readonly row: CartSummary;
  readonly checkpoint: number;
}

const CART = '1';

/**
 * Bob has tea in his cart, and both copies know it. At 0 ms he adds a mug, which the engine decides, stores and
 * answers; then each copy reads on when its time has come.
 */
export function ownWrite() {
  const store = new MemoryEventStore({ clock: () => 0 });
  let ids = 0;
  const repository = createRepository({ store, decider: cart, newId: () => `command-${++ids}` });
  const handle = createCommandHandler(repository);
  const copies = { A: openCopy(store), B: openCopy(store) };

  handle(CART, { type: 'CreateCart', data: { customer: 'Bob' } });
  handle(CART, { type: 'AddItem', data: { item: 'tea', price: 350 } });
  const before = { A: read(copies.A), B: read(copies.B) };

  const [added] = handle(CART, { type: 'AddItem', data: { item: 'mug', price: 800 } }).events;
  if (added === undefined) throw new Error('expected the command to be accepted');
  const optimistic = rowOf(cartSummary.evolve(copies.A.model, added), CART) as CartSummary;
  const after = { A: read(copies.A), B: read(copies.B) };

  /** What a copy tells at a time. */
  const ask = (copy: Copy, at: number): Told => ({ at, ...(at < COPIES[copy] ? before : after)[copy] });

  return {
    /** The position of Bob's event, as the write side tells it to him. */
    position: added.position,
    ask,
    /** What a copy tells to somebody who asks at a time and will wait until it knows everything up to a position. */
    askUpTo: (copy: Copy, at: number, position: number): Told => {
      const now = ask(copy, at);
      return now.checkpoint >= position ? now : ask(copy, COPIES[copy]);
    },
    /** What Bob's page works out by itself, from the row it showed and from what he has just done. */
    optimistic,
    /** The same row, folded from the stream of the cart. */
    fromEvents: () => {
      const { events } = store.readStream<CartEvent>(`${cart.category}-${CART}`);
      return { row: rowOf(fold(cartSummary, events), CART) as CartSummary, eventsRead: events.length };
    },
  };
}

type Rows = Table<CartSummary>;

function openCopy(store: MemoryEventStore): Projector<Rows> {
  return createProjector<Rows, CartEvent>({
    store,
    models: new MemoryReadModelStore<Rows>(),
    projection: { name: 'cart summary', ...cartSummary },
  });
}

/** Lets a copy read the log to its end, and says what it has then. */
function read(copy: Projector<Rows>): Omit<Told, 'at'> {
  const { checkpoint } = copy.catchUp();
  return { row: rowOf(copy.model, CART) as CartSummary, checkpoint };
}
