import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject } from '../../../engine/guards.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatCount } from '../../ui/format.ts';
import { requireCommand } from './breaking.ts';
import type { Command } from './requests.ts';
import { scenarios } from './scenarios.ts';
import { PART_NAMES, rowInWords, started } from './texts.ts';
import type { View } from './view.ts';
import { openWorld } from './world.ts';

const MOST_COMMANDS = 500;

/** The lab of chapter 9: the architecture of a shop, alive, with parts to be broken. */
export const livingDiagram: Lab<Command, View> = {
  id: 'living-diagram',
  title: 'The living diagram',
  scenarios,
  columns: [
    { title: 'Where', cell: ({ at }) => (at === null ? '' : PART_NAMES[at]) },
    { title: 'Events stored', numeric: true, cell: ({ events }) => formatCount(events.length) },
    { title: 'Read up to', numeric: true, cell: ({ checkpoint }) => formatCount(checkpoint) },
    { title: 'Row in the read database', cell: ({ rows, cart }) => rowInWords(rows[cart] ?? null) },
    {
      title: 'Not working',
      cell: ({ conditions }) =>
        Object.entries(conditions)
          .filter(([, condition]) => condition !== 'works')
          .map(([part, condition]) => `${PART_NAMES[part as keyof typeof PART_NAMES]} ${condition}`)
          .join(', '),
    },
  ],
  play,
};

/**
 * Plays a run: each command goes through the parts of the diagram, and each part that it reaches is a step.
 *
 * @throws InvalidInputError for a run of another lab, an unknown scenario, a seed that is no safe integer, more than
 *   500 commands, and a command that is not possible where it stands
 */
export function play(run: Run<Command>): Trace<View> {
  const { lab, scenario: id, seed, commands } = requireObject(run, 'run');
  if (lab !== livingDiagram.id) throw new InvalidInputError('run.lab', `'${livingDiagram.id}'`, lab);
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) {
    throw new InvalidInputError('run.scenario', scenarios.map((one) => `'${one.id}'`).join(', '), id);
  }
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError('run.seed', 'a safe integer', seed);
  if (!Array.isArray(commands) || commands.length > MOST_COMMANDS) {
    throw new InvalidInputError('run.commands', `an array of at most ${MOST_COMMANDS} commands`, commands);
  }
  const world = openWorld(scenario.id);
  const steps: Step<View>[] = [
    { label: 'Start', narration: started(world.view), view: world.view, after: 0 },
  ];
  for (const [index, command] of (commands as readonly Command[]).entries()) {
    const done = world.obey(requireCommand(command, world.view, `run.commands[${index}]`));
    steps.push(...done.map((step) => ({ ...step, after: index + 1 })));
  }
  return {
    length: steps.length,
    at: (index) => {
      const step = steps[index];
      if (step !== undefined) return step;
      throw new InvalidInputError('trace.at: index', `an index from 0 to ${steps.length - 1}`, index);
    },
  };
}
