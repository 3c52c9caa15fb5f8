import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { bisect, createTimeline, historyOf } from '../../../engine/timeline/index.ts';
import { moves, tally } from './bank.ts';

const timelineOf = (length: number) =>
  createTimeline(historyOf(moves(Array.from({ length }, () => 1))), tally);

describe('bisecting a timeline', () => {
  test('finds every possible turn, in at most ⌈log2 n⌉ looks between the ends', () => {
    for (let length = 1; length <= 40; length += 1) {
      const timeline = timelineOf(length);
      const looks = [];
      for (let turn = 1; turn <= length; turn += 1) {
        const found = bisect(timeline, ({ count }) => count >= turn);
        expect(found.position).toBe(turn);
        looks.push(found.looks.length);
      }
      expect(Math.max(...looks)).toBe(Math.ceil(Math.log2(length)));
      expect(Math.min(...looks)).toBe(Math.floor(Math.log2(length)));
    }
  });

  test('takes no more than 14 looks into ten thousand events', () => {
    const timeline = timelineOf(10_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (turn) => {
        const { position, looks } = bisect(timeline, ({ count }) => count >= turn);
        expect(position).toBe(turn);
        expect(looks.length).toBeLessThanOrEqual(14);
        expect(looks.every((look) => look.holds === look.position >= turn)).toBe(true);
      }),
    );
  });

  test('says null if the predicate does not hold at the end', () => {
    expect(bisect(timelineOf(5), () => false)).toEqual({
      position: null,
      ends: [
        { position: 0, holds: false },
        { position: 5, holds: false },
      ],
      looks: [],
    });
  });

  test('says 0 if the predicate held before the first event', () => {
    expect(bisect(timelineOf(5), () => true)).toMatchObject({ position: 0, looks: [] });
  });

  test('finds nothing in an empty history, unless the beginning will do', () => {
    expect(bisect(timelineOf(0), ({ count }) => count > 0).position).toBeNull();
    expect(bisect(timelineOf(0), ({ count }) => count === 0).position).toBe(0);
  });

  test('finds some turn from false to true where there are several', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (middle) => {
        const truth = [false, ...middle, true];
        const { position } = bisect(timelineOf(truth.length - 1), ({ count }) => truth[count] === true);
        expect([truth[position! - 1], truth[position!]]).toEqual([false, true]);
      }),
    );
  });

  test('needs a predicate', () => {
    expect(() => bisect(timelineOf(1), 'count' as never)).toThrow(InvalidInputError);
  });
});
