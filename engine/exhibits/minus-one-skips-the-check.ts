import type { ExpectedVersion } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { PURSE_STREAM, type PurseEvent } from './purse.ts';
import { savingStage, soundWriter, type MakeWriter } from './saving.ts';

/** What many stores make of a number below 0: “do not check”. */
const expectation = (version: number): ExpectedVersion => (version < 0 ? 'any' : version);

const faulty: MakeWriter = (store, newId) => {
  let version = store.readStream(PURSE_STREAM).version;
  let unsaved: PurseEvent[] = [];
  return {
    load() {
      ({ version } = store.readStream(PURSE_STREAM));
      unsaved = [];
    },
    raise: (event) => unsaved.push(event), // the version is left as it was loaded
    save() {
      const batch = unsaved.map((event) => ({ ...event, id: newId() }));
      const expected = expectation(version - unsaved.length); // The mistake: takes off what was never put on.
      version = store.append(PURSE_STREAM, batch, { expected }).version;
      unsaved = [];
    },
  };
};

/** The expected version is computed from the unsaved events, comes to −1, and −1 means that nothing is checked. */
export const minusOneSkipsTheCheck = createExhibit({
  id: 'minus-one-skips-the-check',
  title: 'Minus one means anything goes',
  mistake:
    'The unsaved events are taken off a version that never counted them, and the −1 which comes of it switches the check off.',
  fix: 'Keep the loaded version as it is, and say “do not check” by a word that no sum can come to.',
  source:
    'Repositories, in samples and small libraries, that compute the expected version as version minus unsaved events, over a store for which −1 means any version.',
  ...savingStage({ faulty, sound: soundWriter }),
});
