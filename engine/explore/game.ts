import { InvalidInputError } from '../errors.ts';
import { requireName } from '../guards.ts';

/**
 * Something that is played by choosing, and cannot be copied: the engine's own parts, driven step by step.
 *
 * It must be deterministic: after the same choices it offers the same choices and has the same faults.
 */
export interface Game {
  /** Begins anew, untouched by any play before. */
  start(): Play;
  /** What a choice takes from the budget of a run, a whole number from 0: a fault 1, say. Default: nothing. */
  readonly cost?: (choice: string) => number;
}

export interface Play {
  /** What may happen next, each by a name of its own. None: the run is over. */
  choices(): readonly string[];
  take(choice: string): void;
  /** What is wrong now, in words; null if all is well. */
  violation(): string | null;
}

/** @throws InvalidInputError for anything but an array of different names */
export function requireChoices(choices: unknown): readonly string[] {
  if (!Array.isArray(choices)) {
    throw new InvalidInputError('searchRuns: play.choices', 'an array of names', choices);
  }
  for (const [i, choice] of choices.entries()) {
    requireName(choice, `searchRuns: play.choices[${i}]`);
    if (choices.indexOf(choice) !== i) {
      throw new InvalidInputError(`searchRuns: play.choices[${i}]`, 'a name of its own', choice);
    }
  }
  return choices as readonly string[];
}
