import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Contender } from './contenders/contender.ts';
import { sizeFor, type Workload } from './workloads.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Nanoseconds for each event, one figure a round. */
export type Figures = ReadonlyMap<Contender, readonly number[]>;

/** Times something once, from a heap without garbage of others. Milliseconds. */
export async function time(action: () => unknown): Promise<number> {
  collectGarbage();
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Measures every contender in every round, one after the other, beginning with another one each time, so that what
 * disturbs the machine for a while disturbs all of them. Rounds before the first are to warm up, and are not counted.
 */
export async function measure(
  workload: Workload,
  contenders: readonly Contender[],
  rounds: number,
): Promise<Figures> {
  const figures = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round + 2) % contenders.length] as Contender;
      const events = sizeFor(workload, contender);
      const session = contender.open();
      await workload.prepare?.(session, events);
      const repeats = workload.repeats ?? 1;
      const milliseconds = await time(async () => {
        for (let i = 0; i < repeats; i += 1) await workload.run(session, events);
      });
      if (round >= 0) figures.get(contender)?.push((milliseconds * 1e6) / events / repeats);
    }
  }
  return figures;
}
