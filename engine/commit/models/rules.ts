import { InvalidInputError } from '../../errors.ts';
import { requireObject } from '../../guards.ts';

/** How two-phase commit is played where parties crash: what is forced to the log, who waits, and who comes back. */
export interface CommitRules {
  readonly coordinatorCrashes: boolean;
  readonly participantsCrash: boolean;
  /** Whether who crashed restarts at some time, and goes on from its log. If not, it is gone for ever. */
  readonly restarts: boolean;
  /** Whether a participant forces its prepare record before it votes. If not, a crash forgets it. */
  readonly forcesPrepare: boolean;
  /** Whether the coordinator forces its commit record before it sends the decision. If not, a crash forgets it. */
  readonly forcesDecision: boolean;
  /** Whose Prepared the coordinator needs to commit. */
  readonly quorum: 'all' | 'majority';
  /** What a prepared participant does when it hears nothing. */
  readonly preparedTimeOut: 'wait' | 'abort' | 'commit';
  /** Whether prepared participants ask each other: cooperative termination. */
  readonly asksPeers: boolean;
}

/** Two-phase commit as it should be, with presumed abort, in a world where everybody may crash and comes back. */
export const SOUND_RULES: CommitRules = {
  coordinatorCrashes: true,
  participantsCrash: true,
  restarts: true,
  forcesPrepare: true,
  forcesDecision: true,
  quorum: 'all',
  preparedTimeOut: 'wait',
  asksPeers: false,
};

/** Mistakes that are made in practice: each is sound but for one rule. */
export const WRONG_RULES = {
  'prepared-times-out-and-aborts': { ...SOUND_RULES, preparedTimeOut: 'abort' },
  'prepared-times-out-and-commits': { ...SOUND_RULES, preparedTimeOut: 'commit' },
  'majority-commits': { ...SOUND_RULES, quorum: 'majority' },
  'prepare-not-forced': { ...SOUND_RULES, forcesPrepare: false },
  'decision-not-forced': { ...SOUND_RULES, forcesDecision: false },
} satisfies Record<string, CommitRules>;

export type WrongRules = keyof typeof WRONG_RULES;

const VALUES: Readonly<Record<keyof CommitRules, readonly unknown[]>> = {
  coordinatorCrashes: [true, false],
  participantsCrash: [true, false],
  restarts: [true, false],
  forcesPrepare: [true, false],
  forcesDecision: [true, false],
  quorum: ['all', 'majority'],
  preparedTimeOut: ['wait', 'abort', 'commit'],
  asksPeers: [true, false],
};

/** @throws InvalidInputError for a rule that is missing or none of its values */
export function requireRules(rules: CommitRules, where: string): CommitRules {
  requireObject(rules, where);
  for (const [name, values] of Object.entries(VALUES)) {
    const value = rules[name as keyof CommitRules];
    if (!values.includes(value)) throw new InvalidInputError(`${where}.${name}`, values.join(' or '), value);
  }
  return rules;
}
