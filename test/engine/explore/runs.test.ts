import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchRuns, type Game } from '../../../engine/explore/index.ts';

/** A game that is one list of choices taken so far, and nothing else. */
const game = (
  choices: (taken: readonly string[]) => readonly string[],
  violation: (taken: readonly string[]) => string | null = () => null,
  cost?: (choice: string) => number,
): Game => ({
  start: () => {
    const taken: string[] = [];
    return {
      choices: () => choices(taken),
      take: (choice) => void taken.push(choice),
      violation: () => violation(taken),
    };
  },
  ...(cost && { cost }),
});

/** Several players, each with so many moves, who move in any order. */
const players = (moves: readonly number[]): Game =>
  game((taken) =>
    moves.flatMap((count, player) =>
      taken.filter((choice) => choice === `p${player}`).length < count ? [`p${player}`] : [],
    ),
  );

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Coins thrown until there are so many. */
const coins = (throws: number, violation: (taken: readonly string[]) => string | null): Game =>
  game((taken) => (taken.length < throws ? ['heads', 'tails'] : []), violation);

describe('the search of runs', () => {
  test('plays each interleaving of independent players once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), (moves) => {
        const all = moves.reduce((sum, count) => sum + count, 0);
        const report = searchRuns(players(moves)).runToEnd();
        expect(report).toMatchObject({
          outcome: 'complete',
          runs: factorial(all) / moves.map(factorial).reduce((product, count) => product * count, 1),
          depth: all,
          cut: 0,
          violations: 0,
          byViolation: [],
          counterexample: null,
          progress: 1,
        });
        expect(report.taken).toBe(report.runs * all);
      }),
      { numRuns: 40 },
    );
  });

  test('plays on beyond a violation, and counts the runs that had one', () => {
    const twoHeads = (taken: readonly string[]) =>
      taken.length >= 2 && taken[0] === 'heads' && taken[1] === 'heads' ? 'two heads at once' : null;
    expect(searchRuns(coins(4, twoHeads)).runToEnd()).toMatchObject({
      runs: 16,
      violations: 4,
      byViolation: [{ violation: 'two heads at once', runs: 4 }],
      counterexample: { violation: 'two heads at once', choices: ['heads', 'heads'] },
    });
  });

  test('counts a run for each violation that it had, even one that passes', () => {
    const last = (taken: readonly string[]) =>
      taken.at(-1) === 'tails' ? (taken.length === 1 ? 'first' : 'later') : null;
    const report = searchRuns(coins(2, last)).runToEnd();
    expect(report.violations).toBe(3);
    expect(new Map(report.byViolation.map(({ violation, runs }) => [violation, runs]))).toEqual(
      new Map([
        ['first', 2],
        ['later', 2],
      ]),
    );
  });

  test('keeps the shortest counterexample, though a longer one comes first', () => {
    const violation = (taken: readonly string[]) =>
      taken.join() === 'heads,heads,heads' || taken.join() === 'tails,tails' ? 'wrong' : null;
    expect(searchRuns(coins(3, violation)).runToEnd().counterexample?.choices).toEqual(['tails', 'tails']);
  });

  test('finds what is wrong from the start', () => {
    expect(searchRuns(coins(1, () => 'broken')).runToEnd()).toMatchObject({
      runs: 2,
      violations: 2,
      counterexample: { violation: 'broken', choices: [] },
    });
  });

  test('plays one run of a game without choices', () => {
    expect(searchRuns(game(() => [])).runToEnd()).toMatchObject({ outcome: 'complete', runs: 1, depth: 0 });
  });

  test('comes to the same report whatever the portions, and never goes back in its progress', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (budget) => {
        const subject = coins(4, (taken) => (taken.join() === 'tails,heads,tails' ? 'so' : null));
        const search = searchRuns(subject);
        let report = search.advance(budget);
        expect(report.runs).toBe(budget);
        let before = 0;
        while (report.outcome === 'searching') {
          expect(report.progress).toBeGreaterThanOrEqual(before);
          expect(report.progress).toBeLessThan(1);
          before = report.progress;
          report = search.advance(budget);
        }
        expect(report).toEqual(searchRuns(subject).runToEnd());
      }),
    );
  });
});

describe('the cost of choices', () => {
  /** Five messages, each of which may be lost. */
  const network = game(
    (taken) => (taken.length < 5 ? ['deliver', 'lose'] : []),
    (taken) => (taken.filter((choice) => choice === 'lose').length >= 2 ? 'two are lost' : null),
    (choice) => (choice === 'lose' ? 1 : 0),
  );

  test.each([
    [0, 1, 0],
    [1, 6, 0],
    [2, 16, 10],
    [5, 32, 26],
  ])('of at most %i allows %i runs, %i of them wrong', (maxCost, runs, violations) => {
    expect(searchRuns(network, { maxCost }).runToEnd()).toMatchObject({
      outcome: 'complete',
      runs,
      violations,
    });
  });

  test('ends a run in which nothing can be afforded', () => {
    const onlyFaults = game(
      () => ['lose'],
      () => null,
      () => 1,
    );
    expect(searchRuns(onlyFaults, { maxCost: 3 }).runToEnd()).toMatchObject({ runs: 1, depth: 3, cut: 0 });
  });

  test('that is below 0 is refused', () => {
    const gift = game(
      () => ['win'],
      () => null,
      () => -1,
    );
    expect(() => searchRuns(gift).runToEnd()).toThrow('cost of "win"');
  });
});

describe('a bound', () => {
  const fair = coins(4, () => null);

  test('on the runs ends the search, and is named', () => {
    expect(searchRuns(fair, { maxRuns: 15 }).runToEnd()).toMatchObject({ outcome: 'maxRuns', runs: 15 });
    expect(searchRuns(fair, { maxRuns: 16 }).runToEnd()).toMatchObject({ outcome: 'complete', runs: 16 });
  });

  test('on the depth cuts runs, and is named', () => {
    expect(searchRuns(fair, { maxDepth: 3 }).runToEnd()).toMatchObject({
      outcome: 'maxDepth',
      runs: 8,
      cut: 8,
      depth: 3,
    });
    expect(searchRuns(fair, { maxDepth: 4 }).runToEnd()).toMatchObject({ outcome: 'complete', cut: 0 });
  });

  test('ends a game that never would', () => {
    const endless = game(() => ['on']);
    expect(searchRuns(endless).runToEnd()).toMatchObject({ outcome: 'maxDepth', runs: 1, depth: 1_000 });
  });

  test.each([0, -1, 1.5, NaN, Infinity, '10' as unknown as number])('of %s is refused by its name', (bad) => {
    expect(() => searchRuns(fair, { maxRuns: bad })).toThrow('searchRuns: maxRuns');
    expect(() => searchRuns(fair, { maxDepth: bad })).toThrow('searchRuns: maxDepth');
    expect(() => searchRuns(fair).advance(bad)).toThrow('advance: budget');
  });

  test('on the cost may be 0, but not less', () => {
    expect(() => searchRuns(fair, { maxCost: -1 })).toThrow('searchRuns: maxCost');
    expect(searchRuns(fair, { maxCost: 0 }).runToEnd().runs).toBe(16);
  });
});

describe('what cannot be played is refused', () => {
  test('a game that offers something else after the same choices', () => {
    let plays = 0;
    const moody: Game = {
      start: () => {
        plays += 1;
        const ends = plays === 1 ? ['a', 'b'] : ['a', 'c'];
        let taken = 0;
        return {
          choices: () => (taken < 2 ? ends : []),
          take: () => void (taken += 1),
          violation: () => null,
        };
      },
    };
    expect(() => searchRuns(moody).runToEnd()).toThrow('what was offered before (a, b)');
  });

  test.each([
    ['the same choice twice', ['a', 'a']],
    ['a choice without a name', ['']],
    ['choices that are no list', 'a' as unknown as string[]],
  ])('%s', (_, choices) => {
    expect(() => searchRuns(game(() => choices)).runToEnd()).toThrow('searchRuns: play.choices');
  });

  test('what is no game', () => {
    expect(() => searchRuns(null as unknown as Game)).toThrow('searchRuns: game');
    expect(() => searchRuns({} as Game)).toThrow('searchRuns: game.start');
    expect(() => searchRuns({ start: () => null } as unknown as Game).runToEnd()).toThrow('searchRuns: play');
  });
});
