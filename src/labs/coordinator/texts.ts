import type { CommitMessage, CommitRecord, Outcome, Vote } from '../../../engine/commit/index.ts';
import { COORDINATOR, type Participant, type Protocol, type Setup } from './setup.ts';
import type { Command, Moment, Played } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

/** A node's name at the beginning of a sentence, and on the board. */
export const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A node's name within a sentence: participants have proper names. */
export const called = (name: string): string => (name === COORDINATOR ? 'the coordinator' : title(name));
export const subject = (name: string): string => (name === COORDINATOR ? 'The coordinator' : title(name));

/** `Payment`, `Payment and Inventory`, `Payment, Inventory and Shipping`. */
export function listed(names: readonly string[]): string {
  const words = names.map(title);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = {
  'presumed-nothing': 'Two-phase commit, presumed nothing',
  'presumed-abort': 'Two-phase commit, presumed abort',
  'presumed-commit': 'Two-phase commit, presumed commit',
  alone: 'None: each commits alone',
};

export const VOTE_NAMES: Readonly<Record<Vote, string>> = {
  yes: 'can do it: YES',
  no: 'cannot do it: NO',
  'read-only': 'only reads',
};

export const slownessName = (times: number): string =>
  times === 1 ? 'as fast as usual' : `${times} times as slow`;

interface Said {
  readonly type: string;
  readonly vote?: Vote;
  readonly outcome?: Outcome | 'unknown';
}

/** A message as it is written on its arrow. */
export function messageName({ type, vote, outcome }: Said): string {
  if (type === 'VOTE') return vote === 'read-only' ? 'READ' : vote === 'yes' ? 'YES' : 'NO';
  if (type.endsWith('ANSWER')) return outcome === 'unknown' ? 'UNKNOWN' : (outcome ?? '').toUpperCase();
  return type.endsWith('ASK') ? 'ASK' : type;
}

export const saidIn = (body: unknown): string => messageName(body as CommitMessage);
export const recordIn = (entry: unknown): CommitRecord['type'] => (entry as CommitRecord).type;

/** The name of a moment, as the table and the slider have it. */
export function label(played: Played, { step }: Moment, index: number): string {
  if (step === null) return index === 0 ? 'Start' : 'Time passes';
  switch (step.kind) {
    case 'send':
      return `${step.node} → ${step.to}: ${saidIn(step.body)}`;
    case 'deliver':
      return `${step.node} hears ${saidIn(step.body)}`;
    case 'lose':
      return `${sentAs(played, step.message)} to ${step.to} is lost`;
    case 'write':
      return `${step.node} ${step.forced ? 'forces' : 'writes'} ${recordIn(step.entry)}`;
    case 'note':
      return 'the client is answered';
    case 'cut':
      return `link ${step.from} – ${step.to} cut`;
    case 'mend':
      return `link ${step.from} – ${step.to} mended`;
    default:
      return 'node' in step ? `${step.node} ${step.kind}s`.replace('crashs', 'crashes') : step.kind;
  }
}

/** What a message on its way says. */
export function sentAs({ trace }: Played, message: string): string {
  const sent = trace.find((one) => one.kind === 'send' && one.message === message);
  return sent?.kind === 'send' ? saidIn(sent.body) : message;
}

/** What a command did. */
export function tell(setup: Setup, command: Command): string {
  switch (command.type) {
    case 'protocol':
      return `Protocol: ${PROTOCOL_NAMES[setup.protocol]}. The order begins anew.`;
    case 'cooperative':
      return setup.cooperative
        ? 'Prepared participants ask each other, too. The order begins anew.'
        : 'Prepared participants ask the coordinator alone. The order begins anew.';
    case 'participants':
      return `The order touches ${listed(setup.participants.map(({ name }) => name))}, and begins anew.`;
    case 'vote':
    case 'slow': {
      const one = setup.participants.find(({ name }) => name === command.node) as Participant;
      return `${title(one.name)} ${VOTE_NAMES[one.vote].split(':')[0]}, and is ${slownessName(one.slowness)}. The order begins anew.`;
    }
    case 'crash':
      return `You crashed ${called(command.node)}.`;
    case 'restart':
      return `You started ${called(command.node)} again.`;
    case 'cut':
      return `You cut the link between ${called(command.a)} and ${called(command.b)}.`;
    case 'mend':
      return `You mended the link between ${called(command.a)} and ${called(command.b)}.`;
    case 'wait':
      return 'You watched on.';
  }
}
