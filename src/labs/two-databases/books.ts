import { MemoryEventStore } from '../../../engine/store/index.ts';
import type { Design, Entry, Fact, Recorded, Value } from './designs.ts';

/** The two ways to remember the same commands. */

/** What the columns say that the table may be given later: of the last change, and of no other. */
export interface Changed {
  readonly at: number;
  readonly by: string;
  readonly why: string;
}

export interface Row {
  readonly key: string;
  /** Null as long as nothing was written. */
  readonly value: Value | null;
  /** Null where the columns are missing, or were when this row was written last. */
  readonly changed: Changed | null;
}

export const emptyRows = ({ keys }: Design): readonly Row[] =>
  keys.map((key) => ({ key, value: null, changed: null }));

/** The first design: the cell is overwritten, and that is all. */
export function overwrite(design: Design, rows: readonly Row[], entry: Entry): readonly Row[] {
  const { key, value, at, by, why, columns } = entry;
  return rows.map((row) =>
    row.key === key
      ? { key, value: design.overwrite(row.value, value), changed: columns ? { at, by, why } : null }
      : row,
  );
}

export interface Log {
  readonly store: MemoryEventStore;
  /** Loads the stream, decides, and appends what follows from the entry. Throws what the decider throws. */
  readonly record: (entry: Entry) => void;
  readonly read: () => readonly Recorded[];
}

/** The second design: an event store, to which each entry adds what happened. */
export function createLog(design: Design): Log {
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  return {
    store,
    record: (entry) => {
      now = entry.at;
      const stream = design.streamOf(entry.key);
      const { events: past, version } = store.readStream<Fact>(stream);
      const { head } = store.readAll({ direction: 'backwards', max: 1 });
      const events = design.decide(entry, past).map((fact, i) => ({
        ...fact,
        id: String(design.firstId + head + i),
        metadata: { by: entry.by, why: entry.why },
      }));
      store.append<Fact>(stream, events, { expected: version });
    },
    read: () => store.readAll<Fact>().events,
  };
}

/** Who stands behind an event, and why. */
export const notedOn = ({ metadata }: Recorded): { readonly by: string; readonly why: string } => ({
  by: metadata['by'] as string,
  why: metadata['why'] as string,
});

/** Both books after the same entries. */
export function keepBooks(
  design: Design,
  entries: readonly Entry[],
): { readonly rows: readonly Row[]; readonly events: readonly Recorded[] } {
  const log = createLog(design);
  let rows = emptyRows(design);
  for (const entry of entries) {
    log.record(entry);
    rows = overwrite(design, rows, entry);
  }
  return { rows, events: log.read() };
}

/** What the log folds to, as the table would show it. */
export const foldRows = (design: Design, events: readonly Recorded[]): readonly (Value | null)[] =>
  design.keys.map((key) => design.fold(key, events));
