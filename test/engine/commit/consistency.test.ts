import { describe, expect, test } from 'vitest';
import {
  blocked,
  blockedSpans,
  contradictions,
  countMessages,
  countWrites,
  createCommit,
  doubtSpans,
  lengthOf,
  lockSpans,
  situationOf,
  type CommitRecord,
  type Vote,
} from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { Happening, Step, Trace } from '../../../engine/simulation/index.ts';
import { voters } from './running.ts';

const transaction = 'order-1001';

/** A trace of these happenings, ten milliseconds apart. */
const traceOf = (...happenings: readonly Happening[]): Trace =>
  happenings.map((happening, index): Step => ({ index, time: index * 10, cause: null, ...happening }));

const writes = (node: string, type: 'commit' | 'abort'): Happening => ({
  kind: 'write',
  node,
  entry: { type, data: { transaction } },
  forced: true,
});

const prepares = (node: string): Happening => ({
  kind: 'write',
  node,
  entry: { type: 'prepare', data: { transaction, coordinator: 'coordinator', participants: ['p1', 'p2'] } },
  forced: true,
});

const starts = (...nodes: readonly string[]): Happening[] => nodes.map((node) => ({ kind: 'start', node }));

const crashes = (node: string, ...lost: readonly CommitRecord[]): Happening => ({
  kind: 'crash',
  node,
  by: 'command',
  lost: lost,
  undone: 0,
});

describe('contradictions', () => {
  test('are none where all say the same', () => {
    expect(contradictions(traceOf(writes('p1', 'commit'), writes('p2', 'commit')))).toEqual([]);
  });

  test('are a participant that commits and one that aborts', () => {
    expect(contradictions(traceOf(writes('p1', 'commit'), writes('p2', 'abort')))).toEqual([
      { rule: 'split', steps: [0, 1], message: 'p1 said commit, and p2 said abort.' },
    ]);
  });

  test('are one for each that contradicts somebody before it, whoever spoke in between', () => {
    const trace = traceOf(writes('p1', 'commit'), writes('p2', 'abort'), writes('p3', 'abort'));
    expect(contradictions(trace).map(({ steps }) => steps)).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  test('are an outcome that is changed, even if a crash has erased the first', () => {
    const commit: CommitRecord = { type: 'commit', data: { transaction } };
    expect(
      contradictions(traceOf(writes('p1', 'commit'), crashes('p1', commit), writes('p1', 'abort'))),
    ).toEqual([{ rule: 'changed', steps: [0, 2], message: 'p1 said commit first and abort later.' }]);
  });

  test('are an application that was told otherwise', () => {
    const told: Happening = {
      kind: 'note',
      node: 'coordinator',
      note: 'answered',
      data: { outcome: 'commit' },
    };
    expect(contradictions(traceOf(told, writes('p1', 'abort')))).toMatchObject([{ rule: 'split' }]);
  });
});

describe('blocked', () => {
  const scenario = (cooperative: boolean) =>
    createCommit({ variant: 'presumed-abort', participants: voters('yes', 'yes', 'yes'), cooperative });
  const who = (cooperative: boolean, ...happenings: readonly Happening[]) =>
    blocked(
      situationOf(
        traceOf(...starts('coordinator', 'p1', 'p2', 'p3'), prepares('p1'), prepares('p2'), ...happenings),
      ),
      scenario(cooperative),
    );
  const cut = (from: string, to: string): Happening => ({ kind: 'cut', from, to, both: false });

  test('is nobody while the coordinator is in reach', () => {
    expect(who(false)).toEqual([]);
  });

  test('are the prepared ones without it, unless they help each other and one is not prepared', () => {
    expect(who(false, crashes('coordinator'))).toEqual(['p1', 'p2']);
    expect(who(true, crashes('coordinator'))).toEqual([]);
    expect(who(true, crashes('coordinator'), prepares('p3'))).toEqual(['p1', 'p2', 'p3']);
    expect(who(true, crashes('coordinator'), crashes('p3'))).toEqual(['p1', 'p2']);
    expect(who(true, crashes('coordinator'), prepares('p3'), writes('p3', 'commit'))).toEqual([]);
  });

  test('is nobody as long as one in reach, who only reads, is up and has not voted', () => {
    const reading = (cooperative: boolean, ...happenings: readonly Happening[]) =>
      blocked(
        situationOf(
          traceOf(
            ...starts('coordinator', 'p1', 'p2'),
            prepares('p1'),
            crashes('coordinator'),
            ...happenings,
          ),
        ),
        createCommit({ variant: 'presumed-abort', participants: voters('yes', 'read-only'), cooperative }),
      );
    const about = { node: 'p2', message: 'm1' } as const;
    const votes = (vote: Vote): Happening => ({
      kind: 'send',
      ...about,
      to: 'coordinator',
      body: { type: 'VOTE', transaction, vote },
    });
    const toldAbort: Happening = {
      kind: 'deliver',
      ...about,
      from: 'coordinator',
      body: { type: 'ABORT', transaction },
    };
    expect(reading(false)).toEqual(['p1']);
    expect(reading(true)).toEqual([]);
    expect(reading(true, votes('no'))).toEqual([]);
    expect(reading(true, votes('read-only'))).toEqual(['p1']);
    expect(reading(true, votes('read-only'), toldAbort)).toEqual([]);
    expect(reading(true, crashes('p2'))).toEqual(['p1']);
    expect(reading(true, crashes('p2'), { kind: 'restart', node: 'p2', recovered: 1 })).toEqual(['p1']);
    expect(reading(true, cut('p2', 'p1'))).toEqual(['p1']);
  });

  test('is not who is down itself', () => {
    expect(who(false, crashes('coordinator'), crashes('p1'))).toEqual(['p2']);
  });

  test('is who cannot ask, and who cannot be answered', () => {
    expect(who(false, cut('p1', 'coordinator'))).toEqual(['p1']);
    expect(who(false, cut('coordinator', 'p1'))).toEqual(['p1']);
    expect(who(true, cut('coordinator', 'p1'))).toEqual([]);
    expect(who(true, cut('coordinator', 'p1'), cut('p1', 'p2'), cut('p3', 'p1'))).toEqual(['p1']);
  });
});

describe('spans', () => {
  test('of doubt go from the vote to the outcome, and last while there is none', () => {
    const spans = doubtSpans(traceOf(prepares('p1'), prepares('p2'), crashes('p1'), writes('p1', 'commit')));
    expect(spans).toEqual([
      { node: 'p1', from: 0, until: 30 },
      { node: 'p2', from: 10, until: null },
    ]);
    expect(lengthOf(spans, 100)).toBe(30 + 90);
  });
});

describe('without a trace', () => {
  const scenario = createCommit({ variant: 'presumed-abort', participants: voters('yes') });
  test.each([
    ['contradictions', () => contradictions(null as never)],
    ['countMessages', () => countMessages({} as never)],
    ['countWrites', () => countWrites('x' as never, 'coordinator')],
    ['lockSpans', () => lockSpans(undefined as never)],
    ['doubtSpans', () => doubtSpans(undefined as never)],
    ['situationOf', () => situationOf(undefined as never)],
    ['blockedSpans', () => blockedSpans(undefined as never, scenario)],
  ])('%s refuses', (name, look) => {
    expect(look).toThrow(InvalidInputError);
    expect(look).toThrow(expect.objectContaining({ where: `${name}: trace` }));
  });
});
