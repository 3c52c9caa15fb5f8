import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { isDoubleBooked } from './race.ts';
import { scenarios } from './scenarios.ts';
import { standing, labelOf, lineOf, narrate } from './texts.ts';
import { begin, obey, requireOneOf, type Command, type ScenarioId, type View } from './world.ts';

/** Longer runs have no meaning here: the race is over after a few steps. */
const MOST_COMMANDS = 500;

/** The lab of chapter 6: two customers, one stream, and the learner decides whose turn it is. */
export const twoUsers: Lab<Command, View> = {
  id: 'two-users',
  title: 'Two users, one stream',
  scenarios,
  columns: [
    { title: 'Ann', cell: (view) => standing(view, 'Ann') },
    { title: 'Ben', cell: (view) => standing(view, 'Ben') },
    { title: 'Events in the log', numeric: true, cell: ({ log }) => String(log.length) },
  ],
  play,
};

/**
 * Plays a run on a store of its own: each command is a step of the trace, after the start.
 *
 * @throws InvalidInputError for a run of another lab, an unknown scenario, a seed that is no safe integer, more than
 *   500 commands, and a command without meaning
 */
export function play(run: Run<Command>): Trace<View> {
  requireOneOf(['two-users'], run.lab, 'run.lab');
  const scenario = requireOneOf<ScenarioId>(
    scenarios.map(({ id }) => id),
    run.scenario,
    'run.scenario',
  );
  if (!Number.isSafeInteger(run.seed)) throw new InvalidInputError('run.seed', 'a safe integer', run.seed);
  if (!Array.isArray(run.commands) || run.commands.length > MOST_COMMANDS) {
    throw new InvalidInputError(
      'run.commands',
      `an array of at most ${MOST_COMMANDS} commands`,
      run.commands,
    );
  }
  const commands: readonly Command[] = run.commands;
  const store = new MemoryEventStore();
  const views: [View, ...View[]] = [begin(scenario)];
  for (const [i, command] of commands.entries()) {
    views.push(obey(store, views[i] as View, command, `run.commands[${i}]`));
  }
  return { length: views.length, at: (index) => stepAt(views, index) };
}

function stepAt(views: readonly View[], index: number): Step<View> {
  const view = views[index];
  if (view === undefined) throw new InvalidInputError('trace.at', `0 to ${views.length - 1}`, index);
  const line = lineOf(view);
  return {
    label: labelOf(view),
    narration: narrate(view),
    view,
    after: index,
    ...(line !== null && { line }),
    broken: view.deed.type === 'append' && isDoubleBooked(view),
  };
}
