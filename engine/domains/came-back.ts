import { rowOf, withoutRow, withRow, type Projection, type Table } from '../projections/index.ts';
import type { CartEvent } from './cart.ts';

/** What counts as a month: thirty days, in milliseconds. */
export const MONTH = 30 * 86_400_000;

/** An item that somebody had taken out of a cart, and then bought in this cart or in another one. */
export interface ComeBack {
  readonly customer: string;
  readonly item: string;
  /** When the last one was taken out, in milliseconds since 1970 (UTC); likewise below. */
  readonly removedAt: number;
  readonly boughtAt: number;
}

interface CartContents {
  readonly customer: string;
  readonly items: readonly string[];
}

export interface CameBack {
  /** By cart: whose it is, and what is in it. */
  readonly carts: Table<CartContents>;
  /** By customer and item: when the last one was taken out, as long as it has not been bought since. */
  readonly removed: Table<number>;
  readonly found: readonly ComeBack[];
}

const NO_CART: CartContents = { customer: '', items: [] };

/**
 * A question that came up long after the events it is put to: who took an item out of a cart, and bought it after all?
 * It is answered by the log alone, since the carts' rows do not say what was in them once.
 *
 * Removed is what is wholly out of the cart: who takes out one of two has not changed their mind. Bought is what is in
 * a cart of the same customer when it is checked out, whichever cart that is.
 */
export const cameBack: Projection<CameBack, CartEvent> = {
  name: 'came-back',
  prefix: 'cart-',
  initial: { carts: {}, removed: {}, found: [] },
  evolve(model, event) {
    const { stream, recordedAt: at } = event;
    const { customer, items } = rowOf(model.carts, stream) ?? NO_CART;
    switch (event.type) {
      case 'SCCreated':
        return withCart(model, stream, { ...event.data, items });
      case 'ItemAdded':
        return withCart(model, stream, { customer, items: [...items, event.data.item] });
      case 'ItemRemoved': {
        const { item } = event.data;
        const last = items.lastIndexOf(item);
        const left = items.filter((_, i) => i !== last);
        const after = withCart(model, stream, { customer, items: left });
        if (left.includes(item)) return after; // one of two: nobody changed their mind
        return takenOut(after, customer, item, at);
      }
      case 'CartCheckedOut':
        return [...new Set(items)].reduce((so, item) => bought(so, customer, item, at), model);
    }
  },
};

/** How many came back, a month or more after they had taken the item out. */
export const afterAMonth = ({ found }: CameBack): readonly ComeBack[] =>
  found.filter(({ removedAt, boughtAt }) => boughtAt - removedAt >= MONTH);

/** Different pairs make different keys, whatever is in the texts. */
const keyOf = (customer: string, item: string): string => JSON.stringify([customer, item]);

const withCart = (model: CameBack, stream: string, cart: CartContents): CameBack => ({
  ...model,
  carts: withRow(model.carts, stream, () => cart),
});

const takenOut = (model: CameBack, customer: string, item: string, at: number): CameBack => ({
  ...model,
  removed: withRow(model.removed, keyOf(customer, item), () => at),
});

function bought(model: CameBack, customer: string, item: string, boughtAt: number): CameBack {
  const key = keyOf(customer, item);
  const removedAt = rowOf(model.removed, key);
  if (removedAt === undefined) return model;
  return {
    ...model,
    removed: withoutRow(model.removed, key),
    found: [...model.found, { customer, item, removedAt, boughtAt }],
  };
}
