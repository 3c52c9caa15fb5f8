import { CommandRefusedError } from '../../../engine/aggregates/index.ts';
import type { Appending, Stage } from '../../../engine/domains/seat-race.ts';
import type { Seat, SeatEvent } from '../../../engine/domains/seats.ts';
import type { NewEvent, RecordedEvent } from '../../../engine/events/index.ts';
import { WrongExpectedVersionError, type EventStore } from '../../../engine/store/index.ts';
import { BOUNDARIES, type BoundaryId } from './boundaries.ts';

/**
 * Two customers and a store, one step at a time: what the race of the engine (`seatRace`) does, with everything open
 * that a customer knows and means to do.
 */

export const CUSTOMERS = ['Ann', 'Ben'] as const;
export type Customer = (typeof CUSTOMERS)[number];

/** How often a customer who retries appends at most, before they give up. */
export const MOST_ATTEMPTS = 3;

type Recorded = RecordedEvent<SeatEvent>;

/** One customer: what they know, what they mean to append, and how it stands. */
export interface Lane {
  readonly customer: Customer;
  /** The seat they want. */
  readonly place: string;
  readonly stage: Stage;
  /** What they loaded last. It stays as it was, whatever the stream becomes. */
  readonly loaded: { readonly version: number; readonly events: readonly Recorded[] } | null;
  /** What they decided last, and what is appended unless they decide again. */
  readonly decided: readonly NewEvent<SeatEvent>[];
  /** How often they have tried to append. */
  readonly attempts: number;
  /** The stream's version when their last append was refused. */
  readonly foundVersion: number | null;
}

/** The world at one moment, as plain data. */
export interface Race {
  readonly appending: Appending;
  readonly boundary: BoundaryId;
  readonly lanes: Readonly<Record<Customer, Lane>>;
  /** The whole log, oldest event first. */
  readonly log: readonly Recorded[];
}

/** What a step did. `on` is the version that was loaded; `at` is the stream's when the step was over. */
export type Deed =
  | { readonly type: 'load'; readonly customer: Customer; readonly at: number }
  | {
      readonly type: 'decide';
      readonly customer: Customer;
      readonly on: number;
      readonly at: number;
      /** The rule's words, where it refused. */
      readonly refusal: string | null;
    }
  | {
      readonly type: 'append';
      readonly customer: Customer;
      readonly on: number;
      readonly at: number;
      /** The expected version; null: none was given. */
      readonly expected: number | null;
      readonly written: boolean;
      /** Whether it was an append of what an earlier append was refused with, without deciding again. */
      readonly blind: boolean;
    };

export function startRace(
  places: Readonly<Record<Customer, string>>,
  appending: Appending,
  boundary: BoundaryId,
): Race {
  const lane = (customer: Customer): Lane => ({
    customer,
    place: places[customer],
    stage: 'load',
    loaded: null,
    decided: [],
    attempts: 0,
    foundVersion: null,
  });
  return { appending, boundary, lanes: { Ann: lane('Ann'), Ben: lane('Ben') }, log: [] };
}

export const streamOf = ({ boundary }: Race, { place }: Lane): string => BOUNDARIES[boundary].streamOf(place);

/** The events of the stream that decides about a customer's seat. */
export function eventsFor(race: Race, lane: Lane): readonly Recorded[] {
  const stream = streamOf(race, lane);
  return race.log.filter((event) => event.stream === stream);
}

/** Who holds the seat that a customer wants, by what the stream says now. */
export const seatNow = (race: Race, lane: Lane): Seat =>
  BOUNDARIES[race.boundary].seatIn(lane.place, eventsFor(race, lane));

/** Who holds the seat that a customer wants, by what they loaded. */
export const seatAsLoaded = (race: Race, { place, loaded }: Lane): Seat =>
  BOUNDARIES[race.boundary].seatIn(place, loaded?.events ?? []);

/** Who was told that they have this seat. */
export const confirmed = ({ lanes }: Race, place: string): readonly Customer[] =>
  CUSTOMERS.filter((customer) => lanes[customer].stage === 'seated' && lanes[customer].place === place);

export const isDoubleBooked = (race: Race): boolean =>
  CUSTOMERS.some((customer) => confirmed(race, race.lanes[customer].place).length > 1);

/** Whether somebody gave up a seat that is free: the store refused them, and no rule would have. */
export const isTurnedAway = (race: Race): boolean =>
  CUSTOMERS.map((customer) => race.lanes[customer]).some(
    (lane) => lane.stage === 'conflict' && seatNow(race, lane).status === 'free',
  );

/** Whether a customer has nothing more to do. */
export const isDone = ({ stage }: Lane): boolean =>
  stage === 'seated' || stage === 'refused' || stage === 'conflict';

/** Whether a customer was refused by the store, and has not begun anew. */
export const isWaiting = ({ stage, foundVersion }: Lane): boolean =>
  stage === 'load' && foundVersion !== null;

/**
 * How many events came after what a customer loaded, while they still mean to decide or append on it; null when they
 * mean to do nothing of the kind.
 */
export function behind(race: Race, lane: Lane): number | null {
  if (lane.loaded === null || isDone(lane) || isWaiting(lane)) return null;
  return eventsFor(race, lane).length - lane.loaded.version;
}

export interface Taken {
  readonly race: Race;
  readonly deed: Deed;
}

/** The customer's next step, on a store that has this race's log. They must not be done. */
export function takeStep(store: EventStore, race: Race, customer: Customer): Taken {
  const lane = race.lanes[customer];
  switch (lane.stage) {
    case 'load':
      return load(store, race, lane);
    case 'decide':
      return decide(race, lane);
    default:
      return append(store, race, lane, race.appending === 'unchecked' ? null : versionLoaded(lane), false);
  }
}

/** Appends what was refused once more, undecided anew. They must have been refused. */
export const appendAgain = (store: EventStore, race: Race, customer: Customer, expected: number): Taken =>
  append(store, race, race.lanes[customer], expected, true);

export const versionLoaded = ({ loaded }: Lane): number => loaded?.version ?? 0;

function load(store: EventStore, race: Race, lane: Lane): Taken {
  const { version, events } = store.readStream<SeatEvent>(streamOf(race, lane));
  const next = withLane(race, { ...lane, stage: 'decide', loaded: { version, events } });
  return { race: next, deed: { type: 'load', customer: lane.customer, at: version } };
}

function decide(race: Race, lane: Lane): Taken {
  const { customer, place } = lane;
  const deed = {
    type: 'decide',
    customer,
    on: versionLoaded(lane),
    at: eventsFor(race, lane).length,
  } as const;
  try {
    const events = BOUNDARIES[race.boundary].reserve(place, customer, lane.loaded?.events ?? []);
    // Ids belong to the decision: what is appended again unchanged keeps them.
    const decided = events.map((event, i) => ({ ...event, id: `${customer}-${lane.attempts + 1}-${i + 1}` }));
    const next = withLane(race, { ...lane, stage: 'append', decided });
    return { race: next, deed: { ...deed, refusal: null } };
  } catch (error) {
    if (!(error instanceof CommandRefusedError)) throw error;
    const next = withLane(race, { ...lane, stage: 'refused', decided: [] });
    return { race: next, deed: { ...deed, refusal: error.message } };
  }
}

function append(store: EventStore, race: Race, lane: Lane, expected: number | null, blind: boolean): Taken {
  const { customer } = lane;
  const attempts = lane.attempts + 1;
  const deed = { type: 'append', customer, on: versionLoaded(lane), expected, blind } as const;
  try {
    const { version } = store.append(streamOf(race, lane), lane.decided, { expected: expected ?? 'any' });
    const log = store.readAll<SeatEvent>().events;
    const next = withLane({ ...race, log }, { ...lane, stage: 'seated', attempts });
    return { race: next, deed: { ...deed, at: version, written: true } };
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    const retries = race.appending === 'retrying' && attempts < MOST_ATTEMPTS;
    const refused = { attempts, foundVersion: error.actual, stage: retries ? 'load' : 'conflict' } as const;
    return {
      race: withLane(race, { ...lane, ...refused }),
      deed: { ...deed, at: error.actual, written: false },
    };
  }
}

const withLane = (race: Race, lane: Lane): Race => ({
  ...race,
  lanes: { ...race.lanes, [lane.customer]: lane },
});
