import { fold } from '../../../engine/aggregates/index.ts';
import { account, type AccountEvent } from '../../../engine/domains/account.ts';
import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import { openBank, type Handling } from './bank.ts';
import { eventOf, REASONS, type Command, type Fact } from './commands.ts';
import { passing, type Checked } from './spec.ts';
import { plainBalance } from './variants.ts';
import type { ScenarioId, Stage, View } from './view.ts';

type TellerGoal = Goal<Command, View>;

const views = (trace: Trace<View>): readonly View[] =>
  Array.from({ length: trace.length }, (_, index) => trace.at(index).view);

const end = (trace: Trace<View>): View => trace.at(trace.length - 1).view;

/** The first step with such a stage; Infinity where there is none. */
function firstStage(trace: Trace<View>, is: (stage: Stage) => boolean): number {
  const index = views(trace).findIndex(({ stage }) => is(stage));
  return index === -1 ? Infinity : index;
}

const wasDecided = (stage: Stage, is: (handling: Handling) => boolean): boolean =>
  stage.kind === 'station' && stage.station === 'decide' && is(stage.handling);

const verdictsOf = (trace: Trace<View>): readonly Checked[] =>
  views(trace).flatMap(({ stage }) =>
    stage.kind === 'clause' && stage.clause === 'then' ? [stage.checked] : [],
  );

/** The movements of money in a stream, in order: what came is above 0, what went is below. */
const movements = (events: readonly AccountEvent[]): readonly number[] =>
  events.flatMap((event) => {
    if (event.type === 'MoneyDeposited') return [event.data.amount];
    return event.type === 'MoneyWithdrawn' ? [-event.data.amount] : [];
  });

/** What a decision answers, as the options of a prediction have it. */
function answerOf({ decision }: Handling): string {
  return decision.kind === 'refused' ? 'refused' : (decision.events[0]?.type ?? 'nothing');
}

const whatIsWritten: Prediction<View> = {
  question:
    'The stream holds AccountCreated and MoneyDeposited 1,000.00. The command Withdraw 300.00 comes. What is written?',
  options: [
    {
      id: 'MoneyWithdrawn',
      text: 'The event MoneyWithdrawn 300.00',
      why: 'decide answers a command with events, and they are what is appended. The balance is folded from them whenever it is needed.',
    },
    {
      id: 'BalanceChanged',
      text: 'The new balance, 700.00',
      why: 'The balance is nowhere stored: it would say what is, and not what happened. It is folded from the events each time.',
    },
    {
      id: 'Withdraw',
      text: 'The command Withdraw 300.00',
      why: 'A command is a wish and may be refused. What is kept is what came of it, in the past tense.',
    },
  ],
  settledAt: (trace) =>
    firstStage(
      trace,
      (stage) =>
        stage.kind === 'station' && stage.station === 'append' && stage.handling.order.type === 'withdraw',
    ),
  outcome: () =>
    answerOf(
      openBank([{ type: 'AccountCreated' }, { type: 'MoneyDeposited', amount: 100_000 }], 'sound').handle({
        type: 'withdraw',
        amount: 30_000,
      }),
    ),
};

const whatOfRefusal: Prediction<View> = {
  question: 'Ada’s account is blocked. The command Deposit 100.00 comes. What becomes of it?',
  options: [
    {
      id: 'MoneyDeposited',
      text: 'Accepted: MoneyDeposited is written, as nobody is hurt by more money',
      why: 'The rule of this bank says: no money goes from a blocked account, and none comes to it.',
    },
    {
      id: 'DepositRefused',
      text: 'Refused, and an event DepositRefused is written',
      why: 'A bank that must account for refusals could decide so. This one does not: its decide refuses, and no event comes of that.',
    },
    {
      id: 'refused',
      text: 'Refused with a reason, and nothing is written',
      why: 'decide refuses instead of answering with events. Without events there is nothing to append, and the way ends there.',
    },
  ],
  settledAt: (trace) =>
    firstStage(trace, (stage) =>
      wasDecided(
        stage,
        ({ order, before }) =>
          before.status === 'blocked' && (order.type === 'deposit' || order.type === 'withdraw'),
      ),
    ),
  outcome: () =>
    answerOf(
      openBank([{ type: 'AccountCreated' }, { type: 'AccountBlocked' }], 'sound').handle({
        type: 'deposit',
        amount: 10_000,
      }),
    ),
};

/** Of the years in which the bank allowed overdrafts. */
const OLD_HISTORY: readonly Fact[] = [
  { type: 'AccountCreated' },
  { type: 'MoneyDeposited', amount: 10_000 },
  { type: 'MoneyWithdrawn', amount: 30_000 },
  { type: 'MoneyDeposited', amount: 50_000 },
];

const overdrawn = (facts: readonly Fact[]): boolean =>
  facts.some((_, i) => plainBalance(facts.slice(0, i + 1).map(eventOf)) < 0);

const whatOldEventsMean: Prediction<View> = {
  question:
    'Years ago this bank allowed overdrafts. From then: AccountCreated, MoneyDeposited 100.00, MoneyWithdrawn 300.00, MoneyDeposited 500.00. Today’s rule refuses overdrafts. What does replay with the sound code say today?',
  options: [
    {
      id: '30000',
      text: '300.00',
      why: 'The withdrawal happened, so evolve counts it. Today’s rule stands in decide and speaks about new commands only.',
    },
    {
      id: '60000',
      text: '600.00: the withdrawal breaks the rule and does not count',
      why: 'This is what comes out when the rule stands in evolve: 300.00 that Ada took away are back on her account.',
    },
    {
      id: 'refused',
      text: 'Nothing: replay refuses such a history',
      why: 'There is nobody to refuse to. The event is recorded, so it has happened, and replay can only remember it.',
    },
  ],
  settledAt: (trace) =>
    firstStage(trace, (stage) => stage.kind === 'clause' && overdrawn(stage.checked.spec.given)),
  outcome: () => String(fold(account, OLD_HISTORY.map(eventOf)).balance),
};

const whoStopsIt: Prediction<View> = {
  question:
    'The new version has no rule against overdrafts in its decide. There are 100.00 on the account, and Withdraw 300.00 comes. Who stops it?',
  options: [
    {
      id: 'evolve',
      text: 'evolve: a balance below 0 is no valid state',
      why: 'evolve never refuses. When it sees an event, the event has happened.',
    },
    {
      id: 'append',
      text: 'append: the expected version does not fit',
      why: 'The expected version tells whether somebody else was faster. It knows nothing of money.',
    },
    {
      id: 'nobody',
      text: 'Nobody: MoneyWithdrawn 300.00 is written',
      why: 'decide is the one place that can say no. What it lets pass becomes history.',
    },
  ],
  settledAt: (trace) => {
    const index = views(trace).findIndex(({ events }) => plainBalance(events) < 0);
    return index === -1 ? Infinity : index;
  },
  outcome: () => {
    const bank = openBank(OLD_HISTORY.slice(0, 2), 'left-out');
    bank.handle({ type: 'withdraw', amount: 30_000 });
    return plainBalance(bank.events()) < 0 ? 'nobody' : 'evolve';
  },
};

const reachFiveHundred: TellerGoal = {
  id: 'five-hundred',
  text: 'Reach 500.00 by the history +1,000.00, −300.00, −200.00',
  met: (_, trace) => movements(end(trace).events).join() === [100_000, -30_000, -20_000].join(),
};

const stopAtDecide: TellerGoal = {
  id: 'stopped',
  text: 'Give a command that ends at the third station',
  met: (_, trace) => end(trace).refusals.length > 0,
};

const everyRefusal: TellerGoal = {
  id: 'every-refusal',
  text: 'Get each of the six refusals once',
  met: (_, trace) => REASONS.every((reason) => end(trace).refusals.includes(reason)),
};

const withTwoEvents: TellerGoal = {
  id: 'two-events',
  text: 'All six, with no more than two events in the stream',
  met: (run, trace) => everyRefusal.met(run, trace) && end(trace).events.length <= 2,
};

const overdraftRefused: TellerGoal = {
  id: 'overdraft-spec',
  text: 'Write a specification that passes with the rule in decide and shows an overdraft refused',
  met: (_, trace) =>
    verdictsOf(trace).some(
      (checked) =>
        checked.spec.then.kind === 'refused' &&
        checked.spec.then.reason === 'overdraft' &&
        passing(checked).includes('sound'),
    ),
};

const replayCorrupted: TellerGoal = {
  id: 'replay-spec',
  text: 'Write one that fails only where the rule was moved into evolve: replay changes the past there',
  met: (_, trace) => verdictsOf(trace).some((checked) => passing(checked).join() === 'sound,left-out'),
};

const overdraw: TellerGoal = {
  id: 'overdraw',
  text: 'Break it: overdraw the account',
  met: (_, trace) => views(trace).some(({ events }) => plainBalance(events) < 0),
};

const disagree: TellerGoal = {
  id: 'disagree',
  text: 'Move the rule into evolve, and make the state say something else than its events',
  met: (_, trace) =>
    views(trace).some(
      ({ code, state, events }) => code === 'in-evolve' && state.balance !== plainBalance(events),
    ),
};

const repair: TellerGoal = {
  id: 'repair',
  text: 'Repair it: the rule back in decide, the balance back at 0.00 or more, and no event gone',
  met: (run, trace) => {
    const { code, state } = end(trace);
    return overdraw.met(run, trace) && code === 'sound' && state.balance >= 0;
  },
};

type TellerScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [TellerScenario, ...TellerScenario[]] = [
  {
    id: 'withdrawal',
    title: '1 One withdrawal, five stations',
    question: 'Ada wants 300.00 from her account. What happens between her wish and the bank’s answer?',
    prediction: whatIsWritten,
    goals: [reachFiveHundred, stopAtDecide],
    explanation:
      'Every command goes the same way: load the events, fold them into the state, decide, append what was decided, project it to those who read. The state is made for the decision and thrown away. What stays is the event.',
  },
  {
    id: 'refusals',
    title: '2 Every refusal once',
    question: 'decide can say no in six ways. Can you hear all six?',
    prediction: whatOfRefusal,
    goals: [everyRefusal, withTwoEvents],
    explanation:
      'Each rule looks at the command and the folded state, nothing else, and a refusal is an answer rather than an event. A blocked account hides the rules behind it, so block last: with AccountCreated and AccountBlocked alone, all six can be heard.',
  },
  {
    id: 'specs',
    title: '3 Given, when, then',
    question: 'Three versions of the code. Which of them does your specification find out?',
    prediction: whatOldEventsMean,
    goals: [overdraftRefused, replayCorrupted],
    explanation:
      'A specification says: given these events, when this command comes, then this happens. A refused overdraft finds out both faulty versions. Only a history that today’s rule would not allow finds out the one whose evolve judges: given +100.00 and −300.00, a deposit of 500.00 must end at 300.00, because what is recorded has happened.',
  },
  {
    id: 'rule',
    title: '4 Take the rule out',
    question: 'One line is missing in decide. What does it cost, and what brings it back?',
    prediction: whoStopsIt,
    goals: [overdraw, disagree, repair],
    explanation:
      'decide is the one place that can refuse. Put the line back and no further overdraft is written, but the one that was written has happened: it is repaired by another event, not by other code. With the rule in evolve the overdraft is still written and only looked away from, so that the state contradicts its own history.',
  },
];
