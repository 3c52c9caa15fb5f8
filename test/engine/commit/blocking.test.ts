import { describe, expect, test } from 'vitest';
import {
  blocked,
  blockedSpans,
  contradictions,
  lengthOf,
  lockSpans,
  situationOf,
  statusOf,
  undecided,
  VARIANTS,
  type CommitMessage,
  type CommitOptions,
  type Vote,
} from '../../../engine/commit/index.ts';
import type { Fault } from '../../../engine/simulation/index.ts';
import { begin, effectsOf, run, runUntil, voters, type Run } from './running.ts';

const CASTS: readonly (readonly Vote[])[] = [
  ['yes'],
  ['yes', 'yes'],
  ['yes', 'no'],
  ['yes', 'read-only'],
  ['yes', 'yes', 'yes'],
  ['yes', 'yes', 'no'],
  ['yes', 'yes', 'read-only'],
];

const SETTINGS = VARIANTS.flatMap((variant) =>
  CASTS.map((votes) => [variant, votes.join(', '), votes] as const),
);

/** Crashes the coordinator for good before each thing it does. */
function withoutCoordinator(
  options: CommitOptions,
): readonly { readonly point: string; readonly done: Run }[] {
  const count = effectsOf(run(options)).get('coordinator') ?? 0;
  return Array.from({ length: count }, (_, i) => {
    const script: Fault[] = [{ type: 'crash', node: 'coordinator', when: { performed: i + 1 } }];
    return { point: `coordinator before effect ${i + 1}`, done: run(options, { script }) };
  });
}

const sentTo = ({ trace }: Run, name: string, ...types: readonly CommitMessage['type'][]): boolean =>
  trace.some(
    (step) =>
      step.kind === 'send' &&
      step.node === 'coordinator' &&
      step.to === name &&
      types.includes((step.body as CommitMessage).type),
  );

/** Who voted YES and was told nothing, by what the coordinator sent before it crashed. */
const leftInDoubt = (done: Run): string[] =>
  done.scenario.participants
    .filter(({ vote }) => vote === 'yes')
    .map(({ name }) => name)
    .filter((name) => sentTo(done, name, 'PREPARE') && !sentTo(done, name, 'COMMIT', 'ABORT'));

const updating = ({ scenario }: Run): string[] =>
  scenario.participants.filter(({ vote }) => vote !== 'read-only').map(({ name }) => name);

const readers = ({ scenario }: Run): string[] =>
  scenario.participants.filter(({ vote }) => vote === 'read-only').map(({ name }) => name);

describe.each(SETTINGS)('without its coordinator, under %s, with votes %s,', (variant, _, votes) => {
  test('exactly those are blocked who voted YES and were told nothing', () => {
    for (const { point, done } of withoutCoordinator({ variant, participants: voters(...votes) })) {
      expect(contradictions(done.trace), point).toEqual([]);
      expect(blocked(situationOf(done.trace), done.scenario), point).toEqual(leftInDoubt(done));
      expect(undecided(done.trace, done.scenario), point).toEqual(leftInDoubt(done));
    }
  });

  test('cooperation helps all of them, unless all are in doubt, and all who only read have voted', () => {
    const options = { variant, participants: voters(...votes), cooperative: true };
    for (const { point, done } of withoutCoordinator(options)) {
      const inDoubt = leftInDoubt(done);
      const allVoted =
        inDoubt.length === updating(done).length &&
        readers(done).every((name) => sentTo(done, name, 'PREPARE'));
      const expected = allVoted ? inDoubt : [];
      expect(contradictions(done.trace), point).toEqual([]);
      expect(blocked(situationOf(done.trace), done.scenario), point).toEqual(expected);
      expect(undecided(done.trace, done.scenario), point).toEqual(expected);
    }
  });
});

describe.each([false, true])(
  'when coordinator and a participant crash for good (cooperative: %s),',
  (cooperative) => {
    test.each(VARIANTS)('who is still in doubt in the end is who is blocked in theory (%s)', (variant) => {
      for (const votes of [
        ['yes', 'yes'],
        ['yes', 'yes', 'no'],
      ] satisfies Vote[][]) {
        const options: CommitOptions = { variant, participants: voters(...votes), cooperative };
        const effects = effectsOf(run(options));
        for (let c = 1; c <= (effects.get('coordinator') ?? 0); c += 1) {
          for (let p = 1; p <= (effects.get('p2') ?? 0); p += 1) {
            const script: Fault[] = [
              { type: 'crash', node: 'coordinator', when: { performed: c } },
              { type: 'crash', node: 'p2', when: { performed: p } },
            ];
            const { trace, scenario } = run(options, { script });
            const end = situationOf(trace);
            const inDoubt = updating({ scenario } as Run).filter(
              (name) => end.up.has(name) && statusOf(end, name) === 'prepared',
            );
            expect(contradictions(trace)).toEqual([]);
            expect(blocked(end, scenario), `coordinator before ${c}, p2 before ${p}`).toEqual(inDoubt);
          }
        }
      }
    });
  },
);

describe('a link that is cut', () => {
  const options: CommitOptions = { variant: 'presumed-abort', participants: voters('yes', 'yes') };

  test('blocks a prepared participant as a crash does, until it is mended', () => {
    const started = begin(options);
    runUntil(started, 10);
    started.simulation.cut('coordinator', 'p1', { oneWay: true });
    runUntil(started, 1_000);
    expect(blocked(situationOf(started.trace), started.scenario)).toEqual(['p1']);
    expect(undecided(started.trace, started.scenario)).toEqual(['p1']);
    started.simulation.mend('coordinator', 'p1');
    runUntil(started, 2_000);
    expect(blocked(situationOf(started.trace), started.scenario)).toEqual([]);
    expect(undecided(started.trace, started.scenario)).toEqual([]);
  });

  test('does not block whoever reaches the coordinator by way of a peer that helps', () => {
    const started = begin({ ...options, cooperative: true });
    runUntil(started, 10);
    started.simulation.cut('coordinator', 'p1');
    expect(blocked(situationOf(started.trace), started.scenario)).toEqual([]);
    runUntil(started, 1_000);
    expect(undecided(started.trace, started.scenario)).toEqual([]);
  });
});

describe('the time', () => {
  const options: CommitOptions = { variant: 'presumed-abort', participants: voters('yes', 'yes') };
  const afterFirstForce: Fault = {
    type: 'crash',
    node: 'coordinator',
    // boot, two PREPAREs, a timer, and the commit point; the answer to the application does not get out.
    when: { performed: 6 },
    restartAfter: 500,
  };

  test('a participant is blocked ends when the coordinator is back', () => {
    const { trace, simulation } = run(options, { script: [afterFirstForce] });
    const spans = blockedSpans(trace, run(options).scenario);
    expect(spans.map(({ node, from, until }) => [node, from, until])).toEqual([
      ['p1', 20, 520],
      ['p2', 20, 520],
    ]);
    expect(lengthOf(spans, simulation.now)).toBe(1_000);
  });

  test('locks are held is that from the work to the outcome, which a crash prolongs', () => {
    expect(lockSpans(run(options).trace).map(({ from, until }) => [from, until])).toEqual([
      [0, 30],
      [0, 30],
    ]);
    expect(lockSpans(run(options, { script: [afterFirstForce] }).trace).map(({ until }) => until)).toEqual([
      530, 530,
    ]);
  });

  test('a reader holds its locks ends with its vote', () => {
    const { trace } = run({ variant: 'presumed-abort', participants: voters('yes', 'read-only') });
    expect(lockSpans(trace)).toEqual([
      { node: 'p1', from: 0, until: 30 },
      { node: 'p2', from: 0, until: 10 },
    ]);
  });

  test('a participant that recovers in doubt takes its locks again', () => {
    // boot, locked, a timer, prepare: it crashes before its vote gets out.
    const script: Fault[] = [{ type: 'crash', node: 'p1', when: { performed: 5 }, restartAfter: 40 }];
    const { trace } = run(options, { script });
    const spans = lockSpans(trace).filter(({ node }) => node === 'p1');
    expect(spans.map(({ from, until }) => [from, until])).toEqual([
      [0, 10],
      [50, 110],
    ]);
  });
});
