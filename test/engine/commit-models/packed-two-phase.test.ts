import { describe, expect, test } from 'vitest';
import {
  orderParticipants,
  packedTwoPhase,
  packTwoPhase,
  twoPhase,
  unpackTwoPhase,
  type TwoPhaseState,
} from '../../../engine/commit/models/index.ts';
import { searchStates } from '../../../engine/explore/index.ts';

/** Every state of the readable model. */
const statesOf = (participants: number): TwoPhaseState[] => {
  const states: TwoPhaseState[] = [];
  const seen = { name: 'seen', holds: (state: TwoPhaseState) => states.push(state) > 0 };
  searchStates({ ...twoPhase(participants), properties: [seen] }).runToEnd();
  return states;
};

describe.each([1, 2, 3])('the packed and the readable TwoPhase agree with %i participants', (n) => {
  const states = statesOf(n);

  test('on every state, which comes out of the number as it went in', () => {
    for (const state of states) expect(unpackTwoPhase(packTwoPhase(state), n)).toEqual(state);
    expect(states.map(packTwoPhase)).toContain(packedTwoPhase(n).initial[0]);
  });

  test('on every action of every state', () => {
    const [readable, packed] = [twoPhase(n), packedTwoPhase(n)];
    for (const state of states) {
      const expected = [...readable.actions(state)].map(({ action, next }) => ({
        action,
        next: packTwoPhase(next),
      }));
      expect([...packed.actions(packTwoPhase(state))]).toEqual(expected);
    }
  });

  test('on what is consistent, in reach or not', () => {
    const [readable, packed] = [twoPhase(n).properties![0]!, packedTwoPhase(n).properties![0]!];
    const kinds = ['working', 'prepared', 'committed', 'aborted'] as const;
    for (let code = 0; code < 4 ** n; code += 1) {
      const participants = Array.from({ length: n }, (_, i) => kinds[(code >> (2 * i)) & 3]!);
      const state = { ...states[0]!, participants };
      expect(packed.holds(packTwoPhase(state))).toBe(readable.holds(state));
    }
  });

  test('on the whole search', () => {
    const { properties: _, ...numbers } = searchStates(packedTwoPhase(n)).runToEnd();
    expect(searchStates(twoPhase(n)).runToEnd()).toMatchObject(numbers);
  });
});

describe('the symmetry of participants', () => {
  test.each([1, 2, 3, 4])('with %i leaves of each set of rearrangements one state', (n) => {
    const canonical = orderParticipants(n);
    const rearranged = ({ participants, heard, sent, coordinator }: TwoPhaseState): string =>
      JSON.stringify([
        coordinator,
        sent.commit,
        sent.abort,
        participants.map((own, i) => `${own} ${heard[i]} ${sent.prepared[i]}`).sort(),
      ]);
    const orbits = new Set(statesOf(n).map(rearranged)).size;
    const report = searchStates({ ...packedTwoPhase(n), canonical }).runToEnd();
    expect(report).toMatchObject({ outcome: 'complete', distinct: orbits, violations: 0 });
    expect(report.depth).toBe(searchStates(packedTwoPhase(n)).runToEnd().depth);
  });
});

test.each([
  [4, 1_568, 8_258, 14],
  [5, 8_832, 58_146, 17],
  [6, 50_816, 402_306, 20],
])(
  '%i participants have %i states, %i generated, on %i levels, all consistent',
  (n, distinct, generated, depth) => {
    const report = searchStates(packedTwoPhase(n)).runToEnd();
    expect(report).toMatchObject({ outcome: 'complete', distinct, generated, depth, violations: 0 });
  },
);
