import type { Proof, Run } from '../../lab-frame/lab.ts';
import { play } from './lab.ts';
import { codeName, proofTexts } from './texts.ts';
import { isWrong, type Command, type World } from './world.ts';

const worldOf = (run: Run<Command>): World => play(run).at(0).view.world;

/** Every choice of events that leaves some out, as the positions that are left out: the shortest histories first. */
function choicesOf(length: number): readonly (readonly number[])[] {
  const positions = Array.from({ length }, (_, i) => i + 1);
  return Array.from({ length: 2 ** length }, (_, mask) =>
    positions.filter((_, i) => (mask & (1 << i)) === 0),
  ).sort((a, b) => b.length - a.length);
}

/**
 * Every history that the events of the hunt make when any of them are left out, each folded whole by the code that is
 * in service. It is wrong where “withdrawn that day” is not what its events say.
 */
export const proof: Proof<Command> = {
  cases: (run) => {
    const { events, code } = worldOf(run);
    return proofTexts.cases(events.length, codeName(code));
  },
  failure: proofTexts.failure,
  start(run) {
    const world = worldOf(run);
    const choices = choicesOf(world.events.length);
    let [tried, failing] = [0, 0];
    let counterexample: Run<Command> | null = null;

    function attempt(leftOut: readonly number[]): void {
      tried += 1;
      if (!isWrong({ ...world, off: new Set(leftOut) }, world.events.length)) return;
      failing += 1;
      const untouched = run.commands.filter(({ type }) => type !== 'toggle');
      const toggles = leftOut.map((position): Command => ({ type: 'toggle', position }));
      counterexample ??= { ...run, commands: [...untouched, ...toggles] };
    }

    return {
      advance(budget) {
        choices.slice(tried, tried + budget).forEach(attempt);
        const outcome = tried === choices.length ? 'complete' : 'searching';
        return { tried, failing, progress: tried / choices.length, outcome, counterexample };
      },
    };
  },
};
