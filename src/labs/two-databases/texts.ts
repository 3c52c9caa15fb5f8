import { formatCount, formatTime } from '../../ui/format.ts';
import { notedOn } from './books.ts';
import type { Recorded, ScenarioId, Value } from './designs.ts';
import type { Attempt, Refusal } from './tampering.ts';
import type { Answer, World } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

export const refusals = {
  same: 'The cell holds this already: nothing would change.',
  nothing: 'Nothing has happened yet, so there is nothing to ask about.',
  noColumns: 'This table stays as it is.',
  columns: 'The columns are there already.',
} as const;

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${formatCount(Math.abs(amount))}`;

/** What stands in a cell. */
export function cellText(scenario: ScenarioId, value: Value | null): string {
  if (value === null) return 'none yet';
  return scenario === 'past' ? `${formatCount(Number(value))} kr` : String(value);
}

/** A value as a command carries it. */
export const valueText = (scenario: ScenarioId, value: Value): string =>
  scenario === 'past' ? `${signed(Number(value))} kr` : String(value);

export const answers = {
  now: (scenario: ScenarioId, cells: readonly (readonly [key: string, value: Value | null])[]): string =>
    `${cells.map(([key, value]) => `${key} ${cellText(scenario, value)}`).join(', ')}.`,
  before: (from: string | null): string =>
    from === null ? 'Nowhere on record: no address before this one.' : `${from}.`,
  value: (scenario: ScenarioId, value: Value | null): string =>
    value === null ? 'Nothing was recorded by then.' : `${cellText(scenario, value)}.`,
  who: ({ by, why }: { readonly by: string; readonly why: string }): string => `${by}: “${why}”.`,
  why: ({ why }: { readonly why: string }): string => `“${why}”.`,
  count: (added: number, taken: number): string =>
    `Put in ${formatCount(added)}, taken out ${formatCount(taken)}.`,
  never: 'That never happened.',
} as const;

/** An event's change, as short as it stands on a note. */
export function changeOf({ data }: Recorded): string {
  if ('person' in data) return `${data.person} ${signed(data.amount)}`;
  if ('quantity' in data) return String(data.quantity);
  return data.from === null ? String(data.to) : `${data.from} → ${data.to}`;
}

/** Everything that an event says: its change, when, by whom and why. */
export function factOf(event: Recorded): string {
  const { by, why } = notedOn(event);
  return `${changeOf(event)}, ${formatTime(event.recordedAt)}, by ${by}: “${why}”`;
}

export function refusalText(refusal: Refusal): string {
  switch (refusal.by) {
    case 'frozen':
      return 'The event that the store gives out is frozen: its field did not take the new value.';
    case 'version':
      return `A changed copy in its place was refused. ${refusal.message}`;
    case 'copy':
      return `A store has no operation that removes one event. What lost it is the reader’s own list (${formatCount(refusal.left)} left in it); the store, read again, gives out all ${formatCount(refusal.stored)}.`;
  }
}

export const attemptTitle = ({ kind, position }: Attempt): string =>
  `Event ${formatCount(position)} cannot be ${kind === 'edit' ? 'changed' : 'deleted'}.`;

/** How an answer was come by. */
export function howAnswered(answer: Answer): string {
  if (answer.side === 'row') {
    if (answer.text === null) return '';
    return answer.question === 'now'
      ? 'Read from the table. For this question the row was enough.'
      : 'Read from the table, as long as it is about the last change.';
  }
  const { used, head } = answer;
  if (used.length === 0) return `Looked through ${events(head)}.`;
  if (used.length === head) return `Folded ${events(head)}.`;
  return `Read from ${used.length === 1 ? 'event' : 'events'} ${listed(used)} of ${formatCount(head)}.`;
}

export const cannot = 'The row cannot say.';

export const twinLead =
  'Another history leaves this very same row. Whoever sees only the row cannot tell which of the two happened.';

/** The answer that the other history would have. */
export const twinAnswer = (answer: string): string => `There the answer is: ${answer}`;

const events = (count: number): string => (count === 1 ? '1 event' : `${formatCount(count)} events`);

function listed(numbers: readonly number[]): string {
  const words = numbers.map(formatCount);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) as string}`;
}

/** What a step is called. */
export function label({ command, events: log, attempt }: World): string {
  switch (command?.type) {
    case undefined:
      return 'Start';
    case 'write':
      return log.at(-1)?.type ?? 'Start';
    case 'ask':
      return command.side === 'row' ? 'Row asked' : 'Log asked';
    case 'add-columns':
      return 'Columns added';
    default:
      return attempt?.kind === 'edit' ? 'Edit refused' : 'Delete refused';
  }
}

/** What a step tells someone who cannot see the picture. */
export function narrate(world: World): string {
  const { command, scenario, rows, events: log } = world;
  const table = answers.now(
    scenario,
    rows.map(({ key, value }) => [key, value] as const),
  );
  switch (command?.type) {
    case undefined:
      return log.length === 0
        ? 'The start. The table holds a row for each of two users, and no address yet; the log is empty.'
        : `The start. The table says: ${table} The log holds ${events(log.length)}, and folds to the same. ${log
            .map((event) => `${formatCount(event.position)}: ${event.type} ${factOf(event)}.`)
            .join(' ')}`;
    case 'write': {
      const event = log.at(-1) as Recorded;
      const gone =
        world.erased === null
          ? `In the table ${command.key}’s cell was empty and is filled.`
          : `In the table ${command.key}’s ${cellText(scenario, world.erased.value)} is overwritten and gone.`;
      const noted = world.columns ? ' Its new columns say when, who and why, of this change alone.' : '';
      return `${gone}${noted} In the log event ${formatCount(event.position)} is added: ${event.type}, ${factOf(event)}. Both say now: ${table}`;
    }
    case 'ask':
      return narrateAnswer(world);
    case 'add-columns':
      return `The table has three columns more: changed_at, changed_by and why. They are empty: what was overwritten before cannot be filled in. They will be filled by the next change of each row, and overwritten by the one after it. The log needed nothing.`;
    default: {
      const attempt = world.attempt as Attempt;
      return `${attemptTitle(attempt)} ${attempt.refusals.map(refusalText).join(' ')} ${attempt.unchanged ? 'The log is what it was, event for event.' : 'The log was changed.'}`;
    }
  }
}

function narrateAnswer({ command, answers: given, scenario }: World): string {
  if (command?.type !== 'ask') return '';
  const { side, question } = command;
  const answer = given.find((one) => one.side === side && one.question === question) as Answer;
  const asked = `${side === 'row' ? 'The row' : 'The log'} was asked: ${QUESTION_TEXTS[scenario][question] as string}`;
  if (answer.text !== null) return `${asked} It says: ${answer.text} ${howAnswered(answer)}`;
  const { twin } = answer;
  if (twin === null) return `${asked} ${cannot}`;
  const other = twin.events.map((event) => factOf(event)).join('; ');
  return `${asked} ${cannot} ${twinLead} The other one: ${other}. ${twinAnswer(twin.answer)}`;
}

export const QUESTION_TEXTS: Readonly<Record<ScenarioId, Readonly<Record<string, string>>>> = {
  same: {
    now: 'Where do Ada and Ben live now?',
    before: 'Where did Ben live before?',
    why: 'Who had Ben’s address changed, and why?',
  },
  past: {
    now: 'What does each of the two have now?',
    then: 'What did Hannes have last Tuesday, 5 May, at 15:00?',
    who: 'Who approved the last change of Hannes’s balance, and why?',
    why: 'Why did Julius’s balance go up to 100 kr?',
    count: 'How often was something put in, and how often taken out?',
  },
  repair: {
    now: 'How many notebooks are on order now?',
    noon: 'What did the packer read on Thursday, 7 May, at 12:00?',
    who: 'Who changed the figure last, and why?',
  },
};

/** Who told whom what. */
export function lineOf({ command, scenario }: World): { from: string; to: string; text: string } | null {
  if (command === null) return null;
  switch (command.type) {
    case 'write':
      return {
        from: 'You',
        to: 'Both databases',
        text: `${COMMAND_NAMES[scenario]} ${command.key} ${valueText(scenario, command.value)}`,
      };
    case 'ask':
      return {
        from: 'Management',
        to: command.side === 'row' ? 'The row' : 'The log',
        text: QUESTION_TEXTS[scenario][command.question] as string,
      };
    case 'add-columns':
      return { from: 'You', to: 'The row', text: 'ALTER TABLE' };
    default:
      return { from: 'You', to: 'The log', text: `${command.type} event ${formatCount(command.position)}` };
  }
}

/** The command that both designs are given. */
export const COMMAND_NAMES: Readonly<Record<ScenarioId, string>> = {
  same: 'ChangeAddress',
  past: 'ChangeBalance',
  repair: 'ChangeQuantity',
};

/** What is proved, as the number of cases and of failures is put into words. */
export const proofTexts = {
  same: (count: number, most: number): string =>
    `pairs among the ${formatCount(count)} histories of at most ${most} moves between three addresses`,
  sameFailure: 'end in the very same row, though their logs differ',
  past: (count: number, most: number, question: string): string =>
    `pairs among the ${formatCount(count)} ledgers of at most ${most} of the entries that this lab offers, asked: “${QUESTION_TEXTS.past[question] as string}”`,
  pastFailure: 'end in the same rows, and have different answers',
  repair: (most: number): string =>
    `ways to do ${most} things in a row to Bob’s order: set it to 6 or to 60 (whichever it is not), try to change event 2, try to delete it`,
  repairFailure: 'change what was stored before, or end with a fold that is not the row',
} as const;
