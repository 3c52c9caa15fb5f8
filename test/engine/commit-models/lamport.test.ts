import { describe, expect, test } from 'vitest';
import {
  packedTwoPhase,
  tcommit,
  twoPhase,
  type TwoPhaseState,
} from '../../../engine/commit/models/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { implementsModel, searchStates } from '../../../engine/explore/index.ts';

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

describe('TwoPhase implements TCommit', () => {
  const implementsTCommit = (n: number) =>
    implementsModel('implements TCommit', tcommit(n), (state: TwoPhaseState) => state.participants);

  test.each([1, 2, 3])('with %i participants: each step is a step of TCommit, or none', (n) => {
    const model = { ...twoPhase(n), stepProperties: [implementsTCommit(n)] };
    expect(searchStates(model).runToEnd()).toMatchObject({ outcome: 'complete', violations: 0 });
  });

  test('and it would be noticed if it did not: a participant that commits on its own', () => {
    const honest = twoPhase(2);
    const hasty: typeof honest = {
      ...honest,
      stepProperties: [implementsTCommit(2)],
      actions: (state) => [
        ...honest.actions(state),
        ...(state.participants[0] === 'prepared'
          ? [
              {
                action: { type: 'participant-receives-commit', participant: 0 } as const,
                next: { ...state, participants: state.participants.with(0, 'committed') },
              },
            ]
          : []),
      ],
    };
    expect(
      searchStates(hasty)
        .runToEnd()
        .counterexample?.steps.map(({ action }) => action),
    ).toEqual([
      { type: 'participant-prepares', participant: 0 },
      { type: 'participant-receives-commit', participant: 0 },
    ]);
  });
});

test.each([0, 7, 1.5, NaN])('%s participants are refused', (n) => {
  for (const make of [tcommit, twoPhase, packedTwoPhase]) expect(() => make(n)).toThrow(InvalidInputError);
});
