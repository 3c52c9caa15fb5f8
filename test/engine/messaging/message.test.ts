import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { causedBy } from '../../../engine/events/index.ts';
import { messageOf } from '../../../engine/messaging/index.ts';
import { one } from './recorded.ts';

const whole = one();
const part = (index: number, id = whole.id) => ({ ...whole, id, part: { index, of: 9 } });

test('a message is the event as recorded, with its stream as the key, and frozen', () => {
  const message = messageOf(whole);
  expect(message).toEqual({ ...whole, key: 'cart-1' });
  expect(Object.isFrozen(message)).toBe(true);
  expect(messageOf(whole)).toEqual(message);
});

test('what a message leads to names the event as its cause', () => {
  expect(causedBy(messageOf(whole))).toEqual({ correlationId: 'e1', causationId: 'e1' });
});

test('each part of a split event has an id of its own', () => {
  expect([part(1), part(2), part(10)].map((event) => messageOf(event).id)).toEqual(['e1#1', 'e1#2', 'e1#10']);
});

test('two events of a stream never share a message id, whatever ids their writers chose', () => {
  const id = fc.stringMatching(/^[a#01]{1,6}$/);
  const event = fc.tuple(id, fc.option(fc.integer({ min: 1, max: 11 }))).map(([chosen, index]) => ({
    place: JSON.stringify([chosen, index]),
    event: index === null ? { ...whole, id: chosen } : part(index, chosen),
  }));
  fc.assert(
    fc.property(event, event, (a, b) => {
      expect(messageOf(a.event).id === messageOf(b.event).id).toBe(a.place === b.place);
    }),
    { numRuns: 2_000 },
  );
  expect(messageOf({ ...whole, id: 'e1#1' }).id).not.toBe(messageOf(part(1)).id);
});

test.each([undefined, null, 'e1', {}, { id: 'e1' }, { stream: 'cart-1' }])('%o makes no message', (event) => {
  expect(() => messageOf(event as never)).toThrow(InvalidInputError);
});
