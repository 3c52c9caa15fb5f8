import { searchRuns, type Game } from '../../../engine/explore/index.ts';
import type { Proof, ProofReport, Run } from '../../lab-frame/lab.ts';
import { foldRows, keepBooks } from './books.ts';
import { DESIGNS, type Design, type Entry, type Recorded, type ScenarioId, type Value } from './designs.ts';
import { OPENINGS } from './openings.ts';
import { QUESTIONS, type Question } from './questions.ts';
import { prefixUnchanged } from './tampering.ts';
import { proofTexts } from './texts.ts';
import { begin, obey, refusal, type Command } from './world.ts';

/** How many commands the histories have at most that are compared with one another. */
const MOST_MOVES = 6;
const MOST_CHANGES = 4;
/** How many commands are tried on Bob's order. */
const MOST_REPAIRS = 4;

/** What is tried in each scenario. */
export const PROOFS: Readonly<Record<ScenarioId, Proof<Command>>> = {
  same: {
    cases: () => proofTexts.same(movesOfBen().length, MOST_MOVES),
    failure: proofTexts.sameFailure,
    start: (run) =>
      comparePairs(
        DESIGNS.same,
        movesOfBen(),
        (entries) => JSON.stringify(valuesOf(entries)),
        (one, other) => ({ ...run, commands: [...movesAs('Ada', one), ...movesAs('Ben', other)] }),
      ),
  },
  past: {
    cases: (run) => proofTexts.past(smallLedgers().length, MOST_CHANGES, askedIn(run).id),
    failure: proofTexts.pastFailure,
    start: (run) => {
      const question = askedIn(run);
      const ask: Command = { type: 'ask', side: 'row', question: question.id };
      return comparePairs(
        DESIGNS.past,
        smallLedgers(),
        (_, events) => question.fromLog(events).answer,
        // Two ledgers do not fit into one run: the row is asked, and shows such a pair.
        () => ({ ...run, commands: [ask] }),
      );
    },
  },
  repair: {
    cases: () => proofTexts.repair(MOST_REPAIRS),
    failure: proofTexts.repairFailure,
    start: (run) => {
      const search = searchRuns(repairs);
      return {
        advance: (budget) => {
          const { runs, violations, progress, outcome, counterexample } = search.advance(budget);
          const commands = counterexample?.choices.map((choice) => JSON.parse(choice) as Command);
          return {
            tried: runs,
            failing: violations,
            progress,
            outcome,
            counterexample: commands === undefined ? null : { ...run, commands },
          };
        },
      };
    },
  },
};

const valuesOf = (entries: readonly Entry[]): readonly Value[] => entries.map(({ value }) => value);

const movesAs = (key: string, entries: readonly Entry[]): readonly Command[] =>
  valuesOf(entries).map((value) => ({ type: 'write', key, value }));

const movesOfBen = (): readonly (readonly Entry[])[] =>
  histories(
    'same',
    DESIGNS.same.values.map((value) => ['Ben', value] as const),
    MOST_MOVES,
  );

/** Ledgers of all changes that this lab offers, the first ones at the times of the two friends' own. */
const smallLedgers = (): readonly (readonly Entry[])[] =>
  histories(
    'past',
    DESIGNS.past.keys.flatMap((key) => DESIGNS.past.values.map((value) => [key, value] as const)),
    MOST_CHANGES,
  );

/** The question that was asked last, or the one that stands last. */
function askedIn({ commands }: Run<Command>): Question {
  const asked = commands.findLast((command) => command.type === 'ask');
  const questions = QUESTIONS.past;
  return (questions.find(({ id }) => id === asked?.question) ?? questions.at(-1)) as Question;
}

/** All histories of at most so many changes, the shortest first, in which each changes something. */
function histories(
  scenario: ScenarioId,
  changes: readonly (readonly [key: string, value: Value])[],
  most: number,
): readonly (readonly Entry[])[] {
  const design = DESIGNS[scenario];
  const { entries: known, from, every } = OPENINGS[scenario];
  const all: (readonly Entry[])[] = [[]];
  for (const history of all) {
    if (history.length === most) break;
    const at = known[history.length]?.at ?? from + history.length * every;
    for (const [key, value] of changes) {
      const cell = history.findLast((entry) => entry.key === key)?.value ?? null;
      if (scenario === 'same' && design.overwrite(cell, value) === cell) continue;
      all.push([...history, { key, value, at, by: 'you', why: `entry ${value}`, columns: false }]);
    }
  }
  return all;
}

/** What is known of the histories that end in the same rows: how many there are of each answer, and the first. */
type Ending = Map<string, { readonly first: readonly Entry[]; count: number }>;

/**
 * Compares each history with all before it: which pairs end in the same rows although something about them differs?
 * Each is kept in both books, by the engine; one unit is one history.
 */
function comparePairs(
  design: Design,
  all: readonly (readonly Entry[])[],
  answerTo: (entries: readonly Entry[], events: readonly Recorded[]) => string,
  runOf: (one: readonly Entry[], other: readonly Entry[]) => Run<Command>,
): ReturnType<Proof<Command>['start']> {
  const endings = new Map<string, Ending>();
  let [done, tried, failing] = [0, 0, 0];
  let counterexample: Run<Command> | null = null;

  const compare = (entries: readonly Entry[]): void => {
    const { rows, events } = keepBooks(design, entries);
    const sight = JSON.stringify(rows);
    const answer = answerTo(entries, events);
    const ending = endings.get(sight) ?? (new Map() as Ending);
    for (const [other, { first, count }] of ending) {
      if (other === answer) continue;
      failing += count;
      counterexample ??= runOf(first, entries);
    }
    const same = ending.get(answer) ?? { first: entries, count: 0 };
    ending.set(answer, { ...same, count: same.count + 1 });
    endings.set(sight, ending);
    tried += done;
    done += 1;
  };

  return {
    advance: (budget): ProofReport<Command> => {
      for (const entries of all.slice(done, done + budget)) compare(entries);
      return {
        tried,
        failing,
        progress: done / all.length,
        outcome: done === all.length ? 'complete' : 'searching',
        counterexample,
      };
    },
  };
}

/** What may be done to Bob's order: put right, put wrong again, and every way at the event that is wrong. */
const REPAIRS: readonly Command[] = [
  { type: 'write', key: 'Bob', value: 6 },
  { type: 'write', key: 'Bob', value: 60 },
  { type: 'edit', position: 2 },
  { type: 'delete', position: 2 },
];

const repairs: Game = {
  start: () => {
    const { world: start, log } = begin('repair');
    let world = start;
    let taken = 0;
    return {
      choices: () =>
        taken === MOST_REPAIRS
          ? []
          : REPAIRS.filter((command) => refusal(world, command) === null).map((one) => JSON.stringify(one)),
      take: (choice) => {
        world = obey(world, JSON.parse(choice) as Command, log, taken);
        taken += 1;
      },
      violation: () => {
        if (!prefixUnchanged(start.events, world.events)) return 'history changed';
        const folded = foldRows(DESIGNS.repair, world.events);
        return folded.some((value, i) => value !== world.rows[i]?.value) ? 'row and fold differ' : null;
      },
    };
  },
};
