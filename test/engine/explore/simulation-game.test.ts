import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commandsOf,
  searchRuns,
  simulationGame,
  type RunsReport,
  type SimulationFaults,
  type SimulationGameOptions,
} from '../../../engine/explore/index.ts';
import {
  createConsumer,
  createProducer,
  createSimulation,
  defineWorld,
  playRun,
  traceHash,
  type ConsumerState,
  type Guard,
  type Scenario,
  type Simulation,
} from '../../../engine/simulation/index.ts';

type Poll = 'polls' | 'waits';

/** A source that tells its events to a sink, which folds their versions into a list. */
const scenario = (events: number, guards: readonly Guard[], poll: Poll): Scenario => ({
  nodes: {
    source: createProducer({
      stream: 'stream',
      events: Array.from({ length: events }, (_, data) => ({ type: 'Counted', data })),
      to: ['sink'],
    }),
    sink: createConsumer<readonly number[]>({
      initial: [],
      evolve: (versions, { version }) => [...versions, version],
      guards,
      ...(poll === 'polls' && { find: { by: 'poll', producer: 'source', every: 50 } }),
    }),
  },
});

const worldOf = (events: number, guards: readonly Guard[] = [], poll: Poll = 'waits') =>
  createSimulation({ ...scenario(events, guards, poll), seed: 1 });

const foldedBy = (simulation: Simulation): readonly number[] | undefined =>
  (simulation.node('sink').state as ConsumerState<readonly number[]> | undefined)?.value;

/** The list is to be 1, 2, 3 and so on at every moment; and complete as soon as nothing more may happen. */
const wrongOf =
  (events: number) =>
  (simulation: Simulation): string | null => {
    const folded = foldedBy(simulation);
    if (folded === undefined) return null;
    if (folded.some((version, i) => version !== i + 1)) return `folded ${folded.join()}`;
    const isOver = simulation.choices().length === 0 && simulation.node('source').up;
    return isOver && folded.length < events ? `folded no more than ${folded.length}` : null;
  };

const EVERYTHING: SimulationFaults = {
  drop: ['sink', 'source'],
  duplicate: ['sink', 'source'],
  crash: ['source', 'sink'],
  restart: ['source', 'sink'],
};

function gameOf(
  events: number,
  guards: readonly Guard[],
  poll: Poll,
  options: Partial<SimulationGameOptions> = {},
) {
  return simulationGame({
    create: () => worldOf(events, guards, poll),
    violation: wrongOf(events),
    faults: EVERYTHING,
    ...options,
  });
}

/** What was found, without how often: the same whether or not orders that nobody can tell apart are left out. */
const found = ({ byViolation }: RunsReport): readonly string[] =>
  byViolation.map(({ violation }) => violation).sort();

/** Searching takes seconds, and more where others work too. */
const PATIENCE = { timeout: 60_000 };

describe('a simulated world as a game', PATIENCE, () => {
  test('has one order for each way to mix two nodes that know nothing of each other', () => {
    const ticker = createProducer({ stream: 'own', events: [{ type: 'Ticked', data: 0 }], to: ['c'] });
    const idle = createConsumer({ initial: 0, evolve: (count: number) => count + 1 });
    const create = () => createSimulation({ nodes: { a: ticker, c: idle }, seed: 1 });
    // a: start, write, send; c: start; then the message comes, and c writes. Only the start of c can move.
    const report = searchRuns(simulationGame({ create, violation: () => null })).runToEnd();
    expect(report).toMatchObject({ outcome: 'complete', runs: 4, depth: 6 });
    const distinct = simulationGame({ create, violation: () => null, orders: 'distinct' });
    expect(searchRuns(distinct).runToEnd()).toMatchObject({ outcome: 'complete', runs: 1, depth: 6 });
  });

  test('lets a node crash between the force and the send, and loses what it still wanted', () => {
    const violation = (simulation: Simulation) => {
      const crash = simulation.trace.find(({ kind }) => kind === 'crash');
      if (crash?.kind !== 'crash') return null;
      const sent = simulation.trace.some(({ kind }) => kind === 'send');
      return simulation.node('source').log.length === 1 && !sent ? `${crash.undone} undone` : null;
    };
    const game = simulationGame({ create: () => worldOf(1), violation, faults: { crash: ['source'] } });
    expect(searchRuns(game, { maxCost: 1 }).runToEnd().counterexample).toEqual({
      violation: '1 undone',
      choices: ['start:source', 'perform:source', 'crash source'],
    });
  });

  test('lets each beginning of a log that was not forced survive a crash', () => {
    const writer = {
      start: (log: readonly number[]) => ({
        state: null,
        effects:
          log.length > 0 ? [] : [1, 2].map((entry) => ({ type: 'write', entry, forced: false }) as const),
      }),
      receive: () => ({ state: null, effects: [] }),
      wake: () => ({ state: null, effects: [] }),
    };
    const survivors = new Set<string>();
    const game = simulationGame({
      create: () => createSimulation({ nodes: { writer }, seed: 1 }),
      violation: (simulation) => {
        const crashed = simulation.trace.at(-1)?.kind === 'crash';
        if (crashed) survivors.add(JSON.stringify(simulation.node('writer').log.map(({ entry }) => entry)));
        return null;
      },
      faults: { crash: ['writer'] },
    });
    searchRuns(game, { maxCost: 1 }).runToEnd();
    expect([...survivors].sort()).toEqual(['[1,2]', '[1]', '[]']);
  });

  test('offers faults only where they are asked for, and each at a cost of 1', () => {
    const names = new Set<string>();
    const game = gameOf(1, [], 'polls', { faults: { drop: ['source'], restart: ['sink'] }, maxWakes: 1 });
    const observed = {
      ...game,
      cost: (choice: string) => {
        names.add(choice);
        return game.cost?.(choice) ?? 0;
      },
    };
    searchRuns(observed, { maxCost: 1, maxDepth: 12 }).runToEnd();
    const faults = [...names].filter((name) => game.cost?.(name) === 1);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((name) => name.startsWith('drop m'))).toBe(true);
    expect(game.cost?.('restart sink')).toBe(0);
  });

  test('lets timers ring at any time, or only when all is idle, and no more often than it says', () => {
    const early = (simulation: Simulation) =>
      simulation.trace.at(-1)?.kind === 'wake' && simulation.inFlight.length > 0 ? 'rang early' : null;
    const often = (simulation: Simulation) =>
      simulation.trace.filter((step) => step.kind === 'wake' && step.node === 'sink').length > 1
        ? 'rang twice'
        : null;
    const search = (options: Partial<SimulationGameOptions>) =>
      searchRuns(gameOf(2, [], 'polls', { orders: 'distinct', ...options }), {
        maxCost: 0,
        maxDepth: 40,
        maxRuns: 300,
      }).runToEnd().violations;
    expect(search({ violation: early, maxWakes: 1 })).toBeGreaterThan(0);
    expect(search({ violation: early, maxWakes: 1, timers: 'when-idle' })).toBe(0);
    expect(search({ violation: often, maxWakes: 2 })).toBeGreaterThan(0);
    expect(search({ violation: often, maxWakes: 1 })).toBe(0);
  });

  test.each<[number, number, Poll]>([
    [2, 1, 'waits'],
    [3, 1, 'waits'],
    [1, 2, 'waits'],
    [1, 1, 'polls'],
  ])(
    'finds the same violations in distinct orders as in every order: %i events, %i faults, the sink %s',
    (events, maxCost, poll) => {
      const options = { timers: 'when-idle', maxWakes: 1 } as const;
      const every = searchRuns(gameOf(events, [], poll, options), { maxCost }).runToEnd();
      const distinct = searchRuns(gameOf(events, [], poll, { ...options, orders: 'distinct' }), {
        maxCost,
      }).runToEnd();
      expect([every.outcome, distinct.outcome]).toEqual(['complete', 'complete']);
      expect(every.violations).toBeGreaterThan(0);
      expect(found(distinct)).toEqual(found(every));
      expect(distinct.runs).toBeLessThan(every.runs / 4);
    },
  );

  test.each(['fifo', 'any'] as const)(
    'comes in distinct orders to every end that there is, where copies stand in line, too: %s',
    (order) => {
      const idle = { receive: (state: unknown) => ({ state, effects: [] }) };
      const sending = (message: number) => ({ type: 'send', to: 'b', message }) as const;
      const a = { ...idle, start: () => ({ state: null, effects: [sending(1), sending(2)] }) };
      const b = {
        start: () => ({ state: [], effects: [] }),
        receive: (heard: readonly number[], message: number) => ({ state: [...heard, message], effects: [] }),
      };
      const wake = (state: unknown) => ({ state, effects: [] });
      const ends = (orders: 'every' | 'distinct') => {
        const found = new Set<string>();
        const game = simulationGame({
          create: () =>
            createSimulation({
              nodes: { a: { ...a, wake }, b: { ...b, wake } },
              seed: 1,
              network: { order },
            }),
          violation: (simulation) => {
            if (simulation.choices().length === 0) found.add(String(simulation.node('b').state));
            return null;
          },
          faults: { duplicate: ['b'] },
          orders,
        });
        expect(searchRuns(game, { maxCost: 2 }).runToEnd().outcome).toBe('complete');
        return [...found].sort();
      };
      expect(ends('distinct')).toEqual(ends('every'));
      // One is sent and comes twice before two is sent.
      expect(ends('distinct')).toContain('1,1,2');
    },
  );

  test('says what it covers and what it leaves out', () => {
    expect(gameOf(1, [], 'waits', { faults: {} }).description).toBe(
      'Every order in which things may happen, whatever their latency. Nothing goes wrong. Timers ring at any time.',
    );
    const { description } = gameOf(1, [], 'waits', {
      faults: { drop: ['sink'], duplicate: ['sink'], crash: ['source'], restart: ['source'] },
      orders: 'distinct',
      timers: 'when-idle',
      maxWakes: 2,
    });
    expect(description).toContain('of those that none can tell apart, one');
    expect(description).toContain('messages to sink may be lost; messages to sink may come twice');
    expect(description).toContain('source may crash at every point; source may start again');
    expect(description).toContain('Not tried: timers that ring while a message is on its way.');
    expect(description).toContain('Not tried: a timer that rings more than 2 times in a run.');
  });
});

describe('the choices of a run', PATIENCE, () => {
  const world = defineWorld({
    lab: 'network',
    scenarios: { plain: scenario(2, [], 'waits'), polling: scenario(2, [], 'polls') },
  });

  test('are commands that play the same violation again, with the same trace', () => {
    const game = gameOf(2, [], 'waits');
    const { counterexample } = searchRuns(game, { maxCost: 1 }).runToEnd();
    const choices = counterexample?.choices ?? [];
    const play = game.start();
    let last: Simulation | undefined;
    const watched = simulationGame({
      create: () => (last = worldOf(2)),
      violation: wrongOf(2),
      faults: EVERYTHING,
    }).start();
    for (const choice of choices) {
      play.take(choice);
      watched.take(choice);
    }
    const run = { lab: 'network', scenario: 'plain', seed: 1, commands: commandsOf(choices) };
    const played = playRun([world], JSON.parse(JSON.stringify(run)) as typeof run);
    expect(play.violation()).toBe(counterexample?.violation);
    expect(wrongOf(2)(played.simulation)).toBe(counterexample?.violation);
    expect(JSON.stringify(played.trace)).toBe(JSON.stringify(last?.trace));
    expect(traceHash(played.trace)).toBe(traceHash(last?.trace ?? []));
  });

  test('are commands of the simulator for whatever is chosen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), (luck) => {
        let simulation: Simulation | undefined;
        const play = simulationGame({
          create: () => (simulation = worldOf(2, [], 'polls')),
          violation: () => null,
          faults: EVERYTHING,
        }).start();
        const choices: string[] = [];
        for (const number of luck) {
          const offered = play.choices();
          if (offered.length === 0) break;
          const choice = offered[number % offered.length] as string;
          play.take(choice);
          choices.push(choice);
        }
        const run = { lab: 'network', scenario: 'polling', seed: 1, commands: commandsOf(choices) };
        expect(playRun([world], run).trace).toEqual(simulation?.trace);
      }),
      { numRuns: 60 },
    );
  });

  test('are named as they are sent', () => {
    expect(
      commandsOf([
        'start:a',
        'wake:a:a timer',
        'drop m3',
        'duplicate m12',
        'crash a',
        'crash b-2 keeping 2',
        'restart a',
      ]),
    ).toEqual([
      { type: 'take', choice: 'start:a' },
      { type: 'take', choice: 'wake:a:a timer' },
      { type: 'drop', message: 'm3' },
      { type: 'duplicate', message: 'm12' },
      { type: 'crash', node: 'a' },
      { type: 'crash', node: 'b-2', keep: 2 },
      { type: 'restart', node: 'a' },
    ]);
  });

  test.each(['', 'drop', 'drop 3', 'crash', 'crash a keeping', 'jump:a', 7 as unknown as string])(
    'other than those of a simulated world are refused: %j',
    (bad) => {
      expect(() => commandsOf(['start:a', bad])).toThrow('commandsOf: choices[1]');
    },
  );

  test('that are no list are refused', () => {
    expect(() => commandsOf('start:a' as unknown as string[])).toThrow('commandsOf: choices');
  });
});

describe('what makes no game is refused', () => {
  const good: SimulationGameOptions = { create: () => worldOf(1), violation: () => null };

  test.each<[string, Record<string, unknown>, string]>([
    ['no factory', { create: undefined }, 'simulationGame: create'],
    ['a factory of nothing', { create: () => null }, 'simulationGame: create()'],
    ['no predicate', { violation: 'wrong' }, 'simulationGame: violation'],
    ['unknown orders', { orders: 'some' }, 'simulationGame: orders'],
    ['unknown timers', { timers: 'never' }, 'simulationGame: timers'],
    ['no number of wakes', { maxWakes: 0 }, 'simulationGame: maxWakes'],
    ['half a wake', { maxWakes: 1.5 }, 'simulationGame: maxWakes'],
    ['faults that are none', { faults: null }, 'simulationGame: faults'],
    ['an unknown fault', { faults: { burn: ['sink'] } }, 'simulationGame: faults'],
    ['a node that is no list', { faults: { crash: 'sink' } }, 'simulationGame: faults.crash'],
    ['an unknown node', { faults: { drop: ['sink', 'nobody'] } }, 'simulationGame: faults.drop[1]'],
  ])('%s', (_, change, where) => {
    expect(() => simulationGame({ ...good, ...change })).toThrow(where);
  });

  test('a choice that is not offered', () => {
    const play = simulationGame(good).start();
    expect(() => play.take('perform:source')).toThrow(
      'simulationGame: choice: expected one of: start:source, start:sink',
    );
  });
});

describe('a consumer of events', PATIENCE, () => {
  const GUARDS: readonly Guard[] = ['dedupe', 'last-seen', 'gap-buffer'];
  /** To keep the runs few, the network harms only what goes to the sink. */
  const faults = { ...EVERYTHING, drop: ['sink'], duplicate: ['sink'] };

  test('without guards is broken by one fault in eight choices, and by two in no fewer', () => {
    const game = gameOf(2, [], 'waits');
    for (const maxCost of [1, 2]) {
      expect(searchRuns(game, { maxCost, maxDepth: 7 }).runToEnd().violations).toBe(0);
      expect(searchRuns(game, { maxCost, maxDepth: 8 }).runToEnd().counterexample).toEqual({
        violation: 'folded 1,1',
        choices: [
          'start:source',
          'start:sink',
          'perform:source',
          'perform:source',
          'duplicate m1',
          'deliver:m1',
          'perform:sink',
          'deliver:m2',
        ],
      });
    }
  });

  test('without guards is broken by latency alone, as soon as an event can overtake another', () => {
    const { counterexample } = searchRuns(gameOf(2, [], 'waits'), { maxCost: 0 }).runToEnd();
    expect(counterexample?.violation).toBe('folded 2');
    const inOrder = gameOf(2, [], 'waits', { timers: 'when-idle' });
    expect(searchRuns(inOrder, { maxCost: 0 }).runToEnd()).toMatchObject({
      outcome: 'complete',
      violations: 0,
    });
  });

  test('with all guards folds nothing out of order, whatever two faults and latency do; but it may miss the end', () => {
    const game = gameOf(3, GUARDS, 'waits', { faults, orders: 'distinct' });
    const report = searchRuns(game, { maxCost: 2 }).runToEnd();
    expect(report).toMatchObject({ outcome: 'complete', runs: 6_551 });
    expect(found(report)).toEqual([
      'folded no more than 0',
      'folded no more than 1',
      'folded no more than 2',
    ]);
  });

  describe('that asks for what it misses', () => {
    const options = { faults, orders: 'distinct', timers: 'when-idle', maxWakes: 1 } as const;

    test('is broken by no two faults if it has all guards', () => {
      let ends = 0;
      const violation = (simulation: Simulation): string | null => {
        if (simulation.choices().length === 0 && simulation.node('source').up) ends += 1;
        return wrongOf(2)(simulation);
      };
      const report = searchRuns(gameOf(2, GUARDS, 'polls', { ...options, violation }), {
        maxCost: 2,
      }).runToEnd();
      expect(report).toMatchObject({
        outcome: 'complete',
        runs: 10_455,
        violations: 0,
        counterexample: null,
      });
      expect(ends).toBeGreaterThan(1_000);
    });

    test.each<[readonly Guard[]]>([[[]], [['dedupe']], [['last-seen']], [['gap-buffer']]])(
      'is broken by two faults if its guards are %j',
      (guards) => {
        const search = searchRuns(gameOf(2, guards, 'polls', options), { maxCost: 2 });
        let report = search.advance(100);
        while (report.violations === 0 && report.outcome === 'searching') report = search.advance(100);
        expect(report.violations).toBeGreaterThan(0);
      },
    );
  });
});
