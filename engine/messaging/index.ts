/** How news of what was stored reaches others: the bus, and the outbox with its relay. */
export { createBusLink, type BusLink, type LostPublication } from './bus-link.ts';
export { CheckpointAheadError, MemoryCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
export {
  createEventBus,
  type BusSubscribeOptions,
  type BusSubscription,
  type Delivery,
  type EventBus,
  type EventBusOptions,
  type FailedDelivery,
  type Publication,
  type Publishable,
} from './event-bus.ts';
export { messageOf, type EventMessage, type Message } from './message.ts';
export { createRelay, type Backlog, type Relay, type RelayOptions, type RelayResult } from './relay.ts';
export {
  createTransactionalOutbox,
  drainOutbox,
  type DrainResult,
  type NewMessage,
  type OutboxRow,
  type OutboxTable,
  type TransactionalOutbox,
} from './transactional-outbox.ts';
export type { SendFailure, Transport } from './transport.ts';
