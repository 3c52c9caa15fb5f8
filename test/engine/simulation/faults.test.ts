import { describe, expect, test } from 'vitest';
import type { LinkOptions, Simulation, Trace } from '../../../engine/simulation/index.ts';
import { force, idsOf, note, receivedBy, send, setTimer, untilSent, worldOf, write } from './echo.ts';

const kinds = (trace: Trace): readonly string[] => trace.map(({ kind }) => kind);
const last = (simulation: Simulation): unknown => simulation.trace.at(-1);

describe('a message on its way', () => {
  const sent = (): Simulation => untilSent(worldOf([send('b', 'one'), send('b', 'two')]));

  test('can be dropped', () => {
    const simulation = sent();
    expect(simulation.drop('m1')).toMatchObject({ kind: 'drop', message: 'm1', by: 'command', cause: null });
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['two']);
  });

  test('can be duplicated: the copy has an id of its own, and arrives on its own', () => {
    const simulation = sent();
    const { index } = simulation.duplicate('m1');
    expect(last(simulation)).toMatchObject({ kind: 'duplicate', message: 'm1', copy: 'm3' });
    simulation.drop('m1');
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['two', 'one']);
    expect(last(simulation)).toMatchObject({ kind: 'deliver', message: 'm3', cause: index });
  });

  test('can be delayed, so that another overtakes it', () => {
    const simulation = sent();
    simulation.delay('m1', 1);
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['two', 'one']);
    expect(simulation.now).toBe(2);
  });

  test('that is overdue is delayed from now on', () => {
    const simulation = untilSent(worldOf([send('b', 'one'), setTimer('t', 50)]));
    simulation.take('wake:a:t');
    expect(simulation.delay('m1', 10)).toMatchObject({ due: 60 });
  });

  test('can be taken in any order, unless the link keeps it', () => {
    expect(idsOf(sent())).toEqual(['deliver:m1', 'deliver:m2']);
    const network = { links: [{ from: 'a', to: 'b', order: 'fifo' as const }] };
    const effects = [send('b', 'one'), send('b', 'two'), send('c', 'three')];
    const simulation = untilSent(worldOf(effects, { network }));
    simulation.delay('m1', 5);
    expect(idsOf(simulation)).toEqual(['deliver:m3', 'deliver:m1']);
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['one', 'two']);
  });

  test('waits while its link is cut, and arrives when it is mended', () => {
    const simulation = sent();
    expect(simulation.cut('a', 'b')).toMatchObject({ kind: 'cut', from: 'a', to: 'b', both: true });
    expect(simulation.runUntilQuiet()).toEqual({ quiet: true, taken: 0 });
    expect(simulation.inFlight.map(({ id }) => id)).toEqual(['m1', 'm2']);
    expect(simulation.mend('a', 'b')).toMatchObject({ kind: 'mend', both: true });
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['one', 'two']);
  });

  test('passes a link that is cut only in the other direction', () => {
    const simulation = sent();
    simulation.cut('b', 'a', { oneWay: true });
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['one', 'two']);
  });

  test('waits for a node that has not started yet', () => {
    const simulation = worldOf([send('b', 'one')]);
    simulation.take('start:a');
    simulation.take('perform:a');
    expect(idsOf(simulation)).toEqual(['start:b', 'start:c']);
  });

  test('is lost when it comes to a node that is down, and the crash is why', () => {
    const simulation = sent();
    const { index } = simulation.crash('b');
    expect(idsOf(simulation)).toEqual(['lose:m1', 'lose:m2']);
    simulation.next();
    expect(last(simulation)).toMatchObject({ kind: 'lose', message: 'm1', reason: 'down', cause: index });
    simulation.restart('b');
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual(['two']);
  });
});

describe('a bad network', () => {
  test('loses every message, if that is its chance', () => {
    const simulation = worldOf([send('b', 1), send('c', 2)], { network: { loss: 1 } });
    simulation.runUntilQuiet();
    expect(kinds(simulation.trace).filter((kind) => kind === 'lose')).toHaveLength(2);
    expect(kinds(simulation.trace)).not.toContain('deliver');
  });

  test('delivers every message twice, if that is its chance, and may do so to one link only', () => {
    const network = { duplication: 1, links: [{ from: 'a', to: 'c', duplication: 0 }] };
    const simulation = worldOf([send('b', 1), send('c', 2)], { network });
    simulation.runUntilQuiet();
    expect([receivedBy(simulation, 'b'), receivedBy(simulation, 'c')]).toEqual([[1, 1], [2]]);
  });

  test('is lucky or not with each message alone: no link changes what becomes of messages on another', () => {
    const toC = (seed: number, link: LinkOptions): unknown => {
      const effects = [send('b', 1), send('c', 2), send('b', 3), send('c', 4)];
      const base = { latency: { min: 1, max: 90 }, loss: 0.3, duplication: 0.3 };
      const network = { ...base, links: [{ from: 'a', to: 'b', ...link }] };
      const simulation = untilSent(worldOf(effects, { seed, network }));
      return simulation.inFlight.filter(({ to }) => to === 'c').map(({ body, due }) => [body, due]);
    };
    for (let seed = 0; seed < 20; seed += 1) {
      for (const link of [{ loss: 0 }, { loss: 1 }, { duplication: 0 }, { latency: { min: 5, max: 5 } }]) {
        expect(toC(seed, link), `seed ${seed}, ${JSON.stringify(link)}`).toEqual(toC(seed, {}));
      }
    }
  });

  test('takes a slow node longer for copies, too', () => {
    const network = { duplication: 1, latency: { min: 10, max: 10 } };
    const simulation = untilSent(worldOf([send('b', 1)], { network, slow: { a: 3 } }));
    expect(simulation.inFlight.map(({ due }) => due)).toEqual([30, 30]);
  });

  test('takes between the least and the most time, both included, and so reorders', () => {
    const latencies = new Set<number>();
    let reordered = false;
    for (let seed = 0; seed < 50; seed += 1) {
      const effects = [send('b', 1), send('b', 2)];
      const simulation = worldOf(effects, { seed, network: { latency: { min: 3, max: 5 } } });
      untilSent(simulation).inFlight.forEach(({ due, sentAt }) => latencies.add(due - sentAt));
      simulation.runUntilQuiet();
      reordered ||= JSON.stringify(receivedBy(simulation, 'b')) === '[2,1]';
    }
    expect([...latencies].sort()).toEqual([3, 4, 5]);
    expect(reordered).toBe(true);
  });
});

describe('a node that crashes', () => {
  const effects = [force('f'), write('u1'), write('u2'), setTimer('t', 5), note('n'), send('b', 'never')];
  const crashed = (options?: { keep: number }): Simulation => {
    const simulation = worldOf(effects);
    simulation.take('start:a');
    for (let i = 0; i < 4; i += 1) simulation.take('perform:a');
    simulation.crash('a', options);
    return simulation;
  };

  test('loses its state, its timers, what it still wanted done, and the tail of its log', () => {
    const simulation = crashed();
    expect(simulation.node('a')).toEqual({
      up: false,
      state: undefined,
      log: [{ entry: 'f', durable: true }],
      timers: [],
      pending: 0,
    });
    expect(last(simulation)).toMatchObject({ kind: 'crash', lost: ['u1', 'u2'], undone: 2, by: 'command' });
  });

  test('keeps as much of the tail as the disk is said to have', () => {
    expect(
      crashed({ keep: 1 })
        .node('a')
        .log.map(({ entry }) => entry),
    ).toEqual(['f', 'u1']);
  });

  test('starts again on what its log still holds', () => {
    const simulation = crashed();
    expect(simulation.restart('a')).toMatchObject({ kind: 'restart', node: 'a', recovered: 1 });
    expect(simulation.node('a')).toMatchObject({ up: true, state: ['f'], pending: effects.length });
  });
});
