import { copyFrozen, type DomainEvent, type Json } from '../events/index.ts';
import { InvalidInputError } from '../errors.ts';
import { requireName } from '../guards.ts';
import { diff, formatPath, type Change } from '../timeline/index.ts';
import { decideEvents, fold, requireDecider, type Decider } from './decider.ts';
import { CommandRefusedError } from './errors.ts';

/** What came, or was to come, of a command. */
export type Outcome =
  | { readonly kind: 'events'; readonly events: readonly DomainEvent[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'state'; readonly state: unknown }
  /** The decider itself is broken: it threw something other than a refusal, or what it gave is not plain data. */
  | { readonly kind: 'failed'; readonly error: unknown };

export interface SpecificationResult {
  readonly passed: boolean;
  readonly expected: Outcome;
  readonly actual: Outcome;
  /** For people: what differs, a line for each difference; empty if it passed. */
  readonly difference: string;
}

/** What is expected of the command. Each can be asked, in any order; asking changes nothing. */
export interface Expectation<State, Event extends DomainEvent> {
  /** Exactly these events, in this order; with `[]`, none. */
  then(events: readonly Event[]): SpecificationResult;
  /** A refusal with this reason. */
  thenRefused(reason: string): SpecificationResult;
  /** The command is accepted, and after its events this is the state. */
  thenState(state: State): SpecificationResult;
}

/**
 * Writes down how a decider behaves, as an example: given what has happened, when this command comes, then this
 * happens. It gives a plain result and throws only for a malformed example, so that a lab can show it and any test
 * framework can check it.
 *
 * Events and states are compared as plain data: in whatever order keys were written, and a property that is
 * `undefined` counts as absent.
 *
 * @param decider whose behaviour it is
 * @param events what has happened, oldest first; `[]` if nothing has
 * @throws InvalidInputError for no decider, for events or a reason that are none, or an expected value that is not
 *   plain data
 * Source: Given-When-Then of behaviour-driven development (Dan North), on events as Greg Young writes it.
 */
export function given<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  events: readonly Event[],
): { readonly when: (command: Command) => Expectation<State, Event> } {
  requireDecider(decider, 'given: decider');
  const past = requireEvents(events, 'given: events');
  return {
    when: (command) => ({
      then(expected) {
        const wanted = { kind: 'events', events: requireEvents(expected, 'then: events') } as const;
        return compare(wanted, run(decider, past, command));
      },
      thenRefused(reason) {
        requireName(reason, 'thenRefused: reason');
        return compare({ kind: 'refused', reason }, run(decider, past, command));
      },
      thenState(state) {
        const wanted = { kind: 'state', state: plain(state, 'thenState: state') } as const;
        return compare(wanted, runToState(decider, past, command));
      },
    }),
  };
}

function run<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  past: readonly Event[],
  command: Command,
): Outcome {
  return outcomeOf(() => {
    const events = decideEvents(decider, command, fold(decider, past));
    return { kind: 'events', events: copyFrozen(events, 'events') as unknown as readonly DomainEvent[] };
  });
}

function runToState<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  past: readonly Event[],
  command: Command,
): Outcome {
  return outcomeOf(() => {
    const before = fold(decider, past);
    const after = fold(decider, decideEvents(decider, command, before), before);
    return { kind: 'state', state: plain(after, 'state') };
  });
}

function outcomeOf(attempt: () => Outcome): Outcome {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) return { kind: 'failed', error };
    return { kind: 'refused', reason: error.reason, message: error.message };
  }
}

function compare(expected: Outcome, actual: Outcome): SpecificationResult {
  const difference = differenceOf(expected, actual).join('\n');
  return { passed: difference === '', expected, actual, difference };
}

function differenceOf(expected: Outcome, actual: Outcome): readonly string[] {
  if (expected.kind === 'events' && actual.kind === 'events') {
    return diff({ events: expected.events }, { events: actual.events }).map(inWords);
  }
  if (expected.kind === 'state' && actual.kind === 'state') {
    return diff({ state: expected.state }, { state: actual.state }).map(inWords);
  }
  if (expected.kind === 'refused' && actual.kind === 'refused' && expected.reason === actual.reason)
    return [];
  return [`expected: ${show(expected)}`, `actual:   ${show(actual)}`];
}

function inWords(change: Change): string {
  const place = formatPath(change.path);
  switch (change.kind) {
    case 'added':
      return `${place}: not expected, but there is ${json(change.after)}`;
    case 'removed':
      return `${place}: expected ${json(change.before)}, but it is missing`;
    case 'changed':
      return `${place}: expected ${json(change.before)}, got ${json(change.after)}`;
  }
}

function show(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'events':
      return outcome.events.length === 0 ? 'no events' : `the events ${json(outcome.events)}`;
    case 'refused':
      return `refused (${outcome.reason})${outcome.message === undefined ? '' : `: ${outcome.message}`}`;
    case 'state':
      return `the state ${json(outcome.state)}`;
    case 'failed':
      return `the decider failed: ${String(outcome.error)}`;
  }
}

const json = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value));

function requireEvents<Event extends DomainEvent>(events: readonly Event[], where: string): readonly Event[] {
  if (!Array.isArray(events)) throw new InvalidInputError(where, 'an array of events', events);
  events.forEach((event: Event, i) => requireName((event as Event | null)?.type, `${where}[${i}].type`));
  return copyFrozen(events, where) as unknown as readonly Event[];
}

/** A frozen copy. A state may be `undefined`, which is fine in a property but is no plain data alone. */
const plain = (state: unknown, where: string): Json | undefined =>
  state === undefined ? undefined : copyFrozen(state, where);
