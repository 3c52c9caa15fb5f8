/** Atomic commit as models whose states can all be tried: what it is, how two-phase commit does it, and how not to. */
export {
  orderParticipants,
  packedTwoPhase,
  packTwoPhase,
  unpackTwoPhase,
  type PackedTwoPhaseState,
} from './packed-two-phase.ts';
export { isConsistent, MOST_PARTICIPANTS, type ParticipantState } from './participants.ts';
export { tcommit, type TCommitAction, type TCommitState } from './tcommit.ts';
export {
  CONSISTENCY,
  twoPhase,
  type CoordinatorState,
  type TwoPhaseAction,
  type TwoPhaseState,
} from './two-phase.ts';
