import type { Appending } from '../../../engine/domains/seat-race.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { EventStore } from '../../../engine/store/index.ts';
import type { BoundaryId } from './boundaries.ts';
import {
  appendAgain,
  CUSTOMERS,
  isDone,
  isWaiting,
  startRace,
  takeStep,
  versionLoaded,
  type Customer,
  type Deed as RaceDeed,
  type Race,
} from './race.ts';

export type ScenarioId = 'last-seat' | 'check' | 'retry' | 'false-conflict';

/** Which version a blind repeat expects: the one that was loaded, or the one that the store found instead. */
export type Expecting = 'loaded' | 'found';

/** What the learner may do. */
export type Command =
  /** The customer does what comes next for them: load, decide or append. */
  | { readonly type: 'step'; readonly customer: Customer }
  /** Everybody appends this way from now on. */
  | { readonly type: 'appending'; readonly appending: Appending }
  /** Cut the flight into streams this way. */
  | { readonly type: 'boundary'; readonly boundary: BoundaryId }
  /** Append once more what was refused, without deciding again. */
  | { readonly type: 'append-again'; readonly customer: Customer; readonly expecting: Expecting };

/** What a step of the trace shows: what happened, and the world after it. */
export interface View extends Race {
  readonly scenario: ScenarioId;
  readonly deed: RaceDeed | { readonly type: 'start' | 'appending' | 'boundary' };
}

const turn = (customer: Customer): Command => ({ type: 'step', customer });

/** Both load and decide before either appends: the order in which everything can go wrong. */
export const RACING: readonly Command[] = [1, 2, 3].flatMap(() => CUSTOMERS.map(turn));

interface Setup {
  readonly places: Readonly<Record<Customer, string>>;
  /** How they append at the start, and all the ways to choose from. */
  readonly appending: Appending;
  readonly appendings: readonly Appending[];
  /** How the flight is cut at the start, and all the ways to choose from. */
  readonly boundary: BoundaryId;
  readonly boundaries: readonly BoundaryId[];
  /** Whether a refused append may be repeated blindly. */
  readonly blind: boolean;
}

const APPENDINGS = ['unchecked', 'checked', 'retrying'] as const satisfies readonly Appending[];
const BOUNDARY_IDS = ['flight', 'seat'] as const satisfies readonly BoundaryId[];

const ONE_SEAT = {
  places: { Ann: '12A', Ben: '12A' },
  boundary: 'seat',
  boundaries: ['seat'],
  blind: false,
} as const;

export const SETUPS: Readonly<Record<ScenarioId, Setup>> = {
  'last-seat': { ...ONE_SEAT, appending: 'unchecked', appendings: ['unchecked'] },
  check: { ...ONE_SEAT, appending: 'unchecked', appendings: ['unchecked', 'checked'] },
  retry: { ...ONE_SEAT, appending: 'retrying', appendings: APPENDINGS, blind: true },
  'false-conflict': {
    places: { Ann: '12A', Ben: '31C' },
    appending: 'checked',
    appendings: APPENDINGS,
    boundary: 'flight',
    boundaries: BOUNDARY_IDS,
    blind: false,
  },
};

export function begin(scenario: ScenarioId): View {
  const { places, appending, boundary } = SETUPS[scenario];
  return { ...startRace(places, appending, boundary), scenario, deed: { type: 'start' } };
}

/** Why a command is not possible now, or null when it is. The command must be well formed. */
export function refusal(view: View, command: Command): string | null {
  if (!isOffered(SETUPS[view.scenario], command)) return 'This scenario does not offer it.';
  const lanes = CUSTOMERS.map((customer) => view.lanes[customer]);
  switch (command.type) {
    case 'step':
      return isDone(view.lanes[command.customer]) ? `${command.customer} is done.` : null;
    case 'appending':
      return command.appending === view.appending ? 'It is so already.' : null;
    case 'boundary':
      if (command.boundary === view.boundary) return 'It is so already.';
      return lanes.some(({ loaded }) => loaded !== null)
        ? 'Streams are cut before anybody loads: go back to the start to change it.'
        : null;
    case 'append-again':
      return isWaiting(view.lanes[command.customer]) ? null : 'Nothing was refused.';
  }
}

function isOffered({ appendings, boundaries, blind }: Setup, command: Command): boolean {
  switch (command.type) {
    case 'step':
      return true;
    case 'appending':
      return appendings.includes(command.appending);
    case 'boundary':
      return boundaries.includes(command.boundary);
    case 'append-again':
      return blind;
  }
}

/**
 * The world after a command.
 *
 * @param store has the log of the view, and gets what is appended
 * @param where the place of the command in the run, for messages
 * @throws InvalidInputError for what is no command, and for one that is not possible
 */
export function obey(store: EventStore, view: View, command: Command, where: string): View {
  requireCommand(command, where);
  const reason = refusal(view, command);
  if (reason !== null) {
    throw new InvalidInputError(where, 'a command that is possible here', `${command.type}. ${reason}`);
  }
  switch (command.type) {
    case 'step':
      return after(view, takeStep(store, view, command.customer));
    case 'append-again': {
      const lane = view.lanes[command.customer];
      const expected = command.expecting === 'loaded' ? versionLoaded(lane) : (lane.foundVersion ?? 0);
      return after(view, appendAgain(store, view, command.customer, expected));
    }
    case 'appending':
      return { ...view, appending: command.appending, deed: { type: 'appending' } };
    case 'boundary':
      return { ...view, boundary: command.boundary, deed: { type: 'boundary' } };
  }
}

const after = ({ scenario }: View, { race, deed }: { race: Race; deed: RaceDeed }): View => ({
  ...race,
  scenario,
  deed,
});

/** For each command, what it is made of and what that may be. */
const PARTS: Readonly<Record<Command['type'], Readonly<Record<string, readonly string[]>>>> = {
  step: { customer: CUSTOMERS },
  appending: { appending: APPENDINGS },
  boundary: { boundary: BOUNDARY_IDS },
  'append-again': { customer: CUSTOMERS, expecting: ['loaded', 'found'] satisfies Expecting[] },
};

function requireCommand(command: unknown, where: string): asserts command is Command {
  if (typeof command !== 'object' || command === null) {
    throw new InvalidInputError(where, 'a command', command);
  }
  const given = command as Readonly<Record<string, unknown>>;
  const type = requireOneOf(Object.keys(PARTS) as Command['type'][], given['type'], `${where}.type`);
  for (const [part, values] of Object.entries(PARTS[type])) {
    requireOneOf(values, given[part], `${where}.${part}`);
  }
}

/** @throws InvalidInputError for anything but one of the values */
export function requireOneOf<Value extends string>(
  values: readonly Value[],
  value: unknown,
  where: string,
): Value {
  const found = values.find((one) => one === value);
  if (found !== undefined) return found;
  throw new InvalidInputError(where, values.map((one) => `'${one}'`).join(' or '), value);
}
