import { InvalidInputError } from '../errors.ts';
import { copyFrozen } from '../events/index.ts';
import { canonicalJson } from '../timeline/index.ts';
import type { Exhibit, ExhibitCommand, ExhibitStep, ExhibitTexts, Violation, Which } from './exhibit.ts';

/** What a command led to, as an exhibit tells it. */
export interface Scene extends Pick<ExhibitStep, 'text' | 'seen'> {
  /** How the promise is broken, if it is. */
  readonly wrong?: string | undefined;
}

/** What an exhibit is made of. */
export interface ExhibitParts<Command extends ExhibitCommand> extends ExhibitTexts {
  /** What can be done after these commands. */
  readonly commands: (run: readonly Command[]) => readonly Command[];
  /** Sets up a world of its own with one of the two parts in it. What it gives carries out one command after another. */
  readonly open: (which: Which) => (command: Command) => Scene;
}

/**
 * Makes an exhibit. Only commands that are offered are carried out, so a run from elsewhere (a shared link, say) is
 * either one that could have been made here, or is refused as a whole.
 */
export function createExhibit<Command extends ExhibitCommand>(parts: ExhibitParts<Command>): Exhibit {
  const { commands, open, ...texts } = parts;
  const offeredAfter = (run: readonly Command[]): readonly Command[] =>
    copyFrozen(commands(run), `commands of ${texts.id}`) as unknown as readonly Command[];

  const requireRun = (run: readonly ExhibitCommand[], where: string): readonly Command[] => {
    if (!Array.isArray(run)) throw new InvalidInputError(`${where}: run`, 'an array of commands', run);
    const accepted: Command[] = [];
    for (const [i, given] of (run as readonly ExhibitCommand[]).entries()) {
      const text = canonicalJson(copyFrozen(given, `${where}: run[${i}]`));
      const offered = offeredAfter(accepted);
      const command = offered.find((candidate) => canonicalJson(candidate) === text);
      if (command === undefined) {
        const expected = `one of ${offered.map((candidate) => canonicalJson(candidate)).join(', ')}`;
        throw new InvalidInputError(`${where}: run[${i}]`, expected, text);
      }
      accepted.push(command);
    }
    return accepted;
  };

  return Object.freeze({
    ...texts,
    commands: (run) => offeredAfter(requireRun(run, `commands of ${texts.id}`)),
    play(run, which) {
      const where = `play of ${texts.id}`;
      const accepted = requireRun(run, where);
      const perform = open(requireWhich(which, `${where}: which`));
      let violation: Violation | null = null;
      const steps = accepted.map((command, i): ExhibitStep => {
        const { text, seen, wrong } = perform(command);
        if (wrong !== undefined) violation ??= { step: i + 1, text: wrong };
        return { command, text, seen };
      });
      return { steps, violation };
    },
  } satisfies Exhibit);
}

function requireWhich(which: unknown, where: string): Which {
  if (which === 'faulty' || which === 'sound') return which;
  throw new InvalidInputError(where, "'faulty' or 'sound'", which);
}
