import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradictions } from '../../engine/commit/index.ts';
import { InvalidInputError } from '../../engine/errors.ts';
import { traceHash } from '../../engine/simulation/index.ts';
import { crashPoints, crashed, judge, longestBlocking } from '../../src/labs/coordinator/crash-points.ts';
import { coordinatorLab, play } from '../../src/labs/coordinator/lab.ts';
import { columnsOf } from '../../src/labs/coordinator/columns.ts';
import { draw } from '../../src/labs/coordinator/layout.ts';
import { verdict } from '../../src/labs/coordinator/narration.ts';
import { coordinatorProof } from '../../src/labs/coordinator/proof.ts';
import { findScenario, setupOf, type ScenarioId } from '../../src/labs/coordinator/scenarios.ts';
import { nodesOf, obeySetup, PROTOCOLS, STANDARD, type Setup } from '../../src/labs/coordinator/setup.ts';
import { countsAt, lockedFor, recordsOf, statusAt, type View } from '../../src/labs/coordinator/view.ts';
import { playWorld, type Command, type Moment } from '../../src/labs/coordinator/world.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = [], seed = 1) => ({
  lab: 'coordinator',
  scenario,
  seed,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]) => play(run(scenario, commands));

function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const one = run(scenario, commands);
  return findScenario(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map(({ id }) => id);
}

const endOf = (scenario: ScenarioId, ...commands: Command[]): View => {
  const trace = playOf(scenario, ...commands);
  return trace.at(trace.length - 1).view;
};

const labelsOf = (scenario: ScenarioId, ...commands: Command[]): string[] => {
  const trace = playOf(scenario, ...commands);
  return Array.from({ length: trace.length }, (_, i) => trace.at(i).label);
};

/** The step with this label, by its place in the trace: the first, or the n-th. */
function stepOf(wanted: string, scenario: ScenarioId, commands: readonly Command[] = [], nth = 1): number {
  const found = labelsOf(scenario, ...commands).flatMap((label, i) => (label === wanted ? [i] : []));
  const at = found[nth - 1];
  if (at === undefined) throw new Error(`No step "${wanted}" in ${scenario}.`);
  return at;
}

const lastOf = (scenario: ScenarioId, ...commands: Command[]): number =>
  playOf(scenario, ...commands).length - 1;

const crash = (node: string, at: number): Command => ({ type: 'crash', node, at });
const restart = (node: string, at: number): Command => ({ type: 'restart', node, at });
const cut = (a: string, b: string, at: number): Command => ({ type: 'cut', a, b, at });
const mend = (a: string, b: string, at: number): Command => ({ type: 'mend', a, b, at });
const vote = (node: string, vote: 'yes' | 'no' | 'read-only'): Command => ({ type: 'vote', node, vote });
const slow = (node: string, times: number): Command => ({ type: 'slow', node, times });
const protocol = (protocol: Setup['protocol']): Command => ({ type: 'protocol', protocol });
const participants = (count: number): Command => ({ type: 'participants', count });
const cooperative: Command = { type: 'cooperative', on: true };

describe('an order over Payment and Inventory', () => {
  test('is committed by both, with 4N messages and 2N + 1 forced writes', () => {
    const end = endOf('two-steps');
    expect(countsAt(end)).toMatchObject({
      messages: 8,
      acknowledgements: 2,
      forced: 5,
      forcedByCoordinator: 1,
    });
    expect(end.played.quiet).toBe(true);
  });

  test.each([
    ['presumed-nothing', 5, 20, 11],
    ['presumed-abort', 4, 16, 9],
    ['presumed-commit', 5, 15, 7],
  ] as const)(
    'under %s with %i participants takes %i messages and %i forced writes',
    (rule, n, sent, forced) => {
      const counts = countsAt(endOf('two-steps', participants(n), protocol(rule)));
      expect([counts.messages, counts.forced]).toEqual([sent, forced]);
    },
  );

  test('begins when all nodes have booted, and shows and counts no boot record', () => {
    const trace = playOf('two-steps');
    const { played } = trace.at(0).view;
    expect(played.moments[0]?.time).toBe(0);
    expect(labelsOf('two-steps').join()).not.toContain('boot');
    for (const name of nodesOf(played.setup)) expect(recordsOf(played.moments[0]!, name)).toEqual([]);
    expect(trace.at(1).label).toBe('coordinator → payment: PREPARE');
  });

  test('has a step between each force and the send that follows it', () => {
    const labels = labelsOf('two-steps');
    expect(labels.slice(5, 7)).toEqual(['payment forces prepare', 'payment → coordinator: YES']);
    expect(labels.slice(11, 14)).toEqual([
      'coordinator forces commit',
      'the client is answered',
      'coordinator → payment: COMMIT',
    ]);
  });

  test('holds the locks of each from the start to its own outcome', () => {
    const end = endOf('two-steps');
    expect(lockedFor(end, 'payment')).toBe(45);
    const { moments } = end.played;
    expect(moments[16]?.locked.toSorted()).toEqual(['inventory', 'payment']);
    expect(moments[17]?.locked).toEqual(['inventory']);
  });

  test('names the states of the statecharts', () => {
    const { played } = endOf('two-steps');
    const seen = (name: string) => [...new Set(played.moments.map((one) => statusAt(played, one, name)))];
    expect(seen('coordinator')).toEqual(['waiting', 'committing', 'ended']);
    expect(seen('payment')).toEqual(['working', 'prepared', 'committed']);
  });

  test('with a slow participant keeps the locks of the fast one', () => {
    expect(lockedFor(endOf('price'), 'payment')).toBe(90);
  });

  test('with one that only reads leaves it out of the second step', () => {
    const labels = labelsOf('two-steps', vote('inventory', 'read-only'));
    expect(labels.filter((label) => label.includes('inventory') && label.includes('COMMIT'))).toEqual([]);
    expect(labels).toContain('inventory → coordinator: READ');
  });

  test('gives the same trace twice, whatever its seed', () => {
    const commands = [crash('payment', 5), restart('payment', 9)];
    const hashes = [1, 1, 7].map((seed) =>
      traceHash(play(run('crash', commands, seed)).at(0).view.played.trace),
    );
    expect(new Set(hashes).size).toBe(1);
    expect(JSON.stringify(playOf('crash', ...commands).at(6))).toBe(
      JSON.stringify(playOf('crash', ...commands).at(6)),
    );
  });
});

describe('a run that blocks', () => {
  test('is watched for 600 ms, and says that it goes on', () => {
    const end = endOf('crash', crash('coordinator', 10));
    expect(end.played.quiet).toBe(false);
    expect(end.played.moments.at(-1)?.time).toBe(600);
    expect(countsAt(end).blocked).toBe(2 * (600 - 25));
  });

  test('is watched on when the learner waits', () => {
    const first = crash('coordinator', 10);
    const end = endOf('crash', first, { type: 'wait', at: lastOf('crash', first) });
    expect(end.played.moments.at(-1)?.time).toBe(1_000);
    expect(countsAt(end).blocked).toBe(2 * (1_000 - 25));
  });

  test('ends when the coordinator is back: it had decided nothing, so all roll back', () => {
    const first = crash('coordinator', 10);
    const end = endOf('crash', first, restart('coordinator', lastOf('crash', first)));
    const { played } = end;
    const last = played.moments.at(-1)!;
    expect(last.blocked).toEqual([]);
    expect(statusAt(played, last, 'payment')).toBe('aborted');
    expect(played.quiet).toBe(true);
  });

  test('ends with a commit if the commit record was forced before the crash', () => {
    const first = crash('coordinator', stepOf('coordinator forces commit', 'crash'));
    const end = endOf('crash', first, restart('coordinator', lastOf('crash', first)));
    expect(statusAt(end.played, end.played.moments.at(-1)!, 'payment')).toBe('committed');
  });

  test('can be made by cutting a link, and ended by mending it', () => {
    const first = cut('coordinator', 'payment', 9);
    const stuck = endOf('crash', first);
    expect(stuck.played.moments.at(-1)?.blocked).toEqual(['payment']);
    const end = endOf('crash', first, mend('payment', 'coordinator', lastOf('crash', first)));
    expect(end.played.moments.at(-1)?.blocked).toEqual([]);
    expect(statusAt(end.played, end.played.moments.at(-1)!, 'payment')).toBe('committed');
  });

  test('shows as broken where somebody comes to be blocked', () => {
    const trace = playOf('crash', crash('coordinator', 10));
    expect(Array.from({ length: trace.length }, (_, i) => i).filter((i) => trace.at(i).broken)).toEqual([11]);
  });
});

describe('a crash', () => {
  test('loses what was not forced: under presumed abort, the coordinator’s abort', () => {
    const setup = [protocol('presumed-abort'), vote('inventory', 'no')];
    const at = stepOf('coordinator writes abort', 'crash', setup);
    const after = endOf('crash', ...setup, crash('coordinator', at)).played.moments[at + 1] as Moment;
    expect(recordsOf(after, 'coordinator')).toEqual([]);
  });

  test('belongs to its moment: the steps before it stay as they were, and tell how many commands came before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.constantFrom(...nodesOf(STANDARD)), (at, node) => {
        const [before, after] = [playOf('crash'), playOf('crash', crash(node, at))];
        for (let i = 0; i <= at; i++) {
          expect(after.at(i).narration).toBe(before.at(i).narration);
          expect(after.at(i).after).toBe(0);
        }
        expect(after.at(at + 1).label).toBe(`${node} crashes`);
        expect(after.at(at + 1).after).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the predictions', () => {
  test.each([
    ['two-steps', [], '2', 13],
    ['two-steps', [vote('payment', 'no')], '2', 13],
    ['without', [], 'half', 7],
    ['without', [protocol('presumed-abort')], 'half', Infinity],
    ['crash', [], 'wait', Infinity],
    ['crash', [crash('coordinator', 10)], 'wait', 12],
    ['crash', [crash('payment', 10)], 'wait', Infinity],
    ['price', [], 'slowest', 17],
  ] as const)('of %s after %j come out as %s, seen at step %d', (scenario, commands, expected, at) => {
    const { prediction } = findScenario(scenario);
    const trace = playOf(scenario, ...commands);
    expect(prediction.outcome(trace)).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
    expect(prediction.settledAt(trace)).toBe(at);
  });
});

describe('the goals', () => {
  /** The coordinator is lost after the first COMMIT, before the second. */
  const halfTold = (scenario: ScenarioId, ...setup: Command[]): Command[] => [
    ...setup,
    crash('coordinator', stepOf('coordinator → payment: COMMIT', scenario, setup)),
  ];
  const allYes: Command[] = [vote('inventory', 'yes')];
  const back = (node: string, ...commands: Command[]): Command[] => [
    ...commands,
    restart(node, lastOf('crash', ...commands)),
  ];

  test.each([
    ['two-steps', 'one-no', [vote('inventory', 'no')]],
    ['two-steps', 'one-no', [participants(4), vote('loyalty', 'no'), protocol('presumed-commit')]],
    ['two-steps', 'textbook', [participants(5)]],
    ['two-steps', 'textbook', [participants(5), protocol('presumed-abort')]],
    ['two-steps', 'cheaper', [protocol('presumed-commit')]],
    ['without', 'all-or-nothing', [protocol('presumed-nothing')]],
    ['without', 'half-by-crash', [...allYes, crash('coordinator', 1)]],
    ['without', 'half-by-crash', [...allYes, crash('inventory', 4), restart('inventory', 6)]],
    ['crash', 'before-yes', [crash('inventory', 2)]],
    ['crash', 'before-yes', [crash('inventory', 4), restart('inventory', 9)]],
    ['crash', 'after-yes', [crash('payment', 8), restart('payment', 14)]],
    ['price', 'longest', [crash('coordinator', 2)]],
    ['price', 'longest', [participants(3), crash('coordinator', 3)]],
    ['price', 'by-peers', halfTold('price', cooperative)],
  ] as const)('in %s: %s is reached by %j', (scenario, id, commands) => {
    expect(goalsMet(scenario, ...commands)).toContain(id);
  });

  test('in crash: all-agree is reached by crashing each in turn, and starting each again', () => {
    let commands: Command[] = [];
    for (const node of ['payment', 'inventory', 'coordinator']) {
      commands = [...commands, crash(node, commands.length === 0 ? 8 : lastOf('crash', ...commands))];
      commands = back(node, ...commands);
    }
    expect(goalsMet('crash', ...commands)).toContain('all-agree');
  });

  test.each([
    ['nobody says NO', 'two-steps', 'one-no', []],
    ['all roll back for lack of time, and not of will', 'two-steps', 'one-no', [slow('inventory', 10)]],
    ['the NO comes with a crash', 'two-steps', 'one-no', [vote('inventory', 'no'), crash('payment', 3)]],
    ['the protocol is off', 'two-steps', 'one-no', [protocol('alone'), vote('inventory', 'no')]],
    ['there are four', 'two-steps', 'textbook', [participants(4)]],
    ['the fifth says NO', 'two-steps', 'textbook', [participants(5), vote('invoicing', 'no')]],
    ['acknowledgements are saved', 'two-steps', 'textbook', [participants(5), protocol('presumed-commit')]],
    ['commits are acknowledged', 'two-steps', 'cheaper', [protocol('presumed-abort')]],
    ['nobody commits', 'two-steps', 'cheaper', [protocol('presumed-commit'), vote('payment', 'no')]],
    ['it is off', 'without', 'all-or-nothing', [vote('payment', 'no')]],
    ['nobody refuses', 'without', 'all-or-nothing', [protocol('presumed-abort'), ...allYes]],
    [
      'Payment never hears of it',
      'without',
      'all-or-nothing',
      [protocol('presumed-abort'), crash('payment', 5)],
    ],
    ['one refuses by itself', 'without', 'half-by-crash', []],
    ['both were told', 'without', 'half-by-crash', [...allYes, crash('coordinator', 2)]],
    [
      'the protocol is on',
      'without',
      'half-by-crash',
      [protocol('presumed-abort'), ...allYes, crash('coordinator', 1)],
    ],
    ['it said NO instead', 'crash', 'before-yes', [vote('inventory', 'no')]],
    ['it had promised already', 'crash', 'before-yes', [crash('inventory', 7)]],
    ['the coordinator failed', 'crash', 'before-yes', [crash('coordinator', 0)]],
    ['it stays down', 'crash', 'after-yes', [crash('payment', 8)]],
    ['it had not promised', 'crash', 'after-yes', [crash('payment', 3), restart('payment', 8)]],
    ['it had committed already', 'crash', 'after-yes', [crash('payment', 17), restart('payment', 20)]],
    ['one was left out', 'crash', 'all-agree', back('payment', crash('payment', 8))],
    [
      'one stays down',
      'crash',
      'all-agree',
      [crash('payment', 23), crash('inventory', 24), crash('coordinator', 25)],
    ],
    ['both have promised longer ago', 'price', 'longest', [crash('coordinator', 10)]],
    ['only one was asked', 'price', 'longest', [crash('coordinator', 1)]],
    ['a participant failed', 'price', 'longest', [crash('payment', 6)]],
    ['somebody came back', 'price', 'longest', [crash('coordinator', 2), restart('coordinator', 12)]],
    ['nobody asks a peer', 'price', 'by-peers', halfTold('price')],
    ['all are prepared', 'price', 'by-peers', [cooperative, crash('coordinator', 10)]],
    ['nobody had promised', 'price', 'by-peers', [cooperative, crash('coordinator', 0)]],
  ] as const)('are not reached when %s (%s, %s)', (_, scenario, id, commands) => {
    expect(goalsMet(scenario, ...commands)).not.toContain(id);
  });

  test('are none of them reached before the learner did something', () => {
    for (const { id } of coordinatorLab.scenarios) expect(goalsMet(id as ScenarioId)).toEqual([]);
  });

  test('to block longest is not reached by watching longer', () => {
    const late = crash('coordinator', 10);
    expect(goalsMet('price', late, { type: 'wait', at: lastOf('price', late) })).not.toContain('longest');
  });
});

describe('all crash points', () => {
  test.each(['presumed-nothing', 'presumed-abort', 'presumed-commit'] as const)(
    'of %s leave nothing half done, with and without a restart',
    (rule) => {
      for (const more of [[], [cooperative], [vote('inventory', 'no')]] as Command[][]) {
        const setup = [protocol(rule), ...more].reduce<Setup>(
          (one, command) => obeySetup(one, command as never, 'test'),
          STANDARD,
        );
        for (const point of crashPoints(playWorld(setup, [], 1, 0))) {
          const played = crashed(setup, point, 1);
          expect(contradictions(played.trace)).toEqual([]);
          const { blocked } = judge(played);
          if (blocked.length > 0) expect(point.node).toBe('coordinator');
        }
      }
    },
  );

  test('are one for each thing that a node does or hears, and one for the end of each', () => {
    expect(crashPoints(playWorld(STANDARD, [], 1, 0))).toHaveLength(23 + 3);
  });

  test('block longest right after everyone was asked', () => {
    expect(longestBlocking(STANDARD, 1)).toBe(2 * (600 - 15));
    expect(longestBlocking(setupOf(findScenario('price')), 1)).toBe(600 - 15 + 600 - 30);
  });
});

describe('the proof', () => {
  test.each([
    ['two-steps', [], 52, 7],
    ['two-steps', [cooperative], 52, 5],
    ['two-steps', [crash('payment', 3)], 52, 7],
    ['without', [], 26, 18],
  ] as const)('of %s after %j tries every crash point, twice', (scenario, commands, tried, failing) => {
    const search = coordinatorProof.start(run(scenario, commands));
    expect(search.advance(10)).toMatchObject({ tried: 10, outcome: 'searching' });
    expect(search.advance(1_000)).toMatchObject({ tried, failing, outcome: 'complete', progress: 1 });
  });

  test('tells half-done orders from blocking: with the protocol nothing is ever half done, without it nobody waits', () => {
    const kinds = (scenario: 'two-steps' | 'without') =>
      coordinatorProof
        .start(run(scenario))
        .advance(1_000)
        .kinds?.map(({ cases }) => cases);
    expect(kinds('two-steps')).toEqual([0, 7]);
    expect(kinds('without')?.[0]).toBeGreaterThan(0);
  });

  test('says how many crash points there are', () => {
    expect(coordinatorProof.cases(run('two-steps'))).toContain('26 crash points');
  });

  test('gives as counterexample a run that can be played, and shows somebody blocked', () => {
    const { counterexample } = coordinatorProof.start(run('crash')).advance(1_000);
    expect(counterexample?.commands).toHaveLength(1);
    const trace = play(counterexample as NonNullable<typeof counterexample>);
    expect(trace.at(trace.length - 1).view.played.moments.at(-1)?.blocked).toEqual(['payment']);
  });

  test('finds none where every participant only reads', () => {
    const readers = [vote('payment', 'read-only'), vote('inventory', 'read-only')];
    expect(coordinatorProof.start(run('crash', readers)).advance(1_000)).toMatchObject({
      failing: 0,
      counterexample: null,
    });
  });
});

describe('the narration', () => {
  test('says time, deed and meaning without the picture', () => {
    const trace = playOf('crash', crash('coordinator', 10));
    expect(trace.at(5).narration).toBe(
      '15 ms. Payment forces prepare to its log: from here on it can do both, commit and roll back, and may decide neither.',
    );
    expect(trace.at(11).narration).toBe(
      '25 ms. The coordinator crashes. It loses what it had in mind. Its log says nothing of the order. Payment and Inventory are blocked now: prepared, and nobody in reach can know the outcome.',
    );
  });

  test('names what came to be half done', () => {
    expect(playOf('without').at(7).narration).toContain('✗ Payment said commit, and Inventory said abort.');
  });

  test('has whole sentences for every step of every protocol, and the table a cell for every column', () => {
    const messy: Command[] = [
      slow('payment', 10),
      cooperative,
      crash('inventory', 9),
      cut('coordinator', 'payment', 12),
      restart('inventory', 14),
      mend('coordinator', 'payment', 16),
      crash('coordinator', 17),
    ];
    for (const rule of PROTOCOLS) {
      for (const commands of [
        [],
        [vote('payment', 'no')],
        [vote('payment', 'read-only')],
        rule === 'alone' ? [] : messy,
      ]) {
        const trace = playOf('crash', protocol(rule), ...commands);
        for (let i = 0; i < trace.length; i++) {
          expect(trace.at(i).narration).toMatch(/^[A-Z0-9].*[.?]$/);
          expect(trace.at(i).narration).not.toMatch(/undefined|null|\bnote\b|boot/);
          for (const column of coordinatorLab.columns)
            expect(column.cell(trace.at(i).view)).toBeTypeOf('string');
        }
      }
    }
  });

  test.each([
    [[crash('payment', 3)], 'You crashed Payment.'],
    [[cut('coordinator', 'payment', 3)], 'You cut the link between the coordinator and Payment.'],
    [
      [vote('payment', 'no'), slow('payment', 4)],
      'Payment cannot do it, and is 4 times as slow. The order begins anew.',
    ],
    [[participants(3)], 'The order touches Payment, Inventory and Shipping, and begins anew.'],
  ])('tells after %j what the last command did', (commands, said) => {
    expect(playOf('crash', ...commands).said).toBe(said);
  });
});

describe('the diagram', () => {
  const pictureOf = (index: number, scenario: ScenarioId, ...commands: Command[]) =>
    draw({ played: playOf(scenario, ...commands).at(0).view.played, index });

  test('takes no more columns for five participants than for two: what happens together stands together', () => {
    const lengths = [2, 5].map((count) =>
      Math.max(...columnsOf(endOf('crash', participants(count)).played.moments)),
    );
    expect(lengths).toEqual([12, 12]);
  });

  test('never lets time run backwards, nor a message arrive before it was sent', () => {
    const commands = [
      slow('inventory', 4),
      cooperative,
      crash('coordinator', 12),
      restart('coordinator', 20),
    ];
    const { played } = endOf('crash', ...commands);
    const columns = columnsOf(played.moments);
    played.moments.forEach(({ time }, i) => {
      const later = played.moments.findIndex((one) => one.time > time);
      if (later !== -1) expect(columns[i]).toBeLessThan(columns[later] as number);
    });
    for (const { from, to } of draw({ played, index: played.moments.length - 1 }).arrows) {
      expect(from.along).toBeLessThan(to.along);
    }
  });

  test('shows at most fourteen columns, and counts the steps before them', () => {
    const first = crash('coordinator', 10);
    const long = [first, { type: 'wait' as const, at: lastOf('crash', first) }];
    const picture = pictureOf(lastOf('crash', ...long), 'crash', ...long);
    expect(picture.earlier).toBeGreaterThan(0);
    expect(picture.ticks.length).toBeLessThanOrEqual(14);
    expect(picture.marks.some(({ index }) => index === 5)).toBe(false);
    const early = pictureOf(5, 'crash', ...long);
    expect(early.earlier).toBe(0);
    expect(early.marks.some(({ index }) => index === 5)).toBe(true);
  });

  test('holds a message where the link is cut, and delivers it when it is mended', () => {
    const held = (index: number, ...commands: Command[]) =>
      pictureOf(index, 'crash', ...commands).arrows.find((arrow) => arrow.index === 6);
    expect(held(8, cut('coordinator', 'payment', 6))).toMatchObject({ held: true, gone: 0.5 });
    const mended = [cut('coordinator', 'payment', 6), mend('coordinator', 'payment', 7)];
    expect(held(lastOf('crash', ...mended), ...mended)).toMatchObject({ held: false, gone: 1 });
  });

  test('measures how long somebody was blocked', () => {
    const first = crash('coordinator', 10);
    const picture = pictureOf(lastOf('crash', first), 'crash', first);
    const blocked = picture.bands.filter(({ kind }) => kind === 'blocked');
    expect(blocked.map(({ lane, duration }) => [lane, duration])).toEqual([
      [1, 575],
      [2, 575],
    ]);
  });
});

describe('the verdict', () => {
  test('speaks of an outcome only once there is one', () => {
    const trace = play(run('two-steps'));
    const at = (index: number): string => verdict(trace.at(index).view);
    const decided = labelsOf('two-steps').indexOf('coordinator forces commit');
    expect(decided).toBeGreaterThan(1);
    expect(at(0)).toBe('Nothing is half done: nothing is decided yet.');
    expect(at(decided - 1)).toBe('Nothing is half done: nothing is decided yet.');
    expect(at(decided)).toBe('Nothing is half done: not all know the outcome yet.');
  });

  test.each([
    ['crash', [], /^✓ All of the order is done/],
    ['crash', [vote('payment', 'no')], /^✓ None of the order is done/],
    ['without', [], /^✗ The order is half done: Payment said commit, and Inventory said abort/],
    [
      'crash',
      [crash('coordinator', 10)],
      /^Nothing is half done, and nothing ends: Payment and Inventory blocked/,
    ],
    ['crash', [crash('payment', 10)], /^Nothing is half done: not all know/],
  ] as const)('at the end of %s after %j', (scenario, commands, words) => {
    expect(verdict(endOf(scenario, ...commands))).toMatch(words);
  });
});

describe('a run without meaning', () => {
  test.each([
    ['an unknown scenario', 'gone', [], 'run.scenario'],
    ['no command', 'crash', [null], 'run.commands[0]'],
    ['an unknown command', 'crash', [{ type: 'fly', at: 0 }], 'run.commands[0].type'],
    ['a command of the prototype', 'crash', [{ type: 'toString', at: 0 }], 'run.commands[0].type'],
    ['an unknown node', 'crash', [crash('__proto__', 3)], 'run.commands[0].node'],
    ['a node that is not there yet', 'crash', [crash('shipping', 3)], 'run.commands[0].node'],
    ['a crash of what is down', 'crash', [crash('payment', 3), crash('payment', 5)], 'run.commands[1].node'],
    ['a restart of what is up', 'crash', [restart('payment', 3)], 'run.commands[0].node'],
    ['a step beyond the end', 'crash', [crash('payment', 24)], 'run.commands[0].at'],
    [
      'a step before the last incident',
      'crash',
      [crash('payment', 5), crash('inventory', 4)],
      'run.commands[1].at',
    ],
    ['half a step', 'crash', [crash('payment', 1.5)], 'run.commands[0].at'],
    ['a link of one', 'crash', [cut('payment', 'payment', 3)], 'run.commands[0].b'],
    [
      'a link cut twice',
      'crash',
      [cut('payment', 'coordinator', 3), cut('coordinator', 'payment', 5)],
      'run.commands[1].b',
    ],
    ['a link mended that is whole', 'crash', [mend('payment', 'coordinator', 3)], 'run.commands[0].b'],
    ['waiting where nothing more can happen', 'crash', [{ type: 'wait', at: 23 }], 'run.commands[0]'],
    ['waiting in the middle', 'crash', [{ type: 'wait', at: 3 }], 'run.commands[0]'],
    ['a set-up after an incident', 'crash', [crash('payment', 3), participants(3)], 'run.commands[1]'],
    ['too many participants', 'crash', [participants(6)], 'run.commands[0].count'],
    ['too few participants', 'crash', [participants(1)], 'run.commands[0].count'],
    ['an unknown vote', 'crash', [{ type: 'vote', node: 'payment', vote: 'maybe' }], 'run.commands[0].vote'],
    ['a vote of the coordinator', 'crash', [vote('coordinator', 'no')], 'run.commands[0].node'],
    ['an odd slowness', 'crash', [slow('payment', 1e9)], 'run.commands[0].times'],
    [
      'an unknown protocol',
      'crash',
      [{ type: 'protocol', protocol: 'three-phase' }],
      'run.commands[0].protocol',
    ],
    ['a switch that is no switch', 'crash', [{ type: 'cooperative', on: 'yes' }], 'run.commands[0].on'],
    ['no list of commands', 'crash', 'crash', 'run.commands'],
    ['too many commands', 'crash', Array.from({ length: 501 }, () => participants(2)), 'run.commands'],
  ])('with %s is refused, and says where', (_, scenario, commands, where) => {
    const bad = () => play(run(scenario as ScenarioId, commands as Command[]));
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(`${where}:`);
  });

  test('with a seed that is no whole number is refused', () => {
    expect(() => play(run('crash', [], 0.5))).toThrow('run.seed');
  });

  test('of as many incidents as there may be ends all the same', () => {
    const commands: Command[] = [];
    for (let i = 0; i < 250; i++)
      commands.push(crash('coordinator', 2 * i), restart('coordinator', 2 * i + 1));
    expect(playOf('crash', ...commands).length).toBeGreaterThan(500);
  });
});
