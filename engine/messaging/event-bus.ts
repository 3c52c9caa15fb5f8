import { InvalidInputError } from '../errors.ts';
import type { RecordedEvent } from '../events/index.ts';
import { requireFunction, requireName, requireNames, requireObject } from '../guards.ts';
import { requireDone } from './synchronous.ts';

/** What a bus needs to know of a thing to hand it round: a recorded event has it, and so has a message. */
export interface Publishable {
  readonly id: string;
  readonly type: string;
}

/** That one subscriber was handed one event, and how it went. */
export type Delivery<Event extends Publishable = RecordedEvent> =
  { readonly subscriber: string; readonly event: Event; readonly outcome: 'ok' } | FailedDelivery<Event>;

export interface FailedDelivery<Event extends Publishable = RecordedEvent> {
  readonly subscriber: string;
  readonly event: Event;
  readonly outcome: 'failed';
  /** What the handler threw. */
  readonly error: unknown;
}

/** What became of a publication. */
export interface Publication<Event extends Publishable = RecordedEvent> {
  /**
   * `delivered`: everyone was handed everything. `queued`: another publication is under way (this one was made by
   * a handler), and its result answers for this one too.
   */
  readonly outcome: 'delivered' | 'queued';
  /** In the order in which they happened. */
  readonly deliveries: readonly Delivery<Event>[];
  /** Those of them that failed. Nobody tries them again. */
  readonly failed: readonly FailedDelivery<Event>[];
}

export interface BusSubscription {
  readonly name: string;
  readonly active: boolean;
  /** Ends it at once: nothing is handed over afterwards, not even what was published before. */
  stop(): void;
}

export interface BusSubscribeOptions {
  /** Only events of these types. Default: all. */
  readonly types?: readonly string[];
}

/**
 * Hands each event to everyone who is subscribed at the time, and forgets it.
 *
 * It is no store: whoever subscribes later, was stopped, or failed, does not get the event again from here. What
 * must not be missed is read from the log after a checkpoint (see `createRelay`, and `subscribe` of a store).
 *
 * Source: publish–subscribe channel and message bus (Gregor Hohpe and Bobby Woolf, "Enterprise Integration
 * Patterns").
 */
export interface EventBus<Event extends Publishable = RecordedEvent> {
  /**
   * From now on, `handler` gets each event that is published, in the order of publication. An event that was
   * published before is not among them, even if it is just being handed round.
   *
   * @param name whose deliveries these are; one active subscription a name
   * @throws InvalidInputError for an empty name, one that is taken, no function, or an empty list of types
   */
  subscribe(name: string, handler: (event: Event) => void, options?: BusSubscribeOptions): BusSubscription;

  /**
   * Hands events to the subscribers, each event to all of them before the next. A handler that throws fails alone.
   * What a handler publishes waits until the events before it went round, so that all see the same order.
   *
   * @param events one or several, in order; frozen, as stores give them, since everyone gets the same object
   * @throws InvalidInputError for anything but events; nobody gets any of them then
   */
  publish(events: Event | readonly Event[]): Publication<Event>;
}

export interface EventBusOptions<Event extends Publishable = RecordedEvent> {
  /** Told of each failure as it happens. It must not throw: if it does, that surfaces once all is delivered. */
  readonly onFailure?: (failure: FailedDelivery<Event>) => void;
}

interface Subscriber<Event extends Publishable> {
  readonly name: string;
  readonly handler: (event: Event) => void;
  readonly wants: (type: string) => boolean;
}

/** @throws InvalidInputError for options that are none */
export function createEventBus<Event extends Publishable = RecordedEvent>(
  options: EventBusOptions<Event> = {},
): EventBus<Event> {
  const { onFailure = () => undefined } = requireObject(options, 'createEventBus: options');
  requireFunction(onFailure, 'createEventBus: onFailure');
  const subscribers = new Map<string, Subscriber<Event>>();
  const isActive = (subscriber: Subscriber<Event>): boolean =>
    subscribers.get(subscriber.name) === subscriber;
  const queue: { readonly event: Event; readonly receivers: readonly Subscriber<Event>[] }[] = [];
  let delivering = false;

  function deliverQueue(): Publication<Event> {
    const deliveries: Delivery<Event>[] = [];
    const failed: FailedDelivery<Event>[] = [];
    const brokenReports: unknown[] = [];
    // What handlers publish is put at the end of the queue, and comes up in this same loop.
    for (const { event, receivers } of queue) {
      for (const receiver of receivers) {
        if (!isActive(receiver) || !receiver.wants(event.type)) continue;
        const delivery = deliver(receiver, event);
        deliveries.push(delivery);
        if (delivery.outcome === 'ok') continue;
        failed.push(delivery);
        try {
          onFailure(delivery);
        } catch (error) {
          brokenReports.push(error);
        }
      }
    }
    queue.length = 0;
    if (brokenReports.length > 0) throw brokenReports[0];
    return { outcome: 'delivered', deliveries, failed };
  }

  return {
    subscribe: (name, handler, subscribeOptions = {}) => {
      requireName(name, 'subscribe: name');
      requireFunction(handler, 'subscribe: handler');
      const { types } = requireObject(subscribeOptions, 'subscribe: options');
      if (subscribers.has(name)) throw new InvalidInputError('subscribe: name', 'a name not in use', name);
      const wanted = types === undefined ? undefined : new Set(requireNames(types, 'subscribe: types'));
      const subscriber = { name, handler, wants: (type: string) => wanted?.has(type) ?? true };
      subscribers.set(name, subscriber);
      return {
        name,
        get active() {
          return isActive(subscriber);
        },
        stop: () => {
          if (isActive(subscriber)) subscribers.delete(name);
        },
      };
    },
    publish: (events) => {
      const list = requirePublishable(events, 'publish: events');
      const receivers = [...subscribers.values()];
      for (const event of list) queue.push({ event, receivers });
      if (delivering) return { outcome: 'queued', deliveries: [], failed: [] };
      delivering = true;
      try {
        return deliverQueue();
      } finally {
        delivering = false;
      }
    },
  };
}

function deliver<Event extends Publishable>(
  { name, handler }: Subscriber<Event>,
  event: Event,
): Delivery<Event> {
  try {
    requireDone(handler(event), `handler of ${name}`);
    return { subscriber: name, event, outcome: 'ok' };
  } catch (error) {
    return { subscriber: name, event, outcome: 'failed', error };
  }
}

/** @throws InvalidInputError for anything but events, one or several; answers with an array of its own */
export function requirePublishable<Event extends Publishable>(
  events: Event | readonly Event[],
  where: string,
): readonly Event[] {
  const list = Array.isArray(events) ? Array.from(events as readonly Event[]) : [events as Event];
  list.forEach((event, i) => {
    requireObject(event, `${where}[${i}]`);
    requireName(event.id, `${where}[${i}].id`);
    requireName(event.type, `${where}[${i}].type`);
  });
  return list;
}
