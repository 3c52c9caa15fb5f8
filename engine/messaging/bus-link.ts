import type { RecordedEvent } from '../events/index.ts';
import { requireFunction, requireObject } from '../guards.ts';
import { requirePublishable, type EventBus, type Publication, type Publishable } from './event-bus.ts';

/** What was published into a cut link: it reached nobody, and nobody keeps it. */
export interface LostPublication {
  readonly outcome: 'lost';
  readonly deliveries: readonly [];
  readonly failed: readonly [];
}

/**
 * The way from a publisher to a bus, which can be cut and mended.
 *
 * A bus has no switch; what breaks in practice is the way to it. So the cut is modelled there: what had arrived
 * before is still handed round, what is published while it is cut is lost, and mending brings nothing back.
 */
export interface BusLink<Event extends Publishable = RecordedEvent> {
  readonly isCut: boolean;
  cut(): void;
  mend(): void;
  /** As `publish` of the bus. A publisher who must not lose anything takes `lost` for a failure, and keeps it. */
  publish(events: Event | readonly Event[]): Publication<Event> | LostPublication;
}

/** @throws InvalidInputError for anything but a bus */
export function createBusLink<Event extends Publishable = RecordedEvent>(
  bus: Pick<EventBus<Event>, 'publish'>,
): BusLink<Event> {
  requireFunction(requireObject(bus, 'createBusLink: bus').publish, 'createBusLink: bus.publish');
  let isCut = false;
  return {
    get isCut() {
      return isCut;
    },
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    publish: (events) => {
      if (!isCut) return bus.publish(events);
      requirePublishable(events, 'publish: events');
      return { outcome: 'lost', deliveries: [], failed: [] };
    },
  };
}
