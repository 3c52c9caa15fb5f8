import type { Step, Trace } from '../simulation/index.ts';
import { requireTrace } from './counts.ts';
import type { CommitRecord, Outcome } from './protocol.ts';
import type { CommitScenario } from './scenario.ts';
import { situationOf, statusOf } from './situation.ts';

/** Two steps that contradict each other. */
export interface Contradiction {
  /** `split`: one committed and another aborted. `changed`: one did both. */
  readonly rule: 'split' | 'changed';
  /** The first step that says the one, and the step that says the other, as indexes of the trace. */
  readonly steps: readonly [number, number];
  /** What is wrong, in words. */
  readonly message: string;
}

interface Said {
  readonly index: number;
  readonly node: string;
  readonly outcome: Outcome;
}

/**
 * Whether a run kept its promise: nobody ever commits what another aborts, and nobody changes an outcome.
 *
 * It looks at every outcome that was ever written to a log, lost ones too, and at what the application was told; so
 * it finds a contradiction even if a crash erased one half of it.
 *
 * @returns the contradictions, in the order in which they came about; none for a sound run
 * @throws InvalidInputError for no trace
 */
export function contradictions(trace: Trace): readonly Contradiction[] {
  const said = requireTrace(trace, 'contradictions: trace').flatMap(outcomesSaid);
  return said.flatMap((later, i) => {
    const earlier = said.slice(0, i).find(({ outcome }) => outcome !== later.outcome);
    return earlier === undefined ? [] : [contradiction(earlier, later)];
  });
}

function outcomesSaid(step: Step): Said[] {
  if (step.kind === 'write') {
    const { type } = step.entry as unknown as CommitRecord;
    if (type === 'commit' || type === 'abort') return [{ index: step.index, node: step.node, outcome: type }];
  }
  if (step.kind === 'note' && step.note === 'answered') {
    const { outcome } = step.data as { readonly outcome: Outcome };
    return [{ index: step.index, node: step.node, outcome }];
  }
  return [];
}

function contradiction(earlier: Said, later: Said): Contradiction {
  const same = earlier.node === later.node;
  return {
    rule: same ? 'changed' : 'split',
    steps: [earlier.index, later.index],
    message: same
      ? `${later.node} said ${earlier.outcome} first and ${later.outcome} later.`
      : `${earlier.node} said ${earlier.outcome}, and ${later.node} said ${later.outcome}.`,
  };
}

/** The participants that have something to change and no outcome yet, working or in doubt, up or down. */
export function undecided(trace: Trace, scenario: CommitScenario): readonly string[] {
  const situation = situationOf(trace);
  return scenario.participants
    .filter(({ vote }) => vote !== 'read-only')
    .map(({ name }) => name)
    .filter((name) => ['working', 'prepared'].includes(statusOf(situation, name)));
}
