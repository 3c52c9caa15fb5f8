import { formatCount, formatTime } from '../../ui/format.ts';
import { notedOn, type Changed } from './books.ts';
import type { Recorded, ScenarioId, Value } from './designs.ts';
import type { Attempt, Refusal } from './tampering.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

export const refusals = {
  same: 'The cell holds this already: nothing would change.',
  columns: 'The columns are there already, or this table has none to add.',
} as const;

interface Noted {
  readonly by: string;
  readonly why: string;
}

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${formatCount(Math.abs(amount))}`;

/** What stands in a cell. */
export function cellText(scenario: ScenarioId, value: Value | null): string {
  if (value === null) return 'none yet';
  return scenario === 'past' ? `${formatCount(Number(value))} kr` : String(value);
}

/** A value as a command carries it. */
export const valueText = (scenario: ScenarioId, value: Value): string =>
  scenario === 'past' ? `${signed(Number(value))} kr` : String(value);

/** All cells of a table: `Ada Elm Street 5, Ben none yet`. */
export const cellsText = (
  scenario: ScenarioId,
  keys: readonly string[],
  values: readonly (Value | null)[],
): string => keys.map((key, i) => `${key} ${cellText(scenario, values[i] ?? null)}`).join(', ');

export const answers = {
  before: (from: string | null): string => from ?? 'Nowhere on record: no address before this one',
  value: (scenario: ScenarioId, value: Value | null): string =>
    value === null ? 'Nothing by then' : cellText(scenario, value),
  noted: ({ by, why }: Noted): string => `By ${by}: “${why}”`,
  count: (added: number, taken: number): string =>
    `Put in ${formatCount(added)}, taken out ${formatCount(taken)}`,
  never: 'That never happened',
} as const;

/** An event's change, as short as it stands on a note. */
export function changeOf({ data }: Recorded): string {
  if ('person' in data) return `${data.person} ${signed(data.amount)}`;
  if ('quantity' in data) return String(data.quantity);
  return data.from === null ? String(data.to) : `${data.from} → ${data.to}`;
}

/** Where an event belongs; its version is told where the learner has met versions. */
export const streamOf = (scenario: ScenarioId, { stream, version }: Recorded): string =>
  scenario === 'repair' ? `${stream} v${formatCount(version)}` : stream;

/** When something was done, by whom and why. */
const circumstancesText = (at: number, { by, why }: Noted): string => `${formatTime(at)}, by ${by}: “${why}”`;

/** Everything that an event says: its change, when, by whom and why; and whose it is, where its change does not say. */
export function factOf(event: Recorded): string {
  const whose = event.type === 'UserAddressChanged' ? `${event.stream}: ` : '';
  return `${whose}${changeOf(event)}, ${circumstancesText(event.recordedAt, notedOn(event))}`;
}

export function refusalText(refusal: Refusal): string {
  switch (refusal.by) {
    case 'frozen':
      return 'What the store gives out is frozen: the field did not take the new value.';
    case 'version':
      return `A changed copy in its place was refused. ${refusal.message}`;
    case 'copy':
      return `No operation removes one event. A reader’s own list has lost it (${formatCount(refusal.left)} left); the store still gives out ${formatCount(refusal.stored)}.`;
  }
}

export const attemptTitle = ({ kind, position }: Attempt): string =>
  `Event ${formatCount(position)} cannot be ${kind === 'edit' ? 'changed' : 'deleted'}.`;

export const cannot = 'It cannot say';

export const twinLead =
  'Another history leaves these very rows. Whoever sees only them cannot tell which of the two happened:';

/** The answer that the other history would have. */
export const twinAnswer = (answer: string): string => `There the answer is: ${answer}.`;

export const QUESTION_TEXTS: Readonly<Record<ScenarioId, Readonly<Record<string, string>>>> = {
  same: {
    now: 'Where do Ada and Ben live now?',
    before: 'Where did Ben live before?',
  },
  past: {
    now: 'What does each of the two have now?',
    then: 'What did Hannes have last Tuesday, 5 May, at 15:00?',
    who: 'Who approved the last change of Hannes’s balance?',
    why: 'Why did Julius’s balance go up to 100 kr?',
    count: 'How often was something put in, and how often taken out?',
  },
  repair: {
    now: 'How many notebooks does Bob get now?',
    noon: 'What did the packer read on Thursday, 7 May, at 12:00?',
  },
};

/** The command that both designs are given, and the word between its two choices. */
export const COMMANDS: Readonly<Record<ScenarioId, { readonly name: string; readonly verb: string }>> = {
  same: { name: 'ChangeAddress', verb: 'moves to' },
  past: { name: 'ChangeBalance', verb: 'gives or takes' },
  repair: { name: 'ChangeQuantity', verb: 'wants' },
};

/** What the columns say that were added later. */
export const changedText = (changed: Changed | null): string =>
  changed === null ? 'when, who, why: empty' : circumstancesText(changed.at, changed);

/** What is proved, as the numbers of cases and of failures are put into words. */
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
