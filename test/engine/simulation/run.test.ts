import { describe, expect, test } from 'vitest';
import {
  createSimulation,
  defineWorld,
  playRun,
  traceHash,
  type Run,
} from '../../../engine/simulation/index.ts';
import { force, recorder, send } from './echo.ts';
import { playTroubled, troubled, TROUBLED_HASH, troubledRun } from './same-trace.ts';

const nodes = { a: recorder({ onStart: [force(1), send('b', 'one'), send('b', 'two')] }), b: recorder() };
const world = defineWorld({
  lab: 'letters',
  scenarios: {
    plain: { nodes },
    late: { nodes, script: [{ type: 'drop', from: 'a', to: 'b', nth: 3 }] },
  },
});
const sent = [...Array<{ type: 'next' }>(5).fill({ type: 'next' })];
const run = (changes: object = {}): Run => ({
  lab: 'letters',
  scenario: 'plain',
  seed: 1,
  commands: sent,
  ...changes,
});
const play = (changes: object): unknown => playRun([world], run(changes));
const commands = (...last: object[]): object => ({ commands: [...sent, ...last] });

describe('a run', () => {
  test('has the same trace everywhere, whatever goes wrong in it', () => {
    expect(playTroubled()).toBe(TROUBLED_HASH);
  });

  test('of that kind contains all that can happen', () => {
    const { trace, quiet } = playRun([troubled], troubledRun);
    expect([...new Set(trace.map(({ kind }) => kind))].sort()).toEqual([
      ...['cancel-timer', 'crash', 'cut', 'delay', 'deliver', 'drop', 'duplicate', 'lose', 'mend', 'note'],
      ...['restart', 'send', 'set-timer', 'start', 'wake', 'write'],
    ]);
    expect(quiet).toBe(true);
  });

  test('is data: it means the same after a trip through JSON', () => {
    const copy = JSON.parse(JSON.stringify(troubledRun)) as Run;
    expect(traceHash(playRun([troubled], copy).trace)).toBe(TROUBLED_HASH);
  });

  test('has a trace in which every cause comes before its step', () => {
    const { trace } = playRun([troubled], troubledRun);
    for (const { index, cause } of trace) expect(cause === null || cause < index).toBe(true);
    expect(trace.every(({ time }, i) => i === 0 || time >= trace[i - 1]!.time)).toBe(true);
  });

  test('does what the methods of a simulation do', () => {
    const simulation = createSimulation({ nodes, seed: 1 });
    for (const _ of sent) simulation.next();
    simulation.duplicate('m1');
    simulation.delay('m1', 5);
    simulation.drop('m2');
    simulation.cut('a', 'b', { oneWay: true });
    simulation.mend('a', 'b');
    simulation.take('deliver:m3');
    simulation.crash('a', { keep: 1 });
    simulation.restart('a');
    simulation.runUntilQuiet();
    const { trace } = playRun(
      [world],
      run(
        commands(
          { type: 'duplicate', message: 'm1' },
          { type: 'delay', message: 'm1', ms: 5 },
          { type: 'drop', message: 'm2' },
          { type: 'cut', a: 'a', b: 'b', oneWay: true },
          { type: 'mend', a: 'a', b: 'b' },
          { type: 'take', choice: 'deliver:m3' },
          { type: 'crash', node: 'a', keep: 1 },
          { type: 'restart', node: 'a' },
          { type: 'quiet' },
        ),
      ),
    );
    expect(trace).toEqual(simulation.trace);
  });

  test('is observed step by step, and can be gone on with', () => {
    const seen: unknown[] = [];
    const { simulation, quiet } = playRun([world], run(), (step, then) =>
      seen.push([step.index, then.trace.length]),
    );
    expect(seen).toEqual(sent.map((_, i) => [i, i + 1]));
    expect(quiet).toBe(false);
    simulation.runUntilQuiet();
    expect(simulation.node('b').state).toEqual(['one', 'two']);
  });

  test('may stop before a fault of its script has come about, but not be over without it', () => {
    expect(() => play({ scenario: 'late' })).not.toThrow();
    expect(() => play({ scenario: 'late', ...commands({ type: 'quiet' }) })).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: 'scenarios.late.script[0].nth' }),
    );
  });

  test.each<[string, object]>([
    ['run.lab', { lab: 'numbers' }],
    ['run.scenario', { scenario: 'toString' }],
    ['run.seed', { seed: 2 ** 53 }],
    ['run.seed', { seed: '1' }],
    ['run.commands', { commands: 'next' }],
    ['run.commands[0]', { commands: ['next'] }],
    ['run.commands[5].type', commands({ type: 'burn' })],
    ['run.commands[5].maxSteps', commands({ type: 'quiet', maxSteps: 0 })],
    ['run.commands[5].maxSteps', commands({ type: 'quiet', maxSteps: 1.5 })],
    ['run.commands[5].choice', commands({ type: 'take', choice: 'perform:z' })],
    ['run.commands[5].message', commands({ type: 'drop', message: 'm9' })],
    ['run.commands[5].message', commands({ type: 'duplicate', message: 1 })],
    ['run.commands[5].message', commands({ type: 'delay', message: 'm9', ms: 1 })],
    ['run.commands[5].ms', commands({ type: 'delay', message: 'm1', ms: -1 })],
    ['run.commands[5].node', commands({ type: 'crash', node: 'z' })],
    ['run.commands[5].keep', commands({ type: 'crash', node: 'a', keep: '1' })],
    ['run.commands[6].node', commands({ type: 'crash', node: 'a' }, { type: 'restart', node: 'b' })],
    ['run.commands[5].a', commands({ type: 'cut', b: 'a' })],
    ['run.commands[5].b', commands({ type: 'mend', a: 'b', b: 'z' })],
  ])('is refused at %s', (where, changes) => {
    expect(() => play(changes)).toThrow(expect.objectContaining({ code: 'invalid-input', where }));
  });

  test.each([null, 'run', []])('is refused if it is no run: %o', (run) => {
    expect(() => playRun([world], run as never)).toThrow(expect.objectContaining({ where: 'run' }));
  });
});

describe('a catalogue', () => {
  test.each<[string, unknown]>([
    ['playRun: catalogue', world],
    ['playRun: catalogue[1].lab', [world, world]],
  ])('is refused at %s', (where, catalogue) => {
    expect(() => playRun(catalogue as never, run())).toThrow(expect.objectContaining({ where }));
  });

  test.each<[string, unknown]>([
    ['defineWorld: world', null],
    ['defineWorld: lab', { lab: '', scenarios: { plain: { nodes } } }],
    ['defineWorld: scenarios', { lab: 'x', scenarios: {} }],
    ['scenarios.bad', { lab: 'x', scenarios: { bad: null } }],
    ['defineWorld: scenarios.bad.nodes', { lab: 'x', scenarios: { bad: { nodes: {} } } }],
    [
      'defineWorld: scenarios.bad.script[0].to',
      { lab: 'x', scenarios: { bad: { nodes, script: [{ type: 'drop', from: 'a', to: 'z', nth: 1 }] } } },
    ],
  ])('has no world that is wrong at %s', (where, wrong) => {
    expect(() => defineWorld(wrong as never)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where }),
    );
  });
});
