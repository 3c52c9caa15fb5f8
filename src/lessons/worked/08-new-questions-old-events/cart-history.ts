import { createCommandHandler, createRepository } from '../../../../engine/aggregates/index.ts';
import { cart, type CartCommand, type CartEvent, type CartPiece } from '../../../../engine/domains/cart.ts';
import { rowPerStream } from '../../../../engine/domains/view.ts';
import type { RecordedEvent } from '../../../../engine/events/index.ts';
import type { Table } from '../../../../engine/projections/index.ts';
import { createRandom } from '../../../../engine/simulation/index.ts';
import { MemoryEventStore, type EventStore } from '../../../../engine/store/index.ts';

/** Half a year of a small shop: every cart is kept by the engine, and what its customers want comes from a seed. */

/** From it comes the history that chapter 8 asks. */
export const SEED = 1;

const DAYS = 180;
const CUSTOMERS = 60;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const OPENING = Date.UTC(2026, 0, 1, 8);

/** In whole cents. */
const PRICES = { lamp: 3_900, kettle: 5_400, rug: 8_900, clock: 2_600, chair: 11_900, vase: 1_800 } as const;
const ITEMS = Object.keys(PRICES) as readonly (keyof typeof PRICES)[];

/** A customer between two visits: the cart they left open, and what they took out and still think of. */
interface Shopper {
  readonly name: string;
  open: string | null;
  readonly inCart: (keyof typeof PRICES)[];
  readonly onTheirMind: (keyof typeof PRICES)[];
}

/** The shop's log after half a year. The same seed gives the same log, on every machine. */
export function cartHistory(seed: number): EventStore {
  const random = createRandom(seed);
  let now = OPENING;
  let commands = 0;
  let carts = 0;
  const store = new MemoryEventStore({ clock: () => now });
  const handle = createCommandHandler(
    createRepository({ store, decider: cart, newId: () => `command-${(commands += 1)}` }),
  );
  const does = (id: string, command: CartCommand): void => {
    now += MINUTE;
    handle(id, command);
  };

  const visit = (shopper: Shopper): void => {
    const { name, inCart, onTheirMind } = shopper;
    const id = shopper.open ?? `${(carts += 1)}`;
    if (shopper.open === null) does(id, { type: 'CreateCart', data: { customer: name } });
    shopper.open = id;
    for (let wishes = 1 + random.integer(3); wishes > 0; wishes -= 1) {
      const item =
        onTheirMind.length > 0 && random.chance(0.4) ? random.pick(onTheirMind) : random.pick(ITEMS);
      does(id, { type: 'AddItem', data: { item, price: PRICES[item] } });
      inCart.push(item);
    }
    if (random.chance(0.45)) {
      const item = random.pick(inCart);
      does(id, { type: 'RemoveItem', data: { item } });
      inCart.splice(inCart.lastIndexOf(item), 1);
      onTheirMind.push(item);
    }
    if (inCart.length === 0 || random.chance(0.35)) return;
    does(id, { type: 'CheckOut', data: {} });
    shopper.open = null;
    inCart.length = 0;
  };

  const shoppers = Array.from({ length: CUSTOMERS }, (_, i): Shopper => ({
    name: `customer ${i + 1}`,
    open: null,
    inCart: [],
    onTheirMind: [],
  }));
  for (let day = 0; day < DAYS; day += 1) {
    now = OPENING + day * DAY;
    for (const shopper of shoppers) if (random.chance(0.05)) visit(shopper);
  }
  return store;
}

/**
 * A shop in which nobody ever took anything out: each piece that was removed was never added either, and all else is
 * as it was, to the minute.
 */
export function withoutSecondThoughts(events: readonly RecordedEvent<CartEvent>[]): EventStore {
  const gone = new Set<RecordedEvent<CartEvent>>();
  for (const event of events) {
    if (event.type !== 'ItemRemoved') continue;
    const added = events.findLast(
      (one) =>
        one.type === 'ItemAdded' &&
        one.stream === event.stream &&
        one.version < event.version &&
        one.data.item === event.data.item &&
        !gone.has(one),
    );
    if (added !== undefined) gone.add(event).add(added);
  }
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  for (const event of events) {
    if (gone.has(event)) continue;
    const { id, type, data, stream, recordedAt } = event;
    now = recordedAt;
    store.append(stream, [{ id, type, data }], { expected: 'any' });
  }
  return store;
}

/** What a table of carts would hold of one: all that is so now, and nothing that was. */
export interface CartRow {
  readonly customer: string;
  readonly pieces: readonly CartPiece[];
  readonly total: number;
  readonly status: 'open' | 'paid';
  /** In milliseconds since 1970 (UTC); null while it is open. */
  readonly paidAt: number | null;
}

const cartRows = rowPerStream<CartRow, RecordedEvent<CartEvent>>('cart', (row, event) => {
  if (event.type === 'SCCreated')
    return { ...event.data, pieces: [], total: 0, status: 'open', paidAt: null };
  if (row === undefined) return undefined;
  switch (event.type) {
    case 'ItemAdded':
      return { ...row, pieces: [...row.pieces, event.data], total: row.total + event.data.price };
    case 'ItemRemoved': {
      const last = row.pieces.findLastIndex(({ item }) => item === event.data.item);
      return { ...row, pieces: row.pieces.filter((_, i) => i !== last), total: row.total - event.data.price };
    }
    case 'CartCheckedOut':
      return { ...row, status: 'paid', paidAt: event.recordedAt };
  }
});

/** The rows of an ordinary design after these events, by the number of the cart. */
export const rowsAfter = (events: readonly RecordedEvent<CartEvent>[]): Table<CartRow> =>
  events.reduce(cartRows.evolve, cartRows.initial);
