import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import { fold } from '../../engine/aggregates/index.ts';
import { play, threeViews } from '../../src/labs/three-views/lab.ts';
import { proof } from '../../src/labs/three-views/proof.ts';
import { readModelOf, VIEW_IDS } from '../../src/labs/three-views/read-models.ts';
import { has, refusal } from '../../src/labs/three-views/rules.ts';
import { MOMENTS } from '../../src/labs/three-views/saving.ts';
import {
  SCREEN_IDS,
  screenOf,
  type Command,
  type ScenarioId,
  type ScreenId,
  type View,
} from '../../src/labs/three-views/view.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'three-views',
  scenario,
  seed: 1,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]) => play(run(scenario, commands));

const viewsOf = (scenario: ScenarioId, ...commands: Command[]): View[] => {
  const trace = playOf(scenario, ...commands);
  return Array.from({ length: trace.length }, (_, at) => trace.at(at).view);
};

const endOf = (scenario: ScenarioId, ...commands: Command[]): View => viewsOf(scenario, ...commands).at(-1)!;

const scenarioOf = (id: ScenarioId) => threeViews.scenarios.find((scenario) => scenario.id === id)!;

/** Which goals of a scenario a run reaches. */
function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const one = run(scenario, commands);
  return scenarioOf(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map((goal) => goal.id);
}

/** The numbers of a screen by their keys: the last cell that is one. */
const rows = (view: View, id: ScreenId) =>
  Object.fromEntries(screenOf(view, id)!.rows.map(([key, ...cells]) => [key, cells.join(' ')]));

const append = (wish: Extract<Command, { type: 'append' }>['wish']): Command => ({ type: 'append', wish });
const advance = (view: ScreenId, max: number): Command => ({ type: 'advance', view, max });
const on = (
  type: 'pause' | 'resume' | 'spoil' | 'mend' | 'retry' | 'park' | 'restart' | 'wipe' | 'rewind',
  view: ScreenId,
): Command => ({ type, view }) as Command;
const crash = (view: ScreenId, at: 'before' | 'between' | 'after'): Command => ({ type: 'crash', view, at });
const pass: Command = { type: 'pass' };
const together: Command = { type: 'save', saving: 'together' };
const apart: Command = { type: 'save', saving: 'apart' };
const [prepare, swap, rollBack, discard, replace] = (
  ['prepare', 'swap', 'rollBack', 'discard', 'replace'] as const
).map((type): Command => ({ type })) as [Command, Command, Command, Command, Command];

const twoMore = [append('alice-tea'), append('carol-pays')];

describe('the nine events', () => {
  test('leave Alice with 3 items, Bob with 2 that are checked out, and Carol with 5', () => {
    expect(rows(endOf('rebuild'), 'orders')).toEqual({
      1001: 'Alice 3 in progress',
      1002: 'Bob 2 checked out',
      1003: 'Carol 5 in progress',
    });
  });

  test('are counted as 6 tea, 3 mugs and 1 pot, of which 2 mugs are paid for', () => {
    const view = endOf('versions', prepare, advance('beside', 9));
    expect(rows(view, 'products')).toEqual({ tea: '6', mug: '3', pot: '1' });
    expect(rows(view, 'beside')).toEqual({ mug: '2' });
  });

  test('are told by customer', () => {
    expect(rows(endOf('rebuild'), 'history')).toEqual({
      Alice: 'started 1001, +2 tea, +1 mug',
      Bob: 'started 1002, +2 mug, paid',
      Carol: 'started 1003, +4 tea, +1 pot',
    });
  });

  test('are what each view shows at each checkpoint: a plain fold of as many events', () => {
    for (const id of VIEW_IDS) {
      const steps = Array.from({ length: 9 }, () => advance(id, 1));
      for (const view of viewsOf('crash', together, ...steps)) {
        const { projection, rows: rowsOf } = readModelOf(id, 1);
        const screen = screenOf(view, id)!;
        expect(screen.rows).toEqual(rowsOf(fold(projection, view.log.slice(0, screen.checkpoint))));
        expect(screen.verdict).toBe('right');
      }
    }
  });

  test('grow by what customers want and the rules allow, and a refusal leaves the log as it is', () => {
    const before = endOf('lag');
    const refused = endOf('lag', append('bob-mug'));
    expect(refused.log).toEqual(before.log);
    expect(refused.did).toMatchObject({ type: 'appended', refused: expect.stringContaining('paid for') });
    expect(endOf('lag', append('alice-tea')).log).toHaveLength(10);
    expect(endOf('lag', append('dave-pot')).log).toHaveLength(9);
    expect(endOf('lag', append('dave-starts'), append('dave-pot')).log).toHaveLength(11);
  });
});

describe('the first scenario', () => {
  test('opens with a story of three steps, and nothing may be done before it is told', () => {
    const views = viewsOf('lag');
    expect(views.map(({ ready }) => ready)).toEqual([false, false, false, true]);
    expect(VIEW_IDS.map((id) => screenOf(views[3]!, id)?.checkpoint)).toEqual([6, 9, 2]);
  });

  test('shows at checkpoint 6 what was true then', () => {
    expect(rows(endOf('lag'), 'orders')).toEqual({
      1001: 'Alice 3 in progress',
      1002: 'Bob 2 in progress',
      1003: 'Carol 0 in progress',
    });
  });

  const farBehind = [append('alice-tea'), append('dave-starts')];

  test('reaches five events behind and the end again', () => {
    expect(goalsMet('lag', ...farBehind, advance('orders', 9))).toEqual(['behind']);
  });

  test.each([
    ['it is only four behind', [append('alice-tea'), advance('orders', 9)]],
    ['one of the two commands was refused', [append('alice-tea'), append('bob-mug'), advance('orders', 9)]],
    ['it never reaches the end', [...farBehind, advance('orders', 4)]],
    ['another view catches up instead', [...farBehind, advance('history', 99)]],
  ])('does not when %s', (_, commands) => {
    expect(goalsMet('lag', ...commands)).not.toContain('behind');
  });

  const stopped = [on('spoil', 'orders'), advance('orders', 9), advance('history', 99)];

  test('lets one view stand still alone, and brings it to the end whole', () => {
    expect(goalsMet('lag', ...stopped)).toEqual(['alone']);
    const mended = [on('mend', 'orders'), on('retry', 'orders'), advance('orders', 9)];
    expect(goalsMet('lag', ...stopped, ...mended)).toEqual(['alone', 'whole']);
  });

  test.each([
    ['another view has not caught up', [on('spoil', 'orders'), advance('orders', 9)]],
    ['the view is paused, not stopped', [on('pause', 'orders'), advance('history', 99)]],
    ['the fault was not met', [on('spoil', 'orders'), advance('history', 99)]],
  ])('does not count as standing still alone when %s', (_, commands) => {
    expect(goalsMet('lag', ...commands)).not.toContain('alone');
  });

  test.each([
    ['the event is parked', [on('park', 'orders'), advance('orders', 9)]],
    ['it is retried with the same code', [on('retry', 'orders')]],
    ['it is mended and not brought to the end', [on('mend', 'orders'), on('retry', 'orders')]],
  ])('does not count as whole when %s', (_, commands) => {
    expect(goalsMet('lag', ...stopped, ...commands)).not.toContain('whole');
  });

  test('a parked event is missing from the table, which is said', () => {
    const view = endOf('lag', ...stopped, on('park', 'orders'), advance('orders', 9));
    expect(screenOf(view, 'orders')).toMatchObject({ parked: [7], verdict: 'missing', lag: 0 });
    expect(rows(view, 'orders')[1003]).toBe('Carol 1 in progress');
  });

  test('as time passes, each view that runs handles one event, one after the other', () => {
    const views = viewsOf('lag', on('pause', 'history'), ...twoMore, pass);
    expect(views.slice(-2).map(({ did }) => did)).toEqual([
      { type: 'handled', screen: 'orders', from: 6, to: 7, failed: null },
      { type: 'handled', screen: 'products', from: 9, to: 10, failed: null },
    ]);
    expect(views.slice(-2).map(({ ready }) => ready)).toEqual([false, true]);
    const resumed = endOf('lag', on('pause', 'history'), on('resume', 'history'), pass);
    expect(screenOf(resumed, 'history')?.checkpoint).toBe(3);
  });
});

describe('a crash between update and checkpoint', () => {
  const torn = [advance('products', 1), crash('products', 'between'), on('restart', 'products')];

  test('counts an event twice when both are saved apart', () => {
    const view = endOf('crash', ...torn, advance('products', 1));
    expect(rows(view, 'products')).toEqual({ tea: '4' });
    expect(screenOf(view, 'products')).toMatchObject({ checkpoint: 2, verdict: 'wrong' });
    expect(goalsMet('crash', ...torn, advance('products', 1))).toEqual(['twice']);
  });

  test('leaves the model ahead of its checkpoint until it is restarted', () => {
    expect(screenOf(endOf('crash', ...torn.slice(0, 2)), 'products')).toMatchObject({
      state: 'down',
      verdict: 'ahead',
      checkpoint: 1,
      rows: [['tea', '2']],
    });
  });

  test.each([
    ['the crash came before saving', [advance('products', 1), crash('products', 'before')]],
    ['the crash came after saving', [advance('products', 1), crash('products', 'after')]],
    ['the event changes nothing in this view', [crash('products', 'between')]],
    ['both are saved together', [together, advance('products', 1), crash('products', 'between')]],
  ])('counts nothing twice when %s', (_, commands) => {
    const all = [...commands, on('restart', 'products'), advance('products', 9)];
    expect(goalsMet('crash', ...all)).not.toContain('twice');
    expect(rows(endOf('crash', ...all), 'products')).toEqual({ tea: '6', mug: '3', pot: '1' });
  });

  test('is counted as done once the view is restarted, however many crashes were tried before', () => {
    expect(goalsMet('crash', ...torn)).not.toContain('twice');
    const tried = [
      crash('history', 'before'),
      crash('products', 'between'),
      on('restart', 'products'),
      ...torn,
    ];
    expect(goalsMet('crash', ...tried)).not.toContain('twice');
    expect(goalsMet('crash', ...tried, advance('products', 1))).toContain('twice');
  });

  const harmless = [crash('orders', 'between'), on('restart', 'orders'), advance('orders', 9)];

  test('does no harm at an event that sets its row anew', () => {
    expect(goalsMet('crash', ...harmless)).toEqual(['unharmed']);
  });

  test.each([
    ['it came before saving', [crash('orders', 'before'), on('restart', 'orders'), advance('orders', 9)]],
    ['the view is not brought to the end', harmless.slice(0, 2)],
    ['both are saved together', [together, ...harmless]],
    ['both are saved together afterwards', [...harmless.slice(0, 2), together, advance('orders', 9)]],
    ['it did harm', [...torn, advance('products', 9)]],
  ])('is not the harmless one asked for when %s', (_, commands) => {
    expect(goalsMet('crash', ...commands)).not.toContain('unharmed');
  });

  test('cannot tear what is saved together', () => {
    const all = [together, ...torn, advance('products', 9)];
    expect(goalsMet('crash', ...all)).toEqual(['once']);
    expect(screenOf(endOf('crash', ...all.slice(0, 3)), 'products')).toMatchObject({
      checkpoint: 1,
      verdict: 'right',
    });
  });

  test.each([
    ['both are saved apart', [...torn, advance('products', 9)]],
    ['the event was no ItemAdded', [together, ...harmless]],
    ['the crash came after saving', [together, advance('products', 1), crash('products', 'after')]],
    ['the view never reached the end', [together, ...torn]],
    ['both were saved apart when it crashed', [...torn, together, advance('products', 9)]],
  ])('is not survived in the sense of the goal when %s', (_, commands) => {
    expect(goalsMet('crash', ...commands)).not.toContain('once');
  });

  test('what is saved stays as it is when the way of saving changes, there and back', () => {
    const view = endOf('crash', advance('products', 4), together, advance('products', 1), apart);
    expect(screenOf(view, 'products')).toMatchObject({ checkpoint: 5, verdict: 'right' });
    expect(screenOf(endOf('crash', ...torn, together), 'products')).toMatchObject({
      checkpoint: 1,
      verdict: 'ahead',
    });
  });
});

describe('wipe and rebuild', () => {
  test.each(VIEW_IDS)('gives the rows of %s as they were', (id) => {
    const before = screenOf(endOf('rebuild'), id)!;
    const wiped = screenOf(endOf('rebuild', on('wipe', id)), id)!;
    expect(wiped).toMatchObject({ rows: [], checkpoint: 0, lag: 9 });
    const commands = [on('wipe', id), advance(id, 4), advance(id, 99)];
    expect(screenOf(endOf('rebuild', ...commands), id)?.rows).toEqual(before.rows);
    expect(goalsMet('rebuild', ...commands)).toEqual(['equal']);
  });

  test.each([
    ['it is not rebuilt to the end', [on('wipe', 'orders'), advance('orders', 8)]],
    ['only the checkpoint went back', [on('rewind', 'orders'), advance('orders', 9)]],
    ['another view moved', [on('wipe', 'orders'), append('alice-tea'), advance('history', 1)]],
    ['it was wrong before', [on('rewind', 'products'), on('wipe', 'products'), advance('products', 9)]],
  ])('is not done when %s', (_, commands) => {
    expect(goalsMet('rebuild', ...commands)).not.toContain('equal');
  });

  const trapped = [on('rewind', 'products'), advance('products', 9)];

  test('without clearing doubles every sum', () => {
    expect(rows(endOf('rebuild', ...trapped), 'products')).toEqual({ tea: '12', mug: '6', pot: '2' });
    expect(goalsMet('rebuild', ...trapped)).toEqual(['doubled']);
    expect(goalsMet('rebuild', ...trapped, on('wipe', 'products'), advance('products', 9))).toEqual([
      'doubled',
      'cured',
    ]);
  });

  test.each([
    ['the log is not replayed to its end', [on('rewind', 'products'), advance('products', 8)]],
    ['the order summary gets away with it', [on('rewind', 'orders'), advance('orders', 9)]],
    ['the view was cleared', [on('wipe', 'products'), advance('products', 9)]],
  ])('has doubled nothing at the end when %s', (_, commands) => {
    expect(goalsMet('rebuild', ...commands)).not.toContain('doubled');
  });

  test.each([
    ['the checkpoint goes back once more', [...trapped, ...trapped]],
    ['it is wiped and not rebuilt', [...trapped, on('wipe', 'products')]],
    ['another view is rebuilt', [...trapped, on('wipe', 'orders'), advance('orders', 9)]],
  ])('is not cured when %s', (_, commands) => {
    expect(goalsMet('rebuild', ...commands)).not.toContain('cured');
  });
});

describe('version 2 beside version 1', () => {
  const built = [prepare, advance('beside', 4), append('alice-pays'), advance('beside', 9)];
  const swapped = [...built, advance('products', 1), swap];

  test('is swapped in with no wrong read, while orders go on coming', () => {
    expect(goalsMet('versions', ...swapped)).toEqual(['swapped']);
    expect(rows(endOf('versions', ...swapped), 'products')).toEqual({ mug: '3', tea: '2' });
    for (const view of viewsOf('versions', ...swapped)) expect(view.wrongRead).toBeNull();
  });

  test.each([
    ['nothing happened in between', [prepare, advance('beside', 9), swap]],
    ['it is built and not swapped in', built],
    ['it was thrown away', [...built, discard]],
    ['the new code went on with the old table', [replace, append('alice-pays'), advance('products', 9)]],
    [
      'version 2 was rebuilt in the place of version 1',
      [replace, on('wipe', 'products'), append('alice-pays'), advance('products', 99)],
    ],
    ['readers of version 1 saw it unfinished', [on('wipe', 'products'), ...built, swap]],
  ])('is not in service in the sense of the goal when %s', (_, commands) => {
    expect(goalsMet('versions', ...commands)).not.toContain('swapped');
  });

  const newer = [...swapped, append('carol-pays'), advance('products', 9)];

  test('can be rolled back with no wrong read, if the old one was kept up to date', () => {
    expect(goalsMet('versions', ...newer, advance('beside', 9), rollBack)).toEqual(['swapped', 'back']);
  });

  test.each([
    ['the old one was not kept up to date', [...newer, rollBack]],
    ['nothing newer was seen', [...swapped, rollBack]],
    ['something newer came and nobody saw it', [...swapped, append('carol-pays'), rollBack]],
    ['it is not rolled back', [...newer, advance('beside', 9)]],
  ])('is not rolled back in the sense of the goal when %s', (_, commands) => {
    expect(goalsMet('versions', ...commands)).not.toContain('back');
  });

  test('misleads readers who see an unfinished table, older rows than before, or the sums of other code', () => {
    expect(endOf('versions', on('wipe', 'products')).wrongRead).toBe('unfinished');
    expect(endOf('versions', ...newer, rollBack).wrongRead).toBe('unfinished');
    expect(endOf('versions', replace).wrongRead).toBe('mixed');
    expect(rows(endOf('versions', replace), 'products')).toEqual({ tea: '6', mug: '3', pot: '1' });
  });

  test('is not swapped in while it is behind, and the reason names the distance', () => {
    expect(() => playOf('versions', prepare, advance('beside', 4), swap)).toThrow(/5 behind the log/);
  });
});

describe('the predictions', () => {
  const torn = [advance('products', 1), crash('products', 'between'), on('restart', 'products')];
  test.each([
    ['lag', [], 'then', 3],
    ['crash', [...torn, advance('products', 1)], 'four', 4],
    ['rebuild', [on('wipe', 'orders'), advance('orders', 9)], 'same', 2],
    ['rebuild', [on('rewind', 'products'), on('wipe', 'orders'), advance('orders', 9)], 'same', 3],
    ['versions', [prepare, advance('beside', 4)], 'first', 2],
  ] as const)('of %s after %j come out as %s, by the trace', (scenario, commands, expected, at) => {
    const { prediction } = scenarioOf(scenario);
    const trace = playOf(scenario, ...commands);
    expect(prediction.settledAt(trace)).toBe(at);
    expect(prediction.outcome(trace)).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
  });

  test.each([
    ['crash', torn],
    ['rebuild', [on('wipe', 'orders'), advance('orders', 8)]],
    ['rebuild', [on('rewind', 'orders'), advance('orders', 9)]],
    ['versions', [prepare, advance('beside', 9)]],
  ] as const)('of %s stay open after %j', (scenario, commands) => {
    expect(scenarioOf(scenario).prediction.settledAt(playOf(scenario, ...commands))).toBe(Infinity);
  });
});

describe('the proof', () => {
  const prove = (scenario: ScenarioId, ...commands: Command[]) =>
    proof.start(run(scenario, commands)).advance(10_000);

  test('finds an event counted twice at 19 of 81 crash points when both are saved apart', () => {
    const report = prove('crash');
    expect(report).toMatchObject({ tried: 81, failing: 19, progress: 1, outcome: 'complete' });
    const { counterexample } = report;
    expect(counterexample?.commands).toHaveLength(3);
    const trace = play(counterexample!);
    expect(trace.at(trace.length - 1)).toMatchObject({ broken: true });
  });

  test('finds none when they are saved together, in whatever scenario', () => {
    const none = { tried: 81, failing: 0, outcome: 'complete', counterexample: null };
    expect(prove('crash', together)).toMatchObject(none);
    expect(prove('rebuild', on('wipe', 'orders'))).toMatchObject(none);
  });

  test('covers the log that the run has made, and says so', () => {
    const commands = [append('alice-tea'), append('bob-mug'), append('alice-pays')];
    expect(prove('crash', ...commands)).toMatchObject({ tried: 99, failing: 19 + 3 + 1 });
    expect(proof.cases(run('crash', commands))).toContain('11 events, 3 views');
    expect(proof.cases(run('crash', commands))).toContain('saved apart');
  });

  test('fails exactly where a view adds something up: checked against each event and each moment', () => {
    const additive = { orders: ['ItemAdded'], products: ['ItemAdded'], history: null };
    let failing = 0;
    for (const id of VIEW_IDS) {
      for (const { position, type } of endOf('crash').log) {
        for (const at of MOMENTS) {
          const start = position === 1 ? [] : [advance(id, position - 1)];
          const torn = [...start, crash(id, at), on('restart', id)];
          const reached = screenOf(endOf('crash', ...torn), id)!.checkpoint;
          const end = endOf('crash', ...torn, ...(reached === 9 ? [] : [advance(id, 9)]));
          const expected = at === 'between' && (additive[id]?.includes(type) ?? true) ? 'wrong' : 'right';
          expect([id, position, at, screenOf(end, id)?.verdict]).toEqual([id, position, at, expected]);
          if (expected === 'wrong') failing += 1;
        }
      }
    }
    expect(failing).toBe(19);
  });

  test('gives the same counts a piece at a time', () => {
    const search = proof.start(run('crash'));
    expect(search.advance(40)).toMatchObject({ tried: 40, outcome: 'searching' });
    expect(search.advance(41).failing).toBe(19);
  });
});

/** Every command that could be given somewhere. */
const everything: readonly Command[] = [
  ...(['alice-tea', 'alice-pays', 'bob-mug', 'carol-removes-tea', 'dave-starts', 'dave-pot'] as const).map(
    append,
  ),
  pass,
  together,
  apart,
  prepare,
  swap,
  rollBack,
  discard,
  replace,
  ...SCREEN_IDS.flatMap((id): Command[] => [
    advance(id, 1),
    advance(id, 9),
    ...MOMENTS.map((at) => crash(id, at)),
    ...(['pause', 'resume', 'spoil', 'mend', 'retry', 'park', 'restart', 'wipe', 'rewind'] as const).map(
      (type) => on(type, id),
    ),
  ]),
];

/** Any run of possible commands, chosen by numbers. */
function possibleRun(scenario: ScenarioId, numbers: readonly number[]): Command[] {
  const commands: Command[] = [];
  for (const number of numbers) {
    const view = endOf(scenario, ...commands);
    const possible = everything.filter((command) => refusal(view, command) === null);
    commands.push(possible[number % possible.length]!);
  }
  return commands;
}

const anyScenario = fc.constantFrom('lag', 'crash', 'rebuild', 'versions');
const anyNumbers = fc.array(fc.nat(9_999), { maxLength: 12 });

describe('whatever possible commands are given', () => {
  test('every step is told in sentences, has a cell in every column, and belongs to its command', () => {
    fc.assert(
      fc.property(anyScenario, anyNumbers, (scenario, numbers) => {
        const commands = possibleRun(scenario, numbers);
        const trace = playOf(scenario, ...commands);
        let after = 0;
        for (let at = 0; at < trace.length; at++) {
          const step = trace.at(at);
          expect(step.label).toMatch(/^\w+$/);
          expect(step.narration).toMatch(/^[A-Z].*\.$/);
          expect(step.narration).not.toContain('undefined');
          for (const column of threeViews.columns) expect(column.cell(step.view)).toBeTypeOf('string');
          expect(step.after! - after === 0 || step.after! - after === 1).toBe(true);
          after = step.after!;
        }
        expect(after).toBe(commands.length);
        expect(trace.at(trace.length - 1).view.ready).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('the same run gives the same trace', () => {
    fc.assert(
      fc.property(anyScenario, anyNumbers, (scenario, numbers) => {
        const commands = possibleRun(scenario, numbers);
        expect(viewsOf(scenario, ...commands)).toEqual(viewsOf(scenario, ...commands));
      }),
      { numRuns: 30 },
    );
  });

  test('no view is ever wrong where model and checkpoint are saved together and always cleared together', () => {
    fc.assert(
      fc.property(anyNumbers, (numbers) => {
        const commands = [together, ...possibleRun('crash', numbers)].filter(({ type }) => type !== 'save');
        let tried: Command[] = [together];
        for (const command of commands) {
          if (refusal(endOf('crash', ...tried), command) === null) tried = [...tried, command];
        }
        for (const { screens } of viewsOf('crash', ...tried)) {
          for (const screen of screens) expect(screen.verdict).toBe('right');
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('the diagram is told who gave a command, and which view read which events', () => {
  const trace = playOf('lag', append('alice-tea'), advance('orders', 2));
  expect(trace.at(4).line).toEqual({ from: 'Alice', to: 'Log', text: 'Alice adds 1 tea' });
  expect(trace.at(5).line).toEqual({ from: 'Log', to: 'Order summary', text: 'events 7 to 8' });
});

test('the step at which a sum was counted twice is the first that is broken', () => {
  const trace = playOf(
    'crash',
    advance('products', 1),
    crash('products', 'between'),
    on('restart', 'products'),
    advance('products', 1),
  );
  const broken = Array.from({ length: trace.length }, (_, at) => trace.at(at).broken);
  expect(broken).toEqual([false, false, false, false, true]);
});

describe('a run without meaning', () => {
  test.each([
    ['an unknown scenario', 'constructor', [], 'run.scenario'],
    ['an unknown command', 'lag', [pass, { type: 'toString' }], 'run.commands[1].type'],
    ['no command', 'lag', [null], 'run.commands[0]'],
    ['an unknown wish', 'lag', [{ type: 'append', wish: '__proto__' }], 'run.commands[0].wish'],
    ['no view', 'lag', [{ type: 'advance', max: 1 }], 'run.commands[0].view'],
    ['an unknown view', 'lag', [advance('<b>' as ScreenId, 1)], 'run.commands[0].view'],
    ['nothing to handle at most', 'lag', [advance('orders', 0)], 'run.commands[0].max'],
    ['too much at once', 'lag', [advance('orders', 1_001)], 'run.commands[0].max'],
    ['an unknown moment', 'crash', [crash('orders', 'during' as 'after')], 'run.commands[0].at'],
    ['an unknown way of saving', 'crash', [{ type: 'save', saving: 'never' }], 'run.commands[0].saving'],
    ['a command of another scenario', 'lag', [crash('orders', 'after')], 'run.commands[0]'],
    ['a view beside where there is none', 'versions', [advance('beside', 1)], 'run.commands[0]'],
    ['a view that is at the end', 'rebuild', [advance('orders', 1)], 'run.commands[0]'],
    ['a retry where nothing failed', 'lag', [on('retry', 'orders')], 'run.commands[0]'],
    ['more than 500 commands', 'lag', Array.from({ length: 501 }, () => pass), 'run.commands'],
  ])('with %s is refused, and says where', (_, scenario, commands, where) => {
    const bad = () => play(run(scenario as ScenarioId, commands as Command[]));
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(`${where}:`);
  });

  test.each([1.5, NaN, '1'])('with the seed %s is refused', (seed) => {
    expect(() => play({ ...run('lag'), seed: seed as number })).toThrow(/run\.seed/);
  });

  test('every scenario has commands of its own, and refuses those of the others', () => {
    for (const { id } of threeViews.scenarios) {
      for (const command of everything.filter(({ type }) => !has(id as ScenarioId, type))) {
        expect(() => playOf(id as ScenarioId, command)).toThrow(InvalidInputError);
      }
    }
  });
});
