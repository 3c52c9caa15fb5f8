import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { createTimeline, historyOf, without } from '../../../engine/timeline/index.ts';
import { bank, moves, replay, tally } from './bank.ts';

const amounts = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
const picks = fc.array(fc.nat(), { maxLength: 5 });

describe('a timeline without some events', () => {
  test('is the fold of the others, at every position, and leaves the original alone', () => {
    fc.assert(
      fc.property(amounts, picks, picks, (list, some, more) => {
        const events = moves(list);
        const positionsOf = (numbers: number[]) => numbers.map((n) => 1 + (n % events.length));
        const timeline = createTimeline(historyOf(events), bank);
        const once = without(timeline, positionsOf(some)).timeline;
        const twice = without(once, positionsOf(more)).timeline;
        const both = new Set(positionsOf([...some, ...more]));
        expect(twice.skipped).toEqual([...both].sort((a, b) => a - b));
        for (let position = 0; position <= events.length; position += 1) {
          expect(once.stateAt(position).state).toEqual(replay(events, position, new Set(positionsOf(some))));
          expect(twice.stateAt(position).state).toEqual(replay(events, position, both));
          expect(timeline.stateAt(position).state).toEqual(replay(events, position));
        }
      }),
    );
  });

  const long = createTimeline(historyOf(moves(Array.from({ length: 10_000 }, () => 1))), tally);

  test.each([
    [[9_000], 8_992],
    [[9_000, 9_500], 8_992],
    [[9_500, 9_000], 8_992],
    [[8_993], 8_992],
    [[8_992], 8_976],
    [[1], 0],
    [[10_000], 9_984],
    [[], 10_000],
  ])('passing over %o folds anew from position %i only', (positions, checkpoint) => {
    expect(long.stride).toBe(16);
    const whatIf = without(long, positions);
    expect(whatIf).toMatchObject({ checkpoint, eventsRead: 10_000 - checkpoint });
    expect(whatIf.timeline.stateAt(10_000).state.count).toBe(10_000 - positions.length);
    expect(whatIf.timeline.stride).toBe(long.stride);
    expect(whatIf.timeline.checkpoints).toBe(long.checkpoints);
  });

  test('shares the states before the first of them', () => {
    const { timeline } = without(long, [9_000]);
    expect(timeline.stateAt(8_000).state).toBe(long.stateAt(8_000).state);
  });

  test.each([[0], [10_001], [-1], [1.5], [NaN], ['1']])('is refused for position %o', (position) => {
    expect(() => without(long, [3, position as number])).toThrow(
      'without: positions[1]: expected a position from 1',
    );
  });

  test('is refused for what is no array', () => {
    expect(() => without(long, 3 as never)).toThrow(InvalidInputError);
  });
});
