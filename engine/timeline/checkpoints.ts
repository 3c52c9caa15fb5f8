/** How many states are kept at most, beside the one before the first event. */
export const MOST_CHECKPOINTS = 1_024;

export interface Checkpoint<S> {
  readonly position: number;
  readonly state: S;
}

/**
 * States of a fold at evenly spaced positions: 0, stride, 2 × stride, and so on.
 *
 * When there are too many, every other one is dropped and the stride doubles. So memory stays bounded, and for a
 * history of n events the stride is the smallest power of two that is at least n / 1024.
 */
export class Checkpoints<S> {
  #stride = 1;
  /** The state at position i × stride, for each index i. */
  #states: S[];

  constructor(initial: S) {
    this.#states = [initial];
  }

  get stride(): number {
    return this.#stride;
  }

  /** How many states are kept, with the one before the first event. */
  get count(): number {
    return this.#states.length;
  }

  /** Takes the state at a position if a checkpoint is due there. Positions come in order, without gaps. */
  keep(position: number, state: S): void {
    if (position !== this.#states.length * this.#stride) return;
    this.#states.push(state);
    if (this.#states.length - 1 <= MOST_CHECKPOINTS) return;
    this.#states = this.#states.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }

  /** The last checkpoint at or before a position. */
  before(position: number): Checkpoint<S> {
    const index = Math.min(Math.floor(position / this.#stride), this.#states.length - 1);
    return { position: index * this.#stride, state: this.#states[index] as S };
  }

  /** The same checkpoints up to a position, with the same stride, to be filled differently from there. */
  upTo(position: number): Checkpoints<S> {
    const copy = new Checkpoints(this.#states[0] as S);
    copy.#stride = this.#stride;
    copy.#states = this.#states.slice(0, this.before(position).position / this.#stride + 1);
    return copy;
  }
}
