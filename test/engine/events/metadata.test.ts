import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { causedBy, type Cause } from '../../../engine/events/index.ts';

describe('the metadata of what a message led to', () => {
  test('carries the correlation on, and names the message as the cause', () => {
    expect(causedBy({ id: 'e7', metadata: { correlationId: 'c1', causationId: 'e6' } })).toEqual({
      correlationId: 'c1',
      causationId: 'e7',
    });
  });

  test('starts a correlation under the id of a message that has none', () => {
    expect(causedBy({ id: 'c1' })).toEqual({ correlationId: 'c1', causationId: 'c1' });
  });

  test.each([[undefined], [null], [{}], [{ id: '' }], [{ id: 7 }]])(
    'needs a message with an id, not %o',
    (cause) => {
      expect(() => causedBy(cause as Cause)).toThrow(InvalidInputError);
    },
  );
});
