import { expect } from 'vitest';
import type { Counterexample, Model } from '../../../engine/explore/index.ts';

/** Walks a counterexample through the model and gives its last state. Fails if the model has no such way. */
export function walk<State, Action>(
  model: Model<State, Action>,
  { initial, steps }: Counterexample<State, Action>,
): State {
  expect(model.initial).toContainEqual(initial);
  let at = initial;
  for (const step of steps) {
    expect([...model.actions(at)]).toContainEqual({ action: step.action, next: step.state });
    at = step.state;
  }
  return at;
}
