import { orderSummary, type OrderEvent, type OrderLine } from '../../../engine/domains/orders.ts';
import {
  rowOf,
  withoutRow,
  withRow,
  type Projection,
  type Table,
} from '../../../engine/projections/index.ts';
import type { OrderFact } from './history.ts';

/** Three questions about the same orders, and a read model for each. */

export type ViewId = 'orders' | 'products' | 'history';
export const VIEW_IDS: readonly ViewId[] = ['orders', 'products', 'history'];
export type Version = 1 | 2;

/** A line on the screen of a read model, its key first. */
export type Row = readonly [key: string, ...cells: string[]];

/** A read model of this lab: how it is folded from the log, and what is on its screen. */
export interface ReadModel<Model = unknown> {
  readonly headings: readonly string[];
  readonly projection: Projection<Model, OrderEvent>;
  readonly rows: (model: Model) => readonly Row[];
}

/** How many of each product are sold; in version 2 also what lies in orders that are not paid for yet. */
interface Products {
  readonly unpaid: Table<readonly OrderLine[]>;
  readonly sold: Table<number>;
}

/** What each customer did, in the order in which it was recorded; and whose each order is. */
interface History {
  readonly customers: Table<string>;
  readonly entries: Table<readonly string[]>;
}

const orderOf = ({ stream }: OrderFact): string => stream.slice('order-'.length);

const more = (counts: Table<number>, { item, quantity }: OrderLine): Table<number> =>
  withRow(counts, item, (count = 0) => count + quantity);

const less = ({ item, quantity }: OrderLine): OrderLine => ({ item, quantity: -quantity });

/** Version 1: whatever is in an order counts as sold. */
function countAll({ unpaid, sold }: Products, event: OrderFact): Products {
  switch (event.type) {
    case 'ItemAdded':
      return { unpaid, sold: more(sold, event.data) };
    case 'ItemRemoved':
      return { unpaid, sold: more(sold, less(event.data)) };
    default:
      return { unpaid, sold };
  }
}

/** Version 2: only what is paid for counts as sold. */
function countPaid({ unpaid, sold }: Products, event: OrderFact): Products {
  const order = orderOf(event);
  const put = (line: OrderLine): Products => ({
    unpaid: withRow(unpaid, order, (lines = []) => [...lines, line]),
    sold,
  });
  switch (event.type) {
    case 'ItemAdded':
      return put(event.data);
    case 'ItemRemoved':
      return put(less(event.data));
    case 'OrderCheckedOut':
      return { unpaid: withoutRow(unpaid, order), sold: (rowOf(unpaid, order) ?? []).reduce(more, sold) };
    case 'OrderCreated':
      return { unpaid, sold };
  }
}

function remember({ customers, entries }: History, event: OrderFact): History {
  const order = orderOf(event);
  const customer = event.type === 'OrderCreated' ? event.data.customer : (rowOf(customers, order) ?? '?');
  return {
    customers: withRow(customers, order, () => customer),
    entries: withRow(entries, customer, (before = []) => [...before, entryOf(event)]),
  };
}

function entryOf(event: OrderFact): string {
  switch (event.type) {
    case 'OrderCreated':
      return `started ${orderOf(event)}`;
    case 'ItemAdded':
      return `+${event.data.quantity} ${event.data.item}`;
    case 'ItemRemoved':
      return `−${event.data.quantity} ${event.data.item}`;
    case 'OrderCheckedOut':
      return 'paid';
  }
}

const ordersView: ReadModel<typeof orderSummary.initial> = {
  headings: ['Order', 'Customer', 'Items', 'Status'],
  projection: { name: 'orders', ...orderSummary },
  rows: (table) =>
    Object.entries(table).map(([id, { customer, items, status }]) => [
      id,
      customer,
      String(items),
      status === 'checked-out' ? 'checked out' : 'in progress',
    ]),
};

const productsView = (version: Version): ReadModel<Products> => ({
  headings: ['Product', 'Sold'],
  projection: {
    name: `products-v${version}`,
    initial: { unpaid: {}, sold: {} },
    evolve: version === 1 ? countAll : countPaid,
  },
  rows: ({ sold }) => Object.entries(sold).map(([item, count]) => [item, String(count)]),
});

const historyView: ReadModel<History> = {
  headings: ['Customer', 'What they did'],
  projection: { name: 'history', initial: { customers: {}, entries: {} }, evolve: remember },
  rows: ({ entries }) => Object.entries(entries).map(([customer, list]) => [customer, list.join(', ')]),
};

/** The world keeps models without knowing what is in them: each goes back only to the read model that made it. */
const opaque = <Model>(readModel: ReadModel<Model>): ReadModel => readModel as unknown as ReadModel;

const PRODUCTS = { 1: opaque(productsView(1)), 2: opaque(productsView(2)) } as const;

/** The read model of a view; there are two versions of the items sold. */
export function readModelOf(view: ViewId, version: Version): ReadModel {
  if (view === 'products') return PRODUCTS[version];
  return view === 'orders' ? ORDERS : HISTORY;
}

const ORDERS = opaque(ordersView);
const HISTORY = opaque(historyView);
