import type { DomainEvent, RecordedEvent } from '../events/index.ts';
import { MemoryEventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { numberedIds } from './purse.ts';

type PriceChanged = DomainEvent<'PriceChanged', { price: number; writtenAt: number }>;
type Recorded = RecordedEvent<PriceChanged>;

/** The order in which a reader takes events: below 0 if `a` comes first. */
type Order = (a: Recorded, b: Recorded) => number;

const faulty: Order = (a, b) => a.data.writtenAt - b.data.writtenAt; // The mistake: two clocks never agree.

const sound: Order = (a, b) => a.position - b.position;

type Command = Readonly<{ type: 'change-price'; server: 'A' | 'B' }>;
const COMMANDS: readonly Command[] = [
  { type: 'change-price', server: 'A' },
  { type: 'change-price', server: 'B' },
];

/** How far a server's clock is from the right time, in seconds. */
const OFF = { A: 0, B: -3 };

/** What happened last is taken from clocks, which differ from machine to machine. */
export const timestampsAsOrder = createExhibit<Command>({
  id: 'timestamps-as-order',
  title: 'The clock that was three seconds slow',
  mistake: 'Events are put in order by the timestamps of those who wrote them.',
  fix: 'Order by the version in the stream or the position in the log; a timestamp is something to tell people.',
  promise: 'A reader shows the price that was written last.',
  source:
    'Event tables and read models, in tutorials, that sort by a created_at column, or read on from the last timestamp they saw.',
  commands: () => COMMANDS,
  open(which) {
    const order = { faulty, sound }[which];
    const store = new MemoryEventStore();
    const newId = numberedIds();
    let second = 0;

    return ({ server }) => {
      second += 1;
      const price = 10 * second;
      const writtenAt = second + OFF[server];
      store.append<PriceChanged>(
        'product-1',
        [{ id: newId(), type: 'PriceChanged', data: { price, writtenAt } }],
        { expected: 'any' },
      );
      const events = store.readAll<PriceChanged>().events.toSorted(order);
      const shown = events.at(-1)?.data.price ?? null;
      return {
        text: `In second ${second}, server ${server} changes the price to ${price}. Its clock says ${writtenAt}.`,
        seen: {
          'prices as the reader orders them': events.map(({ data }) => data.price),
          'price shown': shown,
        },
        wrong:
          shown === price
            ? undefined
            : `The price was changed to ${price} last, and the reader shows ${shown}.`,
      };
    };
  },
});
