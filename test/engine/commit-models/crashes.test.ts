import { describe, expect, test } from 'vitest';
import {
  canDecide,
  CONSISTENCY,
  crashingTwoPhase,
  outcomesOf,
  SOUND_RULES,
  tcommit,
  WRONG_RULES,
  type CommitRules,
  type CrashingState,
  type WrongRules,
} from '../../../engine/commit/models/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { implementsModel, searchStates } from '../../../engine/explore/index.ts';
import { walk } from './walk.ts';

const BOTH = [true, false];

/** Every combination of who crashes, whether they come back, and whether they ask each other. */
const VARIANTS: readonly CommitRules[] = BOTH.flatMap((coordinatorCrashes) =>
  BOTH.flatMap((participantsCrash) =>
    BOTH.flatMap((restarts) =>
      BOTH.map((asksPeers) => ({
        ...SOUND_RULES,
        coordinatorCrashes,
        participantsCrash,
        restarts,
        asksPeers,
      })),
    ),
  ),
);

const nameOf = ({ coordinatorCrashes, participantsCrash, restarts, asksPeers }: CommitRules): string =>
  [
    coordinatorCrashes && 'the coordinator crashes',
    participantsCrash && 'participants crash',
    restarts && 'crashed parties restart',
    asksPeers && 'participants ask each other',
  ]
    .filter(Boolean)
    .join(', ') || 'nothing happens to anybody';

const variants = VARIANTS.map((rules) => [nameOf(rules), rules] as const);

/** How many reachable states have it. */
const countStates = (rules: CommitRules, has: (state: CrashingState) => boolean): number => {
  const model = { ...crashingTwoPhase(3, rules), possibilities: [] };
  return searchStates({
    ...model,
    properties: [{ name: 'has it not', holds: (state) => !has(state) }],
  }).runToEnd().violations;
};

const reportOn = (rules: CommitRules, property: string, participants = 3) =>
  searchStates(crashingTwoPhase(participants, rules))
    .runToEnd()
    .properties.find(({ name }) => name === property)!;

describe('two-phase commit with forced records, for three participants', () => {
  test.each(variants)('is consistent, and implements TCommit, when %s', (_, rules) => {
    const model = {
      ...crashingTwoPhase(3, rules),
      possibilities: [],
      stepProperties: [implementsModel('implements TCommit', tcommit(3), outcomesOf)],
    };
    expect(searchStates(model).runToEnd()).toMatchObject({ outcome: 'complete', violations: 0 });
  });

  test.each(variants)(
    'leaves a prepared participant that is up unable ever to decide if and only if the coordinator can be lost, when %s',
    (_, rules) => {
      const { violations } = reportOn(rules, canDecide(0));
      expect(violations > 0).toBe(rules.coordinatorCrashes && !rules.restarts);
    },
  );

  test('blocks after two steps at the earliest, and everybody it happens to is prepared', () => {
    const rules = { ...SOUND_RULES, restarts: false };
    const model = crashingTwoPhase(3, rules);
    const { counterexample } = reportOn(rules, canDecide(0));
    const state = walk(model, counterexample!);
    expect(counterexample!.steps).toHaveLength(2);
    expect(state.participants[0]!.memory).toBe('prepared');
    expect(state.coordinator.memory).toBe('down');
  });

  const isCutOff = ({ coordinator, sent }: CrashingState): boolean =>
    coordinator.memory === 'down' && !sent.commit && !sent.abort;
  const isPrepared = ({ participants }: CrashingState): boolean => participants[0]!.memory === 'prepared';
  const noPeerKnows = ({ participants }: CrashingState): boolean =>
    participants.every(({ memory }) => memory === 'prepared' || memory === 'down');

  test('blocks a prepared participant exactly when the coordinator is lost before its decision is out', () => {
    const rules = { ...SOUND_RULES, restarts: false };
    const blocked = reportOn(rules, canDecide(0)).violations;
    expect(blocked).toBe(countStates(rules, (state) => isPrepared(state) && isCutOff(state)));
    expect(blocked).toBeGreaterThan(0);
  });

  test('with peers asked, exactly when besides everybody in reach is prepared: so it still blocks', () => {
    const rules = { ...SOUND_RULES, restarts: false, asksPeers: true };
    const blocked = (state: CrashingState) => isPrepared(state) && isCutOff(state) && noPeerKnows(state);
    expect(reportOn(rules, canDecide(0)).violations).toBe(countStates(rules, blocked));
    expect(countStates(rules, blocked)).toBeGreaterThan(0);
    // No other state is blocked: take those out of the question, and nothing is left.
    const model = {
      ...crashingTwoPhase(3, rules),
      possibilities: crashingTwoPhase(3, rules).possibilities!.map((possibility, i) =>
        i === 0
          ? { ...possibility, concerns: (state: CrashingState) => isPrepared(state) && !blocked(state) }
          : { ...possibility, concerns: () => false },
      ),
    };
    expect(searchStates(model).runToEnd().violations).toBe(0);
  });
});

describe('wrong rules', () => {
  const names = Object.keys(WRONG_RULES) as WrongRules[];

  test.each(names)('%s: one participant cannot contradict itself', (name) => {
    expect(reportOn(WRONG_RULES[name], CONSISTENCY, 1).violations).toBe(0);
  });

  test.each([
    ['prepared-times-out-and-aborts', 13, 'participant-times-out'],
    ['prepared-times-out-and-commits', 3, 'participant-times-out'],
    ['majority-commits', 10, 'coordinator-commits'],
    ['prepare-not-forced', 14, 'participant-restarts'],
    ['decision-not-forced', 16, 'coordinator-restarts'],
  ] as const)(
    '%s: three participants contradict each other after %i steps, one of them %s',
    (name, length, type) => {
      const model = crashingTwoPhase(3, WRONG_RULES[name]);
      const { counterexample } = reportOn(WRONG_RULES[name], CONSISTENCY);
      const outcomes = outcomesOf(walk(model, counterexample!));
      expect(counterexample!.steps).toHaveLength(length);
      expect(counterexample!.steps.map(({ action }) => action.type)).toContain(type);
      expect(outcomes).toContain('committed');
      expect(outcomes).toContain('aborted');
    },
  );

  test('majority-commits: of two, one is no majority', () => {
    expect(reportOn(WRONG_RULES['majority-commits'], CONSISTENCY, 2).violations).toBe(0);
  });

  test.each(names)('%s: is the one rule that differs from the sound ones', (name) => {
    const wrong: CommitRules = WRONG_RULES[name];
    const keys = Object.keys(SOUND_RULES) as (keyof CommitRules)[];
    expect(keys.filter((key) => wrong[key] !== SOUND_RULES[key])).toHaveLength(1);
  });

  test.each(['prepare-not-forced', 'decision-not-forced'] as const)(
    '%s: does no harm unless somebody crashes',
    (name) => {
      const rules = { ...WRONG_RULES[name], coordinatorCrashes: false, participantsCrash: false };
      expect(reportOn(rules, CONSISTENCY).violations).toBe(0);
    },
  );
});

describe('the search', () => {
  test('tells states apart that differ in anything', () => {
    const model = crashingTwoPhase(2, WRONG_RULES['prepare-not-forced']);
    const search = (key: typeof model.key) => searchStates({ ...model, key }).runToEnd().distinct;
    expect(search(model.key)).toBe(search((state) => JSON.stringify(state)));
  });
});

describe('what is refused', () => {
  test.each([
    ['rules.quorum', { quorum: 'some' as never }],
    ['rules.restarts', { restarts: undefined as never }],
    ['rules.preparedTimeOut', { preparedTimeOut: true as never }],
  ])('%s', (where, wrong) => {
    expect(() => crashingTwoPhase(3, { ...SOUND_RULES, ...wrong })).toThrow(`crashingTwoPhase: ${where}`);
  });

  test.each([0, 7, 1.5])('%s participants', (n) => {
    expect(() => crashingTwoPhase(n)).toThrow(InvalidInputError);
  });
});
