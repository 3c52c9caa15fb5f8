/** How news of what was stored reaches others: the bus, the outbox with its relay, and the inbox. */
export { createBusLink, type BusLink, type LostPublication } from './bus-link.ts';
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
