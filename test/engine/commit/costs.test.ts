import { describe, expect, test } from 'vitest';
import {
  countMessages,
  countWrites,
  total,
  VARIANTS,
  type CommitMessage,
  type MessageType,
  type Variant,
  type Vote,
  type WriteCount,
} from '../../../engine/commit/index.ts';
import { HOP, run, voters, type Run } from './running.ts';

const messages = ({ trace }: Run, ...except: readonly MessageType[]): number =>
  total(countMessages(trace), ({ type }) => !except.includes(type));

const writes = ({ trace, scenario }: Run): readonly WriteCount[] =>
  countWrites(trace, scenario.coordinator).filter(({ record }) => record !== 'boot');

const forced = (done: Run): number => total(writes(done), (row) => row.forced);

const all = (variant: Variant, ...votes: readonly Vote[]): Run =>
  run({ variant, participants: voters(...votes) });

const yes = (n: number): Vote[] => Array.from({ length: n }, () => 'yes');
const readOnly = (n: number): Vote[] => Array.from({ length: n }, () => 'read-only');

/** All numbers of updating and of reading participants that make one to six. */
const MIXES = [1, 2, 3, 4, 5, 6].flatMap((u) =>
  [0, 1, 2, 3].filter((r) => u + r <= 6).map((r) => [u, r] as const),
);

describe('committing costs', () => {
  test.each([1, 2, 3, 4, 5, 6])('4N messages and 2N + 1 forced writes, N being %i', (n) => {
    for (const variant of ['presumed-nothing', 'presumed-abort'] as const) {
      const done = all(variant, ...yes(n));
      expect(messages(done)).toBe(4 * n);
      expect(messages(done, 'ACK')).toBe(3 * n);
      expect(forced(done)).toBe(2 * n + 1);
    }
  });

  test.each(MIXES)('%i updating and %i reading: 4U + 2R and 2U + 1 under presumed abort', (u, r) => {
    const done = all('presumed-abort', ...yes(u), ...readOnly(r));
    expect([messages(done), forced(done)]).toEqual([4 * u + 2 * r, 2 * u + 1]);
  });

  test.each(MIXES)('%i updating and %i reading: 3U + 2R and U + 2 under presumed commit', (u, r) => {
    const done = all('presumed-commit', ...yes(u), ...readOnly(r));
    expect([messages(done), forced(done)]).toEqual([3 * u + 2 * r, u + 2]);
  });

  test('each record as the rules of the variant write it', () => {
    expect(writes(all('presumed-commit', 'yes', 'yes'))).toEqual([
      { role: 'coordinator', record: 'collecting', forced: true, count: 1 },
      { role: 'participant', record: 'prepare', forced: true, count: 2 },
      { role: 'coordinator', record: 'commit', forced: true, count: 1 },
      { role: 'participant', record: 'commit', forced: false, count: 2 },
    ]);
    expect(writes(all('presumed-abort', 'yes', 'yes'))).toEqual([
      { role: 'participant', record: 'prepare', forced: true, count: 2 },
      { role: 'coordinator', record: 'commit', forced: true, count: 1 },
      { role: 'participant', record: 'commit', forced: true, count: 2 },
      { role: 'coordinator', record: 'end', forced: false, count: 1 },
    ]);
  });
});

describe('by the convention of Gray and Lamport, where p1 begins and nobody acknowledges, committing costs', () => {
  /** What goes over the network if p1 needs not be asked, and if the coordinator shares its machine, too. */
  const sends = ({ trace, scenario }: Run, shared: boolean): number =>
    trace.filter((step) => {
      if (step.kind !== 'send') return false;
      const { type } = step.body as CommitMessage;
      const besides = [step.node, step.to].includes('p1') && (shared || type === 'PREPARE');
      return type !== 'ACK' && !besides && [step.node, step.to].includes(scenario.coordinator);
    }).length;

  test.each([1, 2, 3, 4, 5, 6])(
    '3N − 1 messages, 3N − 3 on a shared machine, and N + 1 writes, N being %i',
    (n) => {
      const done = all('presumed-abort', ...yes(n));
      expect([sends(done, false), sends(done, true)]).toEqual([3 * n - 1, 3 * n - 3]);
      const stable = ({ role, record }: WriteCount) => record === 'prepare' || role === 'coordinator';
      expect(total(writes(done), (row) => row.forced && stable(row))).toBe(n + 1);
    },
  );
});

describe('aborting for one NO costs', () => {
  test.each(MIXES)('%i updating and %i reading: 3U − 1 + 2R and U − 1 under presumed abort', (u, r) => {
    const done = all('presumed-abort', 'no', ...yes(u - 1), ...readOnly(r));
    expect([messages(done), forced(done)]).toEqual([3 * u - 1 + 2 * r, u - 1]);
  });

  test('acknowledgements and forced aborts more where abort is not presumed', () => {
    const nothing = all('presumed-nothing', 'no', 'yes', 'yes');
    expect([messages(nothing), forced(nothing)]).toEqual([8 + 2, 2 + 1 + 3]);
    const commit = all('presumed-commit', 'no', 'yes', 'yes');
    expect([messages(commit), forced(commit)]).toEqual([8 + 2, 2 + 1 + 3]);
  });
});

describe('when everyone only read', () => {
  test.each([1, 2, 3, 4, 5, 6])('%i votes cost 2R messages and no forced write', (r) => {
    const done = all('presumed-abort', ...readOnly(r));
    expect([messages(done), forced(done)]).toEqual([2 * r, 0]);
  });
});

describe('until', () => {
  const timeOf = ({ trace }: Run, record: string, role: 'coordinator' | 'p1'): number | undefined =>
    trace.find(
      (step) =>
        step.kind === 'write' && step.node === role && (step.entry as { type: string }).type === record,
    )?.time;

  test.each([1, 3])(
    'decision, the last to learn it, and the end, it takes one, one and a half and two round trips (%i asked)',
    (n) => {
      const roundTrip = 2 * HOP;
      const done = all('presumed-abort', ...yes(n));
      expect(timeOf(done, 'commit', 'coordinator')).toBe(roundTrip);
      expect(timeOf(done, 'commit', 'p1')).toBe(1.5 * roundTrip);
      expect(timeOf(done, 'end', 'coordinator')).toBe(2 * roundTrip);
    },
  );

  test('then there are two, three and three forced writes on the way, if each takes its time', () => {
    const FORCE = 7;
    const done = run({ variant: 'presumed-abort', participants: voters('yes', 'yes') }, { forceTime: FORCE });
    // The nodes boot side by side before anything else.
    const begun = FORCE;
    expect(timeOf(done, 'commit', 'coordinator')).toBe(begun + 2 * HOP + 2 * FORCE);
    expect(timeOf(done, 'commit', 'p1')).toBe(begun + 3 * HOP + 3 * FORCE);
    expect(timeOf(done, 'end', 'coordinator')).toBe(begun + 4 * HOP + 3 * FORCE);
  });

  test.each(VARIANTS)('the application hears the outcome it takes one round trip (%s)', (variant) => {
    const { trace } = all(variant, 'yes', 'read-only');
    const answered = trace.find((step) => step.kind === 'note' && step.note === 'answered');
    expect(answered).toMatchObject({ time: 2 * HOP, data: { outcome: 'commit' } });
  });
});
