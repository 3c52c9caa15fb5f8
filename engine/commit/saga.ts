/**
 * The order as a saga: each service commits its own step at once and tells of it; when a later step fails, the
 * earlier ones are compensated by new facts. It ends done or cancelled, and in between anybody may see, and act on,
 * what will be compensated: a saga has no isolation.
 *
 * Source: H. Garcia-Molina and K. Salem, "Sagas", 1987.
 */

import {
  decideOrder,
  decidePayment,
  decideStock,
  openOrder,
  openStock,
  orElse,
  requireOrder,
  type OrderOptions,
  type OrderServices,
  type OrderSetting,
} from './order-services.ts';
import { serviceNode, type Fact, type ServiceOptions } from './service-node.ts';

type Steps = Readonly<Record<string, (heard: Fact, history: readonly Fact[]) => readonly Fact[]>>;

/**
 * Everyone listens to everyone: the order is submitted, stock is reserved for it, then it is paid. If the payment is
 * declined, the inventory hears it and releases, and the order is cancelled.
 *
 * @throws InvalidInputError for options that are none
 */
export function createChoreographedSaga(options: OrderOptions = {}): OrderServices {
  const setting = requireOrder(options, 'createChoreographedSaga');
  const { orderId, quantity } = setting;
  return services(setting, {
    orders: {
      opening: [...openOrder(setting), { type: 'OrderSubmitted', data: { orderId, quantity } }],
      steps: {
        PaymentCompleted: (_, history) => checkOut(setting, history),
        StockRefused: () => [cancelled(setting)],
        PaymentDeclined: () => [cancelled(setting)],
      },
      readers: { OrderSubmitted: ['inventory'] },
    },
    inventory: {
      steps: {
        OrderSubmitted: (_, history) => reserve(setting, history),
        PaymentDeclined: (_, history) => release(setting, history),
      },
      readers: { StockReserved: ['payment'], StockRefused: ['orders'] },
    },
    payment: {
      steps: { StockReserved: (_, history) => pay(setting, history) },
      readers: { PaymentCompleted: ['orders'], PaymentDeclined: ['inventory', 'orders'] },
    },
  });
}

/**
 * One conducts: orders asks each service in turn and hears from it alone, so that the whole course of the saga is to
 * be read in one log. It is cancelled only when the stock has been released.
 *
 * @throws InvalidInputError for options that are none
 */
export function createOrchestratedSaga(options: OrderOptions = {}): OrderServices {
  const setting = requireOrder(options, 'createOrchestratedSaga');
  const { orderId, quantity, price } = setting;
  const ask = (type: string): readonly Fact[] => [
    { type, data: { orderId, quantity, amount: quantity * price } },
  ];
  return services(setting, {
    orders: {
      opening: [...openOrder(setting), ...ask('StockRequested')],
      steps: {
        StockReserved: () => ask('PaymentRequested'),
        StockRefused: () => [cancelled(setting)],
        PaymentCompleted: (_, history) => checkOut(setting, history),
        PaymentDeclined: () => ask('ReleaseRequested'),
        StockReleased: () => [cancelled(setting)],
      },
      readers: {
        StockRequested: ['inventory'],
        PaymentRequested: ['payment'],
        ReleaseRequested: ['inventory'],
      },
    },
    inventory: {
      steps: {
        StockRequested: (_, history) => reserve(setting, history),
        ReleaseRequested: (_, history) => release(setting, history),
      },
      readers: { StockReserved: ['orders'], StockRefused: ['orders'], StockReleased: ['orders'] },
    },
    payment: {
      steps: { PaymentRequested: (_, history) => pay(setting, history) },
      readers: { PaymentCompleted: ['orders'], PaymentDeclined: ['orders'] },
    },
  });
}

interface Part {
  readonly steps: Steps;
  readonly readers: ServiceOptions['readers'];
}

function services(
  setting: OrderSetting,
  parts: {
    readonly orders: Part & { readonly opening: readonly Fact[] };
    readonly inventory: Part;
    readonly payment: Part;
  },
): OrderServices {
  const service = (name: string, { steps, readers }: Part, opening: readonly Fact[]) =>
    serviceNode(name, {
      opening,
      readers,
      resend: setting.resend,
      react: (heard, history) => steps[heard.type]?.(heard, history) ?? [],
    });
  return {
    orderId: setting.orderId,
    nodes: {
      orders: service('orders', parts.orders, parts.orders.opening),
      inventory: service('inventory', parts.inventory, openStock(setting)),
      payment: service('payment', parts.payment, []),
    },
  };
}

const cancelled = ({ orderId }: OrderSetting): Fact => ({ type: 'OrderCancelled', data: { orderId } });

function checkOut({ orderId }: OrderSetting, history: readonly Fact[]): readonly Fact[] {
  return decideOrder({ type: 'CheckOut', data: { payment: orderId } }, history);
}

function reserve({ orderId, quantity }: OrderSetting, history: readonly Fact[]): readonly Fact[] {
  return orElse(() => decideStock({ type: 'ReserveStock', data: { orderId, quantity } }, history), {
    type: 'StockRefused',
    data: { orderId },
  });
}

function release({ orderId }: OrderSetting, history: readonly Fact[]): readonly Fact[] {
  return decideStock({ type: 'ReleaseStock', data: { orderId } }, history);
}

function pay(setting: OrderSetting, history: readonly Fact[]): readonly Fact[] {
  const { orderId, card } = setting;
  if (card === 'declined') return [{ type: 'PaymentDeclined', data: { orderId } }];
  return decidePayment(setting, history);
}
