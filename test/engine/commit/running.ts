import { createCommit, type CommitOptions, type CommitScenario } from '../../../engine/commit/index.ts';
import {
  createSimulation,
  type Simulation,
  type SimulationOptions,
  type Trace,
} from '../../../engine/simulation/index.ts';
import type { Vote } from '../../../engine/commit/index.ts';

/** How long a message is on its way in these tests, in milliseconds. */
export const HOP = 10;

/** Long after all is over that is going to be over. */
export const LONG = 3_000;

export interface Run {
  readonly scenario: CommitScenario;
  readonly simulation: Simulation;
  readonly trace: Trace;
}

type World = Partial<Omit<SimulationOptions, 'nodes'>>;

export function begin(options: CommitOptions, world: World = {}): Run {
  const scenario = createCommit(options);
  const simulation = createSimulation({
    nodes: scenario.nodes,
    seed: 1,
    network: { latency: { min: HOP, max: HOP } },
    ...world,
  });
  return { scenario, simulation, trace: simulation.trace };
}

/** Lets everything happen that is due up to a time. */
export function runUntil({ simulation }: Run, time: number): void {
  while ((simulation.choices()[0]?.due ?? Infinity) <= time) simulation.next();
}

export function run(options: CommitOptions, world: World = {}): Run {
  const started = begin(options, world);
  runUntil(started, LONG);
  return started;
}

/** Participants by their votes: `voters('yes', 'no')` are `p1`, who votes YES, and `p2`, who votes NO. */
export function voters(...votes: readonly Vote[]): CommitOptions['participants'] {
  return votes.map((vote, i) => ({ name: `p${i + 1}`, vote }));
}

/** How many effects each node performed in a run. */
export const effectsOf = ({ trace }: Run): ReadonlyMap<string, number> => effectsIn(trace);

export function effectsIn(trace: Trace): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of trace) {
    if (!['write', 'send', 'set-timer', 'cancel-timer', 'note'].includes(step.kind) || !('node' in step))
      continue;
    counts.set(step.node, (counts.get(step.node) ?? 0) + 1);
  }
  return counts;
}
