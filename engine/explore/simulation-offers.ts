import { InvalidInputError } from '../errors.ts';
import type { Choice, Command, InFlight, Simulation } from '../simulation/index.ts';

/** What may be done to a world, by the names of its nodes. Whatever is left out does not happen. */
export interface SimulationFaults {
  /** Messages on their way to these nodes may be lost. */
  readonly drop?: readonly string[];
  /** Messages on their way to these nodes may come twice. */
  readonly duplicate?: readonly string[];
  /**
   * These nodes may crash, before and after each thing they do, so between a force and the send that follows it too.
   * Of the log's tail that was not forced any beginning may survive.
   */
  readonly crash?: readonly string[];
  /** These nodes may start again when they are down. That is no fault, and costs nothing. */
  readonly restart?: readonly string[];
}

/** Which schedules are tried, as `SimulationGameOptions` says. */
export interface Schedules {
  readonly orders: 'every' | 'distinct';
  readonly timers: 'any-time' | 'when-idle';
}

/** Something that may be chosen in a simulated world. */
export interface Offer {
  /** The simulator's own id, or a fault in words, such as `drop m3`, `crash a`, `crash a keeping 1`, `restart a`. */
  readonly name: string;
  /** The nodes and messages that it changes. `ALL`: it depends on everything. */
  readonly touches: readonly string[];
  readonly wakes: boolean;
}

const ALL = '*';

/** What is done to a world to make a choice. */
export type Made = Extract<Command, { readonly type: 'take' | 'drop' | 'duplicate' | 'crash' | 'restart' }>;

/** Neither can hinder the other, and both lead to the same world in either order. */
export const areIndependent = (one: Offer, other: Offer): boolean =>
  !one.touches.some((part) => part === ALL || other.touches.includes(part)) && !other.touches.includes(ALL);

/** All that may be chosen now: what the simulator offers, that which is due first at the front, then the faults. */
export function offersOf(
  simulation: Simulation,
  faults: Required<SimulationFaults>,
  { orders, timers }: Schedules,
): readonly Offer[] {
  const choices = simulation.choices();
  const busy =
    orders === 'distinct' ? choices.find(({ type }) => type === 'start' || type === 'perform') : undefined;
  // Nothing else can touch a node that is busy, so all else can wait until it is done or crashed; all but the copies
  // that would stand in line with what it is about to send.
  if (busy !== undefined) {
    const inLine = simulation.inFlight.filter(
      ({ from, to }) => from === busy.node && simulation.keepsOrder(from, to),
    );
    return [
      offerOf(busy, timers),
      ...inLine.flatMap((message) => duplications(simulation, faults, message)),
      ...crashes(simulation, faults, busy.node),
    ];
  }

  const idle = choices.every(({ type }) => type === 'wake' || type === 'restart');
  return [
    ...choices
      .filter(({ type }) => timers === 'any-time' || idle || type !== 'wake')
      .map((choice) => offerOf(choice, timers)),
    ...simulation.inFlight.flatMap((message) => [
      ...(faults.drop.includes(message.to) ? [offer(`drop ${message.id}`, [message.id])] : []),
      ...duplications(simulation, faults, message),
    ]),
    ...faults.crash.flatMap((node) => crashes(simulation, faults, node)),
    ...faults.restart
      // Whoever is not up and has a beginning before it, begins by itself.
      .filter((node) => !simulation.node(node).up)
      .filter((node) => !choices.some((choice) => choice.node === node && BEGINNINGS.includes(choice.type)))
      .map((node) => offer(`restart ${node}`, [`node ${node}`])),
  ];
}

function offerOf(choice: Choice, timers: Schedules['timers']): Offer {
  const { id, type, node } = choice;
  if (type === 'wake') {
    // Whether it may ring when all is idle, everything decides.
    return { name: id, touches: timers === 'when-idle' ? [ALL] : [`node ${node}`], wakes: true };
  }
  if (type === 'perform') return offer(id, [`node ${node}`, lineOf(node)]); // it may send
  return offer(id, 'message' in choice ? [`node ${node}`, choice.message] : [`node ${node}`]);
}

/** The copy goes to the end of its line, if the link keeps the order: what else joins the line makes a difference. */
function duplications(
  simulation: Simulation,
  faults: Required<SimulationFaults>,
  { id, from, to }: InFlight,
): readonly Offer[] {
  if (!faults.duplicate.includes(to)) return [];
  return [offer(`duplicate ${id}`, simulation.keepsOrder(from, to) ? [id, lineOf(from)] : [id])];
}

/** What a node has sent, in line: over all its links together, which is more than is needed, and simpler. */
const lineOf = (node: string): string => `line of ${node}`;

function crashes(simulation: Simulation, faults: Required<SimulationFaults>, node: string): readonly Offer[] {
  const { up, log } = simulation.node(node);
  if (!up || !faults.crash.includes(node)) return [];
  const volatile = log.filter(({ durable }) => !durable).length;
  return Array.from({ length: volatile + 1 }, (_, keep) =>
    offer(keep === 0 ? `crash ${node}` : `crash ${node} keeping ${keep}`, [`node ${node}`]),
  );
}

const BEGINNINGS: readonly Choice['type'][] = ['start', 'restart'];

const offer = (name: string, touches: readonly string[]): Offer => ({ name, touches, wakes: false });

const BY_SIMULATOR = /^(?:start|restart|perform|deliver|lose|wake):./;
const BY_US = /^(?:(drop|duplicate) (m\d+)|(restart) (\S+)|(crash) (\S+?)(?: keeping (\d+))?)$/;

/** @throws InvalidInputError for what is no name of an offer */
export function commandOf(name: string, where = 'simulationGame: choice'): Made {
  if (typeof name === 'string' && BY_SIMULATOR.test(name)) return { type: 'take', choice: name };
  const [, onMessage, message, restart, down, , up, keep] = BY_US.exec(name) ?? [];
  if (onMessage !== undefined && message !== undefined) {
    return { type: onMessage as 'drop' | 'duplicate', message };
  }
  if (restart !== undefined && down !== undefined) return { type: 'restart', node: down };
  if (up !== undefined) {
    return { type: 'crash', node: up, ...(keep !== undefined && { keep: Number(keep) }) };
  }
  throw new InvalidInputError(where, 'a choice of a simulated world', name);
}

/** Whether somebody or something wants harm: starting again does not. */
export const isFault = (name: string): boolean => /^(?:drop|duplicate|crash) /.test(name);
