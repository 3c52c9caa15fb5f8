/** Trying everything: all states of a model, or all runs of something that is played. */
export type { Counterexample } from './counterexample.ts';
export type { Key, Model, Possibility, StateProperty, Step, StepProperty } from './model.ts';
export { allowsStep, implementsModel } from './refinement.ts';
export type { Outcome, Search } from './search.ts';
export {
  DEFAULT_MAX_STATES,
  searchStates,
  type PropertyReport,
  type StateBounds,
  type StatesReport,
} from './states.ts';
