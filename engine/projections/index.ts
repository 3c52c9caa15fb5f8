/** The reading side: from the log to models that answer questions, and to what else happens because of it. */
export type { BlueGreen, Progress } from './blue-green.ts';
export { createBlueGreen, type BlueGreenOptions } from './create-blue-green.ts';
export type { ErrorPolicy } from './error-policy.ts';
export {
  BlueGreenRefusedError,
  BusyError,
  EventFailedError,
  NotStoppedError,
  ReplayRefusedError,
} from './errors.ts';
export { MemoryReadModelStore } from './memory-read-model-store.ts';
export type { Advanced, Applied, Processor, Status } from './processor.ts';
export type { Projection } from './projection.ts';
export { createProjector, type Projector, type ProjectorOptions } from './projector.ts';
export { createReactor, type Reactor, type ReactorCheckpoints, type ReactorOptions } from './reactor.ts';
export type { ParkedEvent, ReadModelStore, SavedReadModel } from './read-model-store.ts';
export { rowOf, withoutRow, withRow, type Table } from './table.ts';
