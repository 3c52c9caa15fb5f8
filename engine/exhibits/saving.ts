import { createRepository, type Aggregate } from '../aggregates/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { conflictOf } from './conflict.ts';
import type { ExhibitParts } from './create-exhibit.ts';
import type { Which } from './exhibit.ts';
import { depositOf, numberedIds, purse, PURSE_ID, PURSE_STREAM, type PurseEvent } from './purse.ts';

/** A writer at work on one purse: it raises events in memory, and saves them together. */
interface Writer {
  /** Looks at the stream again; what was raised and not saved is gone. */
  load(): void;
  raise(event: PurseEvent): void;
  /** @throws WrongExpectedVersionError when the store refuses; what was raised is still unsaved then */
  save(): void;
}

/** How a writer comes to its store and its ids. */
export type MakeWriter = (store: EventStore, newId: () => string) => Writer;

/** The writer that is right: it remembers the version that it loaded, and expects exactly this one. */
export const soundWriter: MakeWriter = (store, newId) => {
  const repository = createRepository({ store, decider: purse, newId });
  let aggregate: Aggregate<number> = repository.loadOrNew(PURSE_ID);
  let unsaved: PurseEvent[] = [];
  return {
    load() {
      aggregate = repository.loadOrNew(PURSE_ID);
      unsaved = [];
    },
    raise: (event) => unsaved.push(event),
    save() {
      ({ aggregate } = repository.save(aggregate, unsaved));
      unsaved = [];
    },
  };
};

type SavingCommand = Readonly<{ type: 'load' | 'raise' | 'save' | 'other-saves' }>;

const COMMANDS: readonly SavingCommand[] = [
  { type: 'raise' },
  { type: 'save' },
  { type: 'other-saves' },
  { type: 'load' },
];

/** The stage on which writers meet somebody else who writes to the same stream. */
export function savingStage(
  writers: Readonly<Record<Which, MakeWriter>>,
): Pick<ExhibitParts<SavingCommand>, 'promise' | 'commands' | 'open'> {
  return {
    promise: 'A save is refused exactly if somebody else has written to the stream since it was loaded.',
    commands: () => COMMANDS,
    open(which) {
      const store = new MemoryEventStore();
      const newId = numberedIds();
      const writer = writers[which](store, newId);
      let raised = 0;
      let outdated = false;
      const seen = () => ({
        'in the stream': store.readStream(PURSE_STREAM).version,
        'raised, not saved': raised,
        'somebody else wrote since the load': outdated,
      });
      const scene = (text: string, wrong?: string) => ({ text, seen: seen(), wrong });

      return ({ type }) => {
        switch (type) {
          case 'load':
            writer.load();
            [raised, outdated] = [0, false];
            return scene(`We load the purse, at version ${store.readStream(PURSE_STREAM).version}.`);
          case 'raise':
            writer.raise({ type: 'Deposited', data: { amount: 1 } });
            raised += 1;
            return scene('We raise a Deposited event, in memory only.');
          case 'other-saves':
            store.append(PURSE_STREAM, [depositOf(newId())], { expected: 'any' });
            outdated = true;
            return scene('Somebody else saves an event to the same stream.');
          case 'save': {
            const refusal = conflictOf(() => writer.save());
            if (refusal !== undefined) {
              const text = `The store refuses our save. ${refusal.message}`;
              return scene(
                text,
                outdated ? undefined : 'Nobody else has written since we loaded, and yet our save conflicts.',
              );
            }
            raised = 0;
            return scene(
              'Our save is accepted.',
              outdated
                ? 'Our save was accepted, although somebody else has written since we loaded.'
                : undefined,
            );
          }
        }
      };
    },
  };
}
