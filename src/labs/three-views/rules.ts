import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject, requireWholeNumber } from '../../../engine/guards.ts';
import { WISH_IDS } from './history.ts';
import { MOMENTS, SAVINGS } from './saving.ts';
import { SCREEN_IDS, screenOf, type Command, type ScenarioId, type Screen, type View } from './view.ts';

/** What may be done where: one answer for the buttons of the picture and for runs that come from anywhere. */

type Type = Command['type'];

const TOOLS: Readonly<Record<ScenarioId, readonly Type[]>> = {
  lag: ['append', 'pass', 'advance', 'pause', 'resume', 'spoil', 'mend', 'retry', 'park'],
  crash: ['append', 'advance', 'crash', 'restart', 'save'],
  rebuild: ['append', 'advance', 'wipe', 'rewind'],
  versions: ['append', 'advance', 'wipe', 'prepare', 'swap', 'rollBack', 'discard', 'replace'],
};

const TYPES = [...new Set(Object.values(TOOLS).flat())];

/** The most events that a view may be told to handle at once. */
const MOST_AT_ONCE = 1_000;

/** Whether a scenario has a command at all. */
export const has = (scenario: ScenarioId, type: Type): boolean => TOOLS[scenario].includes(type);

/** Why a command is not possible at this step, or null when it is. */
export function refusal(view: View, command: Command): string | null {
  if (!has(view.scenario, command.type)) return 'This scenario is about something else.';
  if (!('view' in command)) return refusalOfAll(view, command.type);
  const screen = screenOf(view, command.view);
  if (screen === undefined) return 'There is no such view: version 2 is not being built.';
  return refusalOf(view, screen, command.type);
}

function refusalOf(view: View, screen: Screen, type: Type): string | null {
  const { state, lag, spoiltAt, checkpoint } = screen;
  const atEnd = lag === 0 ? 'It is at the end of the log: there is nothing to handle.' : null;
  switch (type) {
    case 'advance':
    case 'crash':
      if (state === 'down') return 'Its process is gone: restart it first.';
      if (state === 'paused') return 'It is paused.';
      if (state === 'stopped') return `It stopped at event ${checkpoint + 1}: retry or park that first.`;
      return atEnd;
    case 'pause':
      return state === 'running' ? null : 'It does not run.';
    case 'resume':
      return state === 'paused' ? null : 'It is not paused.';
    case 'spoil':
      if (spoiltAt !== null) return `Its code fails at event ${spoiltAt} already.`;
      return state === 'paused' ? 'It is paused.' : atEnd;
    case 'mend':
      return spoiltAt === null ? 'Its code can handle all that is ahead.' : null;
    case 'retry':
    case 'park':
      return state === 'stopped' ? null : 'No event has failed.';
    case 'restart':
      return state === 'down' ? null : 'Its process is alive.';
    case 'wipe':
      if (view.scenario === 'versions' && screen.id !== 'products')
        return 'Here it is about the items sold that serve.';
      return checkpoint === 0 && screen.rows.length === 0 ? 'It is empty already.' : null;
    case 'rewind':
      return checkpoint === 0 ? 'Its checkpoint is at the beginning already.' : null;
    default:
      return null;
  }
}

function refusalOfAll(view: View, type: Type): string | null {
  const { beside } = view;
  const second = screenOf(view, 'beside');
  const serving = screenOf(view, 'products');
  switch (type) {
    case 'pass':
      return view.screens.some(({ state, lag }) => state === 'running' && lag > 0)
        ? null
        : 'No view that runs has anything to handle.';
    case 'prepare':
      if (beside !== null) return 'There is one beside already.';
      return serving?.version === 2 ? 'Version 2 serves already.' : null;
    case 'swap':
      if (beside !== 'candidate' || second === undefined) return 'Nothing is being built beside.';
      return second.lag === 0
        ? null
        : `It is ${second.lag} behind the log: readers would get old answers. Let it catch up.`;
    case 'rollBack':
      return beside === 'former' ? null : 'Nothing was swapped.';
    case 'discard':
      return beside === null ? 'Nothing is beside.' : null;
    case 'replace':
      if (beside !== null) return 'Throw away the one beside first.';
      return serving?.version === 2 ? 'Version 2 serves already.' : null;
    default:
      return null;
  }
}

/**
 * Checks what may have come from anywhere.
 *
 * @param where such as `run.commands[2]`
 * @throws InvalidInputError for anything but a command of this lab, whether or not it is possible now
 */
export function requireCommand(command: Command, where: string): Command {
  const { type } = requireObject(command, where);
  requireOneOf(type, TYPES, `${where}.type`);
  switch (command.type) {
    case 'append':
      requireOneOf(command.wish, WISH_IDS, `${where}.wish`);
      break;
    case 'save':
      requireOneOf(command.saving, SAVINGS, `${where}.saving`);
      break;
    case 'crash':
      requireOneOf(command.at, MOMENTS, `${where}.at`);
      break;
    case 'advance':
      if (requireWholeNumber(command.max, `${where}.max`, 1) > MOST_AT_ONCE)
        throw new InvalidInputError(`${where}.max`, `at most ${MOST_AT_ONCE} events`, command.max);
      break;
    default:
  }
  if (NEED_NO_VIEW.has(type)) return command;
  requireOneOf((command as { view?: unknown }).view, SCREEN_IDS, `${where}.view`);
  return command;
}

const NEED_NO_VIEW: ReadonlySet<Type> = new Set<Type>([
  'append',
  'pass',
  'save',
  'prepare',
  'swap',
  'rollBack',
  'discard',
  'replace',
]);

function requireOneOf(value: unknown, known: readonly string[], where: string): void {
  if (known.some((one) => one === value)) return;
  throw new InvalidInputError(where, known.map((one) => `'${one}'`).join(', '), value);
}
