import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createCommandHandler,
  createRepository,
  given,
  type CommandHandler,
  type Repository,
} from '../../../engine/aggregates/index.ts';
import { seat, type Seat, type SeatCommand, type SeatEvent } from '../../../engine/domains/seats.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { WrongExpectedVersionError } from '../../../engine/store/index.ts';
import { countingIds, CrowdedStore } from '../aggregates/account.ts';
import { run } from './deciding.ts';

const reserve = (customer: string): SeatCommand => ({ type: 'ReserveSeat', data: { customer } });
const pay = (customer: string, amount = 9_900): SeatCommand => ({
  type: 'ReceivePayment',
  data: { customer, amount },
});
const issue: SeatCommand = { type: 'IssueTicket', data: { ticket: 'T1' } };
const cancel = (customer: string): SeatCommand => ({
  type: 'CancelReservation',
  data: { customer, reason: 'ill' },
});

const reserved = (customer: string): SeatEvent => ({ type: 'SeatReserved', data: { customer } });
const paid = (customer: string): SeatEvent => ({
  type: 'PaymentReceived',
  data: { customer, amount: 9_900 },
});
const ticketed = (customer: string): SeatEvent => ({
  type: 'TicketIssued',
  data: { customer, ticket: 'T1' },
});
const cancelled = (customer: string): SeatEvent => ({
  type: 'ReservationCancelled',
  data: { customer, reason: 'ill' },
});

const expectEvents = (
  past: readonly SeatEvent[],
  command: SeatCommand,
  events: readonly SeatEvent[],
): void => {
  expect(given(seat, past).when(command).then(events).difference).toBe('');
};
const expectRefused = (past: readonly SeatEvent[], command: SeatCommand, reason: string): void => {
  expect(given(seat, past).when(command).thenRefused(reason).difference).toBe('');
};

describe('a seat', () => {
  test('is reserved, paid for and ticketed', () => {
    expectEvents([], reserve('Ann'), [reserved('Ann')]);
    expectEvents([reserved('Ann')], pay('Ann'), [paid('Ann')]);
    expectEvents([reserved('Ann'), paid('Ann')], issue, [ticketed('Ann')]);
  });

  test.each([
    { past: [reserved('Ann')], when: 'reserved' },
    { past: [reserved('Ann'), paid('Ann')], when: 'paid for' },
  ])('is free again when its reservation is cancelled after it was $when', ({ past }) => {
    expectEvents(past, cancel('Ann'), [cancelled('Ann')]);
    expectEvents([...past, cancelled('Ann')], reserve('Ben'), [reserved('Ben')]);
  });

  test('must be paid for anew by whoever reserves it next', () => {
    const past = [reserved('Ann'), paid('Ann'), cancelled('Ann'), reserved('Ben')];
    expectRefused(past, issue, 'not-paid');
    expectEvents(past, pay('Ben'), [paid('Ben')]);
  });
});

describe('a seat refuses', () => {
  test.each([
    { past: [reserved('Ann')], when: 'reserved' },
    { past: [reserved('Ann'), paid('Ann')], when: 'paid for' },
    { past: [reserved('Ann'), paid('Ann'), ticketed('Ann')], when: 'ticketed' },
  ])('to be reserved while it is $when, by anybody', ({ past }) => {
    expectRefused(past, reserve('Ben'), 'seat-taken');
    expectRefused(past, reserve('Ann'), 'seat-taken');
  });

  test.each([pay('Ann'), issue, cancel('Ann')])('$type while it is free', (command) => {
    expectRefused([], command, 'not-reserved');
    expectRefused([reserved('Ann'), cancelled('Ann')], command, 'not-reserved');
  });

  test('a payment by someone other than the one who reserved', () => {
    expectRefused([reserved('Ann')], pay('Ben'), 'not-yours');
  });

  test('a cancellation by someone other than the one who reserved', () => {
    expectRefused([reserved('Ann'), paid('Ann'), ticketed('Ann')], cancel('Ben'), 'not-yours');
  });

  test('a second payment', () => {
    expectRefused([reserved('Ann'), paid('Ann')], pay('Ann'), 'already-paid');
    expectRefused([reserved('Ann'), paid('Ann'), ticketed('Ann')], pay('Ann'), 'already-paid');
  });

  test('a ticket before the payment', () => {
    expectRefused([reserved('Ann')], issue, 'not-paid');
  });

  test('a second ticket', () => {
    expectRefused([reserved('Ann'), paid('Ann'), ticketed('Ann')], issue, 'ticket-issued');
  });

  test('a cancellation after the ticket is issued', () => {
    expectRefused([reserved('Ann'), paid('Ann'), ticketed('Ann')], cancel('Ann'), 'ticket-issued');
  });

  test.each([0, -1, 0.5, NaN, 2 ** 53])('the amount %s', (amount) => {
    expectRefused([reserved('Ann')], pay('Ann', amount), 'invalid-amount');
  });

  test.each<SeatCommand>([
    reserve(''),
    pay(' '),
    cancel(''),
    { type: 'CancelReservation', data: { customer: 'Ann', reason: '' } },
    { type: 'IssueTicket', data: { ticket: '' } },
  ])('as malformed %j', (command) => {
    expect(() => seat.decide(command, seat.initial)).toThrow(InvalidInputError);
  });
});

describe('whatever is asked of a seat', () => {
  const customer = fc.constantFrom('Ann', 'Ben');
  const command = fc.oneof(
    customer.map(reserve),
    customer.map((who) => pay(who)),
    fc.constant(issue),
    customer.map(cancel),
  );

  /** R(eserved), P(aid), T(icketed), C(ancelled). */
  const letters = { SeatReserved: 'R', PaymentReceived: 'P', TicketIssued: 'T', ReservationCancelled: 'C' };

  test('its events keep the order of the rules, and each round belongs to one customer', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const { events } = run(seat, commands);
        expect(events.map((event) => letters[event.type]).join('')).toMatch(/^(RP?C)*(R(PT?)?)?$/);
        let holder = '';
        for (const event of events) {
          if (event.type === 'SeatReserved') holder = event.data.customer;
          expect(event.data.customer).toBe(holder);
        }
      }),
    );
  });
});

describe('two customers and the last seat', () => {
  interface Airline {
    readonly store: CrowdedStore;
    readonly seats: Repository<Seat, SeatCommand, SeatEvent>;
    readonly handle: CommandHandler<Seat, SeatCommand, SeatEvent>;
    readonly customers: () => readonly string[];
  }

  function setUp(): Airline {
    const store = new CrowdedStore();
    const seats = createRepository({ store, decider: seat, newId: countingIds() });
    const customers = (): readonly string[] =>
      store.readStream<SeatEvent>('seat-OS31-12A').events.map(({ data }) => data.customer);
    return { store, seats, handle: createCommandHandler(seats), customers };
  }

  test('who both read the same version cannot both reserve', () => {
    const { seats, customers } = setUp();
    const seenByAnn = seats.loadOrNew('OS31-12A');
    const seenByBen = seats.loadOrNew('OS31-12A');
    const forAnn = seat.decide(reserve('Ann'), seenByAnn.state);
    const forBen = seat.decide(reserve('Ben'), seenByBen.state);
    seats.save(seenByAnn, forAnn);
    expect(() => seats.save(seenByBen, forBen)).toThrow(WrongExpectedVersionError);
    expect(customers()).toEqual(['Ann']);
  });

  test('end with one reservation and one refusal when the slower one decides again', () => {
    const { store, handle, customers } = setUp();
    store.rivals = [() => handle('OS31-12A', reserve('Ann'))];
    expect(() => handle('OS31-12A', reserve('Ben'))).toThrow(
      expect.objectContaining({ reason: 'seat-taken' }),
    );
    expect(customers()).toEqual(['Ann']);
  });

  test('can both reserve when the faster one has cancelled by then', () => {
    const { store, handle, customers } = setUp();
    store.rivals = [
      () => {
        handle('OS31-12A', reserve('Ann'));
        handle('OS31-12A', cancel('Ann'));
      },
    ];
    expect(handle('OS31-12A', reserve('Ben'))).toMatchObject({ attempts: 2, version: 3 });
    expect(customers()).toEqual(['Ann', 'Ann', 'Ben']);
  });

  test('do not meet at all when they want different seats', () => {
    const { store, handle } = setUp();
    store.rivals = [() => handle('OS31-12B', reserve('Ann'))];
    expect(handle('OS31-12A', reserve('Ben'))).toMatchObject({ attempts: 1, version: 1 });
  });
});
