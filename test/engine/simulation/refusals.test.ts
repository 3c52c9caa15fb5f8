import { describe, expect, test } from 'vitest';
import { createSimulation, type Simulation } from '../../../engine/simulation/index.ts';
import { recorder, send, untilSent, worldOf } from './echo.ts';

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
