/** Trying everything: all states of a model, or all runs of something that is played. */
export type { Counterexample } from './counterexample.ts';
export type { Game, Play } from './game.ts';
export type { Key, Model, Possibility, StateProperty, Step, StepProperty } from './model.ts';
export { allowsStep, implementsModel } from './refinement.ts';
export {
  searchRuns,
  type RunBounds,
  type RunCounterexample,
  type RunOptions,
  type RunsReport,
} from './runs.ts';
export type { Outcome, Search } from './search.ts';
export {
  commandsOf,
  simulationGame,
  type SimulationGame,
  type SimulationGameOptions,
} from './simulation-game.ts';
export type { SimulationFaults } from './simulation-offers.ts';
export { searchStates, type PropertyReport, type StateBounds, type StatesReport } from './states.ts';
