import { InvalidInputError } from '../errors.ts';
import type { Model, Step } from './model.ts';

/** How to make a property fail: where it begins, and what happens, step by step, until it fails. */
export interface Counterexample<State, Action> {
  readonly property: string;
  readonly initial: State;
  /** Each action with the state after it. The last state, or the last step, is the one that fails. */
  readonly steps: readonly { readonly action: Action; readonly state: State }[];
}

/** Where a property failed first: in a state, or at a step from it that answers `fails`. */
export interface Failure<State> {
  /** The representatives of the states on the way, the initial one first. */
  readonly path: readonly State[];
  readonly fails?: (before: State, after: State) => boolean;
}

/**
 * Plays the way to a failure once more, through states that the model really has: under symmetry, what is known of
 * the way are representatives, each of which may have its participants in another order than the one before.
 *
 * @throws InvalidInputError if the way cannot be played: then `canonical` is no symmetry, or something is not pure
 */
export function replay<State, Action>(
  model: Model<State, Action>,
  property: string,
  { path, fails }: Failure<State>,
): Counterexample<State, Action> {
  const canonical = model.canonical ?? ((state: State) => state);
  const keyOf = (state: State) => model.key(canonical(state));
  const [first, ...rest] = path.map((state) => model.key(state));

  const initial = found(model.initial.find((state) => keyOf(state) === first));
  let state = initial;
  const steps: { action: Action; state: State }[] = [];
  const go = (leads: (next: State) => boolean): void => {
    const { action, next } = found(find(model.actions(state), leads));
    steps.push({ action, state: next });
    state = next;
  };
  for (const key of rest) go((next) => keyOf(next) === key);
  if (fails !== undefined) go((next) => fails(state, next));
  return { property, initial, steps };
}

function find<State, Action>(
  steps: Iterable<Step<State, Action>>,
  leads: (next: State) => boolean,
): Step<State, Action> | undefined {
  for (const step of steps) if (leads(step.next)) return step;
  return undefined;
}

function found<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new InvalidInputError(
    'searchStates: model',
    'pure functions, and states with the same canonical form that have corresponding steps',
    'a step that was there before and is not there now',
  );
}
