import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { Fnv1a64 } from '../../../engine/timeline/fnv1a.ts';
import { canonicalJson, historyHash, historyOf } from '../../../engine/timeline/index.ts';
import { plainData } from '../arbitrary.ts';
import { moves } from './bank.ts';

/** FNV-1a as its authors define it, byte by byte, in big integers. */
function fnv1a64ByDefinition(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

const fnv1a64 = (...texts: string[]): string => {
  const hash = new Fnv1a64();
  for (const text of texts) hash.add(text);
  return hash.digest;
};

/** Texts with characters of one, two, three and four bytes in UTF-8. */
const text = fc
  .array(
    fc.oneof(
      ...[0x7f, 0x7ff, 0xd7ff, 0x10ffff].map((max) =>
        fc.integer({ min: max === 0x10ffff ? 0xe000 : 0, max }),
      ),
    ),
  )
  .map((codes) => String.fromCodePoint(...codes));

describe('the 64-bit FNV-1a hash', () => {
  test.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of %o is the published %s', (input, hash) => {
    expect(fnv1a64(input)).toBe(hash);
  });

  test('is as defined, for any text, in pieces or whole', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(fnv1a64(one, other)).toBe(fnv1a64ByDefinition(one + other));
      }),
      { numRuns: 200 },
    );
  });

  test('takes half a surrogate pair for U+FFFD', () => {
    expect(fnv1a64('a\ud800b')).toBe(fnv1a64ByDefinition('a\ufffdb'));
  });
});

describe('canonical JSON', () => {
  test('does not depend on the order in which keys were written', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, null], c: 'é' } })).toBe('{"a":{"c":"é","d":[1,null]},"b":1}');
    expect(canonicalJson({ a: { c: 'é', d: [1, null] }, b: 1 })).toBe('{"a":{"c":"é","d":[1,null]},"b":1}');
  });

  test('reads back as what was written', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(plain);
      }),
    );
  });

  test('leaves undefined properties out, and refuses what is no data', () => {
    expect(canonicalJson({ a: undefined, b: -0 })).toBe('{"b":0}');
    expect(() => canonicalJson({ at: new Date(0) })).toThrow(InvalidInputError);
  });
});

describe('the hash of a history', () => {
  const events = moves([5, -3, 8]);
  const hash = historyHash(historyOf(events));

  test('is the same on every machine', () => {
    expect(hash).toBe('9acdef56d460ece4');
  });

  test('is that of the events as canonical JSON, a line each', () => {
    expect(hash).toBe(fnv1a64(...events.map((event) => `${canonicalJson(event)}\n`)));
  });

  test('does not depend on the order of keys', () => {
    const turned = events.map(
      (event) => Object.fromEntries(Object.entries(event).toReversed()) as typeof event,
    );
    expect(historyHash(historyOf(turned))).toBe(hash);
  });

  test.each<[string, (copy: typeof events) => unknown]>([
    ['an amount', (copy) => (copy[1] = { ...copy[1]!, data: { ...copy[1]!.data, amount: -4 } })],
    ['a time', (copy) => (copy[2] = { ...copy[2]!, recordedAt: 99 })],
    ['metadata', (copy) => (copy[0] = { ...copy[0]!, metadata: { by: 'ann' } })],
    ['the order', (copy) => copy.reverse()],
    ['the end', (copy) => copy.pop()],
  ])('changes when %s does', (_, change) => {
    const copy = [...events];
    change(copy);
    expect(historyHash(historyOf(copy))).not.toBe(hash);
  });

  test('of nothing is the hash of no text', () => {
    expect(historyHash(historyOf([]))).toBe(fnv1a64(''));
  });

  test('is refused for what is no history', () => {
    expect(() => historyHash(events as never)).toThrow(InvalidInputError);
  });
});
