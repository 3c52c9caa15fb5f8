import type { CommitScenario } from '../../../engine/commit/index.ts';
import { twoPhase, type TwoPhaseState } from '../../../engine/commit/models/index.ts';
import { allowsStep, type Key } from '../../../engine/explore/index.ts';
import type { Simulation } from '../../../engine/simulation/index.ts';
import { projectionOf } from './projection.ts';

/** Holds runs of one scenario against TwoPhase. */
export interface Refinement {
  /** The states of TwoPhase that the runs came through, by their keys. */
  readonly seen: ReadonlySet<Key>;
  /** Begins with another run. */
  readonly begin: () => Follower;
}

/** Follows one run: asked after each of its steps, it says what was no step of TwoPhase; null if all were. */
export type Follower = (simulation: Simulation) => string | null;

const models = [1, 2, 3].map(twoPhase);
const stepRules = models.map((model) => allowsStep(model));
const reachable = models.map(reachableStates);

export function refinementOf(scenario: CommitScenario): Refinement {
  const index = scenario.participants.length - 1;
  const model = models[index] as (typeof models)[number];
  const allows = stepRules[index] as (typeof stepRules)[number];
  const seen = new Set<Key>();
  return {
    seen,
    begin: () => {
      const projection = projectionOf(scenario);
      const [initial] = model.initial as [TwoPhaseState];
      let before = projection.state();
      let wrong = model.key(before) === model.key(initial) ? null : 'It does not begin as TwoPhase begins.';
      return (simulation) => {
        projection.follow(simulation);
        const after = projection.state();
        if (!allows(before, after)) wrong ??= `no step: from ${model.key(before)} to ${model.key(after)}`;
        if (reachable[index]?.has(model.key(after)) !== true) wrong ??= `no state: ${model.key(after)}`;
        seen.add(model.key(after));
        before = after;
        return wrong;
      };
    },
  };
}

/** The keys of all states of TwoPhase. */
function reachableStates({ initial, actions, key }: (typeof models)[number]): ReadonlySet<Key> {
  const states = [...initial];
  const keys = new Set(initial.map(key));
  for (const state of states) {
    for (const { next } of actions(state)) {
      if (keys.has(key(next))) continue;
      keys.add(key(next));
      states.push(next);
    }
  }
  return keys;
}

/** How many states TwoPhase has, with so many participants. */
export const statesOfTwoPhase = (participants: number): number => reachable[participants - 1]?.size ?? 0;
