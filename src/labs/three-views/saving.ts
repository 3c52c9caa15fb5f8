import { MemoryReadModelStore, type ReadModelStore } from '../../../engine/projections/index.ts';

/**
 * Two ways to save a read model and its checkpoint, and crashes at the moments that tell them apart. The projectors
 * are the same in both; what differs is only where they save.
 */

/** `together`: both in one transaction. `apart`: first the model, then the checkpoint, as two writes. */
export type Saving = 'together' | 'apart';
export const SAVINGS: readonly Saving[] = ['apart', 'together'];

/** When the process dies: before anything is saved, after the model but before its checkpoint, or after both. */
export type Moment = 'before' | 'between' | 'after';
export const MOMENTS: readonly Moment[] = ['before', 'between', 'after'];

/** The process that kept a view up to date is gone, in the middle of its work. */
export class Crash extends Error {}

/** A store of read models that can be told to crash in its next save, and to save in another way from now on. */
export interface CrashingStore extends ReadModelStore<unknown> {
  readonly saving: Saving;
  /** The next save dies at this moment. */
  crashAt(moment: Moment): void;
  /** Keeps what is saved, and saves in this way from now on. */
  saveFromNowOn(saving: Saving): void;
  /** Sets a checkpoint back to the beginning and leaves the model as it is: a rebuild that forgets to clear. */
  rewind(name: string): void;
}

export function createCrashingStore(first: Saving): CrashingStore {
  let saving = first;
  let dying: Moment | null = null;
  const names = new Set<string>();
  /** Where both are one record; and where the model is without its checkpoint, */
  const models = new MemoryReadModelStore<unknown>();
  /** which is here. */
  const checkpoints = new MemoryReadModelStore<null>();

  const die = (moment: Moment): void => {
    if (dying !== moment) return;
    dying = null;
    throw new Crash(moment);
  };

  const store: CrashingStore = {
    get saving() {
      return saving;
    },
    crashAt(moment) {
      dying = moment;
    },
    load(name) {
      const model = models.load(name);
      if (model === undefined || saving === 'together') return model;
      const { checkpoint, parked } = checkpoints.load(name) ?? { checkpoint: 0, parked: [] };
      return { model: model.model, checkpoint, parked };
    },
    save(name, saved) {
      names.add(name);
      die('before');
      // One transaction: a crash in the middle undoes its first half.
      if (saving === 'together') die('between');
      models.save(name, saved);
      if (saving === 'apart') {
        die('between'); // The mistake: what is saved now does not say how far it is.
        checkpoints.save(name, { ...saved, model: null });
      }
      die('after');
    },
    clear(name) {
      models.clear(name);
      checkpoints.clear(name);
    },
    saveFromNowOn(next) {
      const kept = [...names].map((name) => [name, store.load(name)] as const);
      saving = next;
      for (const [name, saved] of kept) if (saved !== undefined) store.save(name, saved);
    },
    rewind(name) {
      const saved = store.load(name);
      if (saved !== undefined) store.save(name, { ...saved, checkpoint: 0, parked: [] });
    },
  };
  return store;
}
