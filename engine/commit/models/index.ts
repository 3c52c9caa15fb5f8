/** Atomic commit as models whose states can all be tried: what it is, how two-phase commit does it, and how not to. */
export {
  canDecide,
  crashingTwoPhase,
  outcomesOf,
  type CrashingAction,
  type CrashingParticipant,
  type CrashingState,
} from './crashing-two-phase.ts';
export {
  orderParticipants,
  packedTwoPhase,
  packTwoPhase,
  unpackTwoPhase,
  type PackedTwoPhaseState,
} from './packed-two-phase.ts';
export { MOST_PARTICIPANTS, type ParticipantState } from './participants.ts';
export { SOUND_RULES, WRONG_RULES, type CommitRules, type WrongRules } from './rules.ts';
export { tcommit, type TCommitAction, type TCommitState } from './tcommit.ts';
export {
  threePhase,
  type ThreePhaseAction,
  type ThreePhaseOptions,
  type ThreePhaseParticipant,
  type ThreePhaseState,
} from './three-phase.ts';
export {
  CONSISTENCY,
  twoPhase,
  type CoordinatorState,
  type TwoPhaseAction,
  type TwoPhaseState,
} from './two-phase.ts';
