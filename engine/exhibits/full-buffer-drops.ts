import type { RecordedEvent } from '../events/index.ts';
import { MemoryEventStore, type EventStore, type Subscription } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { depositOf, numberedIds, PURSE_STREAM } from './purse.ts';

const ROOM = 2;

/** How a subscriber gets what is appended. While it is paused, new events wait in a buffer. */
type Subscribe = (
  store: EventStore,
  handler: (event: RecordedEvent) => void,
) => Pick<Subscription, 'pause' | 'resume'>;

const faulty: Subscribe = (store, handler) => {
  const buffer: RecordedEvent[] = [];
  let paused = false;
  store.subscribe((event) => {
    if (!paused) handler(event);
    else if (buffer.length < ROOM) buffer.push(event); // The mistake: and if it is full? The event is gone.
  });
  return {
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      for (const event of buffer.splice(0)) handler(event);
    },
  };
};

const sound: Subscribe = (store, handler) => store.subscribe(handler, { bufferSize: ROOM });

type Command = Readonly<{ type: 'append' | 'pause' | 'resume' }>;
const COMMANDS: readonly Command[] = [{ type: 'append' }, { type: 'pause' }, { type: 'resume' }];

/** Who is slow gets less, and is not told. */
export const fullBufferDrops = createExhibit<Command>({
  id: 'full-buffer-drops',
  title: 'The buffer is full, the event is gone',
  mistake: 'When the buffer of a slow subscriber is full, new events for it are dropped, and nobody is told.',
  fix: 'Let the buffer overflow into the log: whoever falls behind reads on from its last position.',
  promise: 'A subscriber that is not paused has been handed every event of the log, in order.',
  source:
    'Event buses inside one process, built on channels or queues of a fixed size, that send without waiting and ignore the answer.',
  commands: () => COMMANDS,
  open(which) {
    const store = new MemoryEventStore();
    const newId = numberedIds();
    const received: number[] = [];
    let paused = false;
    const subscription = { faulty, sound }[which](store, ({ position }) => received.push(position));
    const act: Readonly<Record<Command['type'], () => string>> = {
      append() {
        const { position } = store.append(PURSE_STREAM, [depositOf(newId())], { expected: 'any' });
        return `Event ${position} is appended.`;
      },
      pause() {
        subscription.pause();
        paused = true;
        return `The subscriber pauses. There is room for ${ROOM} events that wait for it.`;
      },
      resume() {
        subscription.resume();
        paused = false;
        return 'The subscriber goes on.';
      },
    };

    return ({ type }) => {
      const text = act[type]();
      const { head } = store.readAll();
      const complete = received.length === head && received.every((position, i) => position === i + 1);
      return {
        text,
        seen: { 'events in the log': head, paused, 'events received': [...received] },
        wrong:
          paused || complete
            ? undefined
            : `The log holds events 1 to ${head}, and the subscriber was handed only ${received.join(', ')}.`,
      };
    };
  },
});
