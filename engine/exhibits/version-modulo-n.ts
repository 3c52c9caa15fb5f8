import {
  createRepository,
  everyEvents,
  MemorySnapshotStore,
  type SnapshotPolicy,
} from '../aggregates/index.ts';
import { MemoryEventStore } from '../store/index.ts';
import { createExhibit } from './create-exhibit.ts';
import { numberedIds, purse, PURSE_ID, PURSE_STREAM, type PurseEvent } from './purse.ts';

const N = 3;

const faulty: SnapshotPolicy = ({ version }) => version % N === 0; // The mistake: a batch can jump over every such version.

const sound: SnapshotPolicy = everyEvents(N);

type Command = Readonly<{ type: 'save'; events: 1 | 2 | 3 }>;
const COMMANDS: readonly Command[] = [
  { type: 'save', events: 1 },
  { type: 'save', events: 2 },
  { type: 'save', events: 3 },
];

/** A snapshot is taken whenever n divides the version, and batches jump over these versions. */
export const versionModuloN = createExhibit<Command>({
  id: 'version-modulo-n',
  title: 'Every third version, unless it is jumped over',
  mistake: `A snapshot is taken when the version is a multiple of ${N}, and a save of several events can jump over it.`,
  fix: 'Measure the distance: take one when at least so many events came since the last snapshot.',
  promise: `After a save, fewer than ${N} events have come since the last snapshot.`,
  source:
    'Snapshot settings of samples and libraries that test version % n after a save, as if each save held one event.',
  commands: () => COMMANDS,
  open(which) {
    const store = new MemoryEventStore();
    const snapshots = new MemorySnapshotStore();
    const repository = createRepository({
      store,
      decider: purse,
      newId: numberedIds(),
      snapshots: { store: snapshots, policy: { faulty, sound }[which], schemaVersion: 1, clock: () => 0 },
    });
    const deposit: PurseEvent = { type: 'Deposited', data: { amount: 1 } };

    return ({ events }) => {
      const batch = new Array<PurseEvent>(events).fill(deposit);
      const { version, snapshot } = repository.save(repository.loadOrNew(PURSE_ID), batch);
      const last = snapshots.load(PURSE_STREAM)?.version ?? 0;
      const since = version - last;
      const taken = snapshot?.outcome === 'taken' ? 'A snapshot is taken.' : 'No snapshot is taken.';
      return {
        text: `We save ${events === 1 ? 'one event' : `${events} events`}: version ${version}. ${taken}`,
        seen: { version, 'last snapshot': last, 'events since': since },
        wrong:
          since < N
            ? undefined
            : `${since} events have come since the last snapshot, and none was taken at version ${version}.`,
      };
    };
  },
});
