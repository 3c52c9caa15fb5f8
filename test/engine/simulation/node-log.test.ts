import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterCrash, entriesOf, written, type NodeLog } from '../../../engine/simulation/node-log.ts';

type Write = readonly [entry: number, forced: boolean];
const log = (...writes: readonly Write[]): NodeLog =>
  writes.reduce<NodeLog>((before, [entry, forced]) => written(before, entry, forced), []);

const writes = fc.array(fc.tuple(fc.integer(), fc.boolean()));

describe('the log of a node', () => {
  test('says of each entry whether it would survive', () => {
    expect(log([1, true], [2, false])).toEqual([
      { entry: 1, durable: true },
      { entry: 2, durable: false },
    ]);
  });

  test('makes all earlier entries durable with a forced one', () => {
    expect(log([1, false], [2, false], [3, true]).every(({ durable }) => durable)).toBe(true);
  });

  test('loses in a crash all that comes after the last forced entry', () => {
    expect(entriesOf(afterCrash(log([1, true], [2, false], [3, true], [4, false], [5, false]), 0))).toEqual([
      1, 2, 3,
    ]);
  });

  test('keeps in a crash as much of the tail as the disk is said to have written', () => {
    const tail = log([1, true], [2, false], [3, false]);
    expect(entriesOf(afterCrash(tail, 1))).toEqual([1, 2]);
    expect(entriesOf(afterCrash(tail, 9))).toEqual([1, 2, 3]);
  });

  test('survives a second crash as the first one left it', () => {
    fc.assert(
      fc.property(writes, fc.nat(5), (done, keep) => {
        const left = afterCrash(log(...done), keep);
        expect(afterCrash(left, 0)).toEqual(left);
      }),
    );
  });

  test('after a crash is a beginning of what was written, and ends no earlier than the last forced entry', () => {
    fc.assert(
      fc.property(writes, fc.nat(5), (done, keep) => {
        const left = entriesOf(afterCrash(log(...done), keep));
        const forced = done.findLastIndex(([, isForced]) => isForced) + 1;
        expect(left).toEqual(done.slice(0, Math.min(forced + keep, done.length)).map(([entry]) => entry));
      }),
    );
  });
});
