import { describe, expect, test } from 'vitest';
import {
  createSimulation,
  type Fault,
  type Simulation,
  type Trace,
} from '../../../engine/simulation/index.ts';
import {
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

describe('a script', () => {
  const run = (script: readonly Fault[]): Simulation => {
    const messages = [send('b', 1), send('c', 2), send('b', 3), send('b', 4)];
    const simulation = worldOf(messages, { script });
    simulation.runUntilQuiet();
    return simulation;
  };
  const toB = (type: 'drop' | 'duplicate', nth: number): Fault => ({ type, from: 'a', to: 'b', nth });

  test('drops the second message from one node to another', () => {
    const simulation = run([toB('drop', 2)]);
    expect(receivedBy(simulation, 'b')).toEqual([1, 4]);
    const drop = simulation.trace.find(({ kind }) => kind === 'drop');
    expect(drop).toMatchObject({ by: 'script', message: 'm3' });
    expect(simulation.trace[drop!.cause!]).toMatchObject({ kind: 'send', message: 'm3' });
  });

  test('duplicates and delays', () => {
    expect(receivedBy(run([toB('duplicate', 1)]), 'b')).toEqual([1, 3, 4, 1].sort());
    expect(receivedBy(run([{ type: 'delay', from: 'a', to: 'b', nth: 1, ms: 5 }]), 'b')).toEqual([3, 4, 1]);
  });

  test('protects a message that it names from chance', () => {
    const script: Fault[] = [{ type: 'delay', from: 'a', to: 'b', nth: 1, ms: 5 }];
    const simulation = worldOf([send('b', 1), send('b', 2)], { script, network: { loss: 1 } });
    simulation.runUntilQuiet();
    expect(receivedBy(simulation, 'b')).toEqual([1]);
  });

  test('crashes a node between a forced write and the send that follows it', () => {
    const script: Fault[] = [{ type: 'crash', node: 'a', when: { performed: 2 } }];
    const simulation = worldOf([force('yes'), send('b', 'yes')], { script });
    simulation.runUntilQuiet();
    expect(kinds(simulation.trace)).toEqual(['start', 'start', 'start', 'write', 'crash']);
    expect(simulation.node('a')).toMatchObject({ up: false, log: [{ entry: 'yes', durable: true }] });
  });

  test('lets the node start again after a while, and goes on counting', () => {
    const script: Fault[] = [
      { type: 'crash', node: 'a', when: { performed: 2 }, restartAfter: 30 },
      { type: 'crash', node: 'a', when: { performed: 3 }, restartAfter: 7, keep: 1 },
    ];
    const simulation = worldOf([write('w'), send('b', 'x')], { script });
    simulation.runUntilQuiet();
    expect(
      simulation.trace.filter((step) => 'node' in step && step.node === 'a').map((s) => [s.kind, s.time]),
    ).toEqual([
      ['start', 0],
      ['write', 0],
      ['crash', 0],
      ['restart', 30],
      ['write', 30],
      ['crash', 30],
      ['restart', 37],
      ['write', 37],
      ['send', 37],
    ]);
    const [, second] = simulation.trace.filter(({ kind }) => kind === 'restart');
    expect(second).toMatchObject({ recovered: 1 });
    expect(simulation.trace[second!.cause!]).toMatchObject({ kind: 'crash', by: 'script' });
  });

  test('may be anticipated: a restart by hand takes the place of the one that was to come', () => {
    const script: Fault[] = [{ type: 'crash', node: 'a', when: { performed: 1 }, restartAfter: 30 }];
    const simulation = worldOf([note('x')], { script });
    simulation.take('start:a');
    simulation.take('perform:a');
    expect(idsOf(simulation)).toContain('restart:a');
    simulation.restart('a');
    expect(idsOf(simulation)).not.toContain('restart:a');
  });

  test.each<[string, Fault, string]>([
    ['script[1].nth', toB('drop', 4), 'one of the 3 messages from a to b'],
    [
      'script[1].when.performed',
      { type: 'crash', node: 'b', when: { performed: 1 } },
      'an effect that b comes to perform',
    ],
  ])('is refused at %s, once all is quiet, if that never came', (field, fault, expected) => {
    expect(() => run([toB('drop', 1), fault])).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createSimulation: ${field}`, expected }),
    );
  });

  test.each<[string, unknown]>([
    ['script', {}],
    ['script[0]', [null]],
    ['script[0].type', [{ type: 'burn' }]],
    ['script[0].from', [{ type: 'drop', from: 'z', to: 'b', nth: 1 }]],
    ['script[0].to', [{ type: 'drop', from: 'a', to: 'z', nth: 1 }]],
    ['script[0].nth', [toB('drop', 0)]],
    ['script[0].ms', [{ type: 'delay', from: 'a', to: 'b', nth: 1 }]],
    ['script[0].node', [{ type: 'crash', node: 'z', when: { performed: 1 } }]],
    ['script[0].when', [{ type: 'crash', node: 'a' }]],
    ['script[0].when.performed', [{ type: 'crash', node: 'a', when: { performed: 0 } }]],
    ['script[0].keep', [{ type: 'crash', node: 'a', when: { performed: 1 }, keep: -1 }]],
    ['script[0].restartAfter', [{ type: 'crash', node: 'a', when: { performed: 1 }, restartAfter: 1.5 }]],
    ['script[1]', [toB('drop', 1), toB('duplicate', 1)]],
  ])('is refused at %s, at once, for what makes no sense', (field, script) => {
    expect(() => worldOf([], { script: script as never })).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createSimulation: ${field}` }),
    );
  });
});

describe('what cannot be done is refused, and nothing happens:', () => {
  test.each<[string, (simulation: Simulation) => unknown, string, RegExp]>([
    [
      'a choice that is none',
      (s) => s.take('deliver:m9'),
      'take: choice',
      /^one of: deliver:m1, deliver:m2$/,
    ],
    ['a choice that was taken', (s) => s.take('start:a'), 'take: choice', /deliver:m1/],
    ['a message that is not on its way', (s) => s.drop('m9'), 'drop: message', /^one of: m1, m2$/],
    ['to duplicate nothing', (s) => s.duplicate(undefined as never), 'duplicate: message', /m1, m2/],
    ['a delay of nothing', (s) => s.delay('m1', 0), 'delay: ms', /whole number from 1/],
    ['an unknown node', (s) => s.node('z'), 'node: name', /^one of: a, b, c$/],
    ['to crash an unknown node', (s) => s.crash('z'), 'crash: node', /^one of: a, b, c$/],
    ['to keep less than nothing', (s) => s.crash('a', { keep: -1 }), 'crash: keep', /whole number from 0/],
    ['to restart a node that is up', (s) => s.restart('a'), 'restart: node', /^a node that is down$/],
    ['to cut off an unknown node', (s) => s.cut('a', 'z'), 'cut: b', /a, b, c/],
    ['to cut a node off from itself', (s) => s.cut('a', 'a'), 'cut: b', /another node than a/],
    [
      'to mend what is no way',
      (s) => s.mend('a', 'b', { oneWay: 1 as never }),
      'mend: oneWay',
      /true or false/,
    ],
    ['a bound that is not positive', (s) => s.runUntilQuiet(0), 'runUntilQuiet: maxSteps', /from 1/],
  ])('%s', (_, call, where, expected) => {
    const simulation = untilSent(worldOf([send('b', 1), send('b', 2)]));
    const before = JSON.stringify(simulation.trace);
    expect(() => call(simulation)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where, expected: expect.stringMatching(expected) }),
    );
    expect(JSON.stringify(simulation.trace)).toBe(before);
  });

  test('to crash a node that is down', () => {
    const simulation = untilSent(worldOf([]));
    simulation.crash('a');
    expect(() => simulation.crash('a')).toThrow(/a node that is up, got "a, which is down"/);
  });

  test.each<[string, object]>([
    ['nodes', { nodes: {} }],
    ['nodes', { nodes: [] }],
    ['nodes.a:b', { nodes: { 'a:b': recorder() } }],
    ['nodes.a.start', { nodes: { a: { ...recorder(), start: 1 } } }],
    ['nodes.a.receive', { nodes: { a: { ...recorder(), receive: 1 } } }],
    ['nodes.a.wake', { nodes: { a: { ...recorder(), wake: 1 } } }],
    ['seed', { seed: 0.5 }],
    ['forceTime', { forceTime: -1 }],
    ['slow', { slow: { z: 2 } }],
    ['slow.a', { slow: { a: 0 } }],
    ['observe', { observe: 1 }],
    ['network', { network: null }],
    ['network.latency', { network: { latency: 5 } }],
    ['network.latency.min', { network: { latency: { min: -1, max: 1 } } }],
    ['network.latency.max', { network: { latency: { min: 2, max: 1 } } }],
    ['network.loss', { network: { loss: 1.1 } }],
    ['network.duplication', { network: { duplication: NaN } }],
    ['network.order', { network: { order: 'lifo' } }],
    ['network.links', { network: { links: {} } }],
    ['network.links[0].to', { network: { links: [{ from: 'a', to: 'z' }] } }],
    ['network.links[0].loss', { network: { links: [{ from: 'a', to: 'a', loss: -1 }] } }],
  ])('a world with a wrong %s', (field, wrong) => {
    const options = { nodes: { a: recorder() }, seed: 1, ...wrong };
    expect(() => createSimulation(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createSimulation: ${field}` }),
    );
  });
});
