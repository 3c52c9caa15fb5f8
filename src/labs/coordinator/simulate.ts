import { createCommit, type CommitScenario } from '../../../engine/commit/index.ts';
import {
  createSimulation,
  type AnyBehaviour,
  type Effect,
  type Simulation,
} from '../../../engine/simulation/index.ts';
import { aloneNodes } from './alone.ts';
import { COORDINATOR, nodesOf, type Setup } from './setup.ts';

/** All in milliseconds. */
export const TICK = 100;
const LATENCY = 10;
const FORCE_TIME = 5;

/** A node of its own that lets time pass where nobody else does anything. */
export const CLOCK = 'clock';
const tick: Effect = { type: 'set-timer', name: 'tick', after: TICK };
const clock: AnyBehaviour = {
  start: () => ({ state: null, effects: [tick] }),
  receive: () => ({ state: null, effects: [] }),
  wake: () => ({ state: null, effects: [tick] }),
};

export function scenarioOf({ protocol, cooperative, participants }: Setup): CommitScenario {
  const variant = protocol === 'alone' ? 'presumed-nothing' : protocol;
  return createCommit({
    participants: participants.map(({ name, vote }) => ({ name, vote })),
    variant,
    cooperative,
    coordinator: COORDINATOR,
  });
}

/** Starts every node up to where the protocol begins: the boot records are the machine's own. */
export function boot(setup: Setup, scenario: CommitScenario, seed: number) {
  const wanted: Record<string, Effect[]> = { [CLOCK]: [] };
  const given: Record<string, AnyBehaviour> =
    setup.protocol === 'alone' ? aloneNodes(setup, scenario.transaction) : scenario.nodes;
  const nodes: Record<string, AnyBehaviour> = { [CLOCK]: watched(clock, wanted[CLOCK] as Effect[]) };
  for (const name of nodesOf(setup)) nodes[name] = watched(given[name] as AnyBehaviour, (wanted[name] = []));

  const simulation = createSimulation({
    nodes,
    seed,
    network: { latency: { min: LATENCY, max: LATENCY }, order: 'fifo' },
    forceTime: FORCE_TIME,
    slow: Object.fromEntries(setup.participants.map(({ name, slowness }) => [name, slowness])),
  });
  // The coordinator last, so that its first word is said when all are there to hear it.
  const names = nodesOf(setup).toReversed();
  for (const name of [...names, CLOCK]) simulation.take(`start:${name}`);
  for (const name of names) simulation.take(`perform:${name}`);
  for (const name of [...names, CLOCK]) {
    while (isQuietly(next(simulation, wanted, name))) simulation.take(`perform:${name}`);
  }
  return { simulation, wanted };
}

/** The same behaviour, with a list of all that it ever wanted. */
function watched(behaviour: AnyBehaviour, wanted: Effect[]): AnyBehaviour {
  const noted = <R extends ReturnType<AnyBehaviour['start']>>(reaction: R): R => {
    wanted.push(...reaction.effects);
    return reaction;
  };
  return {
    start: (log) => noted(behaviour.start(log)),
    receive: (state, message, from) => noted(behaviour.receive(state, message, from)),
    wake: (state, timer) => noted(behaviour.wake(state, timer)),
  };
}

/** What the node does next, if it has something left to do. */
export function next(
  simulation: Simulation,
  wanted: Record<string, Effect[]>,
  name: string,
): Effect | undefined {
  const { pending } = simulation.node(name);
  return pending === 0 ? undefined : wanted[name]?.at(-pending);
}

/** Whether it is nothing to look at by itself: a timer, or a lock. */
export const isQuietly = (effect: Effect | undefined): boolean =>
  effect !== undefined &&
  (effect.type.endsWith('timer') || (effect.type === 'note' && effect.note !== 'answered'));
