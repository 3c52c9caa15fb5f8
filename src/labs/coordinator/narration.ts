import { contradictions, type CommitRecord } from '../../../engine/commit/index.ts';
import type { Step as EngineStep } from '../../../engine/simulation/index.ts';
import { COORDINATOR, type Participant, type Setup } from './setup.ts';
import {
  called,
  listed,
  PROTOCOL_NAMES,
  recordIn,
  saidIn,
  sentAs,
  slownessName,
  subject,
  title,
  VOTE_NAMES,
} from './texts.ts';
import { momentOf, recordsOf, statusAt, type View } from './view.ts';
import type { Moment, Played } from './world.ts';

/** What each message says, in words. */
const ASKED: Readonly<Record<string, string>> = {
  PREPARE: 'can you commit',
  YES: 'it has promised to be able to do both',
  NO: 'it cannot',
  READ: 'it changed nothing, so the outcome is all the same to it',
  COMMIT: 'so it was decided',
  ABORT: 'roll back',
  ACK: 'it has the outcome in writing',
  ASK: 'what was decided',
  UNKNOWN: 'it is prepared itself, and cannot say',
  EXECUTE: 'do your part, now, alone',
  DONE: 'it has committed',
  REFUSED: 'it has not',
};

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const { played, index } = view;
  const moment = momentOf(view);
  const before = played.moments[index - 1];
  if (before === undefined) return beginning(played.setup);
  const what = moment.step === null ? passing(moment) : happening(played, moment, before, moment.step);
  return [`${moment.time} ms.`, what, ...consequences(played, moment, before)].join(' ');
}

export function beginning({ protocol, cooperative, participants }: Setup): string {
  const names = listed(participants.map(({ name }) => name));
  const rule =
    protocol === 'alone'
      ? 'There is no protocol between them: each is told to act, and commits alone.'
      : `${PROTOCOL_NAMES[protocol]}${cooperative ? ', and prepared participants ask each other, too' : ''}.`;
  const special = participants.filter(({ vote, slowness }) => vote !== 'yes' || slowness !== 1).map(peculiar);
  return `The start: order 1001 touches ${names}. They have done their work and hold their locks. ${rule}${special.join('')}`;
}

const peculiar = ({ name, vote, slowness }: Participant): string =>
  ` ${title(name)} ${VOTE_NAMES[vote].split(':')[0]}${slowness === 1 ? '' : `, and is ${slownessName(slowness)}`}.`;

function passing({ blocked }: Moment): string {
  if (blocked.length === 0) return 'Nobody watches longer than this; more could still happen.';
  return `It goes on like this for as long as nobody helps: ${listed(blocked)} ${blocked.length === 1 ? 'asks' : 'ask'} again and again, and may not decide.`;
}

function happening(played: Played, moment: Moment, before: Moment, step: EngineStep): string {
  switch (step.kind) {
    case 'send': {
      const said = saidIn(step.body);
      const cause = step.cause === null ? undefined : played.trace[step.cause];
      const reason = cause?.kind === 'wake' || cause?.kind === 'restart' ? why(cause, said) : '';
      return `${subject(step.node)} ${reason}sends ${said} to ${called(step.to)}${said in ASKED ? `: ${ASKED[said]}${said === 'PREPARE' || said === 'ASK' ? '?' : '.'}` : '.'}`;
    }
    case 'deliver':
      return hearing(moment, before, step);
    case 'lose':
      return `${sentAs(played, step.message)} reaches nobody: ${called(step.to)} is down.`;
    case 'write':
      return writing(played, step);
    case 'note':
      return 'The client is told what was decided, now that the decision cannot be lost.';
    case 'crash': {
      const lost = step.lost.map(recordIn);
      const forgot = lost.length === 0 ? '' : `, and of its log what was not forced: ${lost.join(', ')}`;
      const mind = step.node === COORDINATOR ? 'what it had in mind' : 'what it had in mind and its locks';
      return `${subject(step.node)} crashes. It loses ${mind}${forgot}. ${left(moment, step.node)}`;
    }
    case 'restart':
      return restarting(played, moment, step.node);
    case 'cut':
      return `The link between ${called(step.from)} and ${called(step.to)} is cut. What is sent over it waits.`;
    case 'mend':
      return `The link between ${called(step.from)} and ${called(step.to)} works again, and what waited goes on.`;
    default:
      return `${step.kind}.`;
  }
}

/** Why something is said once more, or without being asked. */
function why(cause: EngineStep, said: string): string {
  if (cause.kind === 'restart') return 'is back and ';
  return said === 'ASK' ? 'has waited long enough and ' : 'has no acknowledgement yet and ';
}

function hearing(moment: Moment, before: Moment, step: Extract<EngineStep, { kind: 'deliver' }>): string {
  const said = saidIn(step.body);
  const heard = `${subject(step.node)} hears ${said} from ${called(step.from)}.`;
  if (step.node !== COORDINATOR || !['YES', 'NO', 'READ'].includes(said)) return heard;
  if (before.coordinator?.waiting !== true) return `${heard} It is decided already.`;
  return moment.coordinator?.waiting === true
    ? `${heard} Not all have voted yet.`
    : `${heard} All votes are in.`;
}

function writing(played: Played, step: Extract<EngineStep, { kind: 'write' }>): string {
  const type = recordIn(step.entry);
  const how = step.forced
    ? `forces ${type} to its log`
    : `notes ${type} in its log, without forcing it to disk`;
  const cause = step.cause === null ? undefined : played.trace[step.cause];
  const why = cause?.kind === 'wake' ? ' has waited long enough. It' : '';
  return `${subject(step.node)}${why} ${how}${meaning(step, type)}`;
}

function meaning(
  { node, forced }: Extract<EngineStep, { kind: 'write' }>,
  type: CommitRecord['type'],
): string {
  const coordinator = node === COORDINATOR;
  switch (type) {
    case 'prepare':
      return ': from here on it can do both, commit and roll back, and may decide neither.';
    case 'commit':
      if (!coordinator) return ' and lets go of its locks.';
      return forced ? '. This is the commit point: one append to one log.' : '.';
    case 'abort':
      return coordinator ? ': everybody rolls back.' : ', rolls back and lets go of its locks.';
    case 'collecting':
      return ', before it asks: without an outcome behind it, it will mean abort.';
    case 'end':
      return ': everyone has acknowledged, and the transaction can be forgotten.';
    default:
      return '.';
  }
}

/** What a log still says. */
function left(moment: Moment, name: string): string {
  const records = recordsOf(moment, name).map(({ type }) => type);
  return records.length === 0
    ? 'Its log says nothing of the order.'
    : `Its log still says: ${records.join(', ')}.`;
}

function restarting(played: Played, moment: Moment, name: string): string {
  const log = `${subject(name)} starts again and reads its log. ${left(moment, name)}`;
  switch (statusAt(played, moment, name)) {
    case 'prepared':
      return `${log} It is in doubt: it takes its locks again, and asks.`;
    case 'working':
      return `${log} A crash has undone its work, so it rolls back.`;
    case 'init':
      return `${log} It had decided nothing, so nobody was told to commit.`;
    case 'committing':
    case 'aborting':
      return `${log} The decision stands, and is sent again.`;
    default:
      return log;
  }
}

function consequences(played: Played, moment: Moment, before: Moment): string[] {
  const stuck = moment.blocked.filter((name) => !before.blocked.includes(name));
  const freed = before.blocked.filter((name) => !moment.blocked.includes(name));
  const wrong = contradictionAt(played, moment, before);
  return [
    ...(stuck.length === 0
      ? []
      : [
          `${listed(stuck)} ${stuck.length === 1 ? 'is' : 'are'} blocked now: prepared, and nobody in reach can know the outcome.`,
        ]),
    ...(freed.length === 0
      ? []
      : [`${listed(freed)} ${freed.length === 1 ? 'is' : 'are'} no longer blocked.`]),
    ...(wrong === undefined ? [] : [`✗ ${wrong} The order is half done.`]),
  ];
}

/** The contradiction that a moment brought about, in words. */
export function contradictionAt(played: Played, moment: Moment, before: Moment): string | undefined {
  if (moment.step?.kind !== 'write' && moment.step?.kind !== 'note') return undefined;
  const all = contradictions(played.trace.slice(0, moment.made));
  const message = all.find(({ steps }) => steps[1] >= before.made)?.message;
  return message === undefined ? undefined : named(message);
}

const named = (message: string): string => message.replace(/[a-z]+(?= said)/g, title);

/** How the order stands at a step: whether it is whole, half done, or does not end. */
export function verdict({ played, index }: View): string {
  const moment = momentOf({ played, index });
  const { made, blocked } = moment;
  const [wrong] = contradictions(played.trace.slice(0, made));
  if (wrong !== undefined) return `✗ The order is half done: ${named(wrong.message)}`;
  if (blocked.length > 0) return `Nothing is half done, and nothing ends: ${listed(blocked)} blocked.`;
  const states = played.setup.participants
    .filter(({ vote }) => vote !== 'read-only')
    .map(({ name }) => statusAt(played, moment, name));
  if (states.every((state) => state === 'committed')) return '✓ All of the order is done.';
  if (states.every((state) => state === 'aborted')) return '✓ None of the order is done: all rolled back.';
  return isDecided(played, index)
    ? 'Nothing is half done: not all know the outcome yet.'
    : 'Nothing is half done: nothing is decided yet.';
}

/** Whether an outcome has been written or told by anybody up to a moment. */
const isDecided = ({ moments }: View['played'], index: number): boolean =>
  moments.slice(0, index + 1).some(({ step }) => {
    if (step?.kind === 'write') return ['commit', 'abort'].includes(recordIn(step.entry));
    return step?.kind === 'send' && ['COMMIT', 'ABORT'].includes(saidIn(step.body));
  });
