import { packedTwoPhase } from '../../engine/commit/models/index.ts';
import { searchStates } from '../../engine/explore/index.ts';

/** What one search of all states of TwoPhase covered, and how long it took, in milliseconds. */
export interface Searched {
  readonly distinct: number;
  readonly generated: number;
  readonly depth: number;
  readonly milliseconds: number;
}

/** How many states the book's worker expands before it looks whether it is to stop. */
const PORTION = 1_000;

/** Searches all states of TwoPhase, in portions as a worker does, and checks the invariant in each. */
export function searchTwoPhase(participants: number): Searched {
  const start = performance.now();
  const search = searchStates(packedTwoPhase(participants));
  let report = search.advance(PORTION);
  while (report.outcome === 'searching') report = search.advance(PORTION);
  const milliseconds = performance.now() - start;
  if (report.outcome !== 'complete' || report.violations > 0) throw new Error('TwoPhase must be consistent.');
  return { distinct: report.distinct, generated: report.generated, depth: report.depth, milliseconds };
}

/** Searches several times; the first time, counted apart, is that of a program that has just started. */
export function searchRepeatedly(participants: number, rounds: number): readonly Searched[] {
  return Array.from({ length: rounds }, () => searchTwoPhase(participants));
}
