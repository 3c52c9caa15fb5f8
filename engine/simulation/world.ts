import { InvalidInputError } from '../errors.ts';
import type { Json } from '../events/index.ts';
import { requireFunction, requireObject, requireWholeNumber } from '../guards.ts';
import type { Effect, Reaction } from './behaviour.ts';
import { createNetwork, type InFlight, type Network, type NetworkOptions } from './network.ts';
import type { NodeLog } from './node-log.ts';
import { createRandom, requireSeed, type Random } from './random.ts';
import { createScript, type Fault, type Script } from './script.ts';
import type { Happening, Step } from './trace.ts';

/** A behaviour of whatever states, messages and entries: `Behaviour<State, Message, Entry>` for some three of them. */
export interface AnyBehaviour {
  readonly start: (log: readonly never[]) => Reaction<unknown, Json, Json>;
  readonly receive: (state: never, message: never, from: string) => Reaction<unknown, Json, Json>;
  readonly wake: (state: never, timer: string) => Reaction<unknown, Json, Json>;
}

export interface SimulationOptions {
  /** Who is there, by name: letters, digits and dashes, beginning with a letter. */
  readonly nodes: Readonly<Record<string, AnyBehaviour>>;
  /** Decides all that is left to chance. Any safe integer. */
  readonly seed: number;
  /** Each message takes 1 ms, none is lost and none comes twice, if left out. */
  readonly network?: NetworkOptions;
  /** How long a forced write takes, in milliseconds. 0 if left out. */
  readonly forceTime?: number;
  /** Nodes for which forced writes, and the ways of the messages they send, take so many times as long. */
  readonly slow?: Readonly<Record<string, number>>;
  readonly script?: readonly Fault[];
  /** Called after each step, with the world as the step left it. It must not change the simulation. */
  readonly observe?: (step: Step) => void;
}

/** Something that is to happen at a time; of two at the same time, the one with the lower sequence comes first. */
export interface Due {
  readonly due: number;
  readonly sequence: number;
  /** The index of the step that led to it, null if there is none. */
  readonly cause: number | null;
}

/** An effect that a node wants, and the index of the step in which it came to want it. */
export interface Wanted {
  readonly effect: Effect;
  readonly sequence: number;
  readonly cause: number;
}

/** A node, as the simulator changes it. */
export interface Node {
  readonly name: string;
  readonly behaviour: AnyBehaviour;
  readonly slowness: number;
  status: 'new' | 'up' | 'down';
  state: unknown;
  log: NodeLog;
  /** The beginning that it waits for: the first one, or the one after a crash if the script names it. */
  start: Due | undefined;
  readonly timers: Map<string, Due>;
  /** What it wants done, in order. */
  readonly effects: Wanted[];
  /** When the first of them is done. */
  ready: number;
  /** How many effects it has performed, over the whole run. */
  performed: number;
  /** The index of its last crash. */
  crash: number | null;
}

export type Travelling = InFlight & { readonly sequence: number };

/** All there is, changed in place by the functions that make things happen. */
export interface World {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly network: Network;
  readonly random: Random;
  readonly script: Script;
  readonly forceTime: number;
  readonly observe: (step: Step) => void;
  /** In the order in which they came onto the network. */
  readonly inFlight: Map<string, Travelling>;
  /** The directions that are cut, as `linkOf` names them. */
  readonly cuts: Set<string>;
  readonly trace: Step[];
  now: number;
  messages: number;
  sequence: number;
}

/** @throws InvalidInputError for options that are none, naming the field after `where` */
export function createWorld(options: SimulationOptions, where: string): World {
  const at = (field: string): string => `${where}${field}`;
  const { nodes, seed, network = {}, forceTime = 0, slow = {}, script = [], observe } = options;
  const names = Object.keys(requireObject(nodes, at('nodes')));
  if (names.length === 0) throw new InvalidInputError(at('nodes'), 'at least one node', nodes);
  const requireNode = (name: unknown, place: string): string => requireOneOf(names, name, place);
  for (const name of Object.keys(requireObject(slow, at('slow')))) requireNode(name, at('slow'));
  if (observe !== undefined) requireFunction(observe, at('observe'));
  return {
    nodes: new Map(
      names.map((name, i) => {
        const behaviour = requireBehaviour(name, nodes[name] as AnyBehaviour, at(`nodes.${name}`));
        return [name, createNode(name, behaviour, requireFactor(slow[name] ?? 1, at(`slow.${name}`)), i)];
      }),
    ),
    network: createNetwork(network, requireNode, at('network')),
    random: createRandom(requireSeed(seed, at('seed'))),
    script: createScript(script, requireNode, at('script')),
    forceTime: requireWholeNumber(forceTime, at('forceTime'), 0),
    observe: observe ?? (() => undefined),
    inFlight: new Map(),
    cuts: new Set(),
    trace: [],
    now: 0,
    messages: 0,
    sequence: names.length,
  };
}

/** Adds a step to the trace. */
export function record(world: World, cause: number | null, happening: Happening): Step {
  const step: Step = Object.freeze({ index: world.trace.length, time: world.now, cause, ...happening });
  world.trace.push(step);
  world.observe(step);
  return step;
}

/** The next number of those that order what is due at the same time. */
export function nextSequence(world: World): number {
  world.sequence += 1;
  return world.sequence;
}

/** @throws InvalidInputError for a fault of the script that has not come about */
export function requireScriptDone({ script, nodes }: World): void {
  script.requireDone((node) => nodes.get(node)?.performed ?? 0);
}

/** @throws InvalidInputError for a name that no node has */
export function requireNodeOf(world: World, name: unknown, where: string): Node {
  return world.nodes.get(requireOneOf([...world.nodes.keys()], name, where)) as Node;
}

/** @throws InvalidInputError for what is none of these names; the error lists them */
export function requireOneOf(names: readonly string[], name: unknown, where: string): string {
  if (typeof name === 'string' && names.includes(name)) return name;
  throw new InvalidInputError(
    where,
    names.length === 0 ? 'nothing: there is none' : `one of: ${names.join(', ')}`,
    name,
  );
}

const NODE_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

function requireBehaviour(name: string, behaviour: AnyBehaviour, where: string): AnyBehaviour {
  if (!NODE_NAME.test(name)) {
    throw new InvalidInputError(
      where,
      'a name of letters, digits and dashes that begins with a letter',
      name,
    );
  }
  requireFunction(requireObject(behaviour, where).start, `${where}.start`);
  requireFunction(behaviour.receive, `${where}.receive`);
  requireFunction(behaviour.wake, `${where}.wake`);
  return behaviour;
}

function requireFactor(factor: unknown, where: string): number {
  if (typeof factor === 'number' && Number.isFinite(factor) && factor > 0) return factor;
  throw new InvalidInputError(where, 'a factor greater than 0', factor);
}

const createNode = (name: string, behaviour: AnyBehaviour, slowness: number, sequence: number): Node => ({
  name,
  behaviour,
  slowness,
  status: 'new',
  state: undefined,
  log: [],
  start: { due: 0, sequence, cause: null },
  timers: new Map(),
  effects: [],
  ready: 0,
  performed: 0,
  crash: null,
});
