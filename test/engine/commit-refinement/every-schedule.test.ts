import { describe, expect, test } from 'vitest';
import { VARIANTS, type Variant, type Vote } from '../../../engine/commit/index.ts';
import {
  commandsOf,
  searchRuns,
  simulationGame,
  type SimulationGame,
  type SimulationGameOptions,
} from '../../../engine/explore/index.ts';
import {
  defineWorld,
  playRun,
  traceHash,
  type Simulation,
  type SimulationOptions,
} from '../../../engine/simulation/index.ts';
import { refinementOf, type Follower } from './refinement.ts';
import { commitOf, contradictionIn, withoutForcing, worldOf } from './worlds.ts';

/**
 * What is complete here, and what is not. The runs are all there are under these restrictions: one fault; each timer
 * of each node rings once at most; and where it says `when-idle`, only when no message is on its way. Of orders that
 * no node can tell apart, `distinct` tries one: enough for the promise, which is about what each node did, but for the
 * step from one state of all nodes to the next only a sample, to which the other tests of this folder add.
 */
const BOUNDS = { orders: 'distinct', timers: 'when-idle', maxWakes: 1 } as const;

/** Searching takes seconds, and more where others work too. */
const PATIENCE = { timeout: 60_000 };

/** Everybody may crash at every point and start again, and every message may have any latency. */
function gameOf(
  { nodes }: Pick<SimulationOptions, 'nodes'>,
  options: Partial<SimulationGameOptions> = {},
): SimulationGame {
  const names = Object.keys(nodes);
  return simulationGame({
    create: () => worldOf({ nodes }),
    violation: contradictionIn,
    faults: { crash: names, restart: names },
    ...BOUNDS,
    ...options,
  });
}

type Case = readonly [
  variant: Variant,
  votes: readonly Exclude<Vote, 'read-only'>[],
  more: { readonly cooperative?: boolean; readonly maxCost?: number } & Partial<SimulationGameOptions>,
];

const CASES: readonly Case[] = [
  ...VARIANTS.flatMap((variant): readonly Case[] => [
    [variant, ['yes'], {}],
    [variant, ['no'], {}],
    [variant, ['yes'], { timers: 'any-time', maxCost: 0 }],
    [variant, ['yes', 'no'], {}],
  ]),
  ['presumed-nothing', ['yes', 'no'], { cooperative: true }],
  ['presumed-abort', ['yes', 'no'], { cooperative: true }],
];

/** All runs of a case, held against the promise and against TwoPhase; and how many states of TwoPhase they saw. */
function tryAll(...[variant, votes, { cooperative = false, maxCost = 1, ...options }]: Case) {
  const scenario = commitOf(votes, variant, cooperative);
  const refinement = refinementOf(scenario);
  let follow: Follower = () => null;
  const game = gameOf(scenario, {
    create: () => {
      follow = refinement.begin();
      return worldOf(scenario);
    },
    violation: (simulation) => contradictionIn(simulation) ?? follow(simulation),
    ...options,
  });
  const report = searchRuns(game, { maxCost }).runToEnd();
  return { ...report, states: refinement.seen.size };
}

describe('two-phase commit', PATIENCE, () => {
  test.each(CASES)(
    'keeps its promise in every schedule, and does nothing that TwoPhase does not: %s, votes %j, %j',
    (...given) => {
      const report = tryAll(...given);
      expect(report).toMatchObject({ outcome: 'complete', violations: 0, counterexample: null });
      // Runs in which nobody moves would refine anything.
      expect(report.states).toBeGreaterThanOrEqual(4);
    },
  );

  test.each<[Variant, number, number]>([
    ['presumed-nothing', 3_623, 53],
    ['presumed-abort', 3_275, 53],
    ['presumed-commit', 2_550, 56],
  ])(
    'of two who vote YES, by %s, does so in %i runs, through %i of the 56 states',
    (variant, runs, states) => {
      const report = tryAll(variant, ['yes', 'yes'], {});
      expect(report).toMatchObject({ outcome: 'complete', violations: 0, runs, states });
    },
  );
});

describe('a participant that does not force its prepare record', PATIENCE, () => {
  const sound = commitOf(['yes'], 'presumed-abort');
  const wrong = withoutForcing(sound, 'prepare');
  const faults = { crash: ['p1'], restart: ['p1'] };
  const catalogue = [
    defineWorld({
      lab: 'commit',
      scenarios: { sound: { nodes: sound.nodes }, wrong: { nodes: wrong.nodes } },
    }),
  ];

  test('breaks the promise with one crash, in a run of 16 choices, and in no shorter one', () => {
    const game = gameOf(wrong, { faults, orders: 'every' });
    expect(searchRuns(game, { maxCost: 1, maxDepth: 15 }).runToEnd().violations).toBe(0);

    const search = searchRuns(game, { maxCost: 1, maxDepth: 16 });
    let report = search.advance(1_000);
    while (report.counterexample === null && report.outcome === 'searching') report = search.advance(1_000);
    expect(report.counterexample).toMatchObject({
      violation: 'coordinator said commit, and p1 said abort.',
      choices: { length: 16 },
    });
    expect(report.counterexample?.choices.slice(-3)).toEqual(['crash p1', 'restart p1', 'perform:p1']);
  });

  test.each([1, 2])(
    'is found out among all runs of %i participants, and its run can be played',
    (participants) => {
      const all = commitOf(
        Array.from({ length: participants }, () => 'yes' as const),
        'presumed-abort',
      );
      const broken = withoutForcing(all, 'prepare');
      const report = searchRuns(gameOf(broken), { maxCost: 1 }).runToEnd();
      expect(report.outcome).toBe('complete');
      expect(report.violations).toBeGreaterThan(0);

      const choices = report.counterexample?.choices ?? [];
      let simulation: Simulation | undefined;
      const play = gameOf(broken, { create: () => (simulation = worldOf(broken)) }).start();
      for (const choice of choices) play.take(choice);
      const world = defineWorld({ lab: 'commit', scenarios: { wrong: { nodes: broken.nodes } } });
      const run = { lab: 'commit', scenario: 'wrong', seed: 1, commands: commandsOf(choices) };
      const played = playRun([world], JSON.parse(JSON.stringify(run)) as typeof run);
      expect(contradictionIn(played.simulation)).toBe(report.counterexample?.violation);
      expect(JSON.stringify(played.trace)).toBe(JSON.stringify(simulation?.trace));
      expect(traceHash(played.trace)).toBe(traceHash(simulation?.trace ?? []));
    },
  );

  test('breaks the promise by a run that harms nobody who forces it', () => {
    const { counterexample } = searchRuns(gameOf(wrong, { faults }), { maxCost: 1 }).runToEnd();
    const commands = commandsOf(counterexample?.choices ?? []);
    const play = (scenario: string) =>
      contradictionIn(playRun(catalogue, { lab: 'commit', scenario, seed: 1, commands }).simulation);
    expect(play('wrong')).toBe(counterexample?.violation);
    expect(play('sound')).toBeNull();
  });

  test('takes a step that TwoPhase does not have: from prepared back to working', () => {
    const refinement = refinementOf(sound);
    let follow: Follower = () => null;
    const game = gameOf(wrong, {
      create: () => {
        follow = refinement.begin();
        return worldOf(wrong);
      },
      violation: (simulation) => follow(simulation),
      faults,
    });
    const { counterexample } = searchRuns(game, { maxCost: 1 }).runToEnd();
    expect(counterexample?.violation).toBe(
      'no step: from prepared,init,false,true,false,false to working,init,false,true,false,false',
    );
    expect(counterexample?.choices.at(-1)).toBe('crash p1');
  });
});
