import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contradictions,
  countMessages,
  createCommit,
  lockSpans,
  total,
  VARIANTS,
  VOTES,
  type CommitOptions,
} from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { Fault } from '../../../engine/simulation/index.ts';
import { begin, run, voters, type Run } from './running.ts';

const anyOptions = fc.record({
  variant: fc.constantFrom(...VARIANTS),
  cooperative: fc.boolean(),
  participants: fc
    .array(fc.constantFrom(...VOTES, 'yes' as const, 'yes' as const), { minLength: 1, maxLength: 4 })
    .map((votes) => voters(...votes)),
});

const anyCrashes = fc.array(
  fc.record({
    type: fc.constant('crash' as const),
    node: fc.constantFrom('coordinator', 'p1', 'p2'),
    when: fc.record({ performed: fc.integer({ min: 1, max: 25 }) }),
    keep: fc.integer({ min: 0, max: 2 }),
    restartAfter: fc.integer({ min: 0, max: 400 }),
  }),
  { maxLength: 4 },
);

const crashesOf = (faults: readonly Fault[], { participants }: CommitOptions): readonly Fault[] =>
  participants.length > 1 ? faults : faults.filter((fault) => fault.type !== 'crash' || fault.node !== 'p2');

describe('whatever network and crashes do', () => {
  test('nobody commits what another aborts', () => {
    fc.assert(
      fc.property(anyOptions, anyCrashes, fc.integer(), (options, crashes, seed) => {
        const done = run(options, {
          seed,
          script: crashesOf(crashes, options),
          network: { latency: { min: 1, max: 120 }, loss: 0.2, duplication: 0.3 },
        });
        expect(contradictions(done.trace)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('nor if time does not matter, and anything that may happen happens next', () => {
    fc.assert(
      fc.property(
        anyOptions,
        anyCrashes,
        fc.array(fc.nat(), { maxLength: 250 }),
        (options, crashes, picks) => {
          const { simulation, trace } = begin(options, { script: crashesOf(crashes, options) });
          for (const pick of picks) {
            const choices = simulation.choices();
            const choice = choices[pick % choices.length];
            if (choice === undefined) break;
            simulation.take(choice.id);
          }
          expect(contradictions(trace)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a coordinator', () => {
  test('repeats a decision until it is acknowledged', () => {
    const done = run(
      { variant: 'presumed-abort', participants: voters('yes') },
      { script: [{ type: 'drop', from: 'p1', to: 'coordinator', nth: 2 }] },
    );
    expect(total(countMessages(done.trace), ({ type }) => type === 'COMMIT')).toBe(2);
    expect(done.simulation.node('coordinator').state).toMatchObject({ log: { status: 'ended' } });
  });

  test('aborts when a vote does not come in time', () => {
    const done = run(
      { variant: 'presumed-nothing', participants: voters('yes', 'yes') },
      { script: [{ type: 'drop', from: 'p2', to: 'coordinator', nth: 1 }] },
    );
    const answered = done.trace.find((step) => step.kind === 'note' && step.note === 'answered');
    expect(answered).toMatchObject({ time: 100, data: { outcome: 'abort' } });
  });
});

describe('a participant', () => {
  test('aborts alone if it is not asked in time, and votes NO when it is', () => {
    const done = run(
      { variant: 'presumed-abort', participants: voters('yes', 'yes'), timeouts: { work: 20 } },
      { script: [{ type: 'delay', from: 'coordinator', to: 'p2', nth: 1, ms: 30 }] },
    );
    const vote = done.trace.find((step) => step.kind === 'send' && step.node === 'p2');
    expect(vote).toMatchObject({ time: 40, body: { type: 'VOTE', vote: 'no' } });
  });

  test('asks when the outcome does not come', () => {
    const done = run(
      { variant: 'presumed-commit', participants: voters('yes') },
      { script: [{ type: 'drop', from: 'coordinator', to: 'p1', nth: 2 }] },
    );
    expect(countMessages(done.trace)).toContainEqual({ type: 'ANSWER', count: 1 });
    expect(done.simulation.node('p1').state).toMatchObject({ status: 'committed' });
  });
});

describe('a reader that lost its locks before it was asked', () => {
  test('votes NO', () => {
    const done = run(
      { variant: 'presumed-abort', participants: voters('read-only') },
      { script: [{ type: 'crash', node: 'p1', when: { performed: 3 }, restartAfter: 1 }] },
    );
    const vote = done.trace.find((step) => step.kind === 'send' && step.node === 'p1');
    expect(vote).toMatchObject({ body: { type: 'VOTE', vote: 'no' } });
  });
});

test('a reader that is asked too late has let go of its locks by then, and votes NO', () => {
  const late: Fault = { type: 'delay', from: 'coordinator', to: 'p1', nth: 1, ms: 30 };
  const done = run(
    { variant: 'presumed-abort', participants: voters('read-only'), timeouts: { work: 20 } },
    { script: [late] },
  );
  expect(lockSpans(done.trace)).toEqual([{ node: 'p1', from: 0, until: 20 }]);
  expect(done.trace.find((step) => step.kind === 'send' && step.node === 'p1')).toMatchObject({
    body: { type: 'VOTE', vote: 'no' },
  });
});

describe('a reader that a peer in doubt asks', () => {
  const options: CommitOptions = {
    variant: 'presumed-abort',
    participants: voters('yes', 'read-only'),
    cooperative: true,
    timeouts: { ask: 50 },
  };
  /** Boot and both PREPAREs, and no more. */
  const crash: Fault = { type: 'crash', node: 'coordinator', when: { performed: 4 } };
  const said = ({ trace }: Run): unknown[] =>
    trace.flatMap((step) => (step.kind === 'send' && step.node === 'p2' ? [step.body] : []));

  test('gives up if it has not voted, so that the peer can abort, and votes NO from then on', () => {
    const late: Fault = { type: 'delay', from: 'coordinator', to: 'p2', nth: 1, ms: 200 };
    const done = run(options, { script: [crash, late] });
    expect(said(done)).toMatchObject([
      { type: 'PEER-ANSWER', outcome: 'abort' },
      { type: 'VOTE', vote: 'no' },
    ]);
    expect(done.simulation.node('p1').state).toMatchObject({ status: 'aborted' });
    expect(lockSpans(done.trace)).toMatchObject([
      { node: 'p1', until: 80 },
      { node: 'p2', until: 70 },
    ]);
  });

  test('votes NO after a crash, too, and cannot say then whether it had voted before', () => {
    const script: Fault[] = [
      crash,
      { type: 'delay', from: 'coordinator', to: 'p2', nth: 1, ms: 200 },
      // Boot, locked, a timer; it is up again before anybody asks.
      { type: 'crash', node: 'p2', when: { performed: 3 }, restartAfter: 1 },
    ];
    const done = run(options, { script });
    expect(said(done)).toContainEqual({ type: 'VOTE', transaction: 'order-1001', vote: 'no' });
    expect(said(done)[0]).toMatchObject({ type: 'PEER-ANSWER', outcome: 'unknown' });
  });

  test('cannot say what became of it once it has voted', () => {
    const done = run(options, { script: [crash] });
    expect(said(done).slice(0, 2)).toMatchObject([
      { type: 'VOTE' },
      { type: 'PEER-ANSWER', outcome: 'unknown' },
    ]);
    expect(done.simulation.node('p1').state).toMatchObject({ status: 'prepared' });
  });
});

test('a reader that was told ABORT tells a peer that was not', () => {
  const script: Fault[] = [
    // Its vote is lost, and so is the ABORT for p1; then the coordinator is gone.
    { type: 'drop', from: 'p2', to: 'coordinator', nth: 1 },
    { type: 'drop', from: 'coordinator', to: 'p1', nth: 2 },
    { type: 'crash', node: 'coordinator', when: { performed: 9 } },
  ];
  const options: CommitOptions = {
    variant: 'presumed-abort',
    participants: voters('yes', 'read-only'),
    timeouts: { ask: 50 },
  };
  const statusOfP1 = (cooperative: boolean) =>
    run({ ...options, cooperative }, { script }).simulation.node('p1').state;
  expect(statusOfP1(true)).toMatchObject({ status: 'aborted' });
  expect(statusOfP1(false)).toMatchObject({ status: 'prepared' });
});

describe('createCommit refuses', () => {
  const good: CommitOptions = { variant: 'presumed-abort', participants: voters('yes') };
  test.each([
    ['options that are none', null, 'options'],
    ['an unknown variant', { ...good, variant: 'presumed-rollback' }, 'variant'],
    ['nobody', { ...good, participants: [] }, 'participants'],
    [
      'seven participants',
      { ...good, participants: voters(...Array.from({ length: 7 }, () => 'yes' as const)) },
      'participants',
    ],
    ['a name twice', { ...good, participants: [...voters('yes'), ...voters('no')] }, 'participants[1].name'],
    ['the name of the coordinator', { ...good, coordinator: 'p1' }, 'participants[0].name'],
    ['an unknown vote', { ...good, participants: [{ name: 'p1', vote: 'maybe' }] }, 'participants[0].vote'],
    ['a time-out of nothing', { ...good, timeouts: { ask: 0 } }, 'timeouts.ask'],
    ['an unknown time-out', { ...good, timeouts: { forever: 5 } }, 'timeouts.forever'],
    ['cooperation that is neither', { ...good, cooperative: 'yes' }, 'cooperative'],
    ['an empty transaction', { ...good, transaction: '' }, 'transaction'],
  ])('%s', (_, options, field) => {
    const create = () => createCommit(options as CommitOptions);
    expect(create).toThrow(InvalidInputError);
    expect(create).toThrow(expect.objectContaining({ where: `createCommit: ${field}` }));
  });
});
