import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createConsumer,
  createProducer,
  createSimulation,
  type ConsumerOptions,
  type ConsumerState,
  type Fault,
  type Guard,
  type ProducerOptions,
  type Simulation,
  type SimulationOptions,
  type StreamEvent,
} from '../../../engine/simulation/index.ts';

type Find = NonNullable<ConsumerOptions<readonly number[]>['find']>;

const facts = (count: number): ProducerOptions['events'] =>
  Array.from({ length: count }, (_, i) => ({ type: 'Counted', data: i }));
const POLL: Find = { by: 'poll', producer: 'source', every: 50 };

/** A consumer whose state is the list of versions that it folded, in the order in which it folded them. */
function worldOf(
  guards: readonly Guard[],
  {
    count = 2,
    every = 1,
    find,
    heartbeat,
    ...options
  }: {
    count?: number;
    every?: number;
    find?: Find;
    heartbeat?: ProducerOptions['heartbeat'];
  } & Partial<SimulationOptions> = {},
): Simulation {
  return createSimulation({
    nodes: {
      source: createProducer({
        stream: 'stream',
        events: facts(count),
        to: ['sink'],
        every,
        ...(heartbeat && { heartbeat }),
      }),
      sink: createConsumer<readonly number[]>({
        initial: [],
        evolve: (versions, { version }) => [...versions, version],
        guards,
        ...(find && { find }),
      }),
    },
    seed: 1,
    ...options,
  });
}

const sinkOf = (simulation: Simulation): ConsumerState<readonly number[]> =>
  simulation.node('sink').state as ConsumerState<readonly number[]>;

/** What the consumer folded, with these guards, when all is quiet. */
function folded(guards: readonly Guard[], options?: Parameters<typeof worldOf>[1]): readonly number[] {
  const simulation = worldOf(guards, options);
  expect(simulation.runUntilQuiet().quiet).toBe(true);
  return sinkOf(simulation).value;
}

const duplicate = (nth: number): Fault => ({ type: 'duplicate', from: 'source', to: 'sink', nth });
const overtaken = (nth: number): Fault => ({ type: 'delay', from: 'source', to: 'sink', nth, ms: 10 });
const lost = (nth: number): Fault => ({ type: 'drop', from: 'source', to: 'sink', nth });

const SETS: readonly (readonly Guard[])[] = [
  [],
  ['dedupe'],
  ['last-seen'],
  ['gap-buffer'],
  ['dedupe', 'last-seen'],
  ['dedupe', 'gap-buffer'],
  ['last-seen', 'gap-buffer'],
  ['dedupe', 'last-seen', 'gap-buffer'],
];

describe('without any fault', () => {
  test.each(SETS)('every consumer folds the stream: %s %s %s', (...guards) => {
    expect(folded(guards)).toEqual([1, 2]);
  });
});

describe('one fault breaks', () => {
  test.each<[string, readonly Guard[], Fault, readonly number[]]>([
    ['a consumer without guards, which folds a duplicate twice', [], duplicate(1), [1, 1, 2]],
    ['dedupe alone, which folds out of order what was overtaken', ['dedupe'], overtaken(1), [2, 1]],
    ['the last-seen version alone, which loses what was overtaken', ['last-seen'], overtaken(1), [2]],
    ['the gap buffer alone, which folds a duplicate twice', ['gap-buffer'], duplicate(1), [1, 1, 2]],
    [
      'dedupe with the last-seen version, which loses what was overtaken',
      ['dedupe', 'last-seen'],
      overtaken(1),
      [2],
    ],
    ['every guard together, if the last message is lost', SETS.at(-1)!, lost(2), [1]],
    [
      'every guard together, if the first message is lost: the buffer waits for ever',
      SETS.at(-1)!,
      lost(1),
      [],
    ],
  ])('%s', (_, guards, fault, outcome) => {
    expect(folded(guards, { script: [fault] })).toEqual(outcome);
  });
});

describe('one fault does not break', () => {
  test.each<[string, readonly Guard[], Fault]>([
    ['dedupe: a duplicate', ['dedupe'], duplicate(1)],
    ['the last-seen version: a duplicate', ['last-seen'], duplicate(1)],
    ['the gap buffer: an overtaken message', ['gap-buffer'], overtaken(1)],
    ['dedupe with the gap buffer: a duplicate', ['dedupe', 'gap-buffer'], duplicate(1)],
    ['dedupe with the gap buffer: an overtaken message', ['dedupe', 'gap-buffer'], overtaken(1)],
    ['the last-seen version with the gap buffer: a duplicate', ['last-seen', 'gap-buffer'], duplicate(1)],
    [
      'the last-seen version with the gap buffer: an overtaken message',
      ['last-seen', 'gap-buffer'],
      overtaken(1),
    ],
  ])('%s', (_, guards, fault) => {
    expect(folded(guards, { script: [fault] })).toEqual([1, 2]);
  });
});

describe('a lost last message', () => {
  const guards = ['last-seen', 'gap-buffer'] as const;
  const script = [lost(2)];
  const heartbeat = { every: 20, times: 2 };

  test('is found by a heartbeat, if the consumer listens to it', () => {
    expect(folded(guards, { script, heartbeat, find: { by: 'heartbeat' } })).toEqual([1, 2]);
    expect(folded(guards, { script, heartbeat })).toEqual([1]);
  });

  test('is not found if every heartbeat is lost too', () => {
    const silence = [lost(2), lost(3), lost(4)];
    expect(folded(guards, { script: silence, heartbeat, find: { by: 'heartbeat' } })).toEqual([1]);
  });

  test('is found by asking', () => {
    expect(folded(guards, { script, find: POLL })).toEqual([1, 2]);
  });

  test('is found by a consumer without a gap buffer as well, but not one before the last', () => {
    expect(folded(['dedupe'], { script, find: POLL })).toEqual([1, 2]);
    expect(folded(['dedupe'], { script: [lost(1)], find: POLL })).toEqual([2]);
  });
});

describe('while the stream is still open', () => {
  test('a consumer goes on asking, also when it has reached what there is', () => {
    const script = [lost(2), lost(5)];
    const options = { count: 3, every: 200, find: POLL, script };
    expect(folded(['last-seen', 'gap-buffer'], options)).toEqual([1, 2, 3]);
  });

  test('a producer answers with what has happened, and not with what will', () => {
    const simulation = worldOf(['last-seen'], { every: 200, find: POLL });
    while (simulation.now < 190) simulation.next();
    expect(sinkOf(simulation).value).toEqual([1]);
  });

  test('a producer goes on with its heartbeats, and counts them only once the stream is closed', () => {
    const simulation = worldOf([], { every: 50, heartbeat: { every: 20, times: 2 } });
    simulation.runUntilQuiet();
    const beats = simulation.trace.filter((step) => step.kind === 'wake' && step.timer === 'heartbeat');
    expect(beats.map(({ time }) => time)).toEqual([20, 40, 60, 80]);
  });

  test('a consumer that folded out of order still knows how far it is, and stops asking', () => {
    expect(folded(['dedupe'], { script: [overtaken(1)], find: POLL })).toEqual([2, 1]);
  });
});

describe('a crash', () => {
  test('between the append and the send leaves an event that only asking finds', () => {
    const script: Fault[] = [{ type: 'crash', node: 'source', when: { performed: 2 }, restartAfter: 5 }];
    expect(folded(['last-seen', 'gap-buffer'], { script })).toEqual([]);
    expect(folded(['last-seen', 'gap-buffer'], { script, find: POLL })).toEqual([1, 2]);
  });

  test('of the consumer leaves what it folded, once, and what its guards know of it', () => {
    const simulation = worldOf(SETS.at(-1)!, { find: POLL, script: [duplicate(1)] });
    simulation.runUntilQuiet();
    const { value, version, ids } = sinkOf(simulation);
    simulation.crash('sink');
    simulation.restart('sink');
    expect(sinkOf(simulation)).toEqual({ value, version, ids, held: [] });
    simulation.runUntilQuiet();
    expect(sinkOf(simulation).value).toEqual([1, 2]);
  });

  test('of the consumer takes what the buffer held, and asking brings it again', () => {
    const simulation = worldOf(['dedupe', 'gap-buffer'], { find: POLL, script: [lost(1)] });
    while (simulation.trace.at(-1)?.kind !== 'note') simulation.next();
    expect(sinkOf(simulation).held.map(({ version }) => version)).toEqual([2]);
    expect(simulation.trace.at(-1)).toMatchObject({ note: 'held', data: { version: 2, by: 'gap-buffer' } });
    simulation.crash('sink');
    simulation.restart('sink');
    expect(sinkOf(simulation).held).toEqual([]);
    simulation.runUntilQuiet();
    expect(sinkOf(simulation).value).toEqual([1, 2]);
  });
});

describe('whatever network and crashes do', () => {
  const troubles = fc.record({
    seed: fc.maxSafeInteger(),
    count: fc.nat(8),
    loss: fc.double({ min: 0, max: 0.6, noNaN: true }),
    duplication: fc.double({ min: 0, max: 0.6, noNaN: true }),
    max: fc.integer({ min: 1, max: 120 }),
    order: fc.constantFrom('any', 'fifo'),
    disturbances: fc.array(
      fc.tuple(fc.nat(15), fc.constantFrom('crash source', 'crash sink', 'cut', 'mend')),
      { maxLength: 5 },
    ),
  });

  test.each([
    ['dedupe', 'gap-buffer'],
    ['last-seen', 'gap-buffer'],
    ['dedupe', 'last-seen', 'gap-buffer'],
  ] as const)('%s + %s %s, with asking, folds the stream: each event once, in order', (...guards) => {
    fc.assert(
      fc.property(troubles, ({ seed, count, disturbances, loss, duplication, max, order }) => {
        const network = { loss, duplication, latency: { min: 1, max }, order } as const;
        const simulation = worldOf(guards.filter(Boolean), { seed, count, find: POLL, network });
        for (let i = 0; i < 2; i += 1) simulation.next();
        for (const [steps, disturbance] of disturbances) {
          for (let i = 0; i < steps; i += 1) simulation.next();
          const [what, node = ''] = disturbance.split(' ');
          if (what === 'crash') {
            simulation.crash(node);
            simulation.restart(node);
          } else if (what === 'cut') simulation.cut('source', 'sink');
          else simulation.mend('source', 'sink');
        }
        simulation.mend('source', 'sink');
        expect(simulation.runUntilQuiet().quiet).toBe(true);
        expect(sinkOf(simulation).value).toEqual(facts(count).map((_, i) => i + 1));
        const log = simulation.node('source').log.map(({ entry }) => (entry as StreamEvent).version);
        expect(log).toEqual(sinkOf(simulation).value);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a producer', () => {
  const producer = (wrong: object): unknown =>
    createProducer({ stream: 's', events: facts(1), to: ['sink'], ...wrong });

  test('appends an event before it tells it', () => {
    const simulation = worldOf([]);
    simulation.runUntilQuiet();
    const source = simulation.trace.flatMap((step) =>
      step.kind === 'write' && step.node === 'source' ? ['write'] : step.kind === 'send' ? ['send'] : [],
    );
    expect(source).toEqual(['write', 'send', 'write', 'send']);
  });

  test('has nothing to say about a stream without events', () => {
    expect(folded([], { count: 0, find: POLL })).toEqual([]);
  });

  test.each<[string, object]>([
    ['stream', { stream: '' }],
    ['events', { events: 'none' }],
    ['events[0].type', { events: [{ data: 1 }] }],
    ['events[0].data', { events: [{ type: 'X' }] }],
    ['to', { to: [] }],
    ['every', { every: -1 }],
    ['heartbeat.every', { heartbeat: { every: 0, times: 1 } }],
    ['heartbeat.times', { heartbeat: { every: 1, times: 0 } }],
  ])('is refused with a wrong %s', (field, wrong) => {
    expect(() => producer(wrong)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createProducer: ${field}` }),
    );
  });
});

describe('a consumer', () => {
  test.each<[string, object]>([
    ['evolve', { evolve: 1 }],
    ['guards', { guards: 'dedupe' }],
    ['guards[1]', { guards: ['dedupe', 'hope'] }],
    ['find', { find: 'poll' }],
    ['find.by', { find: { by: 'chance' } }],
    ['find.producer', { find: { by: 'poll', every: 1 } }],
    ['find.every', { find: { by: 'poll', producer: 'source', every: 0 } }],
  ])('is refused with a wrong %s', (field, wrong) => {
    const options = { initial: 0, evolve: (count: number) => count + 1, ...wrong };
    expect(() => createConsumer(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createConsumer: ${field}` }),
    );
  });
});
