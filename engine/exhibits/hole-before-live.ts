import type { RecordedEvent } from '../events/index.ts';
import { createEventBus, type EventBus } from '../messaging/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { depositOf, numberedIds, PURSE_STREAM } from './purse.ts';

/** A subscriber that comes late: first it reads what there is, then it listens to what is new. */
interface Latecomer {
  readHistory(): void;
  listen(): void;
}

type MakeLatecomer = (store: EventStore, bus: EventBus, handler: (event: RecordedEvent) => void) => Latecomer;

const faulty: MakeLatecomer = (store, bus, handler) => ({
  readHistory: () => store.readAll().events.forEach(handler),
  listen: () => bus.subscribe('latecomer', handler), // The mistake: from now on, wherever the history ended.
});

const sound: MakeLatecomer = (store, _, handler) => {
  let checkpoint = 0;
  return {
    readHistory() {
      const { events, head } = store.readAll();
      events.forEach(handler);
      checkpoint = head;
    },
    listen: () => store.subscribe(handler, { after: checkpoint }),
  };
};

type Command = Readonly<{ type: 'append' | 'read-history' | 'listen' }>;
const APPEND: Command = { type: 'append' };

/** The latecomer takes two steps, each once; appends may come at any time. */
function commandsAfter(run: readonly Command[]): readonly Command[] {
  const done = (type: Command['type']): boolean => run.some((command) => command.type === type);
  if (!done('read-history')) return [APPEND, { type: 'read-history' }];
  return done('listen') ? [APPEND] : [APPEND, { type: 'listen' }];
}

/** Between the end of the history and the beginning of the live events, some events are in neither. */
export const holeBeforeLive = createExhibit<Command>({
  id: 'hole-before-live',
  title: 'The hole between history and live',
  mistake:
    'History is read first and live events are subscribed to afterwards, and what is appended in between is in neither.',
  fix: 'Subscribe from a position, and let one subscription read the history and go on live from there.',
  promise: 'Once it listens, a subscriber has been handed every event of the log exactly once, in order.',
  source:
    'Services, in tutorials, that replay the store at their start and then attach a handler to the bus.',
  commands: commandsAfter,
  open(which) {
    const store = new MemoryEventStore();
    const bus = createEventBus();
    const newId = numberedIds();
    const received: number[] = [];
    let listens = false;
    const latecomer = { faulty, sound }[which](store, bus, ({ position }) => received.push(position));
    store.subscribe((event) => bus.publish(event));
    const act: Readonly<Record<Command['type'], () => string>> = {
      append() {
        const { position } = store.append(PURSE_STREAM, [depositOf(newId())], { expected: 'any' });
        return `Event ${position} is appended.`;
      },
      'read-history'() {
        latecomer.readHistory();
        return `The latecomer reads the history, up to event ${store.readAll().head}.`;
      },
      listen() {
        latecomer.listen();
        listens = true;
        return 'The latecomer listens to live events.';
      },
    };

    return ({ type }) => {
      const text = act[type]();
      const { head } = store.readAll();
      const complete = received.length === head && received.every((position, i) => position === i + 1);
      return {
        text,
        seen: { 'events in the log': head, listens, 'events received': [...received] },
        wrong:
          !listens || complete
            ? undefined
            : `The log holds ${head === 1 ? 'event 1' : `events 1 to ${head}`}, and the latecomer has ${received.join(', ') || 'none'}.`,
      };
    };
  },
});
