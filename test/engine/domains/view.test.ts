import { describe, expect, test } from 'vitest';
import { fold } from '../../../engine/aggregates/index.ts';
import { rowPerStream } from '../../../engine/domains/view.ts';
import { rowOf } from '../../../engine/projections/index.ts';

const count = rowPerStream<number, { type: string; data: null }>('order', (row = 0) => row + 1);
const event = (stream: string): { type: string; data: null; stream: string } => ({
  type: 'Happened',
  data: null,
  stream,
});

describe('a table with a row for each stream', () => {
  test('keeps the streams apart, and passes over other categories', () => {
    const events = ['order-1', 'order-2', 'cart-1', 'order-1'].map(event);
    expect(fold(count, events)).toEqual({ '1': 2, '2': 1 });
  });

  test.each(['constructor', '__proto__', 'toString'])('finds no row called %s before there is one', (id) => {
    expect(rowOf(count.initial, id)).toBeUndefined();
    expect(rowOf(fold(count, [event(`order-${id}`)]), id)).toBe(1);
  });

  test('leaves the table that it began with as it was', () => {
    const before = fold(count, [event('order-1')]);
    fold(count, [event('order-1'), event('order-2')], before);
    expect(before).toEqual({ '1': 1 });
  });
});
