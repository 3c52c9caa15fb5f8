import { fold } from '../../../engine/aggregates/index.ts';
import { account } from '../../../engine/domains/account.ts';
import type { Prediction, Trace } from '../../lab-frame/lab.ts';
import { eventOf, type Fact } from './commands.ts';
import { views } from './goals.ts';
import { plainBalance } from './variants.ts';
import type { View } from './view.ts';

/** The first step with such a view; Infinity where there is none. */
function first(trace: Trace<View>, is: (view: View) => boolean): number {
  const index = views(trace).findIndex(is);
  return index === -1 ? Infinity : index;
}

/** The first step at which a withdrawal was written. */
const firstWithdrawal = (trace: Trace<View>): number =>
  first(trace, ({ events }) => events.some(({ type }) => type === 'MoneyWithdrawn'));

export const whatIsWritten: Prediction<View> = {
  question:
    'The stream holds AccountCreated and MoneyDeposited 1,000.00. Withdraw 300.00 comes. What is written?',
  options: [
    {
      id: 'MoneyWithdrawn',
      text: 'The event MoneyWithdrawn 300.00',
      why: 'decide answers with events, and they are what is appended.',
    },
    {
      id: 'balance',
      text: 'The new balance, 700.00',
      why: 'The balance is stored nowhere: it is folded from the events.',
    },
    {
      id: 'Withdraw',
      text: 'The command Withdraw 300.00',
      why: 'A command is a wish. What came of it is kept.',
    },
  ],
  settledAt: firstWithdrawal,
  outcome: (trace) => trace.at(firstWithdrawal(trace)).view.events.at(-1)?.type ?? '',
};

/** The first step at which money met a blocked account. */
const firstAtBlocked = (trace: Trace<View>): number =>
  first(
    trace,
    ({ stage }) =>
      stage.kind === 'command' &&
      stage.at === 'decide' &&
      stage.handling.before.status === 'blocked' &&
      'amount' in stage.handling.order,
  );

export const whatOfRefusal: Prediction<View> = {
  question: 'Ada’s account is blocked. Deposit 100.00 comes. What becomes of it?',
  options: [
    {
      id: 'accepted',
      text: 'Accepted: MoneyDeposited is written',
      why: 'By this bank’s rule no money goes, and none comes.',
    },
    {
      id: 'DepositRefused',
      text: 'Refused: DepositRefused is written',
      why: 'A bank may record its refusals. This one does not.',
    },
    {
      id: 'refused',
      text: 'Refused with a reason: nothing is written',
      why: 'Without events there is nothing to append.',
    },
  ],
  settledAt: firstAtBlocked,
  outcome: (trace) =>
    trace.at(firstAtBlocked(trace)).view.refusals.includes('blocked') ? 'refused' : 'accepted',
};

/** Of the years in which the bank allowed overdrafts. */
const OLD_HISTORY: readonly Fact[] = [
  { type: 'AccountCreated' },
  { type: 'MoneyDeposited', amount: 10_000 },
  { type: 'MoneyWithdrawn', amount: 30_000 },
  { type: 'MoneyDeposited', amount: 50_000 },
];

/** The first specification on whose past the versions of the code do not agree. */
const firstDispute = (trace: Trace<View>): number =>
  first(
    trace,
    ({ stage }) =>
      stage.kind === 'spec' && new Set(stage.checked.verdicts.map(({ before }) => before.balance)).size > 1,
  );

export const whatOldEventsMean: Prediction<View> = {
  question:
    'From the days when overdrafts were allowed: AccountCreated, +100.00, −300.00, +500.00. Today’s decide refuses them. What does replay say today?',
  options: [
    {
      id: '30000',
      text: '300.00',
      why: 'The withdrawal happened, so evolve counts it. Today’s rule is for today’s commands.',
    },
    {
      id: '60000',
      text: '600.00: the withdrawal does not count',
      why: 'So it is with the rule in evolve: Ada has the money twice.',
    },
    {
      id: 'refused',
      text: 'Nothing: such a history is refused',
      why: 'There is nobody to refuse to: it has happened.',
    },
  ],
  settledAt: firstDispute,
  outcome: () => String(fold(account, OLD_HISTORY.map(eventOf)).balance),
};

const firstOverdrawn = (trace: Trace<View>): number => first(trace, ({ events }) => plainBalance(events) < 0);

export const whoStopsIt: Prediction<View> = {
  question:
    'decide lost its rule against overdrafts. 100.00 are on the account, and Withdraw 300.00 comes. Who stops it?',
  options: [
    {
      id: 'evolve',
      text: 'evolve: a balance below 0 is no valid state',
      why: 'evolve never refuses: what it sees has happened.',
    },
    {
      id: 'append',
      text: 'append: the expected version does not fit',
      why: 'The version tells whether somebody was faster, and nothing of money.',
    },
    {
      id: 'nobody',
      text: 'Nobody: MoneyWithdrawn 300.00 is written',
      why: 'decide is the one place that can say no. What it lets pass becomes history.',
    },
  ],
  settledAt: firstOverdrawn,
  outcome: (trace) => (trace.at(firstOverdrawn(trace)).view.stage.at === 'append' ? 'nobody' : 'append'),
};
