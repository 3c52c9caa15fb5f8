import type { AccountEvent } from '../../../engine/domains/account.ts';
import type { Goal, Trace } from '../../lab-frame/lab.ts';
import { REASONS, type Command } from './commands.ts';
import { passing, type Checked } from './spec.ts';
import { plainBalance } from './variants.ts';
import type { View } from './view.ts';

type TellerGoal = Goal<Command, View>;

export const views = (trace: Trace<View>): readonly View[] =>
  Array.from({ length: trace.length }, (_, index) => trace.at(index).view);

const end = (trace: Trace<View>): View => trace.at(trace.length - 1).view;

const specifications = (trace: Trace<View>): readonly Checked[] =>
  views(trace).flatMap(({ stage }) => (stage.kind === 'spec' ? [stage.checked] : []));

/** The movements of money in a stream, in order: what came is above 0, what went is below. */
const movements = (events: readonly AccountEvent[]): readonly number[] =>
  events.flatMap(({ type, data }) =>
    'amount' in data ? [type === 'MoneyWithdrawn' ? -data.amount : data.amount] : [],
  );

export const fiveHundred: TellerGoal = {
  id: 'five-hundred',
  text: 'Reach 500.00 by the history +1,000.00, −300.00, −200.00',
  met: (_, trace) => movements(end(trace).events).join() === '100000,-30000,-20000',
};

export const stopped: TellerGoal = {
  id: 'stopped',
  text: 'Give a command that ends at the third station',
  met: (_, trace) => end(trace).refusals.length > 0,
};

export const everyRefusal: TellerGoal = {
  id: 'every-refusal',
  text: 'Hear each of the six refusals',
  met: (_, trace) => end(trace).refusals.length === REASONS.length,
};

export const withTwoEvents: TellerGoal = {
  id: 'two-events',
  text: 'All six, with at most two events in the stream',
  met: (run, trace) => everyRefusal.met(run, trace) && end(trace).events.length <= 2,
};

export const overdraftSpec: TellerGoal = {
  id: 'overdraft-spec',
  text: 'Write a specification that an overdraft is refused; with the rule in decide it passes',
  met: (_, trace) =>
    specifications(trace).some((checked) => {
      const { then } = checked.spec;
      return then.type === 'refused' && then.reason === 'overdraft' && passing(checked).includes('sound');
    }),
};

export const replaySpec: TellerGoal = {
  id: 'replay-spec',
  text: 'Write one that fails only with the rule in evolve, where replay changes the past',
  met: (_, trace) => specifications(trace).some((checked) => passing(checked).join() === 'sound,left-out'),
};

export const overdraw: TellerGoal = {
  id: 'overdraw',
  text: 'Break it: overdraw the account',
  met: (_, trace) => views(trace).some(({ events }) => plainBalance(events) < 0),
};

export const disagree: TellerGoal = {
  id: 'disagree',
  text: 'Move the rule into evolve, until the state contradicts its events',
  met: (_, trace) => views(trace).some(({ state, events }) => state.balance !== plainBalance(events)),
};

export const repair: TellerGoal = {
  id: 'repair',
  text: 'Repair it: the rule in decide, the balance at 0.00 or more, no event gone',
  met: (run, trace) => {
    const { code, state } = end(trace);
    return overdraw.met(run, trace) && code === 'sound' && state.balance >= 0;
  },
};
