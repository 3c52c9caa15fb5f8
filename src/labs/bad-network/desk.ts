import type { OrderEvent } from '../../../engine/domains/orders.ts';
import type { ProducerOptions, StreamEvent } from '../../../engine/simulation/index.ts';

/** What the dispatch desk knows: it packs what it is told of, and sends the box when the order is checked out. */
export interface Desk {
  /** Pieces in the box on the table. */
  readonly box: number;
  /** The parcels that went out, with the number of pieces in each. */
  readonly parcels: readonly number[];
}

/** Three facts of one order, in the order in which the order service saved them. */
export const FACTS = [
  { type: 'ItemAdded', data: { item: 'book', quantity: 3 } },
  { type: 'ItemRemoved', data: { item: 'book', quantity: 1 } },
  { type: 'OrderCheckedOut', data: { payment: 'paid-77' } },
] as const satisfies readonly OrderEvent[] & ProducerOptions['events'];

/**
 * When each fact was recorded, by the clock of the server that recorded it. The last one came from another server,
 * whose clock is five seconds slow.
 */
export const STAMPS = ['10:00:04', '10:00:09', '10:00:07'] as const;

export const EMPTY_DESK: Desk = { box: 0, parcels: [] };

/** The desk after an event. It believes what it is told: from an empty box nothing can be taken, and an empty box is sent. */
export function evolve(desk: Desk, { type, data }: Pick<StreamEvent, 'type' | 'data'>): Desk {
  const event = { type, data } as OrderEvent;
  switch (event.type) {
    case 'ItemAdded':
      return { ...desk, box: desk.box + event.data.quantity };
    case 'ItemRemoved':
      return { ...desk, box: Math.max(0, desk.box - event.data.quantity) };
    case 'OrderCheckedOut':
      return { box: 0, parcels: [...desk.parcels, desk.box] };
    default:
      return desk;
  }
}

/** What the desk has done once everything has arrived as it was saved. */
export const RIGHT_DESK: Desk = FACTS.reduce<Desk>(evolve, EMPTY_DESK);

/** Whether one parcel went out, with the right pieces in it, and nothing is left over. */
export const isRight = ({ box, parcels }: Desk): boolean =>
  box === RIGHT_DESK.box && parcels.join() === RIGHT_DESK.parcels.join();
