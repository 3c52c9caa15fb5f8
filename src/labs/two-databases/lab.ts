import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatCount } from '../../ui/format.ts';
import { foldRows } from './books.ts';
import type { Value } from './designs.ts';
import { scenarios } from './scenarios.ts';
import { label, lineOf, narrate } from './narration.ts';
import { cellsText } from './texts.ts';
import { begin, designOf, obey, type Command, type World } from './world.ts';

/** More commands than this are not played: no hand gives so many, and a link might. */
const MOST_COMMANDS = 500;

/** The lab of chapters 1 and 3: the same commands, remembered as a row and as a log. */
export const twoDatabases: Lab<Command, World> = {
  id: 'two-databases',
  title: 'Two databases',
  scenarios,
  columns: [
    {
      title: 'The table says',
      cell: (world) =>
        inWords(
          world,
          world.rows.map(({ value }) => value),
        ),
    },
    { title: 'Events', numeric: true, cell: ({ events }) => formatCount(events.length) },
    { title: 'The log folds to', cell: (world) => inWords(world, foldRows(designOf(world), world.events)) },
  ],
  play,
};

/**
 * Plays a run: each command is one step, in which both designs are told the same.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, too many commands, or a command
 *   without meaning or not possible where it stands
 */
export function play(run: Run<Command>): Trace<World> {
  const scenario = scenarios.find(({ id }) => id === run.scenario);
  if (scenario === undefined) {
    throw new InvalidInputError('run.scenario', 'a scenario of this lab', run.scenario);
  }
  if (!Number.isSafeInteger(run.seed)) throw new InvalidInputError('run.seed', 'a safe integer', run.seed);
  const { commands } = run;
  if (!Array.isArray(commands) || commands.length > MOST_COMMANDS) {
    throw new InvalidInputError('run.commands', `an array of at most ${MOST_COMMANDS} commands`, commands);
  }
  const { world, log } = begin(scenario.id);
  const worlds = [world];
  commands.forEach((command: Command, index) => {
    worlds.push(obey(worlds[index] as World, command, log, index));
  });
  return { length: worlds.length, at: (index) => stepAt(worlds[index] as World, index) };
}

function stepAt(world: World, after: number): Step<World> {
  const line = lineOf(world);
  return {
    label: label(world),
    narration: narrate(world, designOf(world)),
    view: world,
    after,
    ...(line !== null && { line }),
  };
}

const inWords = (world: World, values: readonly (Value | null)[]): string =>
  cellsText(world.scenario, designOf(world).keys, values);
