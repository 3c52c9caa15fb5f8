import { requireWholeNumber } from '../../../engine/guards.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { DEEDS, PARTS, type Deed, type Part } from './parts.ts';
import { ITEMS, type Command } from './requests.ts';
import type { View } from './view.ts';

const NO_PAUSE: Partial<Record<Part, string>> = {
  client: 'The client is you: to pause it, send nothing.',
  bus: 'A bus hands on at once and keeps nothing, so it cannot hold anything back. Cut it instead.',
};

/** Why something cannot be done to a part now, or null when it can. */
export function refusal({ conditions }: View, deed: Deed, part: Part): string | null {
  const condition = conditions[part];
  switch (deed) {
    case 'cut':
      return condition === 'cut' ? 'It is cut already.' : null;
    case 'pause':
      if (NO_PAUSE[part] !== undefined) return NO_PAUSE[part];
      if (condition === 'cut') return 'It is cut: restore it first.';
      return condition === 'paused' ? 'It is paused already.' : null;
    case 'restore':
      return condition === 'works' ? 'It is neither cut nor paused.' : null;
    case 'wipe':
      return null;
  }
}

/** Why stored events cannot be read again into the read database now, or null when they can. */
export function noReplay({ conditions, checkpoint, events }: View): string | null {
  for (const [part, name] of [
    ['store', 'event store'],
    ['projection', 'projection'],
    ['read-database', 'read database'],
  ] as const) {
    if (conditions[part] !== 'works') return `The ${name} is ${conditions[part]}.`;
  }
  return checkpoint > events.length ? 'The log that it read is gone.' : null;
}

/**
 * Makes sure that a command can be obeyed where it stands.
 *
 * @throws InvalidInputError for anything but a command, or one that is not possible here
 */
export function requireCommand(command: Command, view: View, where: string): Command {
  const given: unknown = command;
  if (typeof given !== 'object' || given === null) throw new InvalidInputError(where, 'a command', command);
  switch (command.type) {
    case 'create':
    case 'check-out':
      return command;
    case 'add':
    case 'remove':
      requireOneOf(ITEMS, command.item, `${where}.item`);
      return command;
    case 'ask':
      requireOneOf(['read-database', 'events'], command.from, `${where}.from`);
      return command;
    case 'open':
      requireWholeNumber(command.position, `${where}.position`, 1);
      if (command.position <= view.events.length) return command;
      throw new InvalidInputError(
        `${where}.position`,
        `a position up to ${view.events.length}`,
        command.position,
      );
    case 'replay':
      return requirePossible(noReplay(view), command, where);
    default:
      requireOneOf(DEEDS, command.type, `${where}.type`);
      requireOneOf(PARTS, command.part, `${where}.part`);
      return requirePossible(refusal(view, command.type, command.part), command, where);
  }
}

function requirePossible(reason: string | null, command: Command, where: string): Command {
  if (reason === null) return command;
  throw new InvalidInputError(where, `a command that is possible here (${reason})`, command.type);
}

function requireOneOf(known: readonly string[], given: unknown, where: string): void {
  if (known.includes(given as string)) return;
  throw new InvalidInputError(where, known.map((one) => `'${one}'`).join(', '), given);
}
