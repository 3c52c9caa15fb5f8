import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fault, Guard, StreamEvent } from '../../../engine/simulation/index.ts';
import { duplicate, facts, folded, lost, overtaken, POLL, SETS, sinkOf, worldOf } from './stream.ts';

describe('without any fault', () => {
  test.each(SETS)('every consumer folds the stream: %s %s %s', (...guards) => {
    expect(folded(guards)).toEqual([1, 2]);
  });
});

describe('one fault breaks', () => {
  test.each<[string, readonly Guard[], Fault, readonly number[]]>([
    ['a consumer without guards, which folds a duplicate twice', [], duplicate(1), [1, 1, 2]],
    ['dedupe alone, which folds out of order what was overtaken', ['dedupe'], overtaken(1), [2, 1]],
    ['the last-seen version alone, which loses what was overtaken', ['last-seen'], overtaken(1), [2]],
    ['the gap buffer alone, which folds a duplicate twice', ['gap-buffer'], duplicate(1), [1, 1, 2]],
    [
      'dedupe with the last-seen version, which loses what was overtaken',
      ['dedupe', 'last-seen'],
      overtaken(1),
      [2],
    ],
    ['every guard together, if the last message is lost', SETS.at(-1)!, lost(2), [1]],
    [
      'every guard together, if the first message is lost: the buffer waits for ever',
      SETS.at(-1)!,
      lost(1),
      [],
    ],
  ])('%s', (_, guards, fault, outcome) => {
    expect(folded(guards, { script: [fault] })).toEqual(outcome);
  });
});

describe('one fault does not break', () => {
  test.each<[string, readonly Guard[], Fault]>([
    ['dedupe: a duplicate', ['dedupe'], duplicate(1)],
    ['the last-seen version: a duplicate', ['last-seen'], duplicate(1)],
    ['the gap buffer: an overtaken message', ['gap-buffer'], overtaken(1)],
    ['dedupe with the gap buffer: a duplicate', ['dedupe', 'gap-buffer'], duplicate(1)],
    ['dedupe with the gap buffer: an overtaken message', ['dedupe', 'gap-buffer'], overtaken(1)],
    ['the last-seen version with the gap buffer: a duplicate', ['last-seen', 'gap-buffer'], duplicate(1)],
    [
      'the last-seen version with the gap buffer: an overtaken message',
      ['last-seen', 'gap-buffer'],
      overtaken(1),
    ],
  ])('%s', (_, guards, fault) => {
    expect(folded(guards, { script: [fault] })).toEqual([1, 2]);
  });
});

describe('whatever network and crashes do', () => {
  const troubles = fc.record({
    seed: fc.maxSafeInteger(),
    count: fc.nat(8),
    loss: fc.double({ min: 0, max: 0.6, noNaN: true }),
    duplication: fc.double({ min: 0, max: 0.6, noNaN: true }),
    max: fc.integer({ min: 1, max: 120 }),
    order: fc.constantFrom('any', 'fifo'),
    disturbances: fc.array(
      fc.tuple(fc.nat(15), fc.constantFrom('crash source', 'crash sink', 'cut', 'mend')),
      { maxLength: 5 },
    ),
  });

  test.each([
    ['dedupe', 'gap-buffer'],
    ['last-seen', 'gap-buffer'],
    ['dedupe', 'last-seen', 'gap-buffer'],
  ] as const)('%s + %s %s, with asking, folds the stream: each event once, in order', (...guards) => {
    fc.assert(
      fc.property(troubles, ({ seed, count, disturbances, loss, duplication, max, order }) => {
        const network = { loss, duplication, latency: { min: 1, max }, order } as const;
        const simulation = worldOf(guards.filter(Boolean), { seed, count, find: POLL, network });
        for (let i = 0; i < 2; i += 1) simulation.next();
        for (const [steps, disturbance] of disturbances) {
          for (let i = 0; i < steps; i += 1) simulation.next();
          const [what, node = ''] = disturbance.split(' ');
          if (what === 'crash') {
            simulation.crash(node);
            simulation.restart(node);
          } else if (what === 'cut') simulation.cut('source', 'sink');
          else simulation.mend('source', 'sink');
        }
        simulation.mend('source', 'sink');
        expect(simulation.runUntilQuiet().quiet).toBe(true);
        expect(sinkOf(simulation).value).toEqual(facts(count).map((_, i) => i + 1));
        const log = simulation.node('source').log.map(({ entry }) => (entry as StreamEvent).version);
        expect(log).toEqual(sinkOf(simulation).value);
      }),
      { numRuns: 100 },
    );
  });
});
