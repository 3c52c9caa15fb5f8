/**
 * Atomic commitment over several nodes in two phases: the deciders, the nodes, what it costs, and whether it held.
 * Beside it, what does without: one event that others follow, and sagas with compensation.
 */
export { contradictions, undecided, type Contradiction } from './consistency.ts';
export {
  answerOf,
  createCoordinator,
  type CoordinatorCommand,
  type CoordinatorDecider,
  type CoordinatorState,
  type Votes,
} from './coordinator.ts';
export { type CoordinatorMemory, type CoordinatorNode } from './coordinator-node.ts';
export {
  countMessages,
  countWrites,
  doubtSpans,
  lengthOf,
  lockSpans,
  total,
  type MessageCount,
  type Span,
  type WriteCount,
} from './counts.ts';
export { createOneEvent } from './one-event.ts';
export type { OrderOptions, OrderServices } from './order-services.ts';
export { orderOutcome, outsideViews, type OutsideView } from './outside-view.ts';
export {
  acknowledgement,
  createParticipant,
  replyOf,
  type ParticipantCommand,
  type ParticipantDecider,
  type ParticipantState,
} from './participant.ts';
export { type ParticipantNode } from './participant-node.ts';
export {
  RULES,
  VARIANTS,
  VOTES,
  type BootRecord,
  type CommitMessage,
  type CommitRecord,
  type CoordinatorRecord,
  type MessageType,
  type Outcome,
  type ParticipantRecord,
  type Role,
  type Rules,
  type Variant,
  type Vote,
  type Writing,
} from './protocol.ts';
export { type ReaderNode, type ReaderState } from './reader-node.ts';
export { createChoreographedSaga, createOrchestratedSaga } from './saga.ts';
export {
  createCommit,
  MOST_PARTICIPANTS,
  type CommitOptions,
  type CommitScenario,
  type Timeouts,
} from './scenario.ts';
export type { Fact, ServiceEntry, ServiceMessage, ServiceNode, ServiceState } from './service-node.ts';
export {
  blocked,
  blockedSpans,
  evolveSituation,
  NOTHING_HAPPENED,
  situationOf,
  statusOf,
  type Situation,
} from './situation.ts';
