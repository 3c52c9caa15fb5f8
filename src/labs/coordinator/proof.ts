import type { Proof, Run } from '../../lab-frame/lab.ts';
import { crashAt, crashed, crashPoints, judge, restartAfter, type CrashPoint } from './crash-points.ts';
import type { Incident } from './incidents.ts';
import { readRun } from './lab.ts';
import { isSetup } from './setup.ts';
import { playWorld, type Command } from './world.ts';

/**
 * Every crash point of the set-up that is shown, with what else was done to it left out: the node crashes once, and
 * stays down or comes back.
 */
export const coordinatorProof: Proof<Command> = {
  cases: (run) => {
    const { setup } = readRun(run);
    const points = crashPoints(playWorld(setup, [], run.seed, 0)).length;
    return `runs with one crash in this set-up: ${points} crash points (each node, before each thing it does or hears, and after its last), once for good and once with a restart`;
  },
  failure: 'leave the order half done, or somebody who is up blocked',
  start(run) {
    const { setup } = readRun(run);
    const points = crashPoints(playWorld(setup, [], run.seed, 0));
    const cases = points.flatMap((point) => [
      { point, back: false },
      { point, back: true },
    ]);
    let [tried, failing, halfDone, left] = [0, 0, 0, 0];
    let counterexample: Run<Command> | null = null;
    let fewest = Infinity;

    function attempt({ point, back }: { point: CrashPoint; back: boolean }): void {
      const forGood = crashed(setup, point, run.seed);
      const incidents: Incident[] = [crashAt(point), ...(back ? [restartAfter(forGood, point)] : [])];
      const { contradictory, blocked } = judge(back ? playWorld(setup, incidents, run.seed, 0) : forGood);
      tried += 1;
      if (contradictory) halfDone += 1;
      if (blocked.length > 0) left += 1;
      if (!contradictory && blocked.length === 0) return;
      failing += 1;
      const length = incidents.length * 1_000 + point.at;
      if (length >= fewest) return;
      fewest = length;
      counterexample = { ...run, commands: [...run.commands.filter(isSetup), ...incidents] };
    }

    return {
      advance(budget) {
        cases.slice(tried, tried + budget).forEach(attempt);
        const outcome = tried === cases.length ? 'complete' : 'searching';
        const kinds = [
          { what: 'leave the order half done', cases: halfDone },
          { what: 'leave somebody blocked', cases: left },
        ];
        return { tried, failing, kinds, progress: tried / cases.length, outcome, counterexample };
      },
    };
  },
};
