import { InvalidInputError } from '../errors.ts';
import { requireCount, requireFunction, requireObject, requirePort, requireWholeNumber } from '../guards.ts';
import { requireChoices, type Game, type Play } from './game.ts';
import { createSearch, type Outcome, type Search } from './search.ts';

export interface RunBounds {
  /** How many runs to play at most. Default 1,000,000. */
  readonly maxRuns?: number;
  /** How many choices a run may be long; longer ones are cut there. Default 1,000. */
  readonly maxDepth?: number;
}

export interface RunOptions extends RunBounds {
  /**
   * What the choices of one run may cost together, from 0; what would cost more is not offered. This is part of the
   * question ("with at most two faults") and no bound on the answer. Default: no limit.
   */
  readonly maxCost?: number;
}

export interface RunsReport {
  /** `complete` if every run was played to its end; otherwise the bound that left some out. */
  readonly outcome: Outcome<keyof RunBounds>;
  /** How many different runs were played. */
  readonly runs: number;
  /** How many of them were cut because they were too long. */
  readonly cut: number;
  /** How many choices the longest one had. */
  readonly depth: number;
  /** How many choices were taken in all, those included that only lead back to where another run branches off. */
  readonly taken: number;
  /** How many runs had something wrong, if only for a while. */
  readonly violations: number;
  /** How many runs had which violation; one that had two counts for both. */
  readonly byViolation: readonly { readonly violation: string; readonly runs: number }[];
  /** The shortest way to a violation; the first of them, if some are equally short. */
  readonly counterexample: RunCounterexample | null;
  /** A guess at how much of all is done, from 0 to 1, as if all branches were alike. */
  readonly progress: number;
}

export interface RunCounterexample {
  readonly violation: string;
  /** What to choose, from the start, until it is wrong. */
  readonly choices: readonly string[];
}

const DEFAULT_MAX_RUNS = 1_000_000;
const DEFAULT_MAX_DEPTH = 1_000;

/** A place where a run chose: what it could choose there, and which it took. */
interface Fork {
  readonly choices: readonly string[];
  taken: number;
}

/**
 * Plays every run of a game: depth first, each from the start, and on beyond a violation to its end, so that the
 * numbers are those of all runs. The counterexample is the shortest among the runs played.
 *
 * One unit of the search is one run.
 *
 * @throws InvalidInputError for what is no game, a bound that is not positive, a budget below 0; and while searching,
 *   for a play that answers with anything but choices, or otherwise than before after the same choices
 * Source: stateless search, as in Patrice Godefroid's VeriSoft.
 */
export function searchRuns(game: Game, options: RunOptions = {}): Search<RunsReport> {
  requirePort(game, ['start'], 'searchRuns: game');
  if (game.cost !== undefined) requireFunction(game.cost, 'searchRuns: game.cost');
  requireObject(options, 'searchRuns: options');
  const maxRuns = requireCount(options.maxRuns ?? DEFAULT_MAX_RUNS, 'searchRuns: maxRuns');
  const maxDepth = requireCount(options.maxDepth ?? DEFAULT_MAX_DEPTH, 'searchRuns: maxDepth');
  const maxCost =
    options.maxCost === undefined ? Infinity : requireWholeNumber(options.maxCost, 'searchRuns: maxCost', 0);

  const forks: Fork[] = [];
  const counts = new Map<string, number>();
  let outcome: Outcome<keyof RunBounds> = 'searching';
  let [runs, cut, depth, taken, violations] = [0, 0, 0, 0, 0];
  let counterexample: RunCounterexample | null = null;

  const costOf = (choice: string): number =>
    game.cost === undefined ? 0 : requireWholeNumber(game.cost(choice), `searchRuns: cost of "${choice}"`, 0);

  /** The fork at a depth: on the way back to the last one, as it was before; from there on a new one. */
  const forkAt = (at: number, play: Play, spent: number): Fork | null => {
    const choices = requireChoices(play.choices()).filter((choice) => spent + costOf(choice) <= maxCost);
    const known = forks[at];
    if (known !== undefined) return requireSame(known, choices);
    if (choices.length === 0) return null;
    if (at === maxDepth) {
      cut += 1;
      return null;
    }
    const fork = { choices, taken: 0 };
    forks.push(fork);
    return fork;
  };

  const playRun = (): void => {
    const play = requirePort(game.start(), ['choices', 'take', 'violation'], 'searchRuns: play');
    const wrong = new Set<string>();
    const look = (length: number): void => {
      const violation = play.violation();
      if (violation === null) return;
      wrong.add(violation);
      if (counterexample !== null && counterexample.choices.length <= length) return;
      counterexample = { violation, choices: forks.slice(0, length).map(choiceOf) };
    };
    look(0);
    let spent = 0;
    let length = 0;
    for (let fork = forkAt(0, play, 0); fork !== null; fork = forkAt(length, play, spent)) {
      const choice = choiceOf(fork);
      play.take(choice);
      spent += costOf(choice);
      length += 1;
      taken += 1;
      look(length);
    }
    runs += 1;
    depth = Math.max(depth, length);
    if (wrong.size > 0) violations += 1;
    for (const violation of wrong) counts.set(violation, (counts.get(violation) ?? 0) + 1);
  };

  /** Goes back to the last fork where something else can be chosen, and chooses it. False if there is none. */
  const turnToNext = (): boolean => {
    for (let fork = forks.at(-1); fork !== undefined; fork = forks.at(-1)) {
      fork.taken += 1;
      if (fork.taken < fork.choices.length) return true;
      forks.pop();
    }
    return false;
  };

  function* work(): Generator<void, void> {
    do {
      if (runs === maxRuns) {
        outcome = 'maxRuns';
        return;
      }
      playRun();
      yield;
    } while (turnToNext());
    outcome = cut > 0 ? 'maxDepth' : 'complete';
  }

  return createSearch(work(), () => ({
    outcome,
    runs,
    cut,
    depth,
    taken,
    violations,
    byViolation: Array.from(counts, ([violation, count]) => ({ violation, runs: count })),
    counterexample,
    progress: outcome === 'complete' || outcome === 'maxDepth' ? 1 : progressOf(forks),
  }));
}

const choiceOf = ({ choices, taken }: Fork): string => choices[taken] as string;

/** At each fork the branches before the one taken are done; each is as large a share of the fork as the others. */
function progressOf(forks: readonly Fork[]): number {
  let [done, share] = [0, 1];
  for (const { choices, taken } of forks) {
    share /= choices.length;
    done += taken * share;
  }
  return done;
}

function requireSame(fork: Fork, choices: readonly string[]): Fork {
  if (fork.choices.length === choices.length && fork.choices.every((choice, i) => choice === choices[i])) {
    return fork;
  }
  throw new InvalidInputError(
    'searchRuns: play.choices',
    `after the same choices what was offered before (${fork.choices.join(', ')})`,
    choices.join(', '),
  );
}
