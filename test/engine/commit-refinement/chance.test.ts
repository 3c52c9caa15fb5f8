import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VARIANTS, type CommitScenario } from '../../../engine/commit/index.ts';
import { simulationGame } from '../../../engine/explore/index.ts';
import type { Fault } from '../../../engine/simulation/index.ts';
import { refinementOf, statesOfTwoPhase, type Follower } from './refinement.ts';
import { commitOf, contradictionIn, withoutForcing, worldOf } from './worlds.ts';

const PATIENCE = { timeout: 60_000 };

/** Long after all is over that is going to be over, in steps. */
const MOST_STEPS = 400;

const scenarios = fc
  .record({
    votes: fc.array(fc.constantFrom('yes', 'yes', 'yes', 'no'), { minLength: 1, maxLength: 3 }),
    variant: fc.constantFrom(...VARIANTS),
    cooperative: fc.boolean(),
  })
  .map(({ votes, variant, cooperative }) => commitOf(votes, variant, cooperative));

/** A network that loses, copies and reorders, and machines that crash, lose their tails, and come back. */
const troubles = fc.record({
  seed: fc.maxSafeInteger(),
  network: fc.record({
    latency: fc.record({ min: fc.constant(1), max: fc.integer({ min: 1, max: 120 }) }),
    loss: fc.constantFrom(0, 0.1, 0.3),
    duplication: fc.constantFrom(0, 0.1, 0.3),
  }),
  crashes: fc.array(
    fc.record({
      node: fc.nat(3),
      performed: fc.integer({ min: 1, max: 20 }),
      keep: fc.nat(2),
      restartAfter: fc.integer({ min: 0, max: 400 }),
    }),
    { maxLength: 4 },
  ),
});

type Troubles = typeof troubles extends fc.Arbitrary<infer T> ? T : never;

/** Looks for a contradiction, and for a step that is none of TwoPhase's. */
function soundly(scenario: CommitScenario): Follower {
  const follow = refinementOf(scenario).begin();
  return (simulation) => contradictionIn(simulation) ?? follow(simulation);
}

/** Plays one run by its own clock, and follows it. @returns what is wrong with it */
function play(
  nodes: Parameters<typeof worldOf>[0],
  { seed, network, crashes }: Troubles,
  follow: Follower,
): string | null {
  const names = Object.keys(nodes.nodes);
  const script = crashes.map(({ node, performed, ...rest }): Fault => ({
    type: 'crash',
    node: names[node % names.length] as string,
    when: { performed },
    ...rest,
  }));
  const simulation = worldOf(nodes, { seed, network, script });
  for (let i = 0; i < MOST_STEPS && simulation.next() !== null; i += 1) {
    const wrong = follow(simulation);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Plays one run in which luck alone decides what happens next, out of all that may. */
function playAtRandom(scenario: CommitScenario, luck: readonly number[], follow: Follower): string | null {
  const names = Object.keys(scenario.nodes);
  const game = simulationGame({
    create: () => worldOf(scenario),
    violation: follow,
    faults: { drop: names, duplicate: names, crash: names, restart: names },
  }).start();
  for (const number of luck) {
    const choices = game.choices();
    if (choices.length === 0) return null;
    // Faults come last: half of the luck goes to what comes first, or nobody would ever get far.
    const at = number % 2 === 0 ? (number / 2) % Math.min(3, choices.length) : number % choices.length;
    game.take(choices[at] as string);
    const wrong = game.violation();
    if (wrong !== null) return wrong;
  }
  return null;
}

describe(
  'every step of the simulator is a step of TwoPhase, or changes nothing that it knows of',
  PATIENCE,
  () => {
    test('by the clock, with loss, copies, reordering and crashes', () => {
      fc.assert(
        fc.property(scenarios, troubles, (scenario, trouble) => {
          expect(play(scenario, trouble, soundly(scenario))).toBeNull();
        }),
        { numRuns: 600 },
      );
    });

    test('in any order whatever, with a fault at any moment', () => {
      fc.assert(
        fc.property(
          scenarios,
          fc.array(fc.nat(1_000), { minLength: 30, maxLength: 200, size: 'max' }),
          (scenario, luck) => {
            expect(playAtRandom(scenario, luck, soundly(scenario))).toBeNull();
          },
        ),
        { numRuns: 300 },
      );
    });

    test.each([
      [1, 12],
      [2, 50],
      [3, 150],
    ])(
      'with %i who vote YES it comes through %i states or more, and through none that TwoPhase lacks',
      (n, least) => {
        const scenario = commitOf(
          Array.from({ length: n }, () => 'yes' as const),
          'presumed-abort',
        );
        const refinement = refinementOf(scenario);
        fc.assert(
          fc.property(troubles, (trouble) => {
            expect(play(scenario, trouble, refinement.begin())).toBeNull();
          }),
          { numRuns: 400, seed: 7 },
        );
        expect(refinement.seen.size).toBeGreaterThanOrEqual(least);
        expect(refinement.seen.size).toBeLessThanOrEqual(statesOfTwoPhase(n));
      },
    );

    test.each(['prepare', 'commit'] as const)(
      'which finds out who does not force the record %s',
      (record) => {
        const scenario = commitOf(['yes', 'yes', 'yes'], 'presumed-abort');
        const broken = withoutForcing(scenario, record);
        const refinement = refinementOf(scenario);
        const stepByStep = (trouble: Troubles) => play(broken, trouble, refinement.begin());
        const { failed, counterexample } = fc.check(
          fc.property(troubles, (trouble) => stepByStep(trouble) === null),
          { numRuns: 2_000, seed: 7 },
        );
        expect(failed).toBe(true);
        expect(stepByStep(counterexample?.[0] as Troubles)).toMatch(/^no step: from /);
      },
    );
  },
);
