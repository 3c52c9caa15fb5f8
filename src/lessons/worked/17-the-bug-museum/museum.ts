import {
  exhibits,
  type Exhibit,
  type ExhibitCommand,
  type Played,
} from '../../../../engine/exhibits/index.ts';
import { searchRuns, type Game, type RunsReport } from '../../../../engine/explore/index.ts';
import { canonicalJson } from '../../../../engine/timeline/index.ts';

/** The bug museum, searched while the book is built: every run of each exhibit up to a length, with its mistake and without. */

/** How many steps the runs have that are tried. A run of six steps holds all shorter ones at its beginning. */
export const STEPS = 6;

/** Where the chapter stands that an exhibit belongs to, and where its sound part is, if not beside the faulty one. */
const PLACES: Readonly<
  Record<string, { readonly chapter: number; readonly sound?: readonly [string, string] }>
> = {
  'raised-not-applied': { chapter: 4 },
  'expects-the-unsaved': { chapter: 6, sound: ['exhibits/saving.ts', 'soundWriter'] },
  'minus-one-skips-the-check': { chapter: 6, sound: ['exhibits/saving.ts', 'soundWriter'] },
  'saved-without-version': { chapter: 4 },
  'snapshot-forgets-version': { chapter: 11 },
  'version-modulo-n': { chapter: 11 },
  'rebuild-counts-twice': { chapter: 7 },
  'skipped-error': { chapter: 7 },
  'full-buffer-drops': { chapter: 10 },
  'hole-before-live': { chapter: 7 },
  'timestamps-as-order': { chapter: 10 },
  'live-references': { chapter: 3 },
};

/** An exhibit with what the search found. */
export interface Showing {
  readonly exhibit: Exhibit;
  /** The number of the chapter that explains what it gets wrong. */
  readonly chapter: number;
  /** File and name of its sound part. */
  readonly sound: readonly [string, string];
  /** The shortest run that breaks the promise, as the faulty part plays it. */
  readonly shortest: Played;
  readonly tried: number;
  /** How many of those break the promise of the faulty part. */
  readonly broken: number;
}

/** All exhibits, in the order of the museum. */
export const museum: readonly Showing[] = exhibits.map(show);

/** @throws Error for an exhibit that is not in the museum */
export function showingOf(id: string): Showing {
  const found = museum.find(({ exhibit }) => exhibit.id === id);
  if (found === undefined) throw new Error(`There is no exhibit "${id}" in the bug museum.`);
  return found;
}

function show(exhibit: Exhibit): Showing {
  const { id } = exhibit;
  const place = PLACES[id];
  if (place === undefined) throw new Error(`The exhibit "${id}" belongs to no chapter.`);
  const faulty = searchAll(exhibit, 'faulty');
  const sound = searchAll(exhibit, 'sound');
  if (faulty.counterexample === null) throw new Error(`No run of ${STEPS} steps breaks the exhibit "${id}".`);
  if (sound.counterexample !== null) {
    throw new Error(`The sound part of "${id}" is broken by ${sound.counterexample.choices.join(' ')}.`);
  }
  return {
    exhibit,
    chapter: place.chapter,
    sound: place.sound ?? [`exhibits/${id}.ts`, 'sound'],
    shortest: exhibit.play(faulty.counterexample.choices.map(commandOf), 'faulty'),
    tried: sound.runs,
    broken: faulty.violations,
  };
}

/** Every run of a part: each choice is a command, as text. */
function searchAll(exhibit: Exhibit, which: 'faulty' | 'sound'): RunsReport {
  /** What is wrong at the end of a run, by its text: many runs begin alike, and each beginning is played once. */
  const known = new Map<string, string | null>();
  const violationAfter = (run: readonly string[]): string | null => {
    const key = run.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const violation = exhibit.play(run.map(commandOf), which).violation?.text ?? null;
    known.set(key, violation);
    return violation;
  };
  const game: Game = {
    start() {
      const run: string[] = [];
      return {
        choices: () => exhibit.commands(run.map(commandOf)).map((command) => canonicalJson(command)),
        take: (choice) => void run.push(choice),
        violation: () => violationAfter(run),
      };
    },
  };
  return searchRuns(game, { maxDepth: STEPS }).runToEnd();
}

function commandOf(choice: string): ExhibitCommand {
  return JSON.parse(choice) as ExhibitCommand;
}
