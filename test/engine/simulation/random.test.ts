import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { createRandom } from '../../../engine/simulation/index.ts';
import { splitmix32, xoshiro128StarStar } from '../../../engine/simulation/random.ts';

const u32 = (value: bigint): bigint => BigInt.asUintN(32, value);
const rotl = (value: bigint, by: bigint): bigint => u32(value << by) | (value >> (32n - by));

/** xoshiro128** as its authors publish it, in big integers that never lose a bit. */
function xoshiroByDefinition(state: readonly number[], count: number): number[] {
  const s = state.map(BigInt) as [bigint, bigint, bigint, bigint];
  return Array.from({ length: count }, () => {
    const result = u32(rotl(u32(s[1] * 5n), 7n) * 9n);
    const t = u32(s[1] << 9n);
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11n);
    return Number(result);
  });
}

/** splitmix32 by its definition: a counter in steps of the golden ratio, mixed by shifts and multiplications. */
function splitmixByDefinition(seed: bigint, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    let z = u32(seed + 0x9e3779b9n * BigInt(i + 1));
    z = u32((z ^ (z >> 16n)) * 0x21f0aaadn);
    z = u32((z ^ (z >> 15n)) * 0x735a2d97n);
    return Number(z ^ (z >> 15n));
  });
}

const draw = (next: () => number, count: number): number[] => Array.from({ length: count }, next);
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const seeds = fc.maxSafeInteger();

describe('the generator', () => {
  test('begins with the numbers that other implementations test against, for the state 1, 2, 3, 4', () => {
    expect(draw(xoshiro128StarStar([1, 2, 3, 4]), 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('is xoshiro128** as defined, from any state', () => {
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        expect(draw(xoshiro128StarStar([a, b, c, d]), 20)).toEqual(xoshiroByDefinition([a, b, c, d], 20));
      }),
    );
  });

  test('is seeded through splitmix32 as defined', () => {
    fc.assert(
      fc.property(word, (seed) => {
        expect(draw(splitmix32(seed), 6)).toEqual(splitmixByDefinition(BigInt(seed), 6));
      }),
    );
  });

  test('fills its state from both halves of the seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [a, b] = splitmixByDefinition(u32(BigInt(seed)), 2) as [number, number];
        const upper = splitmixByDefinition(u32(BigInt(seed) >> 32n) ^ BigInt(b), 2);
        const expected = xoshiroByDefinition([a, b, ...upper], 5).map((bits) => bits / 2 ** 32);
        expect(draw(createRandom(seed).next, 5)).toEqual(expected);
      }),
    );
  });

  test('gives other numbers for seeds that differ only beyond 32 bits, or in their sign', () => {
    const [one, ...others] = [7, 7 + 2 ** 32, -7, 7 - 2 ** 32].map((seed) =>
      draw(createRandom(seed).next, 3),
    );
    for (const other of others) expect(other).not.toEqual(one);
  });

  test.each([1.5, NaN, Infinity, 2 ** 53, '7', null, undefined])('refuses the seed %o', (seed) => {
    expect(() => createRandom(seed as number)).toThrow(
      expect.objectContaining({ where: 'createRandom: seed', expected: 'a safe integer' }),
    );
  });
});

describe('what is drawn', () => {
  test('is from 0 to just below 1', () => {
    const random = createRandom(1);
    const drawn = draw(random.next, 10_000);
    expect(drawn.every((x) => x >= 0 && x < 1)).toBe(true);
    expect(drawn.reduce((sum, x) => sum + x) / drawn.length).toBeCloseTo(0.5, 1);
  });

  test('as an integer, is below the bound, and reaches every number below it equally often', () => {
    const random = createRandom(2);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) counts[random.integer(6)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(random.integer(1)).toBe(0);
  });

  test('as an integer, favours no remainder where the bound does not divide 2^32', () => {
    // With 3 · 2^30 as the bound, taking the remainder alone would give half of all draws below 2^30.
    const random = createRandom(3);
    const low = draw(() => random.integer(3 * 2 ** 30), 30_000).filter((x) => x < 2 ** 30).length;
    expect(Math.abs(low - 10_000)).toBeLessThan(500);
  });

  test('by chance, happens never at 0, always at 1, and about as often as said in between', () => {
    const random = createRandom(4);
    const times = (p: number): number => draw(() => Number(random.chance(p)), 10_000).reduce((a, b) => a + b);
    expect(times(0)).toBe(0);
    expect(times(1)).toBe(10_000);
    expect(Math.abs(times(0.3) - 3_000)).toBeLessThan(200);
  });

  test('by chance, takes one number, whatever the probability', () => {
    const drawnAfter = (p: number): number => {
      const random = createRandom(5);
      random.chance(p);
      return random.next();
    };
    expect(new Set([0, 0.5, 1].map(drawnAfter)).size).toBe(1);
  });

  test('from a list, is every item now and then', () => {
    const random = createRandom(6);
    expect(new Set(draw(() => random.pick([1, 2, 3]), 100))).toEqual(new Set([1, 2, 3]));
  });

  test.each([
    ['integer: below', () => createRandom(1).integer(0)],
    ['integer: below', () => createRandom(1).integer(2 ** 32 + 1)],
    ['chance: p', () => createRandom(1).chance(1.1)],
    ['chance: p', () => createRandom(1).chance(NaN)],
    ['pick: items', () => createRandom(1).pick([])],
  ])('is refused at %s for what has no meaning', (where, call) => {
    expect(call).toThrow(expect.objectContaining({ where }));
    expect(call).toThrow(InvalidInputError);
  });
});
