import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject } from '../../../engine/guards.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { findScenario, scenarios, setupOf } from './scenarios.ts';
import { isSetup, obeySetup, type Setup } from './setup.ts';
import type { Incident } from './incidents.ts';
import { contradictionAt, narrate } from './narration.ts';
import { label, listed, saidIn, tell } from './texts.ts';
import { countsAt, momentOf, type View } from './view.ts';
import { playWorld, type Command, type Moment, type Played } from './world.ts';

const MOST_COMMANDS = 500;

/** The lab of chapter 13: one order over several systems, committed in two phases, and everything that can fail. */
export const coordinatorLab: Lab<Command, View> = {
  id: 'coordinator',
  title: 'The coordinator',
  scenarios,
  columns: [
    { title: 'Time, ms', numeric: true, cell: (view) => String(momentOf(view).time) },
    { title: 'Messages', numeric: true, cell: (view) => String(countsAt(view).messages) },
    { title: 'Forced', numeric: true, cell: (view) => String(countsAt(view).forced) },
    { title: 'Locks held by', cell: (view) => listed(inOrder(view, momentOf(view).locked)) },
    { title: 'Blocked', cell: (view) => listed(momentOf(view).blocked) },
  ],
  play,
};

/**
 * Plays a run: set-up commands shape the world before anything happens, incidents happen in it, each after the step
 * that it names.
 *
 * @throws InvalidInputError for an unknown scenario, no seed, more than 500 commands, a set-up after an incident, and
 *   whatever is not possible where it stands
 */
export function play(run: Run<Command>): Trace<View> {
  requireObject(run, 'run');
  const { setup, incidents } = readRun(run);
  const done = run.commands.length - incidents.length;
  const played = playWorld(setup, incidents, run.seed, done);
  const steps = new Map<number, Step<View>>();
  const last = run.commands.at(-1);
  return {
    length: played.moments.length,
    said: last === undefined ? null : tell(setup, last),
    at(index) {
      const step = steps.get(index) ?? stepAt(played, index);
      steps.set(index, step);
      return step;
    },
  };
}

/** What a run sets up, and what goes wrong in it. @throws InvalidInputError for a run that cannot be read */
export function readRun(run: Run<Command>): { setup: Setup; incidents: readonly Incident[] } {
  const scenario = findScenario(run.scenario);
  if (!Number.isSafeInteger(run.seed)) throw new InvalidInputError('run.seed', 'a safe integer', run.seed);
  if (!Array.isArray(run.commands) || run.commands.length > MOST_COMMANDS) {
    throw new InvalidInputError(
      'run.commands',
      `an array of at most ${MOST_COMMANDS} commands`,
      run.commands,
    );
  }
  let setup = setupOf(scenario);
  const incidents: Incident[] = [];
  for (const [i, given] of (run.commands as readonly Command[]).entries()) {
    const where = `run.commands[${i}]`;
    const command = requireObject(given, where);
    if (!isSetup(command)) incidents.push(command);
    else if (incidents.length === 0) setup = obeySetup(setup, command, where);
    else throw new InvalidInputError(where, 'an incident: the set-up comes before all of them', command.type);
  }
  return { setup, incidents };
}

function stepAt(played: Played, index: number): Step<View> {
  const view = { played, index };
  const moment = momentOf(view);
  const before = played.moments[index - 1];
  const line = lineOf(moment);
  return {
    label: label(played, moment, index),
    narration: narrate(view),
    view,
    after: moment.after,
    ...(line === undefined ? {} : { line }),
    broken: before !== undefined && isBroken(played, moment, before),
  };
}

function lineOf({ step }: Moment): Step<View>['line'] {
  return step?.kind === 'send' ? { from: step.node, to: step.to, text: saidIn(step.body) } : undefined;
}

/** Half an order, or somebody who is blocked as of now. */
const isBroken = (played: Played, moment: Moment, before: Moment): boolean =>
  moment.blocked.some((name) => !before.blocked.includes(name)) ||
  contradictionAt(played, moment, before) !== undefined;

const inOrder = ({ played }: View, names: readonly string[]): readonly string[] =>
  played.setup.participants.map(({ name }) => name).filter((name) => names.includes(name));
