import { createProjector, MemoryReadModelStore, type Projection } from '../projections/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { numberedIds, PURSE_STREAM, type PurseEvent } from './purse.ts';

/** A read model of the deposits that are in the log: their number. */
interface View {
  readonly model: number;
  readonly checkpoint: number;
  /** How many events it says that it lacks. */
  readonly parked: readonly unknown[];
  /** Goes on as far as it can, with the code as it is now. */
  catchUp(): void;
}

/** What the read model's code can do, as of now. @throws Error for an event that it cannot handle */
type Count = Projection<number, PurseEvent>['evolve'];

function faulty(store: EventStore, count: Count): View {
  let model = 0;
  let checkpoint = 0;
  return {
    get model() {
      return model;
    },
    get checkpoint() {
      return checkpoint;
    },
    parked: [],
    catchUp() {
      const { events } = store.readAll<PurseEvent>({ from: checkpoint + 1 });
      for (const event of events) {
        try {
          model = count(model, event);
        } catch {
          // "It must not stop because of one event."
        }
        checkpoint = event.position; // The mistake: moves past the event, whether or not it was handled.
      }
    },
  };
}

function sound(store: EventStore, count: Count): View {
  const projection = { name: 'deposits', initial: 0, evolve: count };
  const projector = createProjector({ store, projection, models: new MemoryReadModelStore<number>() });
  return {
    get model() {
      return projector.model;
    },
    get checkpoint() {
      return projector.checkpoint;
    },
    get parked() {
      return projector.parked;
    },
    catchUp() {
      if (projector.status.state === 'stopped') projector.retry();
      projector.catchUp();
    },
  };
}

type Command = Readonly<{ type: 'deposit' | 'deposit-large' | 'catch-up' | 'mend' }>;
const MEND: Command = { type: 'mend' };
const COMMANDS: readonly Command[] = [{ type: 'deposit' }, { type: 'deposit-large' }, { type: 'catch-up' }];

/** An event that cannot be handled is passed over, and the checkpoint says that it was handled. */
export const skippedError = createExhibit<Command>({
  id: 'skipped-error',
  title: 'Skipped, and never heard of again',
  mistake: 'An error is caught and passed over, and the checkpoint moves past the event that caused it.',
  fix: 'Stop before the event until somebody decides, or put it on a list that says what the view lacks.',
  promise: 'Each event up to the checkpoint is in the view, or on the list of what it lacks.',
  source:
    'Event handlers, in samples and small libraries, with a try and catch around them that writes a line of log and goes on.',
  commands: (run) => (run.some(({ type }) => type === 'mend') ? COMMANDS : [...COMMANDS, MEND]),
  open(which) {
    const store = new MemoryEventStore();
    const newId = numberedIds();
    let largest = 99;
    const view = { faulty, sound }[which](store, (count, { data }) => {
      if (data.amount > largest) throw new Error(`${data.amount} does not fit into the column.`);
      return count + 1;
    });
    const deposit = (amount: number): void => {
      store.append(PURSE_STREAM, [{ id: newId(), type: 'Deposited', data: { amount } }], { expected: 'any' });
    };
    const act: Readonly<Record<Command['type'], () => string>> = {
      deposit() {
        deposit(1);
        return 'A deposit of 1 is added to the log.';
      },
      'deposit-large'() {
        deposit(100);
        return 'A deposit of 100 is added to the log. The column of the view was made for two digits.';
      },
      'catch-up'() {
        view.catchUp();
        const { head } = store.readAll();
        const stopped = view.checkpoint < head ? ' It stops before an event that it cannot handle.' : '';
        return `The view goes on to position ${view.checkpoint} of ${head}.${stopped}`;
      },
      mend() {
        largest = 999;
        return 'The column of the view is made wider.';
      },
    };

    return ({ type }) => {
      const text = act[type]();
      const { model, checkpoint, parked } = view;
      const lacking = checkpoint - model - parked.length;
      return {
        text,
        seen: { 'events in the log': store.readAll().head, checkpoint, 'deposits in the view': model },
        wrong:
          lacking === 0
            ? undefined
            : `The checkpoint says ${checkpoint}, the view holds ${model}, and nothing tells which is missing.`,
      };
    };
  },
});
