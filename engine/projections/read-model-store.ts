/** An event that was stepped over deliberately, and why. */
export interface ParkedEvent {
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  /** What went wrong, in words: errors themselves do not survive storage. */
  readonly error: string;
}

/** A read model with everything that says how far it is. None of it means anything without the rest. */
export interface SavedReadModel<Model> {
  /** Plain data, as in events. */
  readonly model: Model;
  /** The position up to which the log is in the model: handled, passed over by a filter, or parked. 0: nothing. */
  readonly checkpoint: number;
  /** What is missing from the model, in the order of the log. */
  readonly parked: readonly ParkedEvent[];
}

/**
 * Where read models are kept, each under its projection's name.
 *
 * Model and checkpoint are saved in one step: both or neither. Were the model saved first, a crash in between would
 * apply an event twice; were the checkpoint first, an event would be lost. In a database that is one transaction.
 * Source: Marten and Emmett (over PostgreSQL) save a projection's progress within the transaction of its read model;
 * Axon does so where both are in one database.
 */
export interface ReadModelStore<Model> {
  /** What was saved last under this name, or undefined. */
  load(name: string): SavedReadModel<Model> | undefined;
  /** Replaces what was saved under this name: all of it, or (when it throws) none of it. */
  save(name: string, saved: SavedReadModel<Model>): void;
  /** Forgets what was saved under this name, checkpoint and all. */
  clear(name: string): void;
}
