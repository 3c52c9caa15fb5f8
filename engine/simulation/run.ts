import { InvalidInputError } from '../errors.ts';
import { requireName, requireObject } from '../guards.ts';
import { choicesOf } from './choices.ts';
import { obey, type Command } from './commands.ts';
import { requireSeed } from './random.ts';
import { simulationOf, type Simulation } from './simulation.ts';
import type { Step, Trace } from './trace.ts';
import { createWorld, requireOneOf, requireScriptDone, type SimulationOptions } from './world.ts';

/** All it takes to see the same again: plain data, small enough for a link. */
export interface Run {
  readonly lab: string;
  readonly scenario: string;
  /** Any safe integer. */
  readonly seed: number;
  readonly commands: readonly Command[];
}

/** How a world begins, but for its seed. */
export type Scenario = Omit<SimulationOptions, 'seed' | 'observe'>;

/** The worlds of one lab: its scenarios, by name. */
export interface LabWorld {
  readonly lab: string;
  readonly scenarios: Readonly<Record<string, Scenario>>;
}

/** What came of a run. */
export interface Played {
  readonly trace: Trace;
  /** Whether nothing more may happen. */
  readonly quiet: boolean;
  /** The world as the last command left it: to be looked at, or to go on with. */
  readonly simulation: Simulation;
}

/**
 * Names the scenarios of a lab, and tries whether each of them makes a world.
 *
 * @throws InvalidInputError for what makes none, naming the scenario and the field
 */
export function defineWorld(world: LabWorld): LabWorld {
  requireName(requireObject(world, 'defineWorld: world').lab, 'defineWorld: lab');
  const names = Object.keys(requireObject(world.scenarios, 'defineWorld: scenarios'));
  if (names.length === 0)
    throw new InvalidInputError('defineWorld: scenarios', 'at least one', world.scenarios);
  for (const name of names) createWorld(scenarioOf(world, name), `defineWorld: scenarios.${name}.`);
  return world;
}

/**
 * Plays a run. The same run gives the same trace, byte for byte, on every machine.
 *
 * @param catalogue the labs it may name, each made by `defineWorld`
 * @param observe called after each step, with the world as the step left it; it must not change it
 * @throws InvalidInputError for a run that cannot be played, naming the field, such as `run.commands[2].message`; and
 *   when all is quiet at the end of it, and a fault of the scenario's script has never come about. There is no trace
 *   then.
 */
export function playRun(
  catalogue: readonly LabWorld[],
  run: Run,
  observe?: (step: Step, simulation: Simulation) => void,
): Played {
  const { scenario, commands } = requireObject(run, 'run');
  const lab = requireOneOf(labsOf(catalogue), run.lab, 'run.lab');
  const home = catalogue.find((world) => world.lab === lab) as LabWorld;
  requireOneOf(Object.keys(home.scenarios), scenario, 'run.scenario');
  const seed = requireSeed(run.seed, 'run.seed');
  if (!Array.isArray(commands)) throw new InvalidInputError('run.commands', 'an array of commands', commands);

  const world = createWorld(
    { ...scenarioOf(home, scenario), seed, observe: (step) => observe?.(step, simulation) },
    `scenarios.${scenario}.`,
  );
  const simulation = simulationOf(world);
  for (const [i, command] of (commands as readonly Command[]).entries()) {
    obey(world, requireObject(command, `run.commands[${i}]`), `run.commands[${i}].`);
  }
  const quiet = choicesOf(world).length === 0;
  if (quiet) requireScriptDone(world);
  return { trace: simulation.trace, quiet, simulation };
}

const scenarioOf = ({ scenarios }: LabWorld, name: string): SimulationOptions => ({
  ...requireObject(scenarios[name] as Scenario, `scenarios.${name}`),
  seed: 0,
});

function labsOf(catalogue: readonly LabWorld[]): readonly string[] {
  if (!Array.isArray(catalogue)) {
    throw new InvalidInputError('playRun: catalogue', 'an array of worlds', catalogue);
  }
  const labs = (catalogue as readonly LabWorld[]).map(({ lab }) => lab);
  labs.forEach((lab, i) => {
    if (labs.indexOf(lab) === i) return;
    throw new InvalidInputError(`playRun: catalogue[${i}].lab`, 'a lab that is not there already', lab);
  });
  return labs;
}
