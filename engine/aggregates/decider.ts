import { InvalidInputError } from '../errors.ts';
import type { DomainEvent, Json } from '../events/index.ts';
import { requireFunction, requireName, requireObject } from '../guards.ts';
import { CommandRefusedError } from './errors.ts';
import { requireCategory } from './stream-name.ts';

/**
 * One kind of aggregate, as plain functions: what may happen, and what it does to the state.
 *
 * Both functions must be pure: they give new values and change nothing, ask no clock and throw no dice. Then the
 * same events make the same state wherever and whenever they are folded, and a decision can be tried in a test, in
 * a lab or twice in a row. What depends on time or chance comes in with the command.
 *
 * Source: the Decider of Jérémie Chassaing.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  /** What it is, in one word without dashes: `account`. Its aggregates' streams begin with it: `account-42`. */
  readonly category: string;
  /** The state before the first event. */
  readonly initial: State;
  /**
   * What happens if this command meets this state: the events, in order; none if there is nothing to change.
   *
   * @throws CommandRefusedError (through `refuse`) when the rules forbid it
   */
  readonly decide: (command: Command, state: State) => readonly Event[];
  /** The state after an event. It never refuses: what is recorded has happened. */
  readonly evolve: (state: State, event: Event) => State;
}

/**
 * Folds events into a state, in order.
 *
 * @param decider whose `evolve` to use
 * @param events what happened, oldest first
 * @param from the state to begin with; the decider's `initial` where left out
 * @returns the state after the last event
 * @throws InvalidInputError for no decider and for events that are no array; whatever `evolve` throws
 */
export function fold<State, Event extends DomainEvent>(
  decider: Foldable<State, Event>,
  events: readonly Event[],
  from?: State,
): State {
  requireFoldable(decider, events);
  const start = from === undefined ? decider.initial : from;
  return events.reduce((state, event) => decider.evolve(state, event), start);
}

/** The part of a decider that remembers. Read models have this shape, too. */
type Foldable<State, Event extends DomainEvent> = Pick<Decider<State, never, Event>, 'initial' | 'evolve'>;

function requireFoldable(decider: { readonly evolve: (...args: never[]) => unknown }, events: unknown): void {
  requireFunction(requireObject(decider, 'fold: decider').evolve, 'fold: decider.evolve');
  if (!Array.isArray(events)) throw new InvalidInputError('fold: events', 'an array of events', events);
}

/**
 * Refuses a command. To be called in `decide`.
 *
 * @param reason a stable code for the rule that forbids it, such as `overdraft`
 * @param message what to tell people: what is wrong, and what would be right
 * @param details plain data that the rule looked at
 * @throws CommandRefusedError always (InvalidInputError for an empty reason or message, or details that are no
 *   plain data)
 */
export function refuse(reason: string, message: string, details?: Json): never {
  throw new CommandRefusedError(reason, message, details);
}

/** @throws InvalidInputError for anything but a decider */
export function requireDecider<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  where: string,
): Decider<State, Command, Event> {
  requireObject(decider, where);
  requireCategory(decider.category, `${where}.category`);
  requireFunction(decider.decide, `${where}.decide`);
  requireFunction(decider.evolve, `${where}.evolve`);
  return decider;
}

/**
 * Decides, and makes sure that the answer is a list of events.
 *
 * @throws CommandRefusedError when the rules forbid the command; InvalidInputError when `decide` answers with
 *   anything but an array of events; whatever else `decide` throws
 */
export function decideEvents<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  command: Command,
  state: State,
): readonly Event[] {
  const where = `decide of ${decider.category}`;
  const events: unknown = decider.decide(command, state);
  if (!Array.isArray(events)) throw new InvalidInputError(where, 'an array of events', events);
  for (const [i, event] of events.entries()) {
    requireName(requireObject(event as Event, `${where}: events[${i}]`).type, `${where}: events[${i}].type`);
  }
  return events as readonly Event[];
}
