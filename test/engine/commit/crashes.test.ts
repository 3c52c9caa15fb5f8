import { describe, expect, test } from 'vitest';
import {
  contradictions,
  undecided,
  VARIANTS,
  type CommitOptions,
  type CoordinatorMemory,
  type Vote,
} from '../../../engine/commit/index.ts';
import type { Fault } from '../../../engine/simulation/index.ts';
import { effectsOf, run, voters, type Run } from './running.ts';

const CASTS: readonly (readonly Vote[])[] = [
  ['yes'],
  ['no'],
  ['yes', 'yes'],
  ['yes', 'no'],
  ['yes', 'read-only'],
  ['yes', 'yes', 'yes'],
  ['yes', 'no', 'read-only'],
];

const SETTINGS = VARIANTS.flatMap((variant) =>
  [false, true].flatMap((cooperative) =>
    CASTS.map((votes): CommitOptions => ({ variant, cooperative, participants: voters(...votes) })),
  ),
);

/** Every point of a run without faults at which a node can crash: just before each thing it does. */
function crashPoints(options: CommitOptions): { readonly node: string; readonly performed: number }[] {
  return [...effectsOf(run(options))].flatMap(([node, count]) =>
    Array.from({ length: count }, (_, i) => ({ node, performed: i + 1 })),
  );
}

const nameOf = ({ variant, cooperative, participants }: CommitOptions): string =>
  `${variant}${cooperative === true ? ', cooperative' : ''}: ${participants.map(({ vote }) => vote).join(', ')}`;

function crash(options: CommitOptions, ...faults: readonly Fault[]): Run {
  return run(options, { script: faults });
}

/** Everyone is up, nobody is without an outcome, and the coordinator has nobody left to tell. */
function isOver({ simulation, scenario, trace }: Run): boolean {
  const { log, waiting } = simulation.node(scenario.coordinator).state as CoordinatorMemory;
  return undecided(trace, scenario).length === 0 && !waiting && ['init', 'ended'].includes(log.status);
}

describe.each(SETTINGS.map((options) => [nameOf(options), options] as const))('%s', (_, options) => {
  test('a crash at any point, with a restart, leaves no contradiction, and everyone comes to an end', () => {
    for (const { node, performed } of crashPoints(options)) {
      for (const keep of [0, 9]) {
        for (const restartAfter of [0, 55, 700]) {
          const done = crash(options, { type: 'crash', node, when: { performed }, keep, restartAfter });
          const point = `${node} before effect ${performed}, back after ${restartAfter}, keeping ${keep}`;
          expect(contradictions(done.trace), point).toEqual([]);
          expect(isOver(done), point).toBe(true);
        }
      }
    }
  });
});
