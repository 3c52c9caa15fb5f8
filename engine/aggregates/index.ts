/** The writing side: from a command and the past of one aggregate to new events. */
export type { Aggregate, SnapshotIgnored } from './aggregate.ts';
export {
  createCommandHandler,
  type CommandHandler,
  type CommandHandlerOptions,
  type CommandResult,
  type HandleOptions,
} from './command-handler.ts';
export { fold, refuse, type Decider } from './decider.ts';
export { AggregateNotFoundError, CommandRefusedError } from './errors.ts';
export { MemorySnapshotStore } from './memory-snapshot-store.ts';
export {
  createRepository,
  type Repository,
  type RepositoryOptions,
  type SaveOptions,
  type SaveResult,
} from './repository.ts';
export {
  everyEvents,
  everyMinutes,
  everySave,
  type SnapshotMoment,
  type SnapshotPolicy,
} from './snapshot-policy.ts';
export { type Snapshot, type SnapshotStore } from './snapshot.ts';
export { type SnapshotOptions, type SnapshotOutcome } from './snapshotting.ts';
export { given, type Outcome, type SpecificationResult } from './specification.ts';
export { idInStream, streamName } from './stream-name.ts';
