import { formatCount } from '../../ui/format.ts';
import type { Design, Recorded } from './designs.ts';
import type { Attempt } from './tampering.ts';
import {
  attemptTitle,
  cannot,
  cellsText,
  cellText,
  COMMANDS,
  factOf,
  QUESTION_TEXTS,
  refusalText,
  twinAnswer,
  twinLead,
  valueText,
} from './texts.ts';
import type { Answer, Side, World } from './world.ts';

/** What is told of a world: each step, who told whom what, and how an answer was come by. */

const events = (count: number): string => (count === 1 ? '1 event' : `${formatCount(count)} events`);

const SIDES: Readonly<Record<Side, string>> = { row: 'The table', log: 'The log' };

/** What a step is called. */
export function label({ command, events: log }: World): string {
  switch (command?.type) {
    case undefined:
      return 'Start';
    case 'write':
      return (log.at(-1) as Recorded).type;
    case 'ask':
      return `${SIDES[command.side]} was asked`;
    case 'add-columns':
      return 'Columns added';
    default:
      return command?.type === 'edit' ? 'Change refused' : 'Deletion refused';
  }
}

/** What a step tells someone who cannot see the picture. */
export function narrate(world: World, design: Design): string {
  const { command, scenario, rows, events: log, erased, attempt } = world;
  const table = cellsText(
    scenario,
    design.keys,
    rows.map(({ value }) => value),
  );
  switch (command?.type) {
    case undefined: {
      const history = log.map((event) => ` ${formatCount(event.position)}: ${event.type}, ${factOf(event)}.`);
      return `The start. The table says: ${table}. The log holds ${events(log.length)}.${history.join('')}`;
    }
    case 'write': {
      const event = log.at(-1) as Recorded;
      const gone = erased === null ? 'is filled' : `held ${cellText(scenario, erased.value)}, which is gone`;
      return `In the table ${command.key}’s cell ${gone}. In the log event ${formatCount(event.position)} is added: ${event.type}, ${factOf(event)}. Both say now: ${table}.`;
    }
    case 'ask':
      return narrateAnswer(world, command.side, command.question);
    case 'add-columns':
      return 'The table has columns for when, who and why. They are empty: what was overwritten before cannot be filled in. A row’s next change fills them, and the one after it overwrites them. The log needed nothing.';
    default: {
      const tried = attempt as Attempt;
      return `${attemptTitle(tried)} ${tried.refusals.map(refusalText).join(' ')} ${tried.unchanged ? 'The log is what it was.' : 'The log was changed.'}`;
    }
  }
}

function narrateAnswer(world: World, side: Side, question: string): string {
  const answer = world.answers.find((one) => one.side === side && one.question === question) as Answer;
  const { text, twin } = answer;
  const asked = `${SIDES[side]} was asked: ${QUESTION_TEXTS[world.scenario][question] as string}`;
  if (text !== null) return `${asked} ${text}. ${howAnswered(answer, world.events.length)}`;
  const other =
    twin === null ? '' : ` ${twinLead} ${twin.events.map(factOf).join('; ')}. ${twinAnswer(twin.answer)}`;
  return `${asked} ${cannot}.${other}`;
}

/** Who told whom what. */
export function lineOf({ command, scenario }: World): { from: string; to: string; text: string } | null {
  if (command === null) return null;
  switch (command.type) {
    case 'ask': {
      const text = QUESTION_TEXTS[scenario][command.question] as string;
      return { from: 'Management', to: SIDES[command.side], text };
    }
    case 'write':
      return {
        from: 'You',
        to: 'Both databases',
        text: `${COMMANDS[scenario].name} ${command.key} ${valueText(scenario, command.value)}`,
      };
    case 'add-columns':
      return { from: 'You', to: SIDES.row, text: 'ALTER TABLE' };
    default:
      return { from: 'You', to: SIDES.log, text: `${command.type} event ${formatCount(command.position)}` };
  }
}

/** How an answer was come by, of a log with so many events. */
export function howAnswered({ side, question, used }: Answer, count: number): string {
  if (side === 'row') {
    return question === 'now'
      ? 'For this the row was enough.'
      : 'From its new columns, which hold the last change alone.';
  }
  if (used.length === 0) return `Looked through ${events(count)}.`;
  if (used.length === count) return `Folded from ${count === 1 ? 'the only event' : `all ${events(count)}`}.`;
  return `Read from ${used.length === 1 ? 'event' : 'events'} ${listed(used)} of ${formatCount(count)}.`;
}

function listed(numbers: readonly number[]): string {
  const words = numbers.map(formatCount);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) as string}`;
}

export const sheetCaption = ({ events: log }: World, { table }: Design, kind: 'row' | 'fold'): string =>
  kind === 'row' ? `Table ${table}` : `The log, folded: ${events(log.length)}`;
