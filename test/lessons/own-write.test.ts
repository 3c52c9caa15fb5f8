import { describe, expect, test } from 'vitest';
import { COPIES, ownWrite, type Copy } from '../../src/lessons/worked/09-cqrs/own-write.ts';

const run = ownWrite();
const truth = run.fromEvents().row;
const copies = Object.keys(COPIES) as Copy[];

describe('Bob’s write and two copies of the read database', () => {
  test.each(copies)('copy %s tells the row of before until it reads on, and then the new one', (copy) => {
    expect(run.ask(copy, COPIES[copy] - 1)).toMatchObject({ row: { items: 1, total: 350 }, checkpoint: 2 });
    expect(run.ask(copy, COPIES[copy])).toMatchObject({ row: truth, checkpoint: run.position });
  });

  test('an answer may be older than the one before it, when it comes from another copy', () => {
    expect(run.ask('A', 120).checkpoint).toBeGreaterThan(run.ask('B', 140).checkpoint);
  });

  test.each(copies)('whoever asks copy %s for a position never gets a row without it', (copy) => {
    for (let at = 0; at <= COPIES[copy] + 1; at += 1) {
      const told = run.askUpTo(copy, at, run.position);
      expect(told.row).toEqual(truth);
      expect(told.at).toBe(Math.max(at, COPIES[copy]));
    }
  });

  test('who asks for a position that is in the rows does not wait', () => {
    expect(run.askUpTo('B', 20, 2)).toMatchObject({ at: 20, checkpoint: 2 });
  });

  test('the page’s own row and the one that is folded from the stream are the same', () => {
    expect(run.optimistic).toEqual(truth);
    expect(run.fromEvents().eventsRead).toBe(run.position);
  });
});
