import { InvalidInputError } from '../errors.ts';
import { copyFrozen } from '../events/index.ts';
import { requireName, requireObject, requireWholeNumber } from '../guards.ts';
import type { ParkedEvent, ReadModelStore, SavedReadModel } from './read-model-store.ts';

/**
 * Read models in memory. What goes in is copied and frozen, as a database would do it: neither who saved a model nor
 * who reads it can change it.
 */
export class MemoryReadModelStore<Model> implements ReadModelStore<Model> {
  readonly #saved = new Map<string, SavedReadModel<Model>>();

  /** @throws InvalidInputError for an empty name */
  load(name: string): SavedReadModel<Model> | undefined {
    return this.#saved.get(requireName(name, 'load: name'));
  }

  /** @throws InvalidInputError for an empty name, a model that is no plain data, or a checkpoint below 0 */
  save(name: string, saved: SavedReadModel<Model>): void {
    requireName(name, 'save: name');
    const { model, checkpoint, parked } = requireObject(saved, 'save: saved');
    requireWholeNumber(checkpoint, 'save: saved.checkpoint', 0);
    if (!Array.isArray(parked)) {
      throw new InvalidInputError('save: saved.parked', 'an array of parked events', parked);
    }
    const copy = {
      model: copyFrozen(model, 'save: saved.model') as Model,
      checkpoint,
      parked: copyFrozen(parked, 'save: saved.parked') as unknown as readonly ParkedEvent[],
    };
    this.#saved.set(name, Object.freeze(copy));
  }

  /** @throws InvalidInputError for an empty name */
  clear(name: string): void {
    this.#saved.delete(requireName(name, 'clear: name'));
  }
}
