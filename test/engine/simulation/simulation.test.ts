import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { createSimulation, traceHash, type Trace } from '../../../engine/simulation/index.ts';
import {
  cancelTimer,
  force,
  idsOf,
  note,
  receivedBy,
  recorder,
  send,
  setTimer,
  untilSent,
  worldOf,
  write,
} from './echo.ts';

describe('a simulation', () => {
  test('begins with nothing but the starts of its nodes, in the order in which they were named', () => {
    const simulation = worldOf([]);
    expect(simulation.trace).toEqual([]);
    expect(idsOf(simulation)).toEqual(['start:a', 'start:b', 'start:c']);
    expect(simulation.node('a')).toEqual({ up: false, state: undefined, log: [], timers: [], pending: 0 });
  });

  test('does what a node wants one thing at a time, in order', () => {
    const simulation = worldOf([force('x'), send('b', 'hello'), note('done')]);
    simulation.take('start:a');
    expect(simulation.node('a').pending).toBe(3);
    expect(idsOf(simulation)).toContain('perform:a');
    for (const kind of ['write', 'send', 'note']) expect(simulation.take('perform:a').kind).toBe(kind);
    expect(simulation.node('a')).toMatchObject({ pending: 0, log: [{ entry: 'x', durable: true }] });
  });

  test('tells each step with its time and its cause', () => {
    const simulation = worldOf([send('b', 'hello')], { network: { latency: { min: 5, max: 5 } } });
    simulation.runUntilQuiet();
    expect(simulation.trace).toEqual([
      { index: 0, time: 0, cause: null, kind: 'start', node: 'a' },
      { index: 1, time: 0, cause: null, kind: 'start', node: 'b' },
      { index: 2, time: 0, cause: null, kind: 'start', node: 'c' },
      { index: 3, time: 0, cause: 0, kind: 'send', node: 'a', to: 'b', message: 'm1', body: 'hello' },
      { index: 4, time: 5, cause: 3, kind: 'deliver', node: 'b', from: 'a', message: 'm1', body: 'hello' },
    ]);
  });

  test('has a history that nobody can change', () => {
    const simulation = worldOf([send('b', { seats: [1] })]);
    simulation.runUntilQuiet();
    const step = simulation.trace.at(-1) as unknown as { time: number; body: { seats: number[] } };
    expect(() => (step.time = 9)).toThrow(TypeError);
    expect(() => step.body.seats.push(2)).toThrow(TypeError);
  });

  test('lets a node that has not yet done all it wanted take no message and no timer', () => {
    const simulation = createSimulation({
      nodes: {
        a: recorder({ onStart: [setTimer('t', 0), send('b', 1), send('b', 2)] }),
        b: recorder({ onMessage: () => [note('one'), note('two')] }),
      },
      seed: 1,
    });
    untilSent(simulation);
    simulation.take('deliver:m1');
    expect(idsOf(simulation)).toEqual(['wake:a:t', 'perform:b']);
    simulation.take('perform:b');
    simulation.take('perform:b');
    expect(idsOf(simulation)).toEqual(['wake:a:t', 'deliver:m2']);
  });

  test('takes by next what is due first, and of two at the same time the older', () => {
    const simulation = worldOf([setTimer('late', 9), setTimer('early', 3), setTimer('also early', 3)]);
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'a')).toEqual(['woken by early', 'woken by also early', 'woken by late']);
    expect(simulation.now).toBe(9);
    expect(simulation.next()).toBeNull();
  });

  test('always offers first what next would take', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const options = { seed, network: { latency: { min: 0, max: 9 }, duplication: 0.5, loss: 0.2 } };
        const effects = [send('b', 1), setTimer('t', 4), force(1), send('c', 2), send('b', 3)];
        const [one, other] = [worldOf(effects, options), worldOf(effects, options)];
        for (let [first] = one.choices(); first !== undefined; [first] = one.choices()) {
          expect(one.take(first.id)).toEqual(other.next());
        }
        expect(other.next()).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  test('never turns time back, whatever is taken out of turn', () => {
    const simulation = worldOf([setTimer('late', 9), setTimer('early', 3)]);
    untilSent(simulation);
    expect(simulation.take('wake:a:late').time).toBe(9);
    expect(simulation.take('wake:a:early').time).toBe(9);
  });

  test('sets a timer anew, and cancels it', () => {
    const simulation = worldOf([setTimer('x', 3), setTimer('y', 4), setTimer('x', 7), cancelTimer('y')]);
    untilSent(simulation);
    expect(simulation.node('a').timers).toEqual([{ name: 'x', due: 7 }]);
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'a')).toEqual(['woken by x']);
  });

  test('lets a forced write take its time, an unforced one none, and a slow node more', () => {
    const times = (slow: Record<string, number>): number[] => {
      const simulation = worldOf([force(1), write(2), force(3), send('b', 4)], { forceTime: 4, slow });
      simulation.runUntilQuiet();
      return simulation.trace.filter(({ cause }) => cause !== null).map(({ time }) => time);
    };
    expect(times({})).toEqual([4, 4, 8, 8, 9]);
    expect(times({ a: 2.5 })).toEqual([10, 10, 20, 20, 23]);
    expect(times({ b: 9 })).toEqual([4, 4, 8, 8, 9]);
  });

  test('says whether it became quiet or was stopped by the bound', () => {
    const ticking = {
      nodes: { a: recorder({ onStart: [setTimer('t', 1)], onTimer: () => [setTimer('t', 1)] }) },
    };
    expect(createSimulation({ ...ticking, seed: 1 }).runUntilQuiet(5)).toEqual({ quiet: false, taken: 5 });
    expect(worldOf([send('b', 1)]).runUntilQuiet(5)).toEqual({ quiet: true, taken: 5 });
    expect(worldOf([send('b', 1)]).runUntilQuiet(4)).toEqual({ quiet: false, taken: 4 });
  });

  test('shows each step to an observer, with the world as the step left it', () => {
    const seen: unknown[] = [];
    const simulation = worldOf([send('b', 'hello')], {
      observe: (step) => {
        if (step.kind === 'deliver') seen.push([step, receivedBy(simulation, 'b')]);
      },
    });
    simulation.runUntilQuiet();
    expect(seen).toEqual([[simulation.trace.at(-1), ['hello']]]);
  });

  test('copies what is sent and written, so that nodes share nothing', () => {
    const body = { seats: [1] };
    const simulation = worldOf([send('b', body), write(body)]);
    simulation.take('start:a');
    body.seats.push(2);
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual([{ seats: [1] }]);
    expect(simulation.node('a').log).toEqual([{ entry: { seats: [1] }, durable: false }]);
  });
});

describe('the same simulation twice', () => {
  const options = { network: { latency: { min: 1, max: 20 }, loss: 0.3, duplication: 0.3 } };
  const effects = Array.from({ length: 8 }, (_, i) => send(i % 2 === 0 ? 'b' : 'c', i));
  const run = (seed: number): Trace => {
    const simulation = worldOf(effects, { ...options, seed });
    simulation.runUntilQuiet();
    return simulation.trace;
  };

  test('gives the same trace, byte for byte, and another one for another seed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        expect(JSON.stringify(run(seed))).toBe(JSON.stringify(run(seed)));
        expect(traceHash(run(seed))).toBe(traceHash(run(seed)));
        expect(traceHash(run(seed))).not.toBe(traceHash(run(seed === 0 ? 1 : -seed)));
      }),
      { numRuns: 50 },
    );
  });

  test('has the same luck for all other messages, even where one is dropped on purpose', () => {
    const fates = (script: readonly { type: 'drop'; from: string; to: string; nth: number }[]): unknown => {
      const simulation = worldOf(effects, { ...options, seed: 5, script });
      simulation.runUntilQuiet();
      return simulation.trace
        .filter(({ kind }) => kind === 'deliver')
        .map((step) => [step.time, 'body' in step ? step.body : null])
        .filter(([, body]) => body !== 0);
    };
    expect(fates([{ type: 'drop', from: 'a', to: 'b', nth: 1 }])).toEqual(fates([]));
  });

  test('has a trace whose hash changes with anything in it', () => {
    const trace = run(1);
    expect(traceHash(trace.slice(1))).not.toBe(traceHash(trace));
    expect(traceHash(trace.map((step) => ({ ...step, time: step.time + 1 })))).not.toBe(traceHash(trace));
    expect(() => traceHash('trace' as never)).toThrow(InvalidInputError);
  });
});
