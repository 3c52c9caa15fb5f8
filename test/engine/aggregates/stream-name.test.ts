import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idInStream, streamName } from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';

const category = fc.stringMatching(/^[a-z.$]{1,4}$/);
const id = fc.stringMatching(/^[a-z0-9-]{1,5}$/);

describe('the name of an aggregate’s stream', () => {
  test('is its category, a dash and its id', () => {
    expect(streamName('account', '42')).toBe('account-42');
    expect(streamName('account', 'NL-42')).toBe('account-NL-42');
  });

  test('differs for different aggregates', () => {
    fc.assert(
      fc.property(category, id, category, id, (category1, id1, category2, id2) => {
        const same = category1 === category2 && id1 === id2;
        expect(streamName(category1, id1) === streamName(category2, id2)).toBe(same);
      }),
    );
  });

  test('begins with the prefix of its own category, and of no other', () => {
    fc.assert(
      fc.property(category, id, category, (category1, id1, category2) => {
        expect(streamName(category1, id1).startsWith(`${category2}-`)).toBe(category1 === category2);
      }),
    );
  });

  test.each(['', ' ', 'bank-account', 'bank account', ' account', 7, undefined])(
    'refuses the category %o',
    (name) => {
      expect(() => streamName(name as string, '42')).toThrow(InvalidInputError);
    },
  );

  test.each(['', ' ', ' 42', '42\n', 42, null, undefined, {}])('refuses the id %o', (bad) => {
    expect(() => streamName('account', bad as string)).toThrow(InvalidInputError);
  });
});

describe('the id in the name of a stream', () => {
  test('is the one that the name was made of', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\w[\w-]*$/), (id) => {
        expect(idInStream('order', streamName('order', id))).toBe(id);
      }),
    );
  });

  test('is none where the stream is of another category', () => {
    expect(idInStream('order', 'cart-1')).toBeUndefined();
    expect(idInStream('order', 'orders-1')).toBeUndefined();
  });
});
