import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { formatMoney } from '../../ui/format.ts';
import { scenarios } from './scenarios.ts';
import { narrate, when } from './texts.ts';
import {
  begin,
  isOpen,
  obey,
  timelineOf,
  type Account,
  type Command,
  type State,
  type World,
} from './world.ts';

/** What the picture shows at one step: the world, and the state after one event of its log. */
export interface View {
  readonly world: World;
  /** The position in the log, 0 for the start. */
  readonly position: number;
  /** The event of this step; null at the start. */
  readonly event: Account | null;
  /** Whether that event takes part in the fold. */
  readonly on: boolean;
  /** The state after this step; null while it is closed. */
  readonly state: State | null;
  /** How many events were read to get it, and the position of the kept state they were folded onto. */
  readonly eventsRead: number;
  readonly checkpoint: number;
}

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
      title: 'Withdrawn today',
      numeric: true,
      cell: ({ state }) => (state === null ? 'closed' : formatMoney(state.withdrawnToday)),
    },
  ],
  play,
};

/**
 * Plays a run: the commands shape the world, and each event of its log is a step of the trace.
 *
 * @throws InvalidInputError for an unknown scenario, or a command without meaning
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
  const world = run.commands.reduce(obey, begin(scenario.id));
  return { length: world.events.length + 1, at: (index) => stepAt(world, index) };
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
