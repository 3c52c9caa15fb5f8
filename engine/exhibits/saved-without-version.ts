import { createRepository } from '../aggregates/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { conflictOf } from './conflict.ts';
import { createExhibit } from './create-exhibit.ts';
import { numberedIds, purse, PURSE_ID, PURSE_STREAM, type PurseEvent } from './purse.ts';

/** A purse that stays in memory from save to save. */
interface KeptPurse {
  readonly coins: number;
  readonly version: number;
  /** Saves one event and applies what was saved. @throws WrongExpectedVersionError */
  save(event: PurseEvent): void;
  /** Looks at the stream again. */
  load(): void;
}

function faulty(store: EventStore, newId: () => string): KeptPurse {
  let coins = purse.initial;
  let version = 0;
  const apply = (event: PurseEvent & { readonly version?: number }): void => {
    coins = purse.evolve(coins, event);
    version = event.version ?? version;
  };
  return {
    get coins() {
      return coins;
    },
    get version() {
      return version;
    },
    save(event) {
      const unsaved = { ...event, id: newId() };
      store.append(PURSE_STREAM, [unsaved], { expected: version });
      apply(unsaved); // The mistake: this is what was sent. It has no version; what the store recorded has.
    },
    load() {
      [coins, version] = [purse.initial, 0];
      for (const event of store.readStream<PurseEvent>(PURSE_STREAM).events) apply(event);
    },
  };
}

function sound(store: EventStore, newId: () => string): KeptPurse {
  const repository = createRepository({ store, decider: purse, newId });
  let aggregate = repository.loadOrNew(PURSE_ID);
  return {
    get coins() {
      return aggregate.state;
    },
    get version() {
      return aggregate.version;
    },
    save(event) {
      ({ aggregate } = repository.save(aggregate, [event]));
    },
    load() {
      aggregate = repository.loadOrNew(PURSE_ID);
    },
  };
}

const deposit: PurseEvent = { type: 'Deposited', data: { amount: 1 } };

type Command = Readonly<{ type: 'save' | 'load' }>;
const COMMANDS: readonly Command[] = [{ type: 'save' }, { type: 'load' }];

/** What was saved is applied as it was sent, without the version that the store gave it. */
export const savedWithoutVersion = createExhibit<Command>({
  id: 'saved-without-version',
  title: 'Saved, but no version',
  mistake:
    'After a save, events are applied as they were sent, without the version that the store gave them.',
  fix: 'Apply what the store recorded, or take the new version from the answer to the append.',
  promise: 'The only writer of a stream is never refused, however often it saves.',
  source:
    'Repositories, in tutorials, that write the pending events, then hand the same objects to the aggregate and to subscribers.',
  commands: () => COMMANDS,
  open(which) {
    const store = new MemoryEventStore();
    const kept = { faulty, sound }[which](store, numberedIds());

    return ({ type }) => {
      const conflict = conflictOf(() => (type === 'load' ? kept.load() : kept.save(deposit)));
      const seen = {
        'coins in memory': kept.coins,
        'version in memory': kept.version,
        'version of the stream': store.readStream(PURSE_STREAM).version,
      };
      if (conflict === undefined) {
        return { text: type === 'load' ? 'We load the purse anew.' : 'We save a deposit of 1.', seen };
      }
      const wrong = 'Nobody else writes here, and yet our save conflicts.';
      return { text: `The store refuses our save. ${conflict.message}`, seen, wrong };
    };
  },
});
