import { requireCount, requireObject } from '../guards.ts';
import { choicesOf, type Choice } from './choices.ts';
import { MAX_STEPS, obey, type Command } from './commands.ts';
import type { InFlight } from './network.ts';
import type { NodeLog } from './node-log.ts';
import type { Step, Trace } from './trace.ts';
import {
  createWorld,
  requireNodeOf,
  requireScriptDone,
  type Node,
  type SimulationOptions,
  type World,
} from './world.ts';

/** A node, as it is now. */
export interface NodeView {
  /** Started, and not crashed since. */
  readonly up: boolean;
  /** What its behaviour answered last; undefined while it is not up. */
  readonly state: unknown;
  readonly log: NodeLog;
  /** The timers that are set, and when each is due. */
  readonly timers: readonly { readonly name: string; readonly due: number }[];
  /** How many effects it still wants done. While there are any, it takes no message and no timer. */
  readonly pending: number;
}

/** How a run towards quiet ended. */
export interface Quiet {
  /** Nothing more may happen. If false, the bound stopped it. */
  readonly quiet: boolean;
  /** How many choices were taken. */
  readonly taken: number;
}

/**
 * A world that can be stopped, looked at and disturbed between any two things that happen in it.
 *
 * Its methods throw InvalidInputError for what does not exist or cannot be done now, saying what could be; nothing
 * has happened then. What a behaviour throws they pass on, and the world is as it was before the behaviour was asked.
 */
export interface Simulation {
  /** Milliseconds since the simulation began, by its own clock. */
  readonly now: number;
  /** Everything that has happened; it grows. */
  readonly trace: Trace;
  /** The messages on their way, in the order in which they came onto the network. */
  readonly inFlight: readonly InFlight[];
  /** Whether messages from one node to another arrive in the order in which they came onto the network. */
  readonly keepsOrder: (from: string, to: string) => boolean;
  readonly node: (name: string) => NodeView;
  /** All that may happen next, in the order of `next`. Without any, the world is quiet. */
  readonly choices: () => readonly Choice[];
  /** Lets one of the choices happen, due or not. Time goes on to when it was due, and never back. */
  readonly take: (choice: string) => Step;
  /** Lets happen what is due first. @returns the first step of it, null if the world is quiet */
  readonly next: () => Step | null;
  /**
   * Goes on until nothing may happen.
   *
   * @param maxSteps how many choices may be taken; 10,000 if left out
   * @throws InvalidInputError also if the world is quiet, and a fault of its script has never come about
   */
  readonly runUntilQuiet: (maxSteps?: number) => Quiet;
  /** Loses a message on its way. */
  readonly drop: (message: string) => Step;
  /** Sends a message on its way once more. The copy can arrive as early as the message itself. */
  readonly duplicate: (message: string) => Step;
  /** Lets a message arrive so many milliseconds later, at least 1. */
  readonly delay: (message: string, ms: number) => Step;
  /** Takes from a node its state, its timers, what it still wanted done, and the log's tail that was not forced. */
  readonly crash: (node: string, options?: { readonly keep?: number }) => Step;
  /** Starts a node that is down, on what its log still holds. */
  readonly restart: (node: string) => Step;
  /** Holds all messages between two nodes (or from `a` to `b` only) until the link is mended. None is lost by it. */
  readonly cut: (a: string, b: string, options?: { readonly oneWay?: boolean }) => Step;
  readonly mend: (a: string, b: string, options?: { readonly oneWay?: boolean }) => Step;
}

/**
 * Makes a world of nodes. Nothing has happened in it: the first choices are the starts of its nodes.
 *
 * The same options and the same calls give the same trace, byte for byte.
 *
 * @throws InvalidInputError for options that are none
 * Source: the deterministic simulation by which distributed databases are tested; the discrete-event simulation that
 * is older than they are.
 */
export function createSimulation(options: SimulationOptions): Simulation {
  requireObject(options, 'createSimulation: options');
  return simulationOf(createWorld(options, 'createSimulation: '));
}

/** The face of a world. */
export function simulationOf(world: World): Simulation {
  /** @returns the first step of what the command did */
  const first = (command: Command): Step => {
    const at = world.trace.length;
    obey(world, command, `${command.type}: `);
    return world.trace[at] as Step;
  };
  return {
    get now() {
      return world.now;
    },
    get trace() {
      return world.trace;
    },
    get inFlight() {
      return [...world.inFlight.values()].map(({ sequence: _, ...message }) => message);
    },
    keepsOrder: (from, to) =>
      world.network.isFifo(
        requireNodeOf(world, from, 'keepsOrder: from').name,
        requireNodeOf(world, to, 'keepsOrder: to').name,
      ),
    node: (name) => viewOf(requireNodeOf(world, name, 'node: name')),
    choices: () => choicesOf(world),
    take: (choice) => first({ type: 'take', choice }),
    next: () => (choicesOf(world).length === 0 ? null : first({ type: 'next' })),
    runUntilQuiet: (maxSteps = MAX_STEPS) => {
      requireCount(maxSteps, 'runUntilQuiet: maxSteps');
      let taken = 0;
      while (taken < maxSteps && choicesOf(world).length > 0) {
        obey(world, { type: 'next' }, 'runUntilQuiet: ');
        taken += 1;
      }
      const quiet = choicesOf(world).length === 0;
      if (quiet) requireScriptDone(world);
      return { quiet, taken };
    },
    drop: (message) => first({ type: 'drop', message }),
    duplicate: (message) => first({ type: 'duplicate', message }),
    delay: (message, ms) => first({ type: 'delay', message, ms }),
    crash: (node, options = {}) => first({ type: 'crash', node, ...options }),
    restart: (node) => first({ type: 'restart', node }),
    cut: (a, b, options = {}) => first({ type: 'cut', a, b, ...options }),
    mend: (a, b, options = {}) => first({ type: 'mend', a, b, ...options }),
  };
}

function viewOf(node: Node): NodeView {
  return {
    up: node.status === 'up',
    state: node.state,
    log: node.log,
    timers: [...node.timers].map(([name, { due }]) => ({ name, due })),
    pending: node.effects.length,
  };
}
