import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import { searchRuns, simulationGame, type RunsReport } from '../../engine/explore/index.ts';
import {
  createConsumer,
  createProducer,
  createSimulation,
  type ConsumerState,
} from '../../engine/simulation/index.ts';
import { EMPTY_DESK, evolve, FACTS, isRight, STAMPS, type Desk } from '../../src/labs/bad-network/desk.ts';
import { badNetwork, play } from '../../src/labs/bad-network/lab.ts';
import type { Consumer, Find } from '../../src/labs/bad-network/post.ts';
import { deliveryGame, MOST_FAULTS_TRIED, proof } from '../../src/labs/bad-network/proof.ts';
import type { View } from '../../src/labs/bad-network/view.ts';
import {
  begin,
  deliver,
  FINDS,
  GUARDS,
  isSound,
  SMALLEST,
  sizeOf,
  type Command,
  type ScenarioId,
} from '../../src/labs/bad-network/world.ts';

const runOf = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'bad-network',
  scenario,
  seed: 1,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]) => play(runOf(scenario, commands));

function endOf(scenario: ScenarioId, ...commands: Command[]): View {
  const trace = playOf(scenario, ...commands);
  return trace.at(trace.length - 1).view;
}

/** Which goals of a scenario a run reaches. */
function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const { goals } = badNetwork.scenarios.find(({ id }) => id === scenario)!;
  const run = runOf(scenario, commands);
  return goals.filter((goal) => goal.met(run, play(run))).map((goal) => goal.id);
}

const narrations = (scenario: ScenarioId, ...commands: Command[]): string[] => {
  const trace = playOf(scenario, ...commands);
  return Array.from({ length: trace.length }, (_, at) => trace.at(at).narration);
};

const calm: Command = { type: 'calm' };
const consumer = (guards: Consumer['guards'], find: Find = 'none'): Command => ({
  type: 'consumer',
  guards,
  find,
});
const drop = (envelope: string, at = 0): Command => ({ type: 'drop', envelope, at });
const duplicate = (envelope: string, at = 0): Command => ({ type: 'duplicate', envelope, at });
const delay = (envelope: string, behind: string, at = 0): Command => ({
  type: 'delay',
  envelope,
  behind,
  at,
});

const CONSUMERS: readonly Consumer[] = FINDS.flatMap((find) =>
  Array.from({ length: 2 ** GUARDS.length }, (_, bits) => ({
    guards: GUARDS.filter((_, i) => (bits & (1 << i)) !== 0),
    find,
  })),
);

const nameOf = ({ guards, find }: Consumer): string => [...guards, find].join(' ');

describe('three envelopes', () => {
  test('that arrive as they were sent lead to one parcel of two books, whatever the guards', () => {
    for (const { guards, find } of CONSUMERS) {
      expect(endOf('smallest', consumer(guards, find)).desk).toEqual({ box: 0, parcels: [2] });
    }
  });

  test('lead to something else in every other order, to a desk without guards', () => {
    const orders: readonly (readonly [string, ...Command[]])[] = [
      ['2,1,3', delay('1', '2')],
      ['1,3,2', delay('2', '3')],
      ['2,3,1', delay('1', '3')],
      ['3,1,2', delay('1', '3'), delay('2', '1')],
      ['3,2,1', delay('1', '3'), delay('2', '3')],
    ];
    for (const [order, ...faults] of orders) {
      const { arrivals, desk } = endOf('smallest', ...faults);
      expect(arrivals.map(({ name }) => name).join()).toBe(order);
      expect(isRight(desk)).toBe(false);
    }
  });

  test('mean something else in the order of their time stamps: clocks are not order', () => {
    const byClock = FACTS.map((fact, i) => ({ fact, stamp: STAMPS[i]! }))
      .sort((a, b) => a.stamp.localeCompare(b.stamp))
      .map(({ fact }) => fact);
    expect(byClock.map(({ type }) => type)).toEqual(['ItemAdded', 'OrderCheckedOut', 'ItemRemoved']);
    expect(isRight(byClock.reduce<Desk>(evolve, EMPTY_DESK))).toBe(false);
  });

  test('can be harmed on the way at each moment, and each harm is a step of its own', () => {
    const trace = playOf('smallest', delay('1', '2'), duplicate('2'), drop('3', 1));
    const lines = Array.from({ length: trace.length }, (_, at) =>
      trace
        .at(at)
        .view.line.map(({ name }) => name)
        .join(),
    );
    expect(lines).toEqual(['1,2,3', '2,1,3', '2,2-2,1,3', '2-2,1,3', '2-2,1', '1', '']);
    expect(Array.from({ length: trace.length }, (_, at) => trace.at(at).after)).toEqual([
      0, 1, 2, 2, 3, 3, 3,
    ]);
  });
});

describe('another consumer', () => {
  test('gets the same delivery: the faults so far come again, as part of the steps they belong to', () => {
    const trace = playOf('smallest', drop('2', 1), consumer(['gap-buffer'], 'poll'));
    const labels = Array.from({ length: trace.length }, (_, at) => trace.at(at).label);
    expect(labels).not.toContain('Lost');
    expect(trace.at(1).narration).toContain('The network: 2 is lost.');
    expect(endOf('smallest', drop('2', 1), consumer(['gap-buffer'], 'poll')).lost).toEqual(['2']);
  });

  test('is spared the faults that can no longer come about', () => {
    const asked: Command[] = [consumer([], 'poll'), drop('ask', 4)];
    expect(endOf('smallest', ...asked).faults).toHaveLength(1);
    expect(endOf('smallest', ...asked, consumer([])).faults).toEqual([]);
  });

  test('is spared all faults on a calm network', () => {
    expect(endOf('order', calm).faults).toEqual([]);
    expect(isRight(endOf('order', calm).desk)).toBe(true);
  });
});

describe('the predictions', () => {
  test.each([
    ['order', [], 'empty'],
    ['order', [consumer(['gap-buffer'])], 'empty'],
    ['twice', [], '5'],
    ['twice', [calm], '5'],
    ['lost', [], 'waits'],
    ['lost', [consumer(['dedupe', 'gap-buffer'], 'poll')], 'waits'],
    ['smallest', [consumer(['dedupe', 'gap-buffer'], 'poll'), drop('1'), drop('2')], '3'],
  ] as const)('of %s after %j come out as %s', (scenario, commands, expected) => {
    const { prediction } = badNetwork.scenarios.find(({ id }) => id === scenario)!;
    expect(prediction.outcome(playOf(scenario, ...commands))).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
  });

  test.each(['order', 'twice', 'lost'] as const)('of %s are settled at the end, not before', (scenario) => {
    const { prediction } = badNetwork.scenarios.find(({ id }) => id === scenario)!;
    expect(prediction.settledAt(playOf(scenario))).toBe(playOf(scenario).length - 1);
  });

  test('of the smallest set stays open until such a set has been through two faults', () => {
    const { prediction } = badNetwork.scenarios.find(({ id }) => id === 'smallest')!;
    const on = consumer(['last-seen', 'gap-buffer'], 'poll');
    expect(prediction.settledAt(playOf('smallest', on))).toBe(Infinity);
    expect(prediction.settledAt(playOf('smallest', on, drop('1'), duplicate('2')))).toBe(0);
  });

  test('tell no outcome that the opening delivery does not have', () => {
    const desks = (['order', 'twice', 'lost'] as const).map((id) => deliver(begin(id)).at(-1)!.desk);
    expect(desks).toEqual([
      { box: 2, parcels: [0] },
      { box: 0, parcels: [5] },
      { box: 2, parcels: [] },
    ]);
  });
});

describe('the goals', () => {
  const three = consumer(['dedupe', 'gap-buffer'], 'poll');
  const other = consumer(['last-seen', 'gap-buffer'], 'poll');
  const heard = consumer(['dedupe', 'gap-buffer'], 'heartbeat');
  const asks = consumer(['dedupe', 'gap-buffer'], 'poll');

  test.each<[ScenarioId, string, readonly Command[]]>([
    ['order', 'one-delay', [calm, delay('2', '3')]],
    ['order', 'put-in-order', [consumer(['gap-buffer'])]],
    ['twice', 'two-parcels', [calm, duplicate('3')]],
    ['twice', 'both-twice', [consumer(['dedupe']), duplicate('3')]],
    ['twice', 'both-twice', [consumer(['last-seen']), duplicate('2')]],
    ['twice', 'not-order', [consumer(['dedupe']), delay('2', '3')]],
    ['lost', 'gap', [calm, drop('2')]],
    ['lost', 'found', [heard]],
    ['lost', 'found', [asks]],
    ['lost', 'told-once', [heard, drop('last', 3)]],
    ['smallest', 'break', [drop('3')]],
    ['smallest', 'smallest', [three, drop('3'), duplicate('1')]],
    ['smallest', 'smallest', [other, delay('1', '3'), drop('ask', 4)]],
  ])('of %s: %s is reached by %j', (scenario, goal, commands) => {
    expect(goalsMet(scenario, ...commands)).toContain(goal);
  });

  test.each<[ScenarioId, string, string, readonly Command[]]>([
    ['order', 'one-delay', 'the two delays are left as they were', []],
    ['order', 'one-delay', 'something is lost instead', [calm, drop('1')]],
    ['order', 'one-delay', 'a gap buffer repairs it', [calm, delay('2', '3'), consumer(['gap-buffer'])]],
    ['order', 'put-in-order', 'nothing is overtaken', [calm]],
    ['order', 'put-in-order', 'late ones are passed over', [consumer(['last-seen'])]],
    ['order', 'put-in-order', 'only one is overtaken', [calm, consumer(['gap-buffer']), delay('1', '2')]],
    ['twice', 'two-parcels', 'the order is copied, not the checkout', []],
    ['twice', 'two-parcels', 'it takes two faults', [duplicate('3')]],
    ['twice', 'two-parcels', 'the second is passed over', [calm, consumer(['dedupe']), duplicate('3')]],
    ['twice', 'both-twice', 'only one is copied', [consumer(['dedupe'])]],
    ['twice', 'both-twice', 'there is no guard', [duplicate('3')]],
    ['twice', 'both-twice', 'the guard is about order', [consumer(['gap-buffer']), duplicate('3')]],
    ['twice', 'both-twice', 'there are two guards', [consumer(['dedupe', 'last-seen']), duplicate('3')]],
    ['twice', 'not-order', 'something is lost', [calm, consumer(['dedupe']), drop('1')]],
    ['twice', 'not-order', 'dedupe is not alone', [consumer(['dedupe', 'last-seen']), delay('2', '3')]],
    ['twice', 'not-order', 'the copy alone is delayed', [consumer(['dedupe']), delay('1-2', '2')]],
    ['lost', 'gap', 'it was the last', []],
    ['lost', 'gap', 'the desk asks', [calm, asks, drop('2')]],
    ['lost', 'found', 'nobody tells or asks', []],
    ['lost', 'found', 'nothing is lost', [calm, asks]],
    ['lost', 'found', 'an earlier one is lost', [calm, asks, drop('2')]],
    ['lost', 'told-once', 'the heartbeat arrives', [heard]],
    ['lost', 'told-once', 'nobody listens', [drop('1')]],
    ['lost', 'told-once', 'it takes three faults', [heard, drop('1'), drop('last', 2)]],
    ['smallest', 'break', 'nothing is harmed', []],
    ['smallest', 'break', 'a guard is on', [consumer(['dedupe']), drop('3')]],
    ['smallest', 'break', 'it takes three faults', [drop('1'), drop('2'), drop('3')]],
    ['smallest', 'smallest', 'only one fault was played', [three, drop('3')]],
    ['smallest', 'smallest', 'the set is larger', [consumer(GUARDS, 'poll'), drop('3'), drop('2')]],
    [
      'smallest',
      'smallest',
      'the set is small and lucky',
      [consumer(['dedupe', 'gap-buffer']), duplicate('1'), duplicate('2')],
    ],
    [
      'smallest',
      'smallest',
      'the heartbeat was lucky',
      [consumer(['dedupe', 'gap-buffer'], 'heartbeat'), drop('3'), drop('2')],
    ],
  ])('of %s: %s is not reached when %s', (scenario, goal, _, commands) => {
    expect(goalsMet(scenario, ...commands)).not.toContain(goal);
  });
});

describe('the proof', () => {
  const reports = new Map<Consumer, RunsReport>();
  const searched = (one: Consumer): RunsReport => {
    const report =
      reports.get(one) ?? searchRuns(deliveryGame(one), { maxCost: MOST_FAULTS_TRIED }).runToEnd();
    reports.set(one, report);
    return report;
  };

  test.each(CONSUMERS.map((one) => [nameOf(one), one] as const))(
    'finds a failing delivery for %s exactly if it is not sound',
    (_, one) => {
      const { outcome, violations } = searched(one);
      expect(outcome).toBe('complete');
      expect(violations === 0).toBe(isSound(one));
    },
  );

  test('leaves two smallest sets: a gap buffer, asking, and one of the two that know what came before', () => {
    const sound = CONSUMERS.filter((one) => searched(one).violations === 0);
    const least = Math.min(...sound.map(sizeOf));
    expect(least).toBe(SMALLEST);
    expect(sound.filter((one) => sizeOf(one) === least).map(nameOf)).toEqual([
      'dedupe gap-buffer poll',
      'last-seen gap-buffer poll',
    ]);
  });

  test.each([
    ['nothing', [], 'none', 226, 186],
    ['dedupe', ['dedupe'], 'none', 226, 120],
    ['dedupe and a gap buffer', ['dedupe', 'gap-buffer'], 'none', 226, 71],
    ['those and one heartbeat', ['dedupe', 'gap-buffer'], 'heartbeat', 362, 12],
    ['those and asking', ['dedupe', 'gap-buffer'], 'poll', 397, 0],
    ['the last-seen version, a gap buffer and asking', ['last-seen', 'gap-buffer'], 'poll', 397, 0],
  ] as const)('with %s counts', (_, guards, find, tried, failing) => {
    const search = proof.start(runOf('smallest', [consumer(guards, find)]));
    let report = search.advance(10);
    expect(report).toMatchObject({ tried: 10, outcome: 'searching' });
    report = search.advance(10_000);
    expect(report).toMatchObject({ tried, failing, outcome: 'complete', progress: 1 });
  });

  test.each(CONSUMERS.filter((one) => !isSound(one)).map((one) => [nameOf(one), one] as const))(
    'gives a counterexample for %s that plays in the lab, breaks, and has at most two faults',
    (_, one) => {
      const run = runOf('smallest', [drop('1'), consumer(one.guards, one.find)]);
      const { counterexample } = proof.start(run).advance(10_000);
      const trace = play(counterexample!);
      const { view, ...last } = trace.at(trace.length - 1);
      expect(isRight(view.desk)).toBe(false);
      expect(view.faults.length).toBeLessThanOrEqual(MOST_FAULTS_TRIED);
      expect(view.world.consumer).toEqual(one);
      expect(last.narration).toContain('✗');
    },
  );

  test('is about the guards of a run, and not about the faults that it opened with', () => {
    const { counterexample } = proof.start(runOf('lost')).advance(10_000);
    expect(play(counterexample!).at(0).view.faults).toEqual([]);
    expect(
      proof.start(runOf('lost', [consumer(['dedupe', 'gap-buffer'], 'poll')])).advance(10_000).failing,
    ).toBe(0);
  });

  /** All orders whatever, and at most so many messages lost or copied: as the engine plays any simulated world. */
  const withoutOrder = (one: Consumer, faults: number) =>
    searchRuns(
      simulationGame({
        create: () => worldFor(one),
        violation: (simulation) => {
          const { value } = simulation.node('dispatch').state as ConsumerState<Desk>;
          return simulation.choices().length === 0 && !isRight(value) ? 'wrong' : null;
        },
        faults: { drop: ['dispatch', 'orders'], duplicate: ['dispatch', 'orders'] },
        orders: 'distinct',
        timers: 'when-idle',
      }),
      { maxCost: faults },
    ).runToEnd();

  test('agrees with a network that keeps no order at all: dedupe is not order, and a gap buffer is', () => {
    const failing = (guards: Consumer['guards']) => withoutOrder({ guards, find: 'none' }, 0);
    expect(failing(['dedupe'])).toMatchObject({ outcome: 'complete', runs: 6, violations: 5 });
    expect(failing(['dedupe', 'last-seen'])).toMatchObject({ outcome: 'complete', runs: 6, violations: 5 });
    expect(failing(['gap-buffer'])).toMatchObject({ outcome: 'complete', runs: 6, violations: 0 });
  });

  test('agrees with it when one message is lost or copied as well: order is not loss', () => {
    for (const one of CONSUMERS.filter(({ find }) => find !== 'heartbeat')) {
      const { outcome, violations } = withoutOrder(one, 1);
      expect([nameOf(one), outcome, violations === 0]).toEqual([nameOf(one), 'complete', isSound(one)]);
    }
    const ordered = withoutOrder({ guards: ['dedupe', 'gap-buffer'], find: 'none' }, 1);
    expect(ordered).toMatchObject({ runs: 93, violations: 6 });
  });
});

/** The world of the lab, with all three events on their way. */
function worldFor({ guards, find }: Consumer) {
  const simulation = createSimulation({
    nodes: {
      orders: createProducer({
        stream: 'order-1001',
        events: FACTS,
        to: ['dispatch'],
        ...(find === 'heartbeat' && { heartbeat: { every: 100, times: 1 } }),
      }),
      dispatch: createConsumer<Desk>({
        initial: EMPTY_DESK,
        evolve,
        guards,
        ...(find === 'heartbeat' && { find: { by: find } }),
        ...(find === 'poll' && { find: { by: find, producer: 'orders', every: 100 } }),
      }),
    },
    seed: 1,
  });
  for (;;) {
    const ready = simulation.choices().find(({ id }) => /^(start|perform|wake:orders:publish)/.test(id));
    if (ready === undefined) return simulation;
    simulation.take(ready.id);
  }
}

describe('what broke', () => {
  const brokenSteps = (scenario: ScenarioId, ...commands: Command[]): number[] => {
    const trace = playOf(scenario, ...commands);
    return Array.from({ length: trace.length }, (_, at) => at).filter((at) => trace.at(at).broken === true);
  };

  test('is the first event folded out of order, or the end where something is missing', () => {
    expect(brokenSteps('order')).toEqual([1]);
    expect(brokenSteps('twice')).toEqual([2]);
    expect(brokenSteps('lost')).toEqual([2]);
  });

  test('is nothing where the parcel is right', () => {
    expect(brokenSteps('smallest')).toEqual([]);
    expect(brokenSteps('order', consumer(['gap-buffer']))).toEqual([]);
  });
});

describe('the narration', () => {
  test('tells arrival, verdict, desk and what comes next without the picture', () => {
    expect(narrations('order')[1]).toBe(
      'Envelope 3 (OrderCheckedOut) arrives. The desk folds it (paid: send). It is not what comes next in the stream. Desk: 0 books in the box, sent: a parcel of 0 books. On the way: 1 and 2.',
    );
  });

  test('tells why something was held, passed over, and let go', () => {
    expect(
      narrations('order', consumer(['gap-buffer']))
        .slice(1)
        .join(' '),
    ).toMatch(/the gap buffer holds it.*Then it folds 3, which had waited/);
    expect(narrations('order', consumer(['last-seen']))[2]).toMatch(/1 is not later.*never folded/);
    expect(narrations('twice', consumer(['dedupe']))[2]).toMatch(/had the id of event 1 before/);
  });

  test('tells of questions, answers and heartbeats', () => {
    const asked = narrations('lost', consumer(['dedupe', 'gap-buffer'], 'poll')).join(' ');
    expect(asked).toMatch(/the desk asks .* after version 2\..*answers with 1 of its events and how far/);
    const told = narrations('lost', consumer(['dedupe', 'gap-buffer'], 'heartbeat')).join(' ');
    expect(told).toMatch(/tells, once, that 3 is its last version\..*so it is behind, and asks/);
  });

  test('has whole sentences for every step, a cell for every column, and an ending at the end alone', () => {
    for (const { guards, find } of CONSUMERS) {
      const trace = playOf('smallest', consumer(guards, find), drop('2'), duplicate('3', 1));
      for (let at = 0; at < trace.length; at++) {
        const { narration, view, label } = trace.at(at);
        expect(narration).toMatch(/^[A-Z].*\.$/);
        expect(label).not.toBe('');
        for (const column of badNetwork.columns) expect(column.cell(view)).toBeTypeOf('string');
        expect(narration.includes('Nothing more comes.')).toBe(at === trace.length - 1);
      }
    }
  });

  test('tells at the start which guards there are and what the network has done already', () => {
    expect(narrations('lost', consumer(['dedupe', 'gap-buffer'], 'poll'))[0]).toContain(
      'Guards of the desk: dedupe by event id; gap buffer; asks: polls until it has all. The network: 3 is lost.',
    );
    expect(narrations('order', calm)[0]).not.toContain('The network');
  });
});

describe('a run', () => {
  test('gives the same trace twice, whatever its seed', () => {
    const commands = [consumer(GUARDS, 'poll'), drop('3'), duplicate('1')];
    const stepsOf = (seed: number) => {
      const trace = play({ ...runOf('smallest', commands), seed });
      return JSON.stringify(Array.from({ length: trace.length }, (_, at) => trace.at(at)));
    };
    expect(stepsOf(1)).toBe(stepsOf(1));
    expect(stepsOf(7)).toBe(stepsOf(1));
  });

  test('of many commands is played, and one of too many refused', () => {
    const commands = Array.from({ length: 500 }, () => consumer(['dedupe']));
    expect(endOf('smallest', ...commands).over).toBe(true);
    expect(() => playOf('smallest', ...commands, calm)).toThrow(/run\.commands/);
  });

  test.each<[string, string, readonly unknown[], string]>([
    ['an unknown scenario', 'gone', [], 'run.scenario'],
    ['a scenario of every object', 'toString', [], 'run.scenario'],
    ['an unknown command', 'order', [{ type: 'fly' }], 'run.commands[0].type'],
    ['an envelope that does not exist', 'smallest', [drop('9')], 'run.commands[0]'],
    ['an envelope that is no name', 'smallest', [drop(7 as never)], 'run.commands[0].envelope'],
    ['an envelope that has arrived', 'smallest', [drop('1', 1)], 'run.commands[0]'],
    ['an envelope that is lost', 'smallest', [drop('1'), duplicate('1')], 'run.commands[1]'],
    ['a delay behind what comes before', 'smallest', [delay('2', '1')], 'run.commands[0]'],
    ['a delay behind itself', 'smallest', [delay('2', '2')], 'run.commands[0]'],
    [
      'a delay behind nothing',
      'smallest',
      [{ type: 'delay', envelope: '1', at: 0 }],
      'run.commands[0].behind',
    ],
    ['a fault after the end', 'smallest', [drop('1', 99)], 'run.commands[0]'],
    ['a fault before the last one', 'smallest', [drop('2', 1), drop('3', 0)], 'run.commands[1].at'],
    ['half a turn', 'smallest', [drop('1', 0.5)], 'run.commands[0].at'],
    ['a fifth fault', 'smallest', [1, 2, 3, 4, 5].map(() => duplicate('1')), 'run.commands[4]'],
    ['an impossible fault that a later command hides', 'smallest', [drop('9'), calm], 'run.commands[0]'],
    ['an unknown guard', 'smallest', [consumer(['hope' as never])], 'run.commands[0].guards'],
    ['a guard twice', 'smallest', [consumer(['dedupe', 'dedupe'])], 'run.commands[0].guards'],
    ['guards that are no list', 'smallest', [consumer('dedupe' as never)], 'run.commands[0].guards'],
    ['an unknown way to find out', 'smallest', [consumer([], 'hope' as never)], 'run.commands[0].find'],
    ['asking where it is not offered', 'order', [consumer([], 'poll')], 'run.commands[0]'],
    ['a guard taken off where it stays', 'lost', [consumer([], 'poll')], 'run.commands[0]'],
  ])('with %s is refused, and says where', (_, scenario, commands, where) => {
    const bad = () => play(runOf(scenario as ScenarioId, commands as Command[]));
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(expect.objectContaining({ where }));
  });

  test('with a seed that is none is refused', () => {
    expect(() => play({ ...runOf('order'), seed: 0.5 })).toThrow(/run\.seed/);
  });
});
