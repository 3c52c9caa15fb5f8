import { createRepository, fold, MemorySnapshotStore, type SnapshotStore } from '../aggregates/index.ts';
import { MemoryEventStore, type EventStore } from '../store/index.ts';
import { conflictOf } from './conflict.ts';
import { createExhibit } from './create-exhibit.ts';
import { depositOf, numberedIds, purse, PURSE_ID, PURSE_STREAM, type PurseEvent } from './purse.ts';

/** The purse as it stands now, from its snapshot and what came after it. */
type Restore = (
  store: EventStore,
  snapshots: SnapshotStore,
) => { readonly state: number; readonly version: number };

const faulty: Restore = (store, snapshots) => {
  const snapshot = snapshots.load(PURSE_STREAM);
  const from = (snapshot?.version ?? 0) + 1;
  let state = (snapshot?.state as number | undefined) ?? purse.initial;
  let version = 0; // The mistake: the snapshot's state is taken over, its version is not.
  for (const event of store.readStream<PurseEvent>(PURSE_STREAM, { from }).events) {
    state = purse.evolve(state, event);
    version += 1;
  }
  return { state, version };
};

const sound: Restore = (store, snapshotStore) => {
  const snapshots = { store: snapshotStore, policy: () => false, schemaVersion: 1, clock: () => 0 };
  return createRepository({ store, decider: purse, newId: numberedIds(), snapshots }).loadOrNew(PURSE_ID);
};

type Command = Readonly<{ type: 'deposit' | 'snapshot' }>;
const DEPOSIT: readonly Command[] = [{ type: 'deposit' }];
const COMMANDS: readonly Command[] = [{ type: 'deposit' }, { type: 'snapshot' }];

/** An aggregate that comes from a snapshot counts its version from 0. */
export const snapshotForgetsVersion = createExhibit<Command>({
  id: 'snapshot-forgets-version',
  title: 'The snapshot that forgot its version',
  mistake: 'An aggregate restored from a snapshot has its state, but counts its version from 0.',
  fix: 'Keep the version in the snapshot, and go on counting from it.',
  promise: 'The only writer of a stream is never refused, with a snapshot or without.',
  source:
    'Snapshot support that was added to an aggregate later, in samples and small libraries: it restores the fields, and leaves the counter as the constructor set it.',
  commands: (run) => (run.length === 0 ? DEPOSIT : COMMANDS),
  open(which) {
    const restore = { faulty, sound }[which];
    const store = new MemoryEventStore();
    const snapshots = new MemorySnapshotStore();
    const newId = numberedIds();

    return ({ type }) => {
      const stream = store.readStream<PurseEvent>(PURSE_STREAM);
      if (type === 'snapshot') {
        const { version } = stream;
        const state = fold(purse, stream.events);
        snapshots.save({ stream: PURSE_STREAM, version, schemaVersion: 1, takenAt: 0, state });
        const text = `A snapshot is taken: ${state} in the purse, at version ${version}.`;
        return { text, seen: { 'version of the stream': version, 'version restored': null } };
      }
      const { version } = restore(store, snapshots);
      const conflict = conflictOf(() => {
        store.append(PURSE_STREAM, [depositOf(newId())], { expected: version });
      });
      const seen = {
        'version of the stream': store.readStream(PURSE_STREAM).version,
        'version restored': version,
      };
      const restored = `We restore the purse at version ${version} and deposit 1.`;
      if (conflict === undefined) return { text: `${restored} The save is accepted.`, seen };
      const wrong = `The stream is at version ${conflict.actual}, but the restored purse says ${version}: nobody else writes here, and yet our save conflicts.`;
      return { text: `${restored} The store refuses the save. ${conflict.message}`, seen, wrong };
    };
  },
});
