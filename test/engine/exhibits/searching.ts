import fc from 'fast-check';
import { expect } from 'vitest';
import type { Exhibit, ExhibitCommand, Which } from '../../../engine/exhibits/index.ts';

type Run = readonly ExhibitCommand[];

/** Every run of exactly this length, in the order in which the commands are offered. */
export function* runsOf(exhibit: Exhibit, length: number, run: Run = []): Generator<Run> {
  if (run.length === length) {
    yield run;
    return;
  }
  for (const command of exhibit.commands(run)) yield* runsOf(exhibit, length, [...run, command]);
}

/** The first run, of the shortest that break the promise, or null if none does up to a length. */
export function shortestFailure(exhibit: Exhibit, which: Which, longest: number): Run | null {
  for (let length = 1; length <= longest; length += 1) {
    for (const run of runsOf(exhibit, length)) {
      if (exhibit.play(run, which).violation !== null) return run;
    }
  }
  return null;
}

/** Any run of an exhibit: each number picks one of what is offered. */
export function anyRun(exhibit: Exhibit, maxLength: number): fc.Arbitrary<Run> {
  return fc.array(fc.nat({ max: 1_000 }), { maxLength }).map((picks) =>
    picks.reduce<Run>((run, pick) => {
      const offered = exhibit.commands(run);
      return [...run, offered[pick % offered.length]!];
    }, []),
  );
}

/** Plays every run of a length (and with them all shorter ones), then longer ones by chance: none may fail. */
export function expectNoFailure(exhibit: Exhibit, exhaustiveTo: number): void {
  for (const run of runsOf(exhibit, exhaustiveTo)) {
    const { violation } = exhibit.play(run, 'sound');
    if (violation !== null) expect.fail(`${JSON.stringify(run)}: ${violation.text}`);
  }
  fc.assert(
    fc.property(anyRun(exhibit, 4 * exhaustiveTo), (run) => {
      expect(exhibit.play(run, 'sound').violation).toBeNull();
    }),
  );
}
