import {
  CommandRefusedError,
  createCommandHandler,
  createRepository,
} from '../../../engine/aggregates/index.ts';
import { order, type OrderCommand, type OrderEvent } from '../../../engine/domains/orders.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore, type EventStore } from '../../../engine/store/index.ts';

/** The writing side of this lab: the log of a small shop, and the commands that make it longer. */

export type OrderFact = RecordedEvent<OrderEvent>;

/** A command, who gives it and to which order. */
export interface Wish {
  readonly who: string;
  readonly order: string;
  readonly command: OrderCommand;
}

const add = (item: string, quantity: number): OrderCommand => ({ type: 'AddItem', data: { item, quantity } });
const remove = (item: string, quantity: number): OrderCommand => ({
  type: 'RemoveItem',
  data: { item, quantity },
});
const create = (customer: string): OrderCommand => ({ type: 'CreateOrder', data: { customer } });
const pay = (payment: string): OrderCommand => ({ type: 'CheckOut', data: { payment } });

const alice = (command: OrderCommand): Wish => ({ who: 'Alice', order: '1001', command });
const bob = (command: OrderCommand): Wish => ({ who: 'Bob', order: '1002', command });
const carol = (command: OrderCommand): Wish => ({ who: 'Carol', order: '1003', command });
const dave = (command: OrderCommand): Wish => ({ who: 'Dave', order: '1004', command });

/** What has happened when the lab opens: nine commands, nine events. */
const SO_FAR: readonly Wish[] = [
  alice(create('Alice')),
  alice(add('tea', 2)),
  bob(create('Bob')),
  bob(add('mug', 2)),
  alice(add('mug', 1)),
  carol(create('Carol')),
  carol(add('tea', 4)),
  bob(pay('payment-1002')),
  carol(add('pot', 1)),
];

/** How long the log is when the lab opens. */
export const LENGTH_SO_FAR = SO_FAR.length;

/** What the learner may have the customers do. The rules of orders decide whether it happens. */
export const WISHES = {
  'alice-tea': alice(add('tea', 1)),
  'alice-pays': alice(pay('payment-1001')),
  'bob-mug': bob(add('mug', 1)),
  'carol-removes-tea': carol(remove('tea', 1)),
  'carol-pays': carol(pay('payment-1003')),
  'dave-starts': dave(create('Dave')),
  'dave-pot': dave(add('pot', 1)),
} as const satisfies Record<string, Wish>;

export type WishId = keyof typeof WISHES;

export const WISH_IDS = Object.keys(WISHES) as readonly WishId[];

/** The shop: its log, and a way to have a wish fulfilled or refused. */
export interface Shop {
  readonly store: EventStore;
  readonly log: () => readonly OrderFact[];
  /** Null when it was fulfilled, otherwise why the rules refuse it. */
  readonly fulfil: (wish: Wish) => string | null;
}

export function openShop(): Shop {
  const store = new MemoryEventStore();
  let commands = 0;
  const handle = createCommandHandler(
    createRepository({ store, decider: order, newId: () => `command-${(commands += 1)}` }),
  );
  const fulfil = (wish: Wish): string | null => {
    try {
      handle(wish.order, wish.command);
      return null;
    } catch (error) {
      if (error instanceof CommandRefusedError) return error.message;
      throw error;
    }
  };
  SO_FAR.forEach(fulfil);
  return { store, log: () => store.readAll<OrderEvent>().events, fulfil };
}
