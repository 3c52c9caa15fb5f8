import { InvalidInputError } from '../errors.ts';
import { requireFunction, requireName, requireObject, requirePort } from '../guards.ts';

/** What names a state: two states with the same key are one. */
export type Key = string | number | bigint;

/** One thing that may happen, and the state after it. */
export interface Step<State, Action> {
  readonly action: Action;
  readonly next: State;
}

/** An invariant: it is to hold in every state that can be reached. */
export interface StateProperty<State> {
  readonly name: string;
  readonly holds: (state: State) => boolean;
}

/** What is to hold of every step, and of the states to begin with. */
export interface StepProperty<State> {
  readonly name: string;
  /** Asked for each initial state. Without it, every beginning will do. */
  readonly initially?: (state: State) => boolean;
  readonly holds: (before: State, after: State) => boolean;
}

/** Something that must never become impossible: from every state that it concerns, a goal is to be within reach. */
export interface Possibility<State> {
  readonly name: string;
  readonly concerns: (state: State) => boolean;
  readonly goal: (state: State) => boolean;
}

/**
 * A system as a set of states and the steps between them. All functions must be pure.
 *
 * Source: the state machines of Leslie Lamport's TLA+.
 */
export interface Model<State, Action> {
  /** The states it may begin in, at least one. */
  readonly initial: readonly State[];
  /** Every action that is enabled in a state, once, even one that leads back to the same state. */
  readonly actions: (state: State) => Iterable<Step<State, Action>>;
  readonly key: (state: State) => Key;
  /**
   * For a model that cannot tell some of its states apart, say by which participant has which number: the same
   * state for all of these. Every property must then be one that cannot tell them apart either.
   */
  readonly canonical?: (state: State) => State;
  readonly properties?: readonly StateProperty<State>[];
  readonly stepProperties?: readonly StepProperty<State>[];
  readonly possibilities?: readonly Possibility<State>[];
}

/** @throws InvalidInputError for anything but a model */
export function requireModel<State, Action>(
  model: Model<State, Action>,
  where: string,
): Model<State, Action> {
  const { initial, actions, key, canonical } = requireObject(model, where);
  if (!Array.isArray(initial) || initial.length === 0) {
    throw new InvalidInputError(`${where}.initial`, 'an array of at least one state', initial);
  }
  requireFunction(actions, `${where}.actions`);
  requireFunction(key, `${where}.key`);
  if (canonical !== undefined) requireFunction(canonical, `${where}.canonical`);
  const names = new Set<string>();
  for (const [field, methods] of KINDS) {
    const properties: unknown = model[field] ?? [];
    if (!Array.isArray(properties)) {
      throw new InvalidInputError(`${where}.${field}`, 'an array of properties', properties);
    }
    for (const [i, property] of (properties as Record<string, unknown>[]).entries()) {
      const at = `${where}.${field}[${i}]`;
      const name = requireName(requirePort(property, methods, at)['name'], `${at}.name`);
      if (names.has(name)) throw new InvalidInputError(`${at}.name`, 'a name of its own', name);
      names.add(name);
    }
  }
  return model;
}

const KINDS = [
  ['properties', ['holds']],
  ['stepProperties', ['holds']],
  ['possibilities', ['concerns', 'goal']],
] as const;
