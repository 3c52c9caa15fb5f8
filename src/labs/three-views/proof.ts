import { searchRuns, type Game } from '../../../engine/explore/index.ts';
import type { Proof, Run } from '../../lab-frame/lab.ts';
import { formatCount } from '../../ui/format.ts';
import { play } from './lab.ts';
import { VIEW_IDS, type ViewId } from './read-models.ts';
import { MOMENTS, type Moment } from './saving.ts';
import { screenOf, type Command, type View } from './view.ts';

/** Every crash that a log has room for: at each of its events, in each view, at each moment of saving. */

/** What a run has set up: its log, how it saves, and a world in which every view is at its beginning. */
interface World {
  readonly run: Run<Command>;
  readonly length: number;
  readonly saving: View['saving'];
}

function worldOf(run: Run<Command>): World {
  const { log, saving } = lastView(run);
  const appended = run.commands.filter(({ type }) => type === 'append');
  const commands = saving === 'apart' ? appended : [...appended, { type: 'save', saving } as const];
  return { run: { ...run, scenario: 'crash', commands }, length: log.length, saving };
}

const lastView = (run: Run<Command>): View => {
  const trace = play(run);
  return trace.at(trace.length - 1).view;
};

/** A view handles the log up to an event, crashes there, starts again and goes on to the end. */
function crashAt({ run, length }: World, position: number, view: ViewId, at: Moment): Run<Command> {
  const done = at === 'after' ? position : position - 1;
  const goTo = (from: number, to: number): readonly Command[] =>
    to > from ? [{ type: 'advance', view, max: to - from }] : [];
  const crash: readonly Command[] = [
    { type: 'crash', view, at },
    { type: 'restart', view },
  ];
  return { ...run, commands: [...run.commands, ...goTo(0, position - 1), ...crash, ...goTo(done, length)] };
}

/** A game of one choice: where to crash. */
function crashGame(world: World): Game & { readonly runs: ReadonlyMap<string, Run<Command>> } {
  const runs = new Map<string, Run<Command>>();
  for (let position = 1; position <= world.length; position += 1) {
    for (const view of VIEW_IDS) {
      for (const at of MOMENTS) runs.set(`${view} ${position} ${at}`, crashAt(world, position, view, at));
    }
  }
  return {
    runs,
    start() {
      let chosen: string | null = null;
      return {
        choices: () => (chosen === null ? [...runs.keys()] : []),
        take(choice) {
          chosen = choice;
        },
        violation() {
          const run = chosen === null ? undefined : runs.get(chosen);
          if (run === undefined) return null;
          const view = lastView(run);
          return VIEW_IDS.some((id) => screenOf(view, id)?.verdict === 'wrong') ? 'counted twice' : null;
        },
      };
    },
  };
}

export const proof: Proof<Command> = {
  cases: (run) => {
    const { length, saving } = worldOf(run);
    return `crash points of this log (${formatCount(length)} events, 3 views, before, between and after the two writes), model and checkpoint saved ${saving}`;
  },
  failure: 'end with an event counted twice',
  start: (run) => {
    const game = crashGame(worldOf(run));
    const search = searchRuns(game);
    return {
      advance(budget) {
        const { runs, violations, progress, outcome, counterexample } = search.advance(budget);
        const choice = counterexample?.choices[0];
        return {
          tried: runs,
          failing: violations,
          progress,
          outcome,
          counterexample: choice === undefined ? null : (game.runs.get(choice) ?? null),
        };
      },
    };
  },
};
