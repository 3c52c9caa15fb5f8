import { InvalidInputError } from '../../engine/errors.ts';
import { copyFrozen } from '../../engine/events/index.ts';
import type { Lab, Run } from './lab.ts';

/**
 * A run as the end of a link, and back. Links carry commands and never state, so whoever opens one sees what the engine
 * makes of them. What comes in is hostile until the lab has played it.
 */

/** The version of what links hold. A link of a later one was made by a newer book. */
const VERSION = 1;
/** Longer links are cut by mail and chat programs anyway. */
const LONGEST = 8_000;
const MOST_COMMANDS = 500;
const KEY = 'run';

/** Why a link cannot be opened, in a sentence for the reader. */
export class LinkError extends Error {
  readonly reason: 'malformed' | 'too-long' | 'too-new' | 'refused';

  constructor(reason: LinkError['reason'], message: string) {
    super(message);
    this.name = 'LinkError';
    this.reason = reason;
  }
}

/**
 * The fragment of a link to a run, with its `#`.
 *
 * @throws LinkError when the run is too long for a link
 */
export function toFragment<Command>({ lab, scenario, seed, commands }: Run<Command>): string {
  const bytes = new TextEncoder().encode(JSON.stringify([scenario, seed, commands]));
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
  const fragment = `#${KEY}=${VERSION}.${lab}.${text}`;
  if (fragment.length <= LONGEST) return fragment;
  throw new LinkError('too-long', 'This run has too many moves for a link. Reset, and make a shorter one.');
}

/**
 * The run that a fragment holds, as far as it is one for this lab.
 *
 * @returns null where the fragment is none of a run, or of another lab's
 * @throws LinkError for everything that is no playable run
 */
export function fromFragment<Command, View>(fragment: string, lab: Lab<Command, View>): Run<Command> | null {
  if (!fragment.startsWith(`#${KEY}=`)) return null;
  if (fragment.length > LONGEST)
    throw new LinkError('too-long', 'This link is too long to be one of this book.');
  const [version = '', id, text] = fragment.slice(KEY.length + 2).split('.');
  if (!/^[1-9]\d{0,3}$/.test(version) || id === undefined || text === undefined) throw malformed();
  if (Number(version) > VERSION) {
    throw new LinkError(
      'too-new',
      'This link was made by a newer edition of this book. Ask for the moves in words.',
    );
  }
  if (id !== lab.id) return null;
  const run = { lab: lab.id, ...parse<Command>(text) };
  try {
    lab.play(run);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new LinkError('refused', `This link holds a move that this lab does not know: ${error.message}`);
  }
  return run;
}

function parse<Command>(text: string): Omit<Run<Command>, 'lab'> {
  let value: unknown;
  try {
    const bytes = Uint8Array.from(
      atob(text.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.codePointAt(0) as number,
    );
    value = copyFrozen(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), 'link');
  } catch {
    throw malformed();
  }
  if (!Array.isArray(value) || value.length !== 3) throw malformed();
  const [scenario, seed, commands] = value as unknown[];
  if (typeof scenario !== 'string' || !Number.isSafeInteger(seed) || !Array.isArray(commands))
    throw malformed();
  if (commands.length > MOST_COMMANDS) {
    throw new LinkError('too-long', `This link holds more than ${MOST_COMMANDS} moves.`);
  }
  if (
    !commands.every((command) => typeof command === 'object' && command !== null && !Array.isArray(command))
  ) {
    throw malformed();
  }
  return { scenario, seed: seed as number, commands: commands as readonly Command[] };
}

const malformed = (): LinkError =>
  new LinkError('malformed', 'This link is damaged: it does not hold a run of this lab.');
