import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { copyFrozen } from '../../../engine/events/index.ts';
import { exhibits, type Exhibit, type ExhibitCommand } from '../../../engine/exhibits/index.ts';
import { anyRun, expectNoFailure, shortestFailure } from './searching.ts';

interface Expected {
  /** The first of the shortest runs that break the faulty part. */
  readonly failing: readonly ExhibitCommand[];
  readonly violation: string;
  /** Up to this length, every run of the sound part is tried. */
  readonly exhaustiveTo: number;
}

const types = (...names: readonly string[]): readonly ExhibitCommand[] => names.map((type) => ({ type }));

const EXPECTED: Readonly<Record<string, Expected>> = {
  'raised-not-applied': {
    failing: [
      { type: 'deposit', amount: 1 },
      { type: 'withdraw', amount: 1 },
    ],
    violation: 'There is 1 in the purse, and yet 1 is refused.',
    exhaustiveTo: 7,
  },
  'expects-the-unsaved': {
    failing: types('raise', 'save'),
    violation: 'Nobody else has written since we loaded, and yet our save conflicts.',
    exhaustiveTo: 6,
  },
  'minus-one-skips-the-check': {
    failing: types('raise', 'other-saves', 'save'),
    violation: 'Our save was accepted, although somebody else has written since we loaded.',
    exhaustiveTo: 6,
  },
  'saved-without-version': {
    failing: types('save', 'save'),
    violation: 'Nobody else writes here, and yet our save conflicts.',
    exhaustiveTo: 9,
  },
  'snapshot-forgets-version': {
    failing: types('deposit', 'snapshot', 'deposit'),
    violation:
      'The stream is at version 1, but the restored purse says 0: nobody else writes here, and yet our save conflicts.',
    exhaustiveTo: 9,
  },
  'version-modulo-n': {
    failing: [
      { type: 'save', events: 1 },
      { type: 'save', events: 3 },
    ],
    violation: '4 events have come since the last snapshot, and none was taken at version 4.',
    exhaustiveTo: 7,
  },
  'rebuild-counts-twice': {
    failing: types('deposit', 'catch-up', 'rebuild'),
    violation: 'Deposits in the log up to the checkpoint: 1. Deposits in the view: 2.',
    exhaustiveTo: 7,
  },
  'skipped-error': {
    failing: types('deposit-large', 'catch-up'),
    violation: 'The checkpoint says 1, the view holds 0, and nothing tells which is missing.',
    exhaustiveTo: 6,
  },
  'full-buffer-drops': {
    failing: types('pause', 'append', 'append', 'append', 'resume'),
    violation: 'The log holds events 1 to 3, and the subscriber was handed only 1, 2.',
    exhaustiveTo: 8,
  },
  'hole-before-live': {
    failing: types('read-history', 'append', 'listen'),
    violation: 'The log holds event 1, and the latecomer has none.',
    exhaustiveTo: 12,
  },
  'timestamps-as-order': {
    failing: [
      { type: 'change-price', server: 'A' },
      { type: 'change-price', server: 'B' },
    ],
    violation: 'The price was changed to 20 last, and the reader shows 10.',
    exhaustiveTo: 10,
  },
  'live-references': {
    failing: types('append', 'reader-edits'),
    violation: 'Deposits of 1 that were appended: 1. Amounts that are read now: 0.',
    exhaustiveTo: 6,
  },
};

test('every exhibit has its shortest failing run written down here, and its own id', () => {
  expect(exhibits.map(({ id }) => id)).toEqual(Object.keys(EXPECTED));
});

describe.each(exhibits.map((exhibit): [string, Exhibit] => [exhibit.id, exhibit]))('%s', (id, exhibit) => {
  const { failing, violation, exhaustiveTo } = EXPECTED[id]!;

  test('search finds the shortest run that breaks the faulty part', () => {
    expect(shortestFailure(exhibit, 'faulty', failing.length)).toEqual(failing);
  });

  test('the broken promise shows at the last step of that run, and in no other part', () => {
    expect(exhibit.play(failing, 'faulty').violation).toEqual({ step: failing.length, text: violation });
    expect(exhibit.play(failing, 'sound').violation).toBeNull();
  });

  test(`no run of ${exhaustiveTo} steps breaks the sound part, and none by chance beyond`, () => {
    expectNoFailure(exhibit, exhaustiveTo);
  });

  test('the same run gives the same steps, one for each command, as plain data', () => {
    fc.assert(
      fc.property(anyRun(exhibit, 12), fc.constantFrom('faulty', 'sound'), (run, which) => {
        const played = exhibit.play(run, which);
        expect(exhibit.play(run, which)).toEqual(played);
        expect(played.steps.map(({ command }) => command)).toEqual(run);
        expect(copyFrozen(played, 'played')).toEqual(played);
        for (const { text, seen } of played.steps) {
          expect(text).toMatch(/^\S.*[.]$/su);
          expect(Object.keys(seen)).toEqual(Object.keys(played.steps[0]!.seen));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('nobody can change the commands that it offers', () => {
    const offered = exhibit.commands([]);
    expect(offered.length).toBeGreaterThan(0);
    expect([offered, ...offered].every(Object.isFrozen)).toBe(true);
  });

  test('a run goes on after the promise is broken, and the first time is the one that is told', () => {
    const longer = [...failing, exhibit.commands(failing)[0]!];
    const played = exhibit.play(longer, 'faulty');
    expect(played.steps).toHaveLength(longer.length);
    expect(played.violation).toEqual({ step: failing.length, text: violation });
  });

  test('what is said about it is whole sentences', () => {
    for (const text of [exhibit.mistake, exhibit.fix, exhibit.promise, exhibit.source]) {
      expect(text).toMatch(/^[A-Z].*[.]$/u);
    }
    expect(exhibit.title).toMatch(/^[A-Z].*[^.]$/u);
  });

  test.each([
    ['no run', 'raise', 'run'],
    ['a command that there is not', [{ type: 'nonsense' }], 'run[0]'],
    ['a command with more to it than is offered', [{ ...failing[0], more: 1 }], 'run[0]'],
    ['a hole', new Array(1), 'run[0]'],
    ['a bad command after a good one', [failing[0], null], 'run[1]'],
  ])('it refuses %s', (_, run, where) => {
    const bad = run as unknown as ExhibitCommand[];
    for (const act of [() => exhibit.play(bad, 'sound'), () => exhibit.commands(bad)]) {
      expect(act).toThrow(InvalidInputError);
      expect(act).toThrow(`${id}: ${where}: `);
    }
  });

  test('it refuses a part that is neither the faulty nor the sound one', () => {
    expect(() => exhibit.play([], 'other' as 'sound')).toThrow(
      `play of ${id}: which: expected 'faulty' or 'sound'`,
    );
  });
});

describe('the sound part keeps its promise by doing its work, not by doing nothing:', () => {
  const seenAtEnd = (id: string, ...names: readonly string[]) =>
    exhibits
      .find((exhibit) => exhibit.id === id)!
      .play(types(...names), 'sound')
      .steps.at(-1)!.seen;

  test('a view that was rebuilt shows every event of the log', () => {
    expect(seenAtEnd('rebuild-counts-twice', 'deposit', 'deposit', 'catch-up', 'deposit', 'rebuild')).toEqual(
      {
        'events in the log': 3,
        checkpoint: 3,
        'deposits in the view': 3,
      },
    );
  });

  test('a view waits before the event that it cannot handle, and handles it once its code is mended', () => {
    const stopped = ['deposit', 'deposit-large', 'deposit', 'catch-up'];
    expect(seenAtEnd('skipped-error', ...stopped)).toMatchObject({
      checkpoint: 1,
      'deposits in the view': 1,
    });
    expect(seenAtEnd('skipped-error', ...stopped, 'mend', 'catch-up')).toMatchObject({
      checkpoint: 3,
      'deposits in the view': 3,
    });
  });

  test('a purse that was restored from a snapshot can be saved', () => {
    expect(seenAtEnd('snapshot-forgets-version', 'deposit', 'deposit', 'snapshot', 'deposit')).toEqual({
      'version of the stream': 3,
      'version restored': 2,
    });
  });
});
