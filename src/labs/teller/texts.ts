import type { Outcome } from '../../../engine/aggregates/index.ts';
import type { Account, AccountEvent } from '../../../engine/domains/account.ts';
import type { Step } from '../../lab-frame/lab.ts';
import { formatMoney, formatMoneyChange } from '../../ui/format.ts';
import { STREAM, type Handling, type Statement } from './bank.ts';
import type { Expected, Fact, Order, Reason } from './commands.ts';
import type { Checked } from './spec.ts';
import { plainBalance, type Code } from './variants.ts';
import type { Clause, Stage, Station, View } from './view.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

const ORDER_NAMES = {
  create: 'CreateAccount',
  deposit: 'Deposit',
  withdraw: 'Withdraw',
  block: 'Block',
} as const;

/** `Withdraw 300.00`. */
export const orderInWords = (order: Order): string =>
  [ORDER_NAMES[order.type], ...('amount' in order ? [formatMoney(order.amount)] : [])].join(' ');

/** `MoneyWithdrawn 300.00`. */
export const factInWords = (fact: Fact): string =>
  [fact.type, ...('amount' in fact ? [formatMoney(fact.amount)] : [])].join(' ');

export const eventInWords = ({ type, data }: AccountEvent): string =>
  [type, ...('amount' in data ? [formatMoney(data.amount)] : [])].join(' ');

/** The change alone, as it stands on a small note. */
export function changeOf({ type, data }: AccountEvent): string {
  if (!('amount' in data)) return '';
  return formatMoneyChange(type === 'MoneyWithdrawn' ? -data.amount : data.amount);
}

export const CODE_NAMES: Readonly<Record<Code, string>> = {
  sound: 'rule in decide',
  'left-out': 'rule left out',
  'in-evolve': 'rule moved into evolve',
};

export const STATION_NAMES: Readonly<Record<Station | Clause, string>> = {
  load: 'Load',
  fold: 'Fold',
  decide: 'Decide',
  append: 'Append',
  project: 'Project',
  given: 'Given',
  when: 'When',
  then: 'Then',
};

/** What each rule says, as a sentence. */
export const RULES: Readonly<Record<Reason, string>> = {
  'not-created': 'Nothing can be done with an account that does not exist.',
  'already-created': 'An account is created once.',
  overdraft: 'Nobody may withdraw more than there is.',
  'invalid-amount': 'An amount is a whole number of cents above 0.',
  blocked: 'From a blocked account no money goes, and none comes to it.',
  'already-blocked': 'The first reason for blocking an account stands.',
};

const refusalInWords = (reason: Reason, { balance }: Account): string =>
  reason === 'overdraft' ? `${RULES[reason]} The balance is ${formatMoney(balance)}.` : RULES[reason];

export function stateInWords({ status, owner, balance }: Account): string {
  if (status === 'none') return 'no account yet, balance 0.00';
  return `${status}, owner ${owner}, balance ${formatMoney(balance)}`;
}

export const statementInWords = ({ paidIn, paidOut }: Statement): string =>
  `paid in ${formatMoney(paidIn)}, paid out ${formatMoney(paidOut)}`;

const events = (count: number): string => (count === 1 ? '1 event' : `${count} events`);

export function expectedInWords(expected: Expected): string {
  switch (expected.kind) {
    case 'event':
      return factInWords(expected.event);
    case 'refused':
      return `refused: ${expected.reason}`;
    case 'state':
      return `open, Ada’s, balance ${formatMoney(expected.balance)}`;
  }
}

/** What came of a specification, in the words in which one may expect it. */
export function outcomeOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'events':
      return outcome.events.map((event) => eventInWords(event as AccountEvent)).join(', ');
    case 'refused':
      return `refused: ${outcome.reason}`;
    case 'state':
      return stateInWords(outcome.state as Account);
    case 'failed':
      return `failed: ${String(outcome.error)}`;
  }
}

export function labelOf(stage: Stage): string {
  switch (stage.kind) {
    case 'start':
      return 'Start';
    case 'deployed':
      return 'New version in service';
    case 'station':
      return `${orderInWords(stage.handling.order)}: ${stage.station}`;
    case 'clause':
      return `Specification: ${stage.clause}`;
  }
}

/** The outcome as the table has it. */
export function outcomeInWords({ stage, events: stream, code }: View): string {
  if (stage.kind === 'deployed') return CODE_NAMES[code];
  if (stage.kind === 'start') return '';
  if (stage.kind === 'clause') {
    const { spec, verdicts } = stage.checked;
    if (stage.clause === 'given') return spec.given.map(factInWords).join(', ') || 'nothing happened yet';
    if (stage.clause === 'when') return orderInWords(spec.when);
    return verdicts
      .map(({ code: name, result }) => `${CODE_NAMES[name]} ${result.passed ? '✓' : '✗'}`)
      .join(', ');
  }
  const { version, decision } = stage.handling;
  switch (stage.station) {
    case 'load':
      return `${events(version)} read`;
    case 'fold':
      return 'state made';
    case 'decide':
      return decision.kind === 'refused'
        ? `✗ refused: ${decision.reason}`
        : `✓ ${decision.events.map(eventInWords).join(', ')}`;
    case 'append':
      return `written as version ${stream.length}`;
    case 'project':
      return 'statement printed';
  }
}

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const { stage } = view;
  switch (stage.kind) {
    case 'start':
      return beginning(view);
    case 'deployed':
      return `A version with the ${CODE_NAMES[view.code]} is in service. The stream is as it was, ${events(view.events.length)}, and folds to: ${stateInWords(view.state)}.${disagreement(view.state, view.events)}`;
    case 'station':
      return narrateStation(stage.station, stage.handling, view);
    case 'clause':
      return narrateClause(stage.clause, stage.checked);
  }
}

function beginning({ scenario, events: stream, state }: View): string {
  if (scenario === 'specs') {
    return 'The bench is empty. Put together what has happened, a command, and what you expect of it.';
  }
  const there =
    stream.length === 0
      ? `The stream ${STREAM} has no events yet.`
      : `The stream ${STREAM} has ${events(stream.length)}: ${stream.map(eventInWords).join(', ')}. Folded: ${stateInWords(state)}.`;
  const inService =
    scenario === 'rule'
      ? ' A new version went into service this morning: its decide has no rule against overdrafts.'
      : '';
  return `${there}${inService} The counter is open: give a command.`;
}

function narrateStation(station: Station, handling: Handling, view: View): string {
  const { order, version, before, after, decision } = handling;
  switch (station) {
    case 'load':
      return version === 0
        ? `${orderInWords(order)} arrives. The repository looks for the stream ${STREAM}: no events, so version 0.`
        : `${orderInWords(order)} arrives. The repository loads the stream ${STREAM}: ${events(version)}, so version ${version}.`;
    case 'fold':
      return version === 0
        ? `There is nothing to fold, so this is the initial state: ${stateInWords(before)}.`
        : `evolve folds the ${events(version)} into the state: ${stateInWords(before)}.${disagreement(before, view.events) || ' It judges nothing: what is recorded has happened.'}`;
    case 'decide':
      return decision.kind === 'refused'
        ? `decide refuses: ${decision.reason}. ${refusalInWords(decision.reason, before)} No event, so nothing is written: the stream stays at version ${version}.`
        : `decide compares the command with the state, and no rule speaks against it. It answers with ${decision.events.map(eventInWords).join(', ')}. Nothing is written yet.`;
    case 'append':
      return `The repository appends ${eventInWords(view.events.at(-1) as AccountEvent)}, expecting version ${version}. The stream is still there, so the event gets version ${view.events.length}. evolve takes it into the state: ${stateInWords(after)}.${consequence(handling, view)}`;
    case 'project':
      return `The projection of the bank statement reads the new event and prints: ${statementInWords(view.statement)}. Who reads it never asks the account.`;
  }
}

/** What is wrong after an event that should never have been written. */
function consequence({ after }: Handling, { events: stream }: View): string {
  const plain = plainBalance(stream);
  if (plain >= 0) return '';
  if (after.balance !== plain) return ` The money is gone all the same.${disagreement(after, stream)}`;
  return ` Nobody stopped it: the account is overdrawn by ${formatMoney(-plain)}.`;
}

/** What to say where evolve looked away from an event. */
function disagreement({ balance }: Account, stream: readonly AccountEvent[]): string {
  const plain = plainBalance(stream);
  if (balance === plain) return '';
  return ` evolve looked away from a withdrawal: the events add up to ${formatMoney(plain)}, the state says ${formatMoney(balance)}.`;
}

function narrateClause(clause: Clause, { spec, verdicts }: Checked): string {
  switch (clause) {
    case 'given': {
      const facts = spec.given.map(factInWords).join(', ') || 'that nothing has happened';
      const [sound, ...others] = verdicts.map(({ code, before }) => ({ code, words: stateInWords(before) }));
      const different = others.filter(({ words }) => words !== sound?.words);
      const also = different.map(
        ({ code, words }) => ` With the ${CODE_NAMES[code]}, the same events fold to: ${words}.`,
      );
      return `Given ${facts}. Folded: ${sound?.words}.${also.join('')}`;
    }
    case 'when':
      return `When ${orderInWords(spec.when)} comes: ${verdicts
        .map(({ code, decided }) => `with the ${CODE_NAMES[code]}, ${outcomeOf(decided)}`)
        .join('; ')}.`;
    case 'then':
      return `Then expected: ${expectedInWords(spec.then)}. ${verdicts
        .map(({ code, result }) =>
          result.passed
            ? `With the ${CODE_NAMES[code]} it passes.`
            : `With the ${CODE_NAMES[code]} it fails: ${outcomeOf(result.actual)}.`,
        )
        .join(' ')}`;
  }
}

type Message = NonNullable<Step<View>['line']>;

/** Who tells whom what at a step; null where nobody does. */
export function lineOf({ stage, events: stream, statement }: View): Message | null {
  if (stage.kind !== 'station') return null;
  const { order, version, decision } = stage.handling;
  const last = stream.at(-1);
  switch (stage.station) {
    case 'load':
      return { from: 'Teller', to: 'Repository', text: orderInWords(order) };
    case 'fold':
      return { from: 'Event store', to: 'Repository', text: `${events(version)}, folded by evolve` };
    case 'decide':
      return decision.kind === 'refused'
        ? { from: 'Account', to: 'Teller', text: `refused: ${decision.reason}` }
        : { from: 'Account', to: 'Repository', text: decision.events.map(eventInWords).join(', ') };
    case 'append':
      return { from: 'Repository', to: 'Event store', text: `append, expecting version ${version}` };
    case 'project':
      return {
        from: 'Event store',
        to: 'Statement',
        text: `${last === undefined ? '' : eventInWords(last)}: ${statementInWords(statement)}`,
      };
  }
}
