import { requireCount } from '../guards.ts';

/**
 * A search that can be held at any moment: between two calls nothing happens, so to pause is not to call, and to
 * cancel is never to call again.
 */
export interface Search<Report> {
  /**
   * Searches on, by at most so many units, and tells what is covered so far. After the end it does nothing.
   *
   * @throws InvalidInputError for a budget that is not positive; whatever the subject of the search throws, then and
   *   at every later call
   */
  advance(budget: number): Report;
  /** Searches until all is covered or a bound stops it. */
  runToEnd(): Report;
}

/** How a search stands: under way, all covered, or ended by the bound that left something out. */
export type Outcome<Bound extends string> = 'searching' | 'complete' | Bound;

/**
 * Makes a search of work that stops after each unit.
 *
 * @param work the units, one at each `next`
 * @param report tells what is covered, at any moment
 */
export function createSearch<Report>(work: Iterator<void, void>, report: () => Report): Search<Report> {
  let ended = false;
  let failure: { readonly error: unknown } | null = null;

  const workFor = (units: number): Report => {
    if (failure !== null) throw failure.error;
    try {
      for (let i = 0; i < units && !ended; i += 1) ended = work.next().done === true;
    } catch (error) {
      failure = { error };
      throw error;
    }
    return report();
  };

  return {
    advance: (budget) => workFor(requireCount(budget, 'advance: budget')),
    runToEnd: () => workFor(Infinity),
  };
}
