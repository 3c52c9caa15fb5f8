import { describe, expect, test } from 'vitest';
import { CommandRefusedError, given } from '../../../engine/aggregates/index.ts';
import { payment, type CompletePayment, type PaymentEvent } from '../../../engine/domains/payment.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { handlerFor } from './deciding.ts';

const complete = (amount: number, orderId = '1001'): CompletePayment => ({
  type: 'CompletePayment',
  data: { orderId, amount },
});
const completed = (amount: number, orderId = '1001'): PaymentEvent => ({
  type: 'PaymentCompleted',
  data: { orderId, amount },
});

describe('a payment', () => {
  test('is completed, and says for which order and how much', () => {
    expect(
      given(payment, [])
        .when(complete(4_500))
        .then([completed(4_500)]).difference,
    ).toBe('');
  });

  test('is made once only, whatever the amount', () => {
    const paid = given(payment, [completed(4_500)]);
    expect(paid.when(complete(4_500)).thenRefused('already-paid').difference).toBe('');
    expect(paid.when(complete(1)).thenRefused('already-paid').difference).toBe('');
  });

  test.each([0, -4_500, 45.5, NaN, Infinity])('refuses an amount of %s', (amount) => {
    expect(given(payment, []).when(complete(amount)).thenRefused('invalid-amount').difference).toBe('');
  });

  test('cannot be read without its order', () => {
    expect(() => payment.decide(complete(4_500, ' '), payment.initial)).toThrow(InvalidInputError);
  });

  test('of one order does not keep another from being paid', () => {
    const store = new MemoryEventStore();
    const handle = handlerFor(store, payment);
    handle('1001', complete(4_500, '1001'));
    handle('1002', complete(900, '1002'));
    expect(() => handle('1001', complete(4_500, '1001'))).toThrow(CommandRefusedError);
    expect(store.readAll().events).toMatchObject([
      { stream: 'payment-1001', ...completed(4_500, '1001') },
      { stream: 'payment-1002', ...completed(900, '1002') },
    ]);
  });
});
