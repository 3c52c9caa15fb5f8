import type { Outcome } from '../../../engine/aggregates/index.ts';
import type { Account, AccountEvent } from '../../../engine/domains/account.ts';
import type { Step } from '../../lab-frame/lab.ts';
import { formatMoney, formatMoneyChange } from '../../ui/format.ts';
import { STREAM, type Handling, type Recorded } from './bank.ts';
import { commandOf, type Expected, type Fact, type Order, type Reason } from './commands.ts';
import type { Checked, Verdict } from './spec.ts';
import { plainBalance, type Code } from './variants.ts';
import type { Clause, Stage, Station, View } from './view.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

const withAmount = (name: string, about: { readonly amount: number } | object): string =>
  'amount' in about ? `${name} ${formatMoney(about.amount)}` : name;

/** `Withdraw 300.00`. */
export const orderInWords = (order: Order): string => withAmount(commandOf(order).type, order);

/** `MoneyWithdrawn 300.00`. */
export const factInWords = (fact: Fact): string => withAmount(fact.type, fact);

const listInWords = (events: readonly AccountEvent[]): string =>
  events.map(({ type, data }) => withAmount(type, data)).join(', ');

/** The change alone, as it stands on a small note. */
export const changeOf = ({ type, data }: AccountEvent): string =>
  'amount' in data ? formatMoneyChange(type === 'MoneyWithdrawn' ? -data.amount : data.amount) : '';

export const CODE_NAMES: Readonly<Record<Code, string>> = {
  sound: 'rule in decide',
  'left-out': 'rule left out',
  'in-evolve': 'rule in evolve',
};

const EVOLVING = 'evolve(state, event), event by event';
const DECIDING = 'decide(command, state)';

/** What is done at each station. */
export const STATION_WORK: Readonly<Record<Station | Clause, string>> = {
  load: 'read the account’s stream',
  fold: EVOLVING,
  decide: DECIDING,
  append: 'add the events at the version loaded',
  project: 'hand them on to the readers',
  given: EVOLVING,
  when: DECIDING,
  then: 'compare with what you expect',
};

/** What each rule says. */
const RULES: Readonly<Record<Reason, string>> = {
  'not-created': 'there is no such account',
  'already-created': 'an account is created once',
  overdraft: 'nobody may withdraw more than there is',
  'invalid-amount': 'an amount is a whole number of cents above 0',
  blocked: 'a blocked account moves no money',
  'already-blocked': 'the first reason for blocking stands',
};

const counted = (count: number): string => (count === 1 ? '1 event' : `${count} events`);

export const stateInWords = ({ status, owner, balance }: Account): string =>
  status === 'none'
    ? 'no account yet, balance 0.00'
    : `${status}, owner ${owner}, balance ${formatMoney(balance)}`;

const statementInWords = ({ statement: { paidIn, paidOut } }: View): string =>
  `paid in ${formatMoney(paidIn)}, paid out ${formatMoney(paidOut)}`;

export function expectedInWords(expected: Expected): string {
  switch (expected.type) {
    case 'refused':
      return `refused: ${expected.reason}`;
    case 'state':
      return `open, balance ${formatMoney(expected.balance)}`;
    default:
      return factInWords(expected);
  }
}

/** What came of a command in a specification. */
export function outcomeOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'events':
      return listInWords(outcome.events as readonly AccountEvent[]);
    case 'refused':
      return `refused: ${outcome.reason}`;
    case 'state':
      return stateInWords(outcome.state as Account);
    case 'failed':
      return `failed: ${String(outcome.error)}`;
  }
}

export const verdictInWords = ({ code, result }: Verdict): string =>
  `${result.passed ? '✓' : '✗'} ${CODE_NAMES[code]}${result.passed ? '' : `: ${outcomeOf(result.actual)}`}`;

const STAGE_NAMES = { start: 'Start', deployed: 'New version in service', spec: 'Specification' };

export function labelOf(stage: Stage): string {
  const name = stage.kind === 'command' ? orderInWords(stage.handling.order) : STAGE_NAMES[stage.kind];
  return stage.at === null ? name : `${name}: ${stage.at}`;
}

/** The outcome of a step, as the table has it. */
export function outcomeInWords(view: View): string {
  const { stage, code } = view;
  if (stage.at === null) return stage.kind === 'deployed' ? CODE_NAMES[code] : '';
  if (stage.at === 'then') return stage.checked.verdicts.map(verdictInWords).join('; ');
  return resultOf(stage.at, view);
}

/** What came of a station that was reached, or why it is not reached any more. */
export function resultOf(at: Station | Clause, view: View): string {
  const { stage, events } = view;
  if (stage.at === null) return '';
  if (stage.kind === 'spec') {
    const { spec, verdicts } = stage.checked;
    const [sound] = verdicts;
    if (at === 'then' || sound === undefined) return expectedInWords(spec.then);
    return at === 'given' ? stateInWords(sound.before) : outcomeOf(sound.decided);
  }
  const { version, before, decision } = stage.handling;
  const refused = decision.kind === 'refused';
  switch (at) {
    case 'load':
      return `version ${version}`;
    case 'fold':
      return stateInWords(before);
    case 'decide':
      return refused ? `✗ refused: ${decision.reason}` : `✓ ${listInWords(decision.events)}`;
    case 'append':
      return refused ? 'not reached: nothing is written' : `version ${version}, now ${events.length}`;
    default:
      return refused ? 'not reached: nobody hears of it' : statementInWords(view);
  }
}

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const { stage, events, code, state } = view;
  switch (stage.kind) {
    case 'start':
      return beginning(view);
    case 'deployed':
      return `A version with the ${CODE_NAMES[code]} is in service. The stream is as it was. Folded: ${stateInWords(state)}.${disagreement(state, events)}`;
    case 'command':
      return narrateStation(stage.at, stage.handling, view);
    case 'spec':
      return narrateClause(stage.at, stage.checked);
  }
}

function beginning({ scenario, events, state }: View): string {
  if (scenario === 'specs') {
    return 'The bench is empty. Put a specification together.';
  }
  const there =
    events.length === 0
      ? 'has no events yet'
      : `has ${counted(events.length)}: ${listInWords(events)}. Folded: ${stateInWords(state)}`;
  const changed = scenario === 'rule' ? ' Today’s version of decide has no rule against overdrafts.' : '';
  return `The stream ${STREAM} ${there}.${changed} Give a command.`;
}

function narrateStation(at: Station, handling: Handling, view: View): string {
  const { order, version, before, after, decision } = handling;
  const { events } = view;
  switch (at) {
    case 'load':
      return `${orderInWords(order)} arrives. The repository loads the stream ${STREAM}: ${counted(version)}.`;
    case 'fold':
      return version === 0
        ? `There is nothing to fold, so this is the initial state: ${stateInWords(before)}.`
        : `evolve folds ${counted(version)} into the state: ${stateInWords(before)}.${disagreement(before, events) || ' It judges nothing: what is recorded has happened.'}`;
    case 'decide':
      return decision.kind === 'refused'
        ? `decide refuses: ${decision.reason}, as ${RULES[decision.reason]}. The balance is ${formatMoney(before.balance)}. Nothing is written: the stream stays at version ${version}.`
        : `No rule of decide speaks against it. It answers with ${listInWords(decision.events)}; nothing is written yet.`;
    case 'append':
      return `The repository appends ${listInWords(events.slice(version))}, expecting version ${version}, which is where the stream still stands. It becomes version ${events.length}, and evolve makes the state: ${stateInWords(after)}.${consequence(after, events)}`;
    case 'project':
      return `The projection brings the statement up to date: ${statementInWords(view)}. Its readers never ask the account.`;
  }
}

/** What is wrong after an event that should never have been written. */
function consequence(after: Account, events: readonly Recorded[]): string {
  const overdrawn = ' Nobody stopped it: the account is overdrawn.';
  return disagreement(after, events) || (after.balance < 0 ? overdrawn : '');
}

/** What to say where evolve looked away from an event. */
function disagreement({ balance }: Account, events: readonly Recorded[]): string {
  const plain = plainBalance(events);
  if (balance === plain) return '';
  return ` evolve looked away from a withdrawal: the events add up to ${formatMoney(plain)}, the state says ${formatMoney(balance)}.`;
}

function narrateClause(at: Clause, { spec, verdicts }: Checked): string {
  const each = (say: (verdict: Verdict) => string): string =>
    verdicts.map((verdict) => `with the ${CODE_NAMES[verdict.code]}: ${say(verdict)}`).join('; ');
  switch (at) {
    case 'given':
      return `Given ${spec.given.map(factInWords).join(', ') || 'that nothing has happened'}. Folded ${each(({ before }) => stateInWords(before))}.`;
    case 'when':
      return `When ${orderInWords(spec.when)} comes, decide answers ${each(({ decided }) => outcomeOf(decided))}.`;
    case 'then':
      return `Then expect ${expectedInWords(spec.then)}. It came out ${each(({ result }) => `${outcomeOf(result.actual)}, ${result.passed ? 'passed' : 'failed'}`)}.`;
  }
}

/** Who tells whom at each station; a refusal is told to the teller. */
const TOLD: Readonly<Record<Station, readonly [from: string, to: string]>> = {
  load: ['Teller', 'Repository'],
  fold: ['Event store', 'Repository'],
  decide: ['Account', 'Repository'],
  append: ['Repository', 'Event store'],
  project: ['Event store', 'Statement'],
};

/** Who tells whom what at a step, where somebody does. */
export function lineOf(view: View): Pick<Step<View>, 'line'> {
  const { stage } = view;
  if (stage.kind !== 'command') return {};
  const { order, decision } = stage.handling;
  const [from, to] = TOLD[stage.at];
  const refused = stage.at === 'decide' && decision.kind === 'refused';
  const text = stage.at === 'load' ? orderInWords(order) : resultOf(stage.at, view);
  return { line: { from, to: refused ? 'Teller' : to, text } };
}
