import type { Key, Model, StepProperty } from './model.ts';

/**
 * Whether a model allows to go from one state to another in one step, or stays where it is.
 *
 * @throws whatever the model's functions throw
 */
export function allowsStep<State, Action>(
  model: Pick<Model<State, Action>, 'actions' | 'key'>,
): (before: State, after: State) => boolean {
  const known = new Map<Key, Set<Key>>();
  return (before, after) => {
    const from = model.key(before);
    let reachable = known.get(from);
    if (reachable === undefined) {
      reachable = new Set([from]);
      for (const { next } of model.actions(before)) reachable.add(model.key(next));
      known.set(from, reachable);
    }
    return reachable.has(model.key(after));
  };
}

/**
 * The property that a model does what another, more abstract one allows, and nothing else: seen through `project`,
 * it begins as the other may begin, and each step is one of the other's or changes nothing that the other knows of.
 *
 * @param name the property's name
 * @param abstract the model to compare with, without symmetry
 * @param project what the abstract model sees of a state
 * Source: refinement mappings, of Martín Abadi and Leslie Lamport.
 */
export function implementsModel<State, AbstractState, AbstractAction>(
  name: string,
  abstract: Model<AbstractState, AbstractAction>,
  project: (state: State) => AbstractState,
): StepProperty<State> {
  const allows = allowsStep(abstract);
  const beginnings = new Set(abstract.initial.map((state) => abstract.key(state)));
  return {
    name,
    initially: (state) => beginnings.has(abstract.key(project(state))),
    holds: (before, after) => allows(project(before), project(after)),
  };
}
