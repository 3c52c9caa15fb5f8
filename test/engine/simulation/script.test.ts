import { describe, expect, test } from 'vitest';
import type { Fault, Simulation, Trace } from '../../../engine/simulation/index.ts';
import { force, idsOf, note, receivedBy, send, worldOf, write } from './echo.ts';

const kinds = (trace: Trace): readonly string[] => trace.map(({ kind }) => kind);

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
      { type: 'crash', node: 'a', when: { performed: 5 } },
      'one of the 4 effects that a performs',
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
