import { describe, expect, test } from 'vitest';
import { tcommit, twoPhase } from '../../../engine/commit/models/index.ts';
import { searchStates } from '../../../engine/explore/index.ts';

describe('TCommit', () => {
  test.each([
    [1, 4, 5, 3],
    [2, 12, 23, 5],
    [3, 34, 94, 7],
  ])('with %i participants has %i states, %i generated, on %i levels', (n, distinct, generated, depth) => {
    expect(searchStates(tcommit(n)).runToEnd()).toMatchObject({
      outcome: 'complete',
      distinct,
      generated,
      depth,
    });
  });
});

describe('TwoPhase', () => {
  test.each([
    [1, 12, 20, 5],
    [2, 56, 154, 8],
    [3, 288, 1146, 11],
  ])(
    'with %i participants has %i states, %i generated, on %i levels, all consistent',
    (n, distinct, generated, depth) => {
      expect(searchStates(twoPhase(n)).runToEnd()).toMatchObject({
        outcome: 'complete',
        distinct,
        generated,
        depth,
        violations: 0,
      });
    },
  );
});
