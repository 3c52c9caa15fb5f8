import { expect } from 'vitest';
import {
  createConsumer,
  createProducer,
  createSimulation,
  type ConsumerOptions,
  type ConsumerState,
  type Fault,
  type Guard,
  type ProducerOptions,
  type Simulation,
  type SimulationOptions,
} from '../../../engine/simulation/index.ts';

type Find = NonNullable<ConsumerOptions<readonly number[]>['find']>;

export const facts = (count: number): ProducerOptions['events'] =>
  Array.from({ length: count }, (_, i) => ({ type: 'Counted', data: i }));
export const POLL: Find = { by: 'poll', producer: 'source', every: 50 };

/** A consumer whose state is the list of versions that it folded, in the order in which it folded them. */
export function worldOf(
  guards: readonly Guard[],
  {
    count = 2,
    every = 1,
    find,
    heartbeat,
    ...options
  }: {
    count?: number;
    every?: number;
    find?: Find;
    heartbeat?: ProducerOptions['heartbeat'];
  } & Partial<SimulationOptions> = {},
): Simulation {
  return createSimulation({
    nodes: {
      source: createProducer({
        stream: 'stream',
        events: facts(count),
        to: ['sink'],
        every,
        ...(heartbeat && { heartbeat }),
      }),
      sink: createConsumer<readonly number[]>({
        initial: [],
        evolve: (versions, { version }) => [...versions, version],
        guards,
        ...(find && { find }),
      }),
    },
    seed: 1,
    ...options,
  });
}

export const sinkOf = (simulation: Simulation): ConsumerState<readonly number[]> =>
  simulation.node('sink').state as ConsumerState<readonly number[]>;

/** What the consumer folded, with these guards, when all is quiet. */
export function folded(guards: readonly Guard[], options?: Parameters<typeof worldOf>[1]): readonly number[] {
  const simulation = worldOf(guards, options);
  expect(simulation.runUntilQuiet().quiet).toBe(true);
  return sinkOf(simulation).value;
}

export const duplicate = (nth: number): Fault => ({ type: 'duplicate', from: 'source', to: 'sink', nth });
export const overtaken = (nth: number): Fault => ({ type: 'delay', from: 'source', to: 'sink', nth, ms: 10 });
export const lost = (nth: number): Fault => ({ type: 'drop', from: 'source', to: 'sink', nth });

export const SETS: readonly (readonly Guard[])[] = [
  [],
  ['dedupe'],
  ['last-seen'],
  ['gap-buffer'],
  ['dedupe', 'last-seen'],
  ['dedupe', 'gap-buffer'],
  ['last-seen', 'gap-buffer'],
  ['dedupe', 'last-seen', 'gap-buffer'],
];
