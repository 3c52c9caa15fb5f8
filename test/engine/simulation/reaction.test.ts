import { describe, expect, test } from 'vitest';
import { createSimulation } from '../../../engine/simulation/index.ts';
import { cancelTimer, force, note, recorder, send, setTimer, untilSent } from './echo.ts';

describe('what a node answers', () => {
  const failing = (start: () => unknown): (() => unknown) => {
    const simulation = createSimulation({ nodes: { a: { ...recorder(), start: start as never } }, seed: 1 });
    return () => simulation.take('start:a');
  };

  test.each<[string, unknown]>([
    ['node a: start', null],
    ['node a: start.effects', { state: 1 }],
    ['node a: start.effects[0]', { state: 1, effects: [null] }],
    ['node a: start.effects[0].type', { state: 1, effects: [{ type: 'sing' }] }],
    ['node a: start.effects[1].to', { state: 1, effects: [note('x'), send('z', 1)] }],
    ['node a: start.effects[0].message', { state: 1, effects: [send('a', undefined as never)] }],
    ['node a: start.effects[0].entry.at', { state: 1, effects: [force({ at: new Date(0) as never })] }],
    ['node a: start.effects[0].forced', { state: 1, effects: [{ type: 'write', entry: 1 }] }],
    ['node a: start.effects[0].after', { state: 1, effects: [setTimer('t', -1)] }],
    ['node a: start.effects[0].name', { state: 1, effects: [setTimer('', 1)] }],
    ['node a: start.effects[0].name', { state: 1, effects: [cancelTimer('')] }],
    ['node a: start.effects[0].note', { state: 1, effects: [note(' ')] }],
    ['node a: start.effects[0].data', { state: 1, effects: [{ type: 'note', note: 'x' }] }],
  ])('is refused at %s if the simulator cannot do it', (where, answer) => {
    expect(failing(() => answer)).toThrow(expect.objectContaining({ code: 'invalid-input', where }));
  });

  test('leaves the world as it was when it is an error', () => {
    const simulation = createSimulation({
      nodes: {
        a: recorder({ onStart: [send('b', 1)] }),
        b: recorder({
          onMessage: () => {
            throw new RangeError('b is confused');
          },
        }),
      },
      seed: 1,
    });
    untilSent(simulation);
    const before = JSON.stringify([
      simulation.now,
      simulation.trace,
      simulation.inFlight,
      simulation.node('b'),
    ]);
    expect(() => simulation.next()).toThrow(RangeError);
    expect(
      JSON.stringify([simulation.now, simulation.trace, simulation.inFlight, simulation.node('b')]),
    ).toBe(before);
  });
});
