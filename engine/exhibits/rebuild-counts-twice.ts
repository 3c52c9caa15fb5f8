import { createProjector, MemoryReadModelStore, type Projection } from '../projections/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { depositOf, numberedIds, PURSE_STREAM, type PurseEvent } from './purse.ts';

/** How many deposits there were, as a read model that is kept up to date. */
interface View {
  readonly model: number;
  readonly checkpoint: number;
  catchUp(): void;
  rebuild(): void;
}

const deposits: Projection<number, PurseEvent> = {
  name: 'deposits',
  initial: 0,
  evolve: (count) => count + 1,
};

function faulty(store: EventStore): View {
  let model = deposits.initial;
  let checkpoint = 0;
  const catchUp = (): void => {
    for (const event of store.readAll<PurseEvent>({ from: checkpoint + 1 }).events) {
      model = deposits.evolve(model, event);
      checkpoint = event.position;
    }
  };
  return {
    get model() {
      return model;
    },
    get checkpoint() {
      return checkpoint;
    },
    catchUp,
    rebuild() {
      checkpoint = 0; // The mistake: the checkpoint goes back to the beginning, the model does not.
      catchUp();
    },
  };
}

const sound = (store: EventStore): View =>
  createProjector({ store, projection: deposits, models: new MemoryReadModelStore<number>() });

type Command = Readonly<{ type: 'deposit' | 'catch-up' | 'rebuild' }>;
const COMMANDS: readonly Command[] = [{ type: 'deposit' }, { type: 'catch-up' }, { type: 'rebuild' }];

/** A rebuild replays the log into a model that holds it already. */
export const rebuildCountsTwice = createExhibit<Command>({
  id: 'rebuild-counts-twice',
  title: 'Rebuilt, and counted twice',
  mistake: 'A rebuild replays the log from the beginning into the model as it is, without clearing it first.',
  fix: 'Clear model and checkpoint together, then replay; or replay into a new model beside it.',
  promise: 'The view counts each event up to its checkpoint exactly once.',
  source:
    'Projections, in tutorials, whose rebuild only sets the checkpoint back and runs the same handlers again.',
  commands: () => COMMANDS,
  open(which) {
    const store = new MemoryEventStore();
    const newId = numberedIds();
    const view = { faulty, sound }[which](store);
    const act: Readonly<Record<Command['type'], () => string>> = {
      deposit() {
        store.append(PURSE_STREAM, [depositOf(newId())], { expected: 'any' });
        return 'A deposit is added to the log.';
      },
      'catch-up'() {
        view.catchUp();
        return 'The view catches up with the log.';
      },
      rebuild() {
        view.rebuild();
        return 'The view is rebuilt from the log.';
      },
    };

    return ({ type }) => {
      const text = act[type]();
      const { model, checkpoint } = view;
      return {
        text,
        seen: { 'events in the log': store.readAll().head, checkpoint, 'deposits in the view': model },
        wrong:
          model === checkpoint
            ? undefined
            : `Deposits in the log up to the checkpoint: ${checkpoint}. Deposits in the view: ${model}.`,
      };
    };
  },
});
