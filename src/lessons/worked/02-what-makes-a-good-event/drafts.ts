import { fold } from '../../../../engine/aggregates/index.ts';
import { account, type AccountCommand, type AccountEvent } from '../../../../engine/domains/account.ts';
import type { DomainEvent, Json, RecordedEvent } from '../../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../../engine/store/index.ts';
import { formatMoney, formatTime } from '../../../ui/format.ts';

/** Five ways to write down one deposit, each recorded by the store of the engine and then asked the same questions. */

/** Monday, 4 May 2026, 12:30 (UTC). */
const NOON = 1_777_897_800_000;
const STREAM = 'account-ada';

const command: AccountCommand = {
  type: 'Deposit',
  data: { amount: 5_000, via: 'ATM 456', reason: 'salary payment' },
};
/** What the bank's own decider makes of the command. */
const [deposited] = account.decide(
  command,
  fold(account, [{ type: 'AccountCreated', data: { owner: 'Ada' } }]),
) as readonly [AccountEvent];

/** An event with named fields, whatever they are. */
type AnyFact = DomainEvent<string, Readonly<Record<string, Json>>>;

interface Draft {
  readonly event: AnyFact;
  /** What is wrong with it, or what is right. */
  readonly verdict: string;
  readonly good?: boolean;
}

const DRAFTS: readonly Draft[] = [
  {
    event: { type: 'DepositMoney', data: { amount: 5_000, via: 'ATM 456', reason: 'salary payment' } },
    verdict:
      'Its data are complete, and its name is a wish. Nobody can tell whether it was granted: it is a command in disguise.',
  },
  {
    event: { type: 'FieldUpdated', data: { table: 'account', field: 'balance', value: 10_000 } },
    verdict:
      'What the database did, in place of what happened: UPDATE, field balance, value 100. A deposit, a correction and a theft look the same.',
  },
  {
    event: {
      type: 'AccountChanged',
      data: {
        owner: 'Ada',
        status: 'open',
        balance: 10_000,
        limit: 20_000,
        branch: 'Harbour',
        newsletter: true,
      },
    },
    verdict:
      'A whole row under a name that fits everything. To know what happened, a reader must compare it with the one before.',
  },
  {
    event: { type: 'MoneyDeposited', data: { amount: 5_000 } },
    verdict:
      'A fact and well named, but it cannot be understood alone: through what the money came, and why, is lost.',
  },
  {
    event: deposited,
    verdict:
      'One thing that happened, in the bank’s own words, with all that belongs to it and nothing else.',
    good: true,
  },
];

interface Question {
  readonly text: string;
  /** What the event says to it, or undefined. */
  readonly answer: (event: RecordedEvent<AnyFact>) => string | undefined;
}

const inWords = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const QUESTIONS: readonly Question[] = [
  {
    // In English, a regular past tense is told by its ending, and these names are regular.
    text: 'Has it happened?',
    answer: ({ type }) => (type.endsWith('ed') ? 'yes' : undefined),
  },
  { text: 'Whose account?', answer: ({ stream }) => stream },
  {
    text: 'How much came in?',
    answer: ({ data }) => (typeof data['amount'] === 'number' ? formatMoney(data['amount']) : undefined),
  },
  { text: 'When was it recorded?', answer: ({ recordedAt }) => formatTime(recordedAt) },
  { text: 'Through what?', answer: ({ data }) => inWords(data['via']) },
  { text: 'Why?', answer: ({ data }) => inWords(data['reason']) },
];

/** Each draft as it was recorded, with its answers. */
export const drafts = DRAFTS.map(({ event, verdict, good = false }) => {
  const store = new MemoryEventStore({ clock: () => NOON });
  store.append(STREAM, [{ ...event, id: 'deposit-1' }], { expected: 'no-stream' });
  const [recorded] = store.readStream<AnyFact>(STREAM).events as readonly [RecordedEvent<AnyFact>];
  return {
    recorded,
    verdict,
    good,
    answers: QUESTIONS.map(({ text, answer }) => ({ text, answer: answer(recorded) })),
  };
});
