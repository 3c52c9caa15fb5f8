import { InvalidInputError } from '../errors.ts';
import {
  decideOrder,
  decidePayment,
  decideStock,
  openOrder,
  openStock,
  requireOrder,
  type OrderOptions,
  type OrderServices,
} from './order-services.ts';
import { serviceNode } from './service-node.ts';

/**
 * The order without a transaction over several services: one event, `PaymentCompleted`, is one append to one log, and
 * with it the matter is decided. Orders and inventory read it and follow, each in its time.
 *
 * Nothing is left for them to refuse, so this is for what may not fail after the event. Where somebody may say no
 * later (a card that is declined, stock that is gone), take a saga.
 *
 * @throws InvalidInputError for options that are none, for a card that is declined, and for less stock than is ordered
 */
export function createOneEvent(options: OrderOptions = {}): OrderServices {
  const setting = requireOrder(options, 'createOneEvent');
  const { orderId, quantity, stock, card, resend } = setting;
  if (card !== 'good') throw new InvalidInputError('createOneEvent: card', "'good'", card);
  if (stock < quantity) throw new InvalidInputError('createOneEvent: stock', `at least ${quantity}`, stock);

  return {
    orderId,
    nodes: {
      orders: serviceNode('orders', {
        opening: openOrder(setting),
        react: (_, history) => decideOrder({ type: 'CheckOut', data: { payment: orderId } }, history),
        readers: {},
        resend,
      }),
      inventory: serviceNode('inventory', {
        opening: openStock(setting),
        react: (_, history) => decideStock({ type: 'ReserveStock', data: { orderId, quantity } }, history),
        readers: {},
        resend,
      }),
      payment: serviceNode('payment', {
        opening: decidePayment(setting, []),
        react: () => [],
        readers: { PaymentCompleted: ['orders', 'inventory'] },
        resend,
      }),
    },
  };
}
