import { CommandRefusedError, fold, streamName } from '../aggregates/index.ts';
import { InvalidInputError } from '../errors.ts';
import type { Game, Play } from '../explore/index.ts';
import { requireFunction, requireNames } from '../guards.ts';
import { MemoryEventStore, WrongExpectedVersionError, type EventStore } from '../store/index.ts';
import { seat, type SeatEvent } from './seats.ts';

/**
 * How a customer appends: `unchecked` to whatever the stream has become; `checked` only to what was loaded, and gives
 * up otherwise; `retrying` only to what was loaded, and begins anew otherwise.
 */
export type Appending = 'unchecked' | 'checked' | 'retrying';

export interface SeatRaceOptions {
  /** Who wants a seat; each name once. */
  readonly customers: readonly string[];
  readonly appending: Appending;
  /** Which seat a customer wants. Default: all want the same one. */
  readonly seatOf?: (customer: string) => string;
}

/** Where a customer is: what they do next, or how it ended. */
export type Stage = 'load' | 'decide' | 'append' | 'seated' | 'refused' | 'conflict';

export interface SeatRacePlay extends Play {
  readonly store: EventStore;
  stageOf(customer: string): Stage;
}

export interface SeatRaceGame extends Game {
  start(): SeatRacePlay;
}

export const DOUBLE_BOOKED = 'double-booked';

/**
 * Customers who reserve seats at the same time, each in three steps: load the stream, decide, append. Who steps next
 * is the choice (`Ann loads`, `Ann decides`, `Ann appends`); the store is a real one.
 *
 * A customer whom the seat refuses (it is taken, as far as they can see) has nothing to append, and is done.
 *
 * @throws InvalidInputError for customers without names or named alike, and for another way of appending
 * Source: the lost update, as every textbook on databases has it.
 */
export function seatRace({ customers, appending, seatOf = () => '1A' }: SeatRaceOptions): SeatRaceGame {
  requireNames(customers, 'seatRace: customers');
  for (const [i, customer] of customers.entries()) {
    if (customers.indexOf(customer) !== i) {
      throw new InvalidInputError(`seatRace: customers[${i}]`, 'another name', customer);
    }
  }
  requireFunction(seatOf, 'seatRace: seatOf');
  if (!APPENDINGS.includes(appending)) {
    throw new InvalidInputError('seatRace: appending', APPENDINGS.join(' or '), appending);
  }

  return {
    start: () => {
      const store = new MemoryEventStore();
      const writers = customers.map((customer) =>
        createWriter(store, customer, streamName(seat.category, seatOf(customer)), appending),
      );
      const streams = new Set(writers.map(({ stream }) => stream));
      return {
        store,
        stageOf: (customer) =>
          requireWriter(writers, (writer) => writer.customer === customer, customer).stage,
        choices: () => writers.flatMap((writer) => nextChoice(writer) ?? []),
        take: (choice) => requireWriter(writers, (writer) => nextChoice(writer) === choice, choice).step(),
        violation: () => ([...streams].some((stream) => holders(store, stream) > 1) ? DOUBLE_BOOKED : null),
      };
    },
  };
}

const APPENDINGS: readonly Appending[] = ['unchecked', 'checked', 'retrying'];

const VERBS: Partial<Record<Stage, string>> = { load: 'loads', decide: 'decides', append: 'appends' };

interface Writer {
  readonly customer: string;
  readonly stream: string;
  readonly stage: Stage;
  step(): void;
}

function createWriter(store: EventStore, customer: string, stream: string, appending: Appending): Writer {
  let stage: Stage = 'load';
  let attempts = 0;
  let loaded = { version: 0, state: seat.initial };
  let decided: readonly SeatEvent[] = [];

  const steps: Partial<Record<Stage, () => Stage>> = {
    load: () => {
      const { version, events } = store.readStream<SeatEvent>(stream);
      loaded = { version, state: fold(seat, events) };
      attempts += 1;
      return 'decide';
    },
    decide: () => {
      try {
        decided = seat.decide({ type: 'ReserveSeat', data: { customer } }, loaded.state);
        return 'append';
      } catch (error) {
        if (error instanceof CommandRefusedError) return 'refused';
        throw error;
      }
    },
    append: () => {
      const events = decided.map((event, i) => ({ ...event, id: `${customer}-${attempts}-${i + 1}` }));
      try {
        store.append(stream, events, { expected: appending === 'unchecked' ? 'any' : loaded.version });
        return 'seated';
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        return appending === 'retrying' ? 'load' : 'conflict';
      }
    },
  };

  return {
    customer,
    stream,
    get stage() {
      return stage;
    },
    step: () => {
      stage = steps[stage]?.() ?? stage;
    },
  };
}

const nextChoice = ({ customer, stage }: Writer): string | undefined => {
  const verb = VERBS[stage];
  return verb === undefined ? undefined : `${customer} ${verb}`;
};

function requireWriter(writers: readonly Writer[], is: (writer: Writer) => boolean, name: string): Writer {
  const writer = writers.find(is);
  if (writer !== undefined) return writer;
  throw new InvalidInputError('seatRace', 'a customer of this race, or a step that is due', name);
}

const holders = (store: EventStore, stream: string): number =>
  new Set(store.readStream<SeatEvent>(stream).events.map(({ data }) => data.customer)).size;
