import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatMoney } from '../../ui/format.ts';
import { scenarios } from './scenarios.ts';
import { narrate, tell, when } from './texts.ts';
import type { View } from './view.ts';
import { begin, isOpen, obey, timelineOf, type Command, type World } from './world.ts';

/** The lab of chapter 5: any state of the past, what-if, and the hunt for a bug in a fold. */
export const timeMachine: Lab<Command, View> = {
  id: 'time-machine',
  title: 'Time machine',
  scenarios,
  columns: [
    { title: 'Recorded', cell: ({ world, event }) => (event === null ? '' : when(world, event.recordedAt)) },
    { title: 'In the fold', cell: ({ event, on }) => (event === null ? '' : on ? 'yes' : 'no') },
    {
      title: 'Balance',
      numeric: true,
      cell: ({ state }) => (state === null ? 'closed' : formatMoney(state.balance)),
    },
    {
      title: 'Withdrawn that day',
      numeric: true,
      cell: ({ state }) => (state === null ? 'closed' : formatMoney(state.withdrawnToday)),
    },
  ],
  play,
};

const MOST_COMMANDS = 500;

/**
 * Plays a run: the commands shape the world, and each event of its log is a step of the trace.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, more than 500 commands, or a
 *   command without meaning
 */
export function play(run: Run<Command>): Trace<View> {
  const scenario = scenarios.find((one) => one.id === run.scenario);
  if (scenario === undefined) {
    throw new InvalidInputError(
      'run.scenario',
      scenarios.map((one) => `'${one.id}'`).join(', '),
      run.scenario,
    );
  }
  if (!Number.isSafeInteger(run.seed)) throw new InvalidInputError('run.seed', 'a safe integer', run.seed);
  if (!Array.isArray(run.commands) || run.commands.length > MOST_COMMANDS) {
    throw new InvalidInputError(
      'run.commands',
      `an array of at most ${MOST_COMMANDS} commands`,
      run.commands,
    );
  }
  const commands = run.commands as readonly Command[];
  const world = commands.reduce(obey, begin(scenario.id));
  const last = commands.at(-1);
  return {
    length: world.events.length + 1,
    said: last === undefined ? null : tell(world, last),
    at: (index) => stepAt(world, index),
  };
}

function stepAt(world: World, position: number): Step<View> {
  const event = world.events[position - 1] ?? null;
  const { state, eventsRead, checkpoint } = timelineOf(world).stateAt(position);
  const view: View = {
    world,
    position,
    event,
    on: event !== null && !world.off.has(position),
    state: isOpen(world, position) ? state : null,
    eventsRead,
    checkpoint,
  };
  return { label: event?.type ?? 'Start', narration: narrate(world, view), view };
}
