import { IntList } from './int-list.ts';

/** Which states the steps of each expanded state lead to. States are numbered in the order they were found. */
export class StepGraph {
  readonly #starts = new IntList();
  readonly #targets = new IntList();

  /** How many states have been begun. */
  get sources(): number {
    return this.#starts.length;
  }

  /** Begins with the steps of the next state. */
  begin(): void {
    this.#starts.push(this.#targets.length);
  }

  add(target: number): void {
    this.#targets.push(target);
  }

  targetsOf(source: number): readonly [from: number, to: number] {
    const to = source + 1 < this.#starts.length ? this.#starts.at(source + 1) : this.#targets.length;
    return [this.#starts.at(source), to];
  }

  target(index: number): number {
    return this.#targets.at(index);
  }

  get steps(): number {
    return this.#targets.length;
  }
}

/** The same steps, from their ends: those into `state` come from `sources[starts[state]]` to before `starts[state + 1]`. */
export interface StepsBackwards {
  readonly starts: Int32Array;
  readonly sources: Int32Array;
}

/** Turns all steps round. Pauses after each state. */
export function* turnRound(graph: StepGraph, states: number): Generator<void, StepsBackwards> {
  const starts = new Int32Array(states + 1);
  for (let i = 0; i < graph.steps; i += 1) {
    const after = graph.target(i) + 1;
    starts[after] = (starts[after] as number) + 1;
    if (i % STEPS_A_UNIT === 0) yield;
  }
  for (let state = 1; state <= states; state += 1) {
    starts[state] = (starts[state] as number) + (starts[state - 1] as number);
  }
  const sources = new Int32Array(graph.steps);
  const free = starts.slice();
  for (let source = 0; source < graph.sources; source += 1) {
    const [from, to] = graph.targetsOf(source);
    for (let i = from; i < to; i += 1) {
      const target = graph.target(i);
      sources[free[target] as number] = source;
      free[target] = (free[target] as number) + 1;
    }
    yield;
  }
  return { starts, sources };
}

/** Marks (with 1) every state from which a marked one can be reached. Pauses after each state. */
export function* spreadBackwards(
  { starts, sources }: StepsBackwards,
  marked: Uint8Array,
): Generator<void, void> {
  const waiting: number[] = [];
  marked.forEach((mark, state) => {
    if (mark === 1) waiting.push(state);
  });
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (let i = starts[state] as number; i < (starts[state + 1] as number); i += 1) {
      const source = sources[i] as number;
      if (marked[source] === 1) continue;
      marked[source] = 1;
      waiting.push(source);
    }
    yield;
  }
}

const STEPS_A_UNIT = 16;
