import { requireName, requireWholeNumber } from '../guards.ts';

/** Where those who read the log keep how far they have come, each under a name of its own. */
export interface CheckpointStore {
  /** The position of the last event that is done with, 0 if there is none. */
  load(name: string): number;
  /** Replaces it, backwards too: at 0, everything is read anew. */
  save(name: string, position: number): void;
}

/** Checkpoints in memory. */
export class MemoryCheckpointStore implements CheckpointStore {
  readonly #positions = new Map<string, number>();

  /** @throws InvalidInputError for an empty name */
  load(name: string): number {
    return this.#positions.get(requireName(name, 'load: name')) ?? 0;
  }

  /** @throws InvalidInputError for an empty name, or anything but a position from 0 */
  save(name: string, position: number): void {
    requireName(name, 'save: name');
    this.#positions.set(name, requireWholeNumber(position, 'save: position', 0));
  }
}
