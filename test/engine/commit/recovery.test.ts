import { describe, expect, test } from 'vitest';
import { contradictions, type CommitOptions } from '../../../engine/commit/index.ts';
import type { Trace } from '../../../engine/simulation/index.ts';
import { begin, LONG, run, runUntil, voters } from './running.ts';

const one: CommitOptions = { variant: 'presumed-abort', participants: voters('yes') };
const two: CommitOptions = { variant: 'presumed-abort', participants: voters('yes', 'yes') };

const writesOf = (trace: Trace, node: string): string[] =>
  trace.flatMap((step) =>
    step.kind === 'write' && step.node === node ? [(step.entry as { type: string }).type] : [],
  );

describe('a crash that took everything about the transaction', () => {
  test('does not let a coordinator begin it again, which might end otherwise', () => {
    const { trace } = run(one, {
      script: [
        // PREPARE and ABORT are lost, and so is the abort that was not forced; p1 is still working.
        { type: 'drop', from: 'coordinator', to: 'p1', nth: 1 },
        { type: 'drop', from: 'coordinator', to: 'p1', nth: 2 },
        { type: 'crash', node: 'coordinator', when: { performed: 7 }, restartAfter: 1 },
      ],
    });
    expect(trace.find((step) => step.kind === 'crash')).toMatchObject({ lost: [{ type: 'abort' }] });
    expect(contradictions(trace)).toEqual([]);
    expect(writesOf(trace, 'p1')).toEqual(['boot', 'abort']);
  });

  test('does not let a participant agree to work that is gone', () => {
    const { trace } = run(
      { ...one, timeouts: { work: 5 } },
      {
        script: [
          // It aborts alone, forgets that it did, and is asked then.
          { type: 'delay', from: 'coordinator', to: 'p1', nth: 1, ms: 30 },
          { type: 'crash', node: 'p1', when: { performed: 6 }, restartAfter: 1 },
        ],
      },
    );
    expect(trace.find((step) => step.kind === 'crash')).toMatchObject({ lost: [{ type: 'abort' }] });
    expect(contradictions(trace)).toEqual([]);
    expect(writesOf(trace, 'p1')).toEqual(['boot', 'abort', 'abort']);
  });
});

describe('a coordinator that recovers', () => {
  test('with the commit point in its log carries the commit through', () => {
    const { trace } = run(two, {
      script: [{ type: 'crash', node: 'coordinator', when: { performed: 6 }, restartAfter: 500 }],
    });
    expect(writesOf(trace, 'coordinator')).toEqual(['boot', 'commit', 'end']);
    expect(writesOf(trace, 'p2')).toEqual(['boot', 'prepare', 'commit']);
  });

  test('one step earlier, without it, answers ABORT', () => {
    const { trace } = run(two, {
      script: [{ type: 'crash', node: 'coordinator', when: { performed: 5 }, restartAfter: 500 }],
    });
    expect(writesOf(trace, 'coordinator')).toEqual(['boot']);
    expect(writesOf(trace, 'p2')).toEqual(['boot', 'prepare', 'abort']);
  });

  test('and has only collected aborts, as it presumes commit of what it does not know', () => {
    const { trace } = run(
      { ...two, variant: 'presumed-commit' },
      { script: [{ type: 'crash', node: 'coordinator', when: { performed: 6 }, restartAfter: 500 }] },
    );
    expect(writesOf(trace, 'coordinator')).toEqual(['boot', 'collecting', 'abort', 'end']);
    expect(writesOf(trace, 'p1')).toEqual(['boot', 'prepare', 'abort']);
  });
});

describe('a participant that recovers', () => {
  test('with an outcome redoes it and acknowledges again', () => {
    // boot, locked, a timer; prepare, vote, two timers; commit, unlocked; it crashes before its ACK.
    const { trace } = run(one, {
      script: [{ type: 'crash', node: 'p1', when: { performed: 10 }, restartAfter: 1 }],
    });
    expect(trace.some((step) => step.kind === 'note' && step.note === 'redone')).toBe(true);
    expect(writesOf(trace, 'coordinator')).toEqual(['boot', 'commit', 'end']);
  });
});

test('what a working participant promises to a peer is forced, in every variant', () => {
  // The coordinator asks p1 and crashes before it asks p2.
  const { trace } = run(
    { ...two, cooperative: true, timeouts: { ask: 50 } },
    { script: [{ type: 'crash', node: 'coordinator', when: { performed: 3 } }] },
  );
  const aborts = trace.filter(
    (step) => step.kind === 'write' && (step.entry as { type: string }).type === 'abort',
  );
  expect(aborts).toMatchObject([
    { node: 'p2', forced: true },
    { node: 'p1', forced: false },
  ]);
});

test('the first vote stands: a reader that has let go of its locks is not asked for them again', () => {
  const started = begin(
    { variant: 'presumed-abort', participants: voters('yes', 'read-only') },
    {
      script: [
        { type: 'delay', from: 'coordinator', to: 'p1', nth: 1, ms: 30 },
        // boot, locked, a timer, the vote, unlocked.
        { type: 'crash', node: 'p2', when: { performed: 6 }, restartAfter: 1 },
      ],
    },
  );
  const { simulation, trace } = started;
  runUntil(started, 0);
  simulation.duplicate(simulation.inFlight.find(({ to }) => to === 'p2')!.id);
  simulation.delay(simulation.inFlight.findLast(({ to }) => to === 'p2')!.id, 5);
  runUntil(started, LONG);
  const votes = trace.flatMap((step) => (step.kind === 'send' && step.node === 'p2' ? [step.body] : []));
  expect(votes).toMatchObject([{ vote: 'read-only' }, { vote: 'no' }]);
  expect(writesOf(trace, 'p1')).toEqual(['boot', 'prepare', 'commit']);
});
