import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createChoreographedSaga,
  createOneEvent,
  createOrchestratedSaga,
  orderOutcome,
  outsideViews,
  type OrderOptions,
  type OrderServices,
  type ServiceEntry,
} from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { createSimulation, type SimulationOptions, type Trace } from '../../../engine/simulation/index.ts';
import { effectsIn } from './running.ts';

const HOP = 10;

function run({ nodes }: OrderServices, world: Partial<Omit<SimulationOptions, 'nodes'>> = {}): Trace {
  const network = { latency: { min: HOP, max: HOP } };
  const simulation = createSimulation({ nodes, seed: 1, network, ...world });
  expect(simulation.runUntilQuiet().quiet).toBe(true);
  return simulation.trace;
}

const last = (trace: Trace) => outsideViews(trace).at(-1)!;
const outcome = (trace: Trace) => orderOutcome(last(trace));

const SAGAS = [
  ['choreographed', createChoreographedSaga],
  ['orchestrated', createOrchestratedSaga],
] as const;

const DESIGNS: readonly (readonly [
  string,
  (options: OrderOptions) => OrderServices,
  OrderOptions,
  string,
])[] = [
  ['one event', createOneEvent, {}, 'done'],
  ...SAGAS.flatMap(([name, create]) => [
    [`${name} saga`, create, {}, 'done'] as const,
    [`${name} saga with a declined card`, create, { card: 'declined' } as const, 'cancelled'] as const,
    [`${name} saga without stock`, create, { stock: 1 }, 'cancelled'] as const,
  ]),
];

describe.each(DESIGNS)('%s', (_, create, options, expected) => {
  test(`ends ${expected}`, () => {
    expect(outcome(run(create(options)))).toBe(expected);
  });

  test(`ends ${expected} after a crash at any point, and every fact is there once`, () => {
    const facts = last(run(create(options))).facts;
    for (const [node, count] of effectsIn(run(create(options)))) {
      for (let performed = 1; performed <= count; performed += 1) {
        for (const restartAfter of [0, 25, 500]) {
          const script = [{ type: 'crash' as const, node, when: { performed }, restartAfter }];
          const trace = run(create(options), { script });
          const point = `${node} before effect ${performed}, back after ${restartAfter}`;
          expect(orderOutcome(last(trace)), point).toBe(expected);
          // Who is told of a refusal by two ways may hear it earlier or later, but not more than once.
          expect(sorted(last(trace).facts), point).toEqual(sorted(facts));
        }
      }
    }
  });

  test(`ends ${expected} on a network that loses, repeats and overtakes`, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const network = { latency: { min: 1, max: 150 }, loss: 0.3, duplication: 0.3 };
        expect(outcome(run(create(options), { seed, network }))).toBe(expected);
      }),
    );
  });
});

const sorted = (facts: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(facts).map(([node, types]) => [node, [...types].sort()]));

describe('with one event', () => {
  test('the matter is decided by a single append, before anybody else has heard of it', () => {
    const payment = run(createOneEvent()).filter((step) => step.kind === 'write' && step.node === 'payment');
    expect(payment).toMatchObject([{ time: 0, entry: { facts: [{ type: 'PaymentCompleted' }] } }]);
  });

  test('the others follow while a service that is down does not hold them up', () => {
    const trace = run(createOneEvent(), {
      script: [{ type: 'crash', node: 'inventory', when: { performed: 2 }, restartAfter: 1_000 }],
    });
    const views = outsideViews(trace);
    const checkedOut = views.find(({ facts }) => facts['orders']?.includes('OrderCheckedOut'));
    const reserved = views.find(({ facts }) => facts['inventory']?.includes('StockReserved'));
    expect(checkedOut?.time).toBe(HOP);
    expect(reserved!.time).toBeGreaterThan(1_000);
  });
});

describe.each(SAGAS)('a saga that is %s admits an anomaly:', (_, create) => {
  test('an outsider sees stock reserved for an order that is cancelled later', () => {
    const views = outsideViews(run(create({ card: 'declined' })));
    const seen = views.filter(
      ({ facts }) =>
        facts['inventory']?.includes('StockReserved') === true &&
        !facts['inventory'].includes('StockReleased'),
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.map(orderOutcome)).toEqual(seen.map(() => 'open'));
    expect(orderOutcome(views.at(-1)!)).toBe('cancelled');
  });

  test('compensation is new history: the reservation stays in the log, and the release comes after it', () => {
    const { facts } = last(run(create({ card: 'declined' })));
    expect(facts['inventory']).toEqual(['StockReceived', 'StockReserved', 'StockReleased']);
  });

  test('nobody pays for what is not there', () => {
    expect(last(run(create({ stock: 1 }))).facts['payment']).toBeUndefined();
  });
});

describe('a saga whose release is slow', () => {
  /** In which order the cancelled order shows. */
  const ending = (create: (options: OrderOptions) => OrderServices, slow: 'payment' | 'orders'): string[] =>
    run(create({ card: 'declined' }), {
      script: [{ type: 'delay', from: slow, to: 'inventory', nth: 2, ms: 200 }],
    })
      .flatMap((step) => (step.kind === 'write' ? (step.entry as unknown as ServiceEntry).facts : []))
      .map(({ type }) => type)
      .filter((type) => type === 'OrderCancelled' || type === 'StockReleased');

  test('has cancelled the order before, if it is choreographed', () => {
    expect(ending(createChoreographedSaga, 'payment')).toEqual(['OrderCancelled', 'StockReleased']);
  });

  test('cancels it after, if it is orchestrated', () => {
    expect(ending(createOrchestratedSaga, 'orders')).toEqual(['StockReleased', 'OrderCancelled']);
  });
});

describe('refused are', () => {
  test.each([
    ['options that are none', () => createOneEvent(null as never), 'createOneEvent: options'],
    [
      'one event where the card is declined',
      () => createOneEvent({ card: 'declined' }),
      'createOneEvent: card',
    ],
    ['one event without the stock', () => createOneEvent({ stock: 1 }), 'createOneEvent: stock'],
    [
      'a card that is neither',
      () => createChoreographedSaga({ card: 'gold' as never }),
      'createChoreographedSaga: card',
    ],
    ['no quantity', () => createOrchestratedSaga({ quantity: 0 }), 'createOrchestratedSaga: quantity'],
    ['a view of no trace', () => outsideViews(null as never), 'outsideViews: trace'],
  ])('%s', (_, create, where) => {
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(expect.objectContaining({ where }));
  });
});

test('an order is done if each thing was done once, and not if one was done twice', () => {
  const facts = { orders: ['OrderCheckedOut'], payment: ['PaymentCompleted'], inventory: ['StockReserved'] };
  expect(orderOutcome({ facts })).toBe('done');
  for (const [service, done] of Object.entries(facts)) {
    expect(orderOutcome({ facts: { ...facts, [service]: [...done, ...done] } }), service).toBe('open');
  }
});
