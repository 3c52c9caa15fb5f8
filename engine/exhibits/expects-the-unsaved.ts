import { createExhibit } from './create-exhibit.ts';
import { PURSE_STREAM, type PurseEvent } from './purse.ts';
import { savingStage, soundWriter, type MakeWriter } from './saving.ts';

const faulty: MakeWriter = (store, newId) => {
  let version = store.readStream(PURSE_STREAM).version;
  let unsaved: PurseEvent[] = [];
  return {
    load() {
      ({ version } = store.readStream(PURSE_STREAM));
      unsaved = [];
    },
    raise(event) {
      unsaved.push(event);
      version += 1; // counts what is not in the stream yet
    },
    save() {
      const batch = unsaved.map((event) => ({ ...event, id: newId() }));
      store.append(PURSE_STREAM, batch, { expected: version }); // The mistake: where the stream will be, not where it was.
      unsaved = [];
    },
  };
};

/** The expected version is taken after the version was counted up by what is still to be saved. */
export const expectsTheUnsaved = createExhibit({
  id: 'expects-the-unsaved',
  title: 'The first save conflicts',
  mistake: 'The expected version counts the events that are not saved yet.',
  fix: 'Expect the version that was loaded, and count only what the store has confirmed.',
  source:
    'Base classes for aggregates, in samples and small libraries, that count their version up with each raised event and pass it on when they save.',
  ...savingStage({ faulty, sound: soundWriter }),
});
