import { requireName } from '../guards.ts';
import { copySnapshot, type Snapshot, type SnapshotStore } from './snapshot.ts';

/**
 * Snapshots in memory. As with events, what goes in is copied and frozen: neither who saved a state nor who loaded it
 * can change it.
 */
export class MemorySnapshotStore implements SnapshotStore {
  readonly #snapshots = new Map<string, Snapshot>();

  /** @throws InvalidInputError for an empty name */
  load(stream: string): Snapshot | undefined {
    return this.#snapshots.get(requireName(stream, 'load: stream'));
  }

  /** @throws InvalidInputError for anything but a snapshot with plain data as its state */
  save(snapshot: Snapshot): void {
    const copy = copySnapshot(snapshot, 'save: snapshot');
    this.#snapshots.set(copy.stream, copy);
  }

  /** @throws InvalidInputError for an empty name */
  delete(stream: string): void {
    this.#snapshots.delete(requireName(stream, 'delete: stream'));
  }
}
