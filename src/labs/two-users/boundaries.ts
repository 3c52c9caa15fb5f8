import { seat, type Seat, type SeatEvent } from '../../../engine/domains/seats.ts';
import { fold, streamName, type Decider } from '../../../engine/aggregates/index.ts';
import type { DomainEvent } from '../../../engine/events/index.ts';

const FLIGHT_NUMBER = 'OS31';

/** Two ways to cut one flight into streams. The rule is the same in both: one seat, one passenger. */
export interface Boundary {
  /** The stream that decides about a seat. */
  readonly streamOf: (place: string) => string;
  /** Who holds a seat, by the events of its stream. */
  readonly seatIn: (place: string, events: readonly SeatEvent[]) => Seat;
  /** What follows if somebody reserves a seat. @throws CommandRefusedError when it is taken */
  readonly reserve: (place: string, customer: string, events: readonly SeatEvent[]) => readonly SeatEvent[];
}

export type BoundaryId = 'seat' | 'flight';

type OnFlight<Event> =
  Event extends DomainEvent<infer Type, infer Data> ? DomainEvent<Type, Data & { seat: string }> : never;
type FlightEvent = OnFlight<SeatEvent>;
type Seats = Readonly<Record<string, Seat>>;
interface ReserveOnFlight {
  readonly type: 'ReserveSeat';
  readonly data: { readonly seat: string; readonly customer: string };
}

/** All seats of a flight as one aggregate. Each seat keeps its own rule; what they share is the version. */
const flight: Decider<Seats, ReserveOnFlight, FlightEvent> = {
  category: 'flight',
  initial: {},
  decide: ({ type, data: { seat: place, customer } }, seats) =>
    seat
      .decide({ type, data: { customer } }, seats[place] ?? seat.initial)
      .map((event) => ({ ...event, data: { ...event.data, seat: place } }) as FlightEvent),
  evolve: (seats, event) => ({
    ...seats,
    [event.data.seat]: seat.evolve(seats[event.data.seat] ?? seat.initial, event),
  }),
};

/** The events of a flight's stream are those of its seats, which say in addition which seat they are about. */
const seatsOf = (events: readonly SeatEvent[]): Seats => fold(flight, events as readonly FlightEvent[]);

export const BOUNDARIES: Readonly<Record<BoundaryId, Boundary>> = {
  seat: {
    streamOf: (place) => streamName(seat.category, `${FLIGHT_NUMBER}-${place}`),
    seatIn: (_, events) => fold(seat, events),
    reserve: (_, customer, events) =>
      seat.decide({ type: 'ReserveSeat', data: { customer } }, fold(seat, events)),
  },
  flight: {
    streamOf: () => streamName(flight.category, FLIGHT_NUMBER),
    seatIn: (place, events) => seatsOf(events)[place] ?? seat.initial,
    reserve: (place, customer, events) =>
      flight.decide({ type: 'ReserveSeat', data: { seat: place, customer } }, seatsOf(events)),
  },
};
