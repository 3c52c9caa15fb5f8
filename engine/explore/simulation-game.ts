import { InvalidInputError } from '../errors.ts';
import { requireCount, requireFunction, requireObject } from '../guards.ts';
import type { Command, Simulation } from '../simulation/index.ts';
import type { Game } from './game.ts';
import {
  areIndependent,
  commandOf,
  isFault,
  offersOf,
  type Made,
  type Offer,
  type SimulationFaults,
} from './simulation-offers.ts';

export interface SimulationGameOptions {
  /**
   * Makes the world, the same each time. Its network should leave nothing to chance: what is lost or comes twice is a
   * choice here.
   */
  readonly create: () => Simulation;
  /** What is wrong with the world now, in words; null if all is well. Asked after each choice. */
  readonly violation: (simulation: Simulation) => string | null;
  readonly faults?: SimulationFaults;
  /**
   * `every`: each order of all that may happen. `distinct`: of orders that differ only in which of two nodes went
   * first, where neither could know, just one. That loses no violation that can be seen from what each node did, as
   * one node after the other; one that is seen only while it passes, in two nodes at the same moment, it may lose, and
   * a shorter way to one it finds. `every` if left out.
   */
  readonly orders?: 'every' | 'distinct';
  /** `any-time`: a timer may ring before all else. `when-idle`: only when no message is on its way and nobody is busy. */
  readonly timers?: 'any-time' | 'when-idle';
  /** How often each timer of each node may ring in one run; it is silent from then on. Default: no limit. */
  readonly maxWakes?: number;
}

export interface SimulationGame extends Game {
  /** What the runs of this game cover, and what they leave out, in sentences. */
  readonly description: string;
}

/**
 * Any simulated world as a game: what may happen next is what the simulator offers, and the faults that are asked for,
 * each at a cost of 1. So `searchRuns` with `maxCost: 2` tries everything with at most two faults.
 *
 * Time is no matter here: whatever may happen may happen now, due or not, so every latency is among the runs.
 *
 * @throws InvalidInputError for options that are none, and for a node that the world does not have
 * Source: partial-order reduction, with the sleep sets and persistent sets of Patrice Godefroid ("Partial-Order Methods
 * for the Verification of Concurrent Systems").
 */
export function simulationGame(options: SimulationGameOptions): SimulationGame {
  const { create, violation, faults, orders, timers, maxWakes } = requireOptions(options);

  const start: Game['start'] = () => {
    const simulation = create();
    const wakes = new Map<string, number>();
    /** What need not be tried now, because the run in which it came first has been tried. */
    let asleep: readonly Offer[] = [];
    let offered: readonly Offer[] | null = null;

    const offers = (): readonly Offer[] => {
      offered ??= offersOf(simulation, faults, { orders, timers }).filter(
        ({ name }) => (wakes.get(name) ?? 0) < maxWakes && !asleep.some((other) => other.name === name),
      );
      return offered;
    };

    return {
      choices: () => offers().map(({ name }) => name),
      violation: () => violation(simulation),
      take: (choice) => {
        const at = offers().findIndex(({ name }) => name === choice);
        const offer = offers()[at];
        if (offer === undefined) {
          const expected = `one of: ${offers()
            .map(({ name }) => name)
            .join(', ')}`;
          throw new InvalidInputError('simulationGame: choice', expected, choice);
        }
        if (orders === 'distinct') {
          asleep = [...asleep, ...offers().slice(0, at)].filter((other) => areIndependent(other, offer));
        }
        if (offer.wakes) wakes.set(choice, (wakes.get(choice) ?? 0) + 1);
        offered = null;
        obey(simulation, commandOf(choice));
      },
    };
  };

  return {
    start,
    cost: (choice) => (isFault(choice) ? 1 : 0),
    description: describeGame({ faults, orders, timers, maxWakes }),
  };
}

/**
 * The choices of a run as commands of the simulator: a run that can be kept, sent and played again.
 *
 * @throws InvalidInputError for what is no choice of a simulated world
 */
export function commandsOf(choices: readonly string[]): readonly Command[] {
  if (!Array.isArray(choices)) {
    throw new InvalidInputError('commandsOf: choices', 'an array of choices', choices);
  }
  return (choices as readonly string[]).map((choice, i) => commandOf(choice, `commandsOf: choices[${i}]`));
}

function obey(simulation: Simulation, command: Made): void {
  switch (command.type) {
    case 'take':
      simulation.take(command.choice);
      return;
    case 'drop':
    case 'duplicate':
      simulation[command.type](command.message);
      return;
    case 'crash':
      simulation.crash(command.node, command.keep === undefined ? {} : { keep: command.keep });
      return;
    case 'restart':
      simulation.restart(command.node);
  }
}

const KINDS = ['drop', 'duplicate', 'crash', 'restart'] as const;

type Checked = Required<SimulationGameOptions> & { readonly faults: Required<SimulationFaults> };

function requireOptions(options: SimulationGameOptions): Checked {
  const at = (field: string): string => `simulationGame: ${field}`;
  const { create, violation, faults = {}, maxWakes } = requireObject(options, at('options'));
  const { orders = 'every', timers = 'any-time' } = options;
  requireFunction(create, at('create'));
  requireFunction(violation, at('violation'));
  requireOneOf(orders, ['every', 'distinct'], at('orders'));
  requireOneOf(timers, ['any-time', 'when-idle'], at('timers'));
  const world = requireObject(create(), at('create()'));
  requireObject(faults, at('faults'));
  for (const kind of Object.keys(faults)) requireOneOf(kind, KINDS, at('faults'));
  const nodesOf = (kind: keyof SimulationFaults): readonly string[] =>
    requireNodes(world, faults[kind] ?? [], at(`faults.${kind}`));
  return {
    create,
    violation,
    faults: {
      drop: nodesOf('drop'),
      duplicate: nodesOf('duplicate'),
      crash: nodesOf('crash'),
      restart: nodesOf('restart'),
    },
    orders,
    timers,
    maxWakes: maxWakes === undefined ? Infinity : requireCount(maxWakes, at('maxWakes')),
  };
}

function requireOneOf(value: string, allowed: readonly string[], where: string): void {
  if (!allowed.includes(value)) throw new InvalidInputError(where, allowed.join(' or '), value);
}

function requireNodes(world: Simulation, names: readonly string[], where: string): readonly string[] {
  if (!Array.isArray(names)) throw new InvalidInputError(where, 'an array of names of nodes', names);
  for (const [i, name] of (names as readonly string[]).entries()) {
    try {
      world.node(name);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      throw new InvalidInputError(`${where}[${i}]`, error.expected, name);
    }
  }
  return names as readonly string[];
}

function describeGame({ faults, orders, timers, maxWakes }: Omit<Checked, 'create' | 'violation'>): string {
  const list = (names: readonly string[]): string => names.join(', ');
  const may = [
    faults.drop.length > 0 ? `messages to ${list(faults.drop)} may be lost` : '',
    faults.duplicate.length > 0 ? `messages to ${list(faults.duplicate)} may come twice` : '',
    faults.crash.length > 0 ? `${list(faults.crash)} may crash at every point` : '',
    faults.restart.length > 0 ? `${list(faults.restart)} may start again` : '',
  ].filter((part) => part !== '');
  return [
    orders === 'every'
      ? 'Every order in which things may happen, whatever their latency.'
      : 'Every order that a node could tell from another, whatever their latency: of those that none can tell apart, one; ' +
        'a run that would only repeat an order is given up, and counted.',
    may.length === 0 ? 'Nothing goes wrong.' : `Faults, within the budget: ${may.join('; ')}.`,
    timers === 'any-time'
      ? 'Timers ring at any time.'
      : 'Not tried: timers that ring while a message is on its way.',
    maxWakes === Infinity ? '' : `Not tried: a timer that rings more than ${maxWakes} times in a run.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
