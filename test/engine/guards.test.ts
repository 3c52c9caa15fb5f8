import { expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import { requirePort } from '../../engine/guards.ts';

test('a port may be any object that has the methods, of its own or by its class', () => {
  class Clock {
    now(): number {
      return 1;
    }
  }
  const clock = new Clock();
  expect(requirePort(clock, ['now'], 'clock')).toBe(clock);
});

test.each<[unknown, string]>([
  [undefined, 'clock: expected an object'],
  [{}, 'clock.now: expected a function'],
  [{ now: 5 }, 'clock.now: expected a function'],
])('%o is refused as a port that needs a method', (port, message) => {
  const check = () => requirePort(port as { now: () => number }, ['now'], 'clock');
  expect(check).toThrow(InvalidInputError);
  expect(check).toThrow(message);
});
