import {
  blocked,
  evolveSituation,
  NOTHING_HAPPENED,
  type CommitScenario,
  type CoordinatorMemory,
  type Situation,
} from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { requireWholeNumber } from '../../../engine/guards.ts';
import type { NodeLog, Step as EngineStep } from '../../../engine/simulation/index.ts';
import { disturb, requirePossible, type Incident } from './incidents.ts';
import { COORDINATOR, nodesOf, type Setup, type SetupCommand } from './setup.ts';
import { boot, CLOCK, isQuietly, next, scenarioOf, TICK } from './simulate.ts';

export type Command = SetupCommand | Incident;

/** One moment that can be looked at, with all that holds after it. */
export interface Moment {
  /** What happened; null at the start, and where nothing did and time is all that passed. */
  readonly step: EngineStep | null;
  /** Milliseconds since the start. */
  readonly time: number;
  /** How many steps the simulator had made. */
  readonly made: number;
  readonly after: number;
  readonly situation: Situation;
  readonly logs: Readonly<Record<string, NodeLog>>;
  /** What the coordinator has in mind; undefined while it is down, and where there is no protocol. */
  readonly coordinator: CoordinatorMemory | undefined;
  readonly locked: readonly string[];
  readonly blocked: readonly string[];
}

/** A world that was played as far as it goes, or as far as anybody watched. */
export interface Played {
  readonly setup: Setup;
  readonly scenario: CommitScenario;
  readonly moments: readonly Moment[];
  /** Everything that the simulator did, from before the start on. */
  readonly trace: readonly EngineStep[];
  /** By the simulator's clock, when the start is: all nodes have booted. */
  readonly origin: number;
  /** Whether nothing more can happen. Somebody who is blocked asks for ever, so it is not quiet then. */
  readonly quiet: boolean;
  /** Until when it was watched. */
  readonly until: number;
}

/** All in milliseconds. What blocks never goes quiet, so it is watched for a time, and on after each incident. */
export const WATCHED = 600;
const WATCHED_ON = 400;

/** No learner gets here; a forged link might. */
const MOST_MOMENTS = 5_000;

/**
 * Plays one transaction, with what goes wrong in it.
 *
 * @param done how many commands were obeyed before the first incident
 * @throws InvalidInputError for an incident that is none, or is not possible when it comes, naming its field
 */
export function playWorld(setup: Setup, incidents: readonly Incident[], seed: number, done: number): Played {
  const scenario = scenarioOf(setup);
  const { simulation, wanted } = boot(setup, scenario, seed);
  const origin = simulation.now;
  const names = nodesOf(setup);
  const moments: Moment[] = [];
  const locked = new Set<string>();
  let [situation, seen, until, after] = [NOTHING_HAPPENED, 0, WATCHED, done];

  const elapsed = (): number => simulation.now - origin;

  const record = (step: EngineStep | null): void => {
    for (const made of simulation.trace.slice(seen)) {
      situation = evolveSituation(situation, made);
      if (made.kind === 'note' && made.note === 'locked') locked.add(made.node);
      if (made.kind === 'crash' || (made.kind === 'note' && made.note === 'unlocked'))
        locked.delete(made.node);
    }
    seen = simulation.trace.length;
    const nodes = names.map((name) => [name, simulation.node(name)] as const);
    const mind = setup.protocol === 'alone' ? undefined : simulation.node(COORDINATOR).state;
    moments.push({
      step,
      time: elapsed(),
      made: seen,
      after,
      situation,
      logs: Object.fromEntries(nodes.map(([name, { log }]) => [name, log])),
      coordinator: mind as CoordinatorMemory | undefined,
      locked: [...locked],
      blocked: blocked(situation, scenario),
    });
  };

  /** Timers and locks are not looked at by themselves: they belong to the step before. */
  const settle = (name: string): void => {
    while (isQuietly(next(simulation, wanted, name))) simulation.take(`perform:${name}`);
  };

  const isQuiet = (): boolean => simulation.choices().every(({ node }) => node === CLOCK);

  /** @returns whether there is one more moment */
  const advance = (): boolean => {
    while (!isQuiet() && elapsed() < until && moments.length < MOST_MOMENTS) {
      const step = simulation.next() as EngineStep;
      if ('node' in step) settle(step.node);
      if (isMoment(step)) {
        record(step);
        return true;
      }
      if ('node' in step && step.node === CLOCK && elapsed() >= until) {
        record(null);
        return true;
      }
    }
    return false;
  };

  record(null);
  for (const [i, incident] of incidents.entries()) {
    const where = `run.commands[${done + i}]`;
    const at = requireWholeNumber(incident.at, `${where}.at`, moments.length - 1);
    while (moments.length - 1 < at) {
      if (advance()) continue;
      throw new InvalidInputError(`${where}.at`, `a step up to ${moments.length - 1}`, at);
    }
    requirePossible(setup, situation, incident, where);
    after += 1;
    if (incident.type === 'wait') {
      if (isQuiet() || elapsed() < until) {
        throw new InvalidInputError(where, 'an end at which more can happen', incident.type);
      }
    } else {
      const step = disturb(simulation, incident);
      if ('node' in step) settle(step.node);
      record(step);
    }
    until = Math.max(until, Math.ceil((elapsed() + WATCHED_ON) / TICK) * TICK);
  }
  while (advance());
  return { setup, scenario, moments, trace: simulation.trace, origin, quiet: isQuiet(), until };
}

const SHOWN = ['deliver', 'send', 'write', 'lose', 'crash', 'restart', 'cut', 'mend'];

const isMoment = (step: EngineStep): boolean =>
  SHOWN.includes(step.kind) || (step.kind === 'note' && step.note === 'answered');
