import type { CartCommand } from '../../../engine/domains/cart.ts';
import type { Deed, Part } from './parts.ts';

/** What the shop sells, in cents. */
export const PRICES = { tea: 350, mug: 800, honey: 520, book: 1_200 } as const;
export type Item = keyof typeof PRICES;
export const ITEMS = Object.keys(PRICES) as readonly Item[];

/** What the client asks the write side for, or the read side about. */
export type Request =
  | { readonly type: 'create'; readonly cart: string }
  | { readonly type: 'add' | 'remove'; readonly cart: string; readonly item: Item }
  | { readonly type: 'check-out'; readonly cart: string }
  | { readonly type: 'ask'; readonly cart: string; readonly from: Source };

/** Where an answer is looked up: in the row that is kept ready, or in the events themselves. */
export type Source = 'read-database' | 'events';

/** What the learner may do: shop, ask, look into an event, break and mend parts, replay. */
export type Command =
  | { readonly type: 'create' }
  | { readonly type: 'add'; readonly item: Item }
  /** Takes out one piece: if there are several, the one that came last. */
  | { readonly type: 'remove'; readonly item: Item }
  | { readonly type: 'check-out' }
  | { readonly type: 'ask'; readonly from: Source }
  | { readonly type: 'open'; readonly position: number }
  | { readonly type: Deed; readonly part: Part }
  | { readonly type: 'replay' };

export type Shopping = Extract<Command, { type: 'create' | 'add' | 'remove' | 'check-out' }>;
export type CommandRequest = Exclude<Request, { type: 'ask' }>;
export type AskRequest = Extract<Request, { type: 'ask' }>;

export const isShopping = (command: Command): command is Shopping =>
  command.type === 'create' ||
  command.type === 'add' ||
  command.type === 'remove' ||
  command.type === 'check-out';

const CUSTOMERS = ['Bob', 'Alice', 'Carol'] as const;

/** Whose cart it is: the first three have names of their own. */
export const customerOf = (cart: string): string => CUSTOMERS[Number(cart) - 1] ?? `Customer ${cart}`;

/** What the domain's decider is told. */
export function domainCommand(request: CommandRequest): CartCommand {
  switch (request.type) {
    case 'create':
      return { type: 'CreateCart', data: { customer: customerOf(request.cart) } };
    case 'add':
      return { type: 'AddItem', data: { item: request.item, price: PRICES[request.item] } };
    case 'remove':
      return { type: 'RemoveItem', data: { item: request.item } };
    case 'check-out':
      return { type: 'CheckOut', data: {} };
  }
}
