import { InvalidInputError } from '../../../engine/errors.ts';
import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { WISHES } from './history.ts';
import { refusal, requireCommand } from './rules.ts';
import { scenarios } from './scenarios.ts';
import { gistOf, handledEvents, narrate, screenName, wishText } from './texts.ts';
import type { Row } from './read-models.ts';
import { screenOf, type Command, type Happening, type Screen, type ScreenId, type View } from './view.ts';
import { openWorld, type World } from './world.ts';

/** The most commands that a run may have. */
const MOST_COMMANDS = 500;

/** What happens by itself at the beginning of a scenario, before the learner does anything. */
const STORY: readonly Command[] = [
  { type: 'advance', view: 'products', max: 4 },
  { type: 'advance', view: 'history', max: 2 },
  { type: 'advance', view: 'orders', max: 3 },
];

const at = (id: ScreenId) => (view: View) => {
  const screen = screenOf(view, id);
  return screen === undefined ? '' : `${screen.checkpoint}${screen.verdict === 'wrong' ? ' ✗' : ''}`;
};

/** The lab of chapter 7: three read models over one log, each with its checkpoint. */
export const threeViews: Lab<Command, View> = {
  id: 'three-views',
  title: 'Three views',
  scenarios,
  columns: [
    { title: 'What', cell: gistOf },
    { title: 'End of the log', numeric: true, cell: ({ log }) => String(log.length) },
    { title: 'Order summary at', numeric: true, cell: at('orders') },
    { title: 'Items sold at', numeric: true, cell: at('products') },
    { title: 'Customer history at', numeric: true, cell: at('history') },
  ],
  play,
};

/**
 * Plays a run on the engine's own store and projectors.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is no safe integer, more than 500 commands, an unknown
 *   command, or one that is not possible where it stands
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
  if (!Number.isSafeInteger(run.seed))
    throw new InvalidInputError('run.seed', 'a whole number from −(2^53 − 1) to 2^53 − 1', run.seed);
  if (!Array.isArray(run.commands) || run.commands.length > MOST_COMMANDS)
    throw new InvalidInputError(
      'run.commands',
      `an array of at most ${MOST_COMMANDS} commands`,
      run.commands,
    );

  const steps = tellAll(openWorld(scenario.id), scenario.id === 'lag' ? STORY : [], run.commands);
  return { length: steps.length, at: (index) => steps[index] as Step<View> };
}

/** Has a world obey its story and then the commands of a run; each thing that happens becomes a step. */
function tellAll(
  world: World,
  story: readonly Command[],
  commands: readonly Command[],
): readonly Step<View>[] {
  const steps: { readonly view: View; readonly after: number }[] = [];
  const tell = (did: Happening, after: number): void => {
    steps.push({ view: see(world, did, steps.at(-1)?.view), after });
  };
  const obey = (command: Command, after: number): void => {
    for (const did of world.obey(command)) tell(did, after);
  };
  tell({ type: 'start' }, 0);
  for (const command of story) obey(command, 0);
  commands.forEach((command, i) => {
    const where = `run.commands[${i}]`;
    requireCommand(command, where);
    const reason = refusal((steps.at(-1) as { view: View }).view, command);
    if (reason !== null)
      throw new InvalidInputError(where, 'a command that is possible here', `${command.type}. ${reason}`);
    obey(command, i + 1);
  });
  return steps.map(({ view, after }, i) => ({
    label: labelOf(view),
    narration: narrate(view),
    view: { ...view, ready: steps[i + 1]?.after !== after },
    after,
    broken: view.wrongRead !== null || movedScreen(view)?.verdict === 'wrong',
    ...lineOf(view),
  }));
}

/** Looks at the world, and at what changed since. */
function see(world: World, did: Happening, before: View | undefined): View {
  const seen = world.look();
  const screens = seen.screens.map((screen) => ({ ...screen, changed: changedRows(screen, before) }));
  const serving = screens.find(({ id }) => id === 'products') as Screen;
  const furthestRead = Math.max(before?.furthestRead ?? 0, serving.checkpoint);
  return {
    ...seen,
    screens,
    furthestRead,
    wrongRead: seen.scenario === 'versions' ? misled(serving, furthestRead) : null,
    did,
    ready: true,
  };
}

/** What is wrong with what readers get from a view who have seen it as far as this before. */
function misled({ verdict, checkpoint }: Screen, furthestRead: number): View['wrongRead'] {
  if (verdict === 'wrong') return 'mixed';
  return checkpoint < furthestRead ? 'unfinished' : null;
}

/** The rows that are not as they were. Versions that change places are followed: to be swapped changes no row. */
function changedRows(screen: Screen, before: View | undefined): readonly string[] {
  if (before === undefined) return [];
  const isSold = ({ id }: Screen): boolean => id === 'products' || id === 'beside';
  const old =
    before.screens.find((one) => isSold(one) && isSold(screen) && one.version === screen.version) ??
    screenOf(before, screen.id);
  const text = (row: Row | undefined): string | undefined => row?.join('\n');
  return screen.rows
    .filter((row) => text(row) !== text(old?.rows.find(([key]) => key === row[0])))
    .map(([key]) => key);
}

/** The view that something happened to at this step. */
export function movedScreen(view: View): Screen | undefined {
  return 'screen' in view.did ? screenOf(view, view.did.screen) : undefined;
}

function labelOf({ did, log }: View): string {
  if (did.type === 'appended') return did.refused === null ? (log.at(-1)?.type ?? '') : 'Refused';
  if (did.type === 'handled' && did.failed !== null) return 'Stopped';
  return LABELS[did.type];
}

const LABELS: Readonly<Record<Exclude<Happening['type'], 'appended'>, string>> = {
  start: 'Start',
  handled: 'Handled',
  crashed: 'Crashed',
  saving: 'SavingChanged',
  paused: 'Paused',
  resumed: 'Resumed',
  spoiled: 'CodeSpoilt',
  mended: 'CodeMended',
  parked: 'Parked',
  restarted: 'Restarted',
  wiped: 'Wiped',
  rewound: 'CheckpointSetBack',
  prepared: 'Version2Begun',
  swapped: 'Swapped',
  rolledBack: 'RolledBack',
  discarded: 'Discarded',
  replaced: 'CodeReplaced',
};

/** Who told whom what, where somebody did. */
function lineOf(view: View): Pick<Step<View>, 'line'> {
  const { did } = view;
  if (did.type === 'appended')
    return { line: { from: WISHES[did.wish].who, to: 'Log', text: wishText(did.wish) } };
  const screen = movedScreen(view);
  if (did.type !== 'handled' || screen === undefined || did.to === did.from) return {};
  const to = screenName(screen.id, screen.version, view.scenario === 'versions');
  return { line: { from: 'Log', to, text: handledEvents(did.from, did.to) } };
}
