/** How news of what was stored reaches others: the bus, the outbox with its relay, and the inbox. */
export { createBusLink, type BusLink, type LostPublication } from './bus-link.ts';
export { MemoryCheckpointStore, type CheckpointStore } from './checkpoint-store.ts';
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
export {
  createInbox,
  MemoryInboxStore,
  type Inbox,
  type InboxOptions,
  type InboxStore,
  type MemoryInboxStoreOptions,
  type Received,
} from './inbox.ts';
export { messageOf, type EventMessage, type Message } from './message.ts';
export { createRelay, type Backlog, type Relay, type RelayOptions, type RelayResult } from './relay.ts';
export { rememberIds, rememberVersions, type SeenMessages } from './seen-messages.ts';
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
