import type { DomainEvent } from '../events/index.ts';
import type { Advanced } from './processor.ts';
import type { Projection } from './projection.ts';
import type { Projector } from './projector.ts';

/** How far the read model beside the serving one is. */
export interface Progress {
  /** `candidate`: to be swapped in. `former`: served before the swap, and is kept in case of a roll-back. */
  readonly role: 'candidate' | 'former';
  /** The position it has reached, */
  readonly position: number;
  /** of this one. */
  readonly head: number;
  readonly state: 'running' | 'stopped';
  /** How many events it lacks because they were parked. */
  readonly parked: number;
}

/** One read model that serves, and perhaps another beside it. */
export interface BlueGreen<Model, Event extends DomainEvent> {
  /** What readers get, always from the one that serves. */
  readonly model: Model;
  readonly serving: Projector<Model>;
  readonly beside: Projector<Model> | undefined;
  /** Of the one beside; undefined if there is none. */
  readonly progress: Progress | undefined;
  /**
   * Begins a read model beside the one that serves, from nothing.
   *
   * @throws InvalidInputError for no projection, or one under the name that serves
   * @throws BlueGreenRefusedError (`occupied`) while there is one beside
   */
  prepare(projection: Projection<Model, Event>): void;
  /** Advances both by at most `max` events each. Throws as `Projector.advance`. */
  advance(max: number): { readonly serving: Advanced; readonly beside: Advanced | undefined };
  /** Both, to the end of the log. Throws as `Projector.catchUp`. */
  catchUp(): { readonly serving: Advanced; readonly beside: Advanced | undefined };
  /**
   * From here on readers get the candidate; the one that served stays beside and is kept up to date.
   *
   * @throws BlueGreenRefusedError if there is `no-candidate`, if it is `stopped`, or `not-caught-up`
   */
  swap(): void;
  /**
   * From here on readers get the former one again, without waiting for it: its lag tells how old its answers are.
   *
   * @throws BlueGreenRefusedError (`no-former`) if there is none
   */
  rollBack(): void;
  /**
   * Throws away the read model beside. After that there is nothing to swap in or to roll back to.
   *
   * @throws BlueGreenRefusedError (`nothing-beside`) if there is none
   */
  discard(): void;
}
