import type { Json } from '../../../engine/events/index.ts';
import {
  createSimulation,
  type Behaviour,
  type Effect,
  type Simulation,
  type SimulationOptions,
} from '../../../engine/simulation/index.ts';

/** A node that keeps what came to it, and does what it was told to do when it starts and at each message or timer. */
export interface Wishes {
  readonly onStart?: readonly Effect[] | ((log: readonly Json[]) => readonly Effect[]);
  readonly onMessage?: (message: Json, from: string) => readonly Effect[];
  readonly onTimer?: (timer: string) => readonly Effect[];
}

export type Recorder = Behaviour<readonly Json[], Json, Json>;

export function recorder({ onStart = [], onMessage, onTimer }: Wishes = {}): Recorder {
  return {
    start: (log) => ({ state: log, effects: typeof onStart === 'function' ? onStart(log) : onStart }),
    receive: (state, message, from) => ({
      state: [...state, message],
      effects: onMessage?.(message, from) ?? [],
    }),
    wake: (state, timer) => ({ state: [...state, `woken by ${timer}`], effects: onTimer?.(timer) ?? [] }),
  };
}

export const send = (to: string, message: Json): Effect => ({ type: 'send', to, message });
export const write = (entry: Json): Effect => ({ type: 'write', entry, forced: false });
export const force = (entry: Json): Effect => ({ type: 'write', entry, forced: true });
export const setTimer = (name: string, after: number): Effect => ({ type: 'set-timer', name, after });
export const cancelTimer = (name: string): Effect => ({ type: 'cancel-timer', name });
export const note = (text: string): Effect => ({ type: 'note', note: text, data: null });

/** A world in which `a` wants these effects when it starts, and `b` and `c` listen. */
export function worldOf(effects: readonly Effect[], options: Partial<SimulationOptions> = {}): Simulation {
  return createSimulation({
    nodes: { a: recorder({ onStart: effects }), b: recorder(), c: recorder() },
    seed: 1,
    ...options,
  });
}

/** The ids of what may happen next. */
export const idsOf = (simulation: Simulation): readonly string[] => simulation.choices().map(({ id }) => id);

/** Takes choices until the nodes are started and have done all they wanted, and nothing is delivered yet. */
export function untilSent(simulation: Simulation): Simulation {
  for (;;) {
    const choice = simulation.choices().find(({ type }) => type === 'start' || type === 'perform');
    if (choice === undefined) return simulation;
    simulation.take(choice.id);
  }
}

/** What a node has received, in order. */
export const receivedBy = (simulation: Simulation, node: string): Json => simulation.node(node).state as Json;
