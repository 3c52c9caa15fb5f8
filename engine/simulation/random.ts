import { InvalidInputError } from '../errors.ts';
import { requireWholeNumber } from '../guards.ts';

/** Chance that can be repeated: the same seed gives the same numbers, on every machine. */
export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive), one of 2^32 that are equally likely. */
  next(): number;
  /**
   * A whole number from 0 to `below` − 1, all of them equally likely.
   *
   * @throws InvalidInputError for a bound that is no whole number from 1 to 2^32
   */
  integer(below: number): number;
  /**
   * True with probability `p`, and always or never for 1 and 0. It takes one number either way.
   *
   * @throws InvalidInputError for what is no number from 0 to 1
   */
  chance(p: number): boolean;
  /**
   * One of the items, all of them equally likely.
   *
   * @throws InvalidInputError for what is no array, and for an empty one
   */
  pick<T>(items: readonly T[]): T;
}

/** Four words of 32 bits, not all of them 0. */
type Words = readonly [number, number, number, number];

const TWO_TO_32 = 2 ** 32;

/**
 * A source of numbers that look random and are the same for the same seed.
 *
 * @param seed any safe integer; different seeds begin in different states
 * @throws InvalidInputError for anything but a safe integer
 * Source: xoshiro128** of David Blackman and Sebastiano Vigna ("Scrambled Linear Pseudorandom Number Generators"),
 * its state filled by splitmix32 (the splittable generator of Steele, Lea and Flood, for 32 bits). Good for
 * simulation, useless for secrets.
 */
export function createRandom(seed: number): Random {
  const bits = xoshiro128StarStar(wordsOf(requireSeed(seed, 'createRandom: seed')));
  const integer = (below: number): number => {
    if (requireWholeNumber(below, 'integer: below', 1) > TWO_TO_32) {
      throw new InvalidInputError('integer: below', 'a whole number from 1 to 2^32', below);
    }
    const fair = TWO_TO_32 - (TWO_TO_32 % below); // numbers from here on would favour the small remainders
    let drawn = bits();
    while (drawn >= fair) drawn = bits();
    return drawn % below;
  };
  return {
    next: () => bits() / TWO_TO_32,
    integer,
    chance: (p) => bits() / TWO_TO_32 < requireProbability(p, 'chance: p'),
    pick: <T>(items: readonly T[]): T => {
      if (Array.isArray(items) && items.length > 0) return items[integer(items.length)] as T;
      throw new InvalidInputError('pick: items', 'a non-empty array', items);
    },
  };
}

/** @throws InvalidInputError for anything but a safe integer */
export function requireSeed(seed: unknown, where: string): number {
  if (Number.isSafeInteger(seed)) return seed as number;
  throw new InvalidInputError(where, 'a safe integer', seed);
}

/** @throws InvalidInputError for anything but a number from 0 to 1 */
export function requireProbability(p: unknown, where: string): number {
  if (typeof p === 'number' && p >= 0 && p <= 1) return p;
  throw new InvalidInputError(where, 'a probability from 0 to 1', p);
}

/** The generator itself: each call gives the next 32 bits. */
export function xoshiro128StarStar(words: Words): () => number {
  let [a, b, c, d] = words;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** The generator that fills the state of the other one: each call gives the next 32 bits. */
export function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** A state from a seed: two words from its lower 32 bits, and two from its upper ones, started anew by the second. */
function wordsOf(seed: number): Words {
  const lower = splitmix32(seed % TWO_TO_32);
  const [a, b] = [lower(), lower()];
  const upper = splitmix32(Math.floor(seed / TWO_TO_32) ^ b);
  return [a, b, upper(), upper()];
}
