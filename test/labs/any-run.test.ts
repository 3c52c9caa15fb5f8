import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import { LAB_MODELS, type AnyLab } from '../../src/book/lab-models.ts';
import type { Run, Step, Trace } from '../../src/lab-frame/lab.ts';
import { fromFragment, LinkError, toFragment } from '../../src/lab-frame/share.ts';
import { LABS } from '../../src/labs/catalogue.ts';
import { frozen, HOSTILE, tampered } from './hostile.ts';
import { WELL_TYPED } from './well-typed.ts';

/** Steps of a trace that are read in full: all of a short one; of a long one these, and as many of its end. */
const READ = 120;

const PLACE = /^run\.(lab|scenario|seed|commands(\[\d+\](\.[\w[\].]+)?)?)$/;
const SPEAKS_CODE = /undefined|NaN|\[object|Infinity/;

/** What the lab makes of a run; or null where it refuses it, by a place in it. */
function played(lab: AnyLab, run: Run<unknown>): Trace<unknown> | null {
  try {
    return lab.play(run);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.where).toMatch(PLACE);
    return null;
  }
}

interface Told {
  readonly length: number;
  readonly said: string | null;
  readonly steps: readonly ReturnType<typeof words>[];
}

/** What a learner can read of a trace. */
function told(lab: AnyLab, trace: Trace<unknown>): Told {
  const { length, said = null } = trace;
  expect(length).toBeGreaterThanOrEqual(1);
  const indexes = Array.from({ length }, (_, i) => i).filter((i) => i < READ || i >= length - READ);
  return { length, said, steps: indexes.map((i) => words(lab, trace.at(i))) };
}

const words = (lab: AnyLab, { label, narration, view, line, after, broken }: Step<unknown>) => ({
  label,
  narration,
  cells: lab.columns.map(({ cell }) => cell(view)),
  line,
  after,
  broken,
});

/** What must hold of whatever is told. */
function expectTold({ said, steps }: Told, run: Run<unknown>): void {
  if (said !== null) expect(said).toMatch(/\S/);
  for (const { label, narration, cells, line } of steps) {
    const all = [said ?? '', label, narration, ...cells, ...Object.values(line ?? {})];
    expect(all.join(' ')).not.toMatch(SPEAKS_CODE);
  }
  let before = 0;
  for (const { label, narration, after } of steps) {
    expect(label).toMatch(/\S/);
    expect(narration).toMatch(/[.?!”)]$/);
    if (after === undefined) continue;
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after).toBeLessThanOrEqual(run.commands.length);
    before = after;
  }
}

/** The judges of a scenario: they judge every run, whatever was done in it. */
function expectJudged(lab: AnyLab, run: Run<unknown>, trace: Trace<unknown>): void {
  const scenario = lab.scenarios.find(({ id }) => id === run.scenario);
  if (scenario === undefined) throw new Error(`no scenario ${run.scenario}`);
  for (const goal of scenario.goals) expect(typeof goal.met(run, trace)).toBe('boolean');
  const { prediction, opensAt } = scenario;
  const at = prediction.settledAt(trace);
  expect(at).toBeGreaterThanOrEqual(0);
  if (at < trace.length) expect(prediction.options.map(({ id }) => id)).toContain(prediction.outcome(trace));
  const opens = opensAt?.(trace) ?? 0;
  expect(Number.isInteger(opens) && opens >= 0 && opens < trace.length).toBe(true);
}

/** The longest run that can be made of these commands, leaving out what is impossible where it would stand. */
function possible(lab: AnyLab, scenario: string, seed: number, wanted: readonly unknown[]): Run<unknown> {
  let run: Run<unknown> = frozen({ lab: lab.id, scenario, seed, commands: [] });
  for (const command of wanted) {
    const longer = frozen({ ...run, commands: [...run.commands, command] });
    if (played(lab, longer) !== null) run = longer;
  }
  return run;
}

describe.each(LABS)('whatever is done in the lab $id', ({ id }) => {
  const lab = LAB_MODELS[id];
  const scenarios = fc.constantFrom(...lab.scenarios.map((one) => one.id));
  const runs = fc
    .record({
      scenario: scenarios,
      seed: fc.oneof(fc.constant(1), fc.maxSafeInteger()),
      wanted: fc.array(WELL_TYPED[id], { maxLength: 10 }),
    })
    .map(({ scenario, seed, wanted }) => possible(lab, scenario, seed, wanted));

  test('is told step by step, the same twice, and judged', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const trace = lab.play(run);
        const all = told(lab, trace);
        expectTold(all, run);
        expect(told(lab, lab.play(run))).toEqual(all);
        expectJudged(lab, run, trace);
      }),
      { numRuns: 40 },
    );
  });

  test('comes back out of its link', () => {
    fc.assert(
      fc.property(runs, (run) => {
        expect(fromFragment(toFragment(run), lab)).toEqual(run);
      }),
      { numRuns: 20 },
    );
  });

  test('and then harmed in one place, is refused by naming a place, or is a run like any other', () => {
    fc.assert(
      fc.property(runs, fc.nat(), HOSTILE, (run, place, hostile) => {
        const harmed = tampered(run, place, hostile);
        const trace = played(lab, harmed);
        if (trace !== null) expectTold(told(lab, trace), harmed);
        openLink(lab, harmed);
      }),
      { numRuns: 120 },
    );
  });
});

/** A link with such a run is opened, or refused by a sentence; and nothing else. */
function openLink(lab: AnyLab, run: Run<unknown>): void {
  try {
    fromFragment(toFragment(run), lab);
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
  }
}
