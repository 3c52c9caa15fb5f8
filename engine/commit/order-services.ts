import { CommandRefusedError, fold } from '../aggregates/index.ts';
import { inventory, type InventoryCommand, type InventoryEvent } from '../domains/inventory.ts';
import { order, type OrderCommand, type OrderEvent } from '../domains/orders.ts';
import { payment, type PaymentEvent } from '../domains/payment.ts';
import { InvalidInputError } from '../errors.ts';
import { requireCount, requireName, requireObject, requireWholeNumber } from '../guards.ts';
import { eventsOf, type Fact, type ServiceNode } from './service-node.ts';

/** One order that touches three services. Quantities are in pieces, amounts in whole cents. */
export interface OrderOptions {
  /** Default: `1001`. */
  readonly orderId?: string;
  /** Default: 2. */
  readonly quantity?: number;
  /** How much of the item there is at the beginning. Default: 5. */
  readonly stock?: number;
  /** Of one piece. Default: 1500. */
  readonly price?: number;
  /** Whether the bank takes the payment. Default: yes. */
  readonly card?: 'good' | 'declined';
  /** How often a fact that nobody confirmed is sent again, in milliseconds. Default: 100. */
  readonly resend?: number;
}

export type OrderSetting = Required<OrderOptions>;

/** The services, as nodes for the simulator. */
export interface OrderServices {
  readonly orderId: string;
  readonly nodes: Readonly<Record<'orders' | 'inventory' | 'payment', ServiceNode>>;
}

/** @throws InvalidInputError for options that are none */
export function requireOrder(options: OrderOptions, where: string): OrderSetting {
  const {
    orderId = '1001',
    quantity = 2,
    stock = 5,
    price = 1500,
    card = 'good',
    resend = 100,
  } = requireObject(options, `${where}: options`);
  if (!['good', 'declined'].includes(card)) {
    throw new InvalidInputError(`${where}: card`, "'good' or 'declined'", card);
  }
  return {
    orderId: requireName(orderId, `${where}: orderId`),
    quantity: requireCount(quantity, `${where}: quantity`),
    stock: requireWholeNumber(stock, `${where}: stock`, 1),
    price: requireCount(price, `${where}: price`),
    card,
    resend: requireCount(resend, `${where}: resend`),
  };
}

/** The order, as the customer left it. */
export function openOrder({ quantity }: OrderSetting): readonly OrderEvent[] {
  return [
    { type: 'OrderCreated', data: { customer: 'Ann' } },
    { type: 'ItemAdded', data: { item: 'notebook', quantity } },
  ];
}

export function openStock({ stock }: OrderSetting): readonly InventoryEvent[] {
  return [{ type: 'StockReceived', data: { quantity: stock } }];
}

export function decideOrder(command: OrderCommand, history: readonly Fact[]): readonly Fact[] {
  const types = ['OrderCreated', 'ItemAdded', 'ItemRemoved', 'OrderCheckedOut'] as const;
  return order.decide(command, fold(order, eventsOf<OrderEvent>(history, types)));
}

export function decideStock(command: InventoryCommand, history: readonly Fact[]): readonly Fact[] {
  const types = ['StockReceived', 'StockReserved', 'StockReleased'] as const;
  return inventory.decide(command, fold(inventory, eventsOf<InventoryEvent>(history, types)));
}

export function decidePayment(
  { orderId, quantity, price }: OrderSetting,
  history: readonly Fact[],
): readonly Fact[] {
  const paid = fold(payment, eventsOf<PaymentEvent>(history, ['PaymentCompleted']));
  return payment.decide({ type: 'CompletePayment', data: { orderId, amount: quantity * price } }, paid);
}

/** What is decided; where a rule of the domain says no, the fact that it did. */
export function orElse(decide: () => readonly Fact[], refused: Fact): readonly Fact[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof CommandRefusedError) return [refused];
    throw error;
  }
}
