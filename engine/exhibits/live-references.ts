import type { NewEvent } from '../events/index.ts';
import { MemoryEventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { depositOf, numberedIds, PURSE_STREAM, type PurseEvent } from './purse.ts';

type Stored = NewEvent<PurseEvent>;

/** As little of a store as it takes: one stream. */
interface Shelf {
  append(event: Stored): void;
  read(): readonly Stored[];
}

function faulty(): Shelf {
  const events: Stored[] = [];
  return {
    append: (event) => events.push(event), // The mistake, first half: the writer still holds this very object.
    read: () => events, // The second half: the reader gets the store's own list, and the objects in it.
  };
}

function sound(): Shelf {
  const store = new MemoryEventStore();
  return {
    append: (event) => store.append(PURSE_STREAM, [event], { expected: 'any' }),
    read: () => store.readStream<PurseEvent>(PURSE_STREAM).events,
  };
}

type Command = Readonly<{ type: 'append' | 'reader-edits' | 'reader-empties-list' | 'writer-edits' }>;
const APPEND: readonly Command[] = [{ type: 'append' }];
const COMMANDS: readonly Command[] = [
  ...APPEND,
  { type: 'reader-edits' },
  { type: 'reader-empties-list' },
  { type: 'writer-edits' },
];

/** Who reads the store, or writes to it, can change what is in it. */
export const liveReferences = createExhibit<Command>({
  id: 'live-references',
  title: 'History, edited by a reader',
  mistake:
    'The store keeps the objects that it is given and hands out the same ones, so that anyone can change history.',
  fix: 'Copy and freeze what comes in, and give a list of its own to each reader.',
  promise: 'What is read is always what was appended.',
  source:
    'Stores in memory, in tutorials and test doubles, that keep events in an array and return that array.',
  commands: (run) => (run.length === 0 ? APPEND : COMMANDS),
  open(which) {
    const shelf = { faulty, sound }[which]();
    const newId = numberedIds();
    let appended = 0;
    let original: Stored | undefined;
    const act: Readonly<Record<Command['type'], () => string>> = {
      append() {
        original = depositOf(newId());
        shelf.append(original);
        appended += 1;
        return 'A deposit of 1 is appended.';
      },
      'reader-edits'() {
        const event = shelf.read().at(-1);
        const changed = event !== undefined && Reflect.set(event.data, 'amount', 0);
        return `A reader sets the amount of the event that it read last to 0, ${changed ? 'and it lets itself be set' : 'but it is frozen'}.`;
      },
      'reader-empties-list'() {
        Reflect.set(shelf.read(), 'length', 0);
        return 'A reader empties the list that it was given.';
      },
      'writer-edits'() {
        if (original !== undefined) Reflect.set(original.data, 'amount', 0);
        return 'The writer sets the amount to 0 in the object that it appended last.';
      },
    };

    return ({ type }) => {
      const text = act[type]();
      const amounts = shelf.read().map(({ data }) => data.amount);
      const unchanged = amounts.length === appended && amounts.every((amount) => amount === 1);
      return {
        text,
        seen: { 'deposits of 1 appended': appended, 'amounts read': amounts },
        wrong: unchanged
          ? undefined
          : `Deposits of 1 that were appended: ${appended}. Amounts that are read now: ${amounts.join(', ') || 'none'}.`,
      };
    };
  },
});
