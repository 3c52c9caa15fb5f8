import { describe, expect, test } from 'vitest';
import { CONSISTENCY, threePhase } from '../../../engine/commit/models/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { searchStates } from '../../../engine/explore/index.ts';
import { walk } from './walk.ts';

describe('three-phase commit whose time-outs may strike at any moment', () => {
  test('is contradicted by three participants after ten steps: one had heard of the pre-commit, one had not', () => {
    const model = threePhase(3, { timeOuts: true });
    const { counterexample } = searchStates(model).runToEnd();
    const { participants } = walk(model, counterexample!);
    expect(counterexample).toMatchObject({ property: CONSISTENCY });
    expect(counterexample!.steps).toHaveLength(10);
    expect(participants.map(({ own }) => own).sort()).toEqual(['aborted', 'committed', 'prepared']);
    const timeOuts = counterexample!.steps.filter(({ action }) => action.type === 'participant-times-out');
    expect(timeOuts).toHaveLength(2);
  });

  test('is safe with one participant', () => {
    expect(searchStates(threePhase(1, { timeOuts: true })).runToEnd()).toMatchObject({
      outcome: 'complete',
      violations: 0,
    });
  });

  test.each([1, 2, 3])('is consistent without them, with %i participants', (n) => {
    expect(searchStates(threePhase(n, { timeOuts: false })).runToEnd()).toMatchObject({
      outcome: 'complete',
      violations: 0,
    });
  });

  test('commits only what all have acknowledged, and can tell everybody who is undecided to abort', () => {
    const model = threePhase(3, { timeOuts: false });
    type State = (typeof model.initial)[number];
    const acknowledged = ({ participants }: State) =>
      participants.every(({ acknowledgementHeard }) => acknowledgementHeard);
    const canTell = (state: State) => {
      const told = [...model.actions(state)].filter(
        ({ action }) => action.type === 'participant-receives-abort',
      );
      const undecided = state.participants.filter(({ own }) => own === 'working' || own === 'prepared');
      return told.length === (state.coordinator === 'aborted' ? undecided.length : 0);
    };
    const report = searchStates({
      ...model,
      properties: [
        { name: 'acknowledged', holds: (state) => state.coordinator !== 'committed' || acknowledged(state) },
        { name: 'told', holds: canTell },
      ],
    }).runToEnd();
    expect(report).toMatchObject({ outcome: 'complete', violations: 0 });
  });

  test('can commit, and can abort', () => {
    for (const outcome of ['committed', 'aborted']) {
      const model = threePhase(3, { timeOuts: false });
      const all = {
        name: 'not all',
        holds: (state: (typeof model.initial)[number]) =>
          !state.participants.every(({ own }) => own === outcome),
      };
      expect(searchStates({ ...model, properties: [all] }).runToEnd().violations).toBeGreaterThan(0);
    }
  });
});

test('what is no choice of time-outs is refused', () => {
  expect(() => threePhase(3, { timeOuts: 'yes' as never })).toThrow(InvalidInputError);
  expect(() => threePhase(0, { timeOuts: true })).toThrow(InvalidInputError);
});
