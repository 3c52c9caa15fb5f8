import { statusOf, evolveSituation, NOTHING_HAPPENED } from '../../../engine/commit/index.ts';
import type {
  CommitMessage,
  CommitRecord,
  CommitScenario,
  CoordinatorMemory,
} from '../../../engine/commit/index.ts';
import type {
  CoordinatorState,
  ParticipantState,
  TwoPhaseState,
} from '../../../engine/commit/models/index.ts';
import type { Simulation, Step } from '../../../engine/simulation/index.ts';

/** What Lamport's TwoPhase sees of a run, step by step. */
export interface Projection {
  readonly state: () => TwoPhaseState;
  /** Takes notice of the steps that the simulation's trace has had since the last time. */
  readonly follow: (simulation: Simulation) => void;
}

/**
 * The refinement mapping from the simulator to TwoPhase. Each variable is what the run so far makes of it:
 *
 * - **A participant** is what its log says: the boot record alone is `working`, `prepare` is `prepared`. An outcome
 *   stays what it is once it is written, forced or not: a crash may take back an `abort` that presumed abort did not
 *   force (or a `commit`, under presumed commit), and TwoPhase does not know of logs. That hides nothing: if the
 *   participant wrote the other outcome later, that would be a step from one to the other. A prepare record has no
 *   such privilege: if a crash takes it, the participant goes from `prepared` back to `working`, which is no step.
 * - **Prepared messages.** TwoPhase prepares and sends in one step; here, a crash may fall between the record and the
 *   vote. So Prepared counts as sent when the record is written: a vote that is never sent is one that is lost.
 * - **Whose Prepared the coordinator has**: whoever's YES has been among the votes in its memory before the decision. A
 *   crash takes the votes; what TwoPhase's coordinator has heard, it keeps. That is safe, because after a crash the
 *   coordinator decides by no votes any more (next point).
 * - **The coordinator** decides at the first of these steps, and never again:
 *   - it writes `commit` or `abort` (forced or not);
 *   - it restarts on a log that has no outcome, but its boot record: from now on it can only abort, at once or when somebody asks (presumed
 *     abort, or `collecting` alone under presumed commit), so TwoPhase's coordinator aborts here;
 *   - anybody sends a message that says ABORT. That matters for cooperative termination, in which a participant that
 *     is still working aborts and tells a peer, while the coordinator waits for votes yet. What it can still do then
 *     is no more than abort; TwoPhase's coordinator does so here. The votes that it goes on to hear are not heard.
 *
 *   A `commit` record after any of them would be a step from aborted to committed, which is none.
 * - **Decisions sent**: TwoPhase sends to all in the step of the decision. So COMMIT (or ABORT) counts as sent from the
 *   decision on, though here it goes to one participant after another, and a crash may fall between.
 *
 * Everything else (acknowledgements, questions, time-outs, locks, losses, copies, crashes of those who lose nothing)
 * changes none of the variables. Participants that only read are none of TwoPhase's.
 */
export function projectionOf({ coordinator, participants }: CommitScenario): Projection {
  const names = participants.map(({ name }) => name);
  const none = names.map(() => false);
  let situation = NOTHING_HAPPENED;
  let seen = 0;
  let outcomes: readonly (ParticipantState | null)[] = names.map(() => null);
  let decision: CoordinatorState = 'init';
  let heard: readonly boolean[] = none;
  let prepared: readonly boolean[] = none;

  const decide = (outcome: 'committed' | 'aborted', byRecord: boolean): void => {
    if (decision === 'init' || byRecord) decision = outcome;
  };

  const look = (step: Step): void => {
    situation = evolveSituation(situation, step);
    if (step.kind === 'write') {
      const { type } = step.entry as unknown as CommitRecord;
      const outcome = type === 'commit' ? 'committed' : type === 'abort' ? 'aborted' : null;
      const index = names.indexOf(step.node);
      if (index === -1 && outcome !== null) decide(outcome, true);
      if (index !== -1 && outcome !== null) outcomes = outcomes.with(index, outcome);
      if (index !== -1 && type === 'prepare') prepared = prepared.with(index, true);
    }
    if (step.kind === 'restart' && step.node === coordinator) {
      const records = situation.logs[coordinator] ?? [];
      const isDecided = records.some(({ type }) => type === 'commit' || type === 'abort');
      if (records.length > 0 && !isDecided) decide('aborted', false);
    }
    if (step.kind === 'send' && saysAbort(step.body as unknown as CommitMessage)) decide('aborted', false);
  };

  return {
    state: () => ({
      participants: names.map((name, i) => outcomes[i] ?? statusOf(situation, name)),
      coordinator: decision,
      heard,
      sent: { prepared, commit: decision === 'committed', abort: decision === 'aborted' },
    }),
    follow: (simulation) => {
      for (const step of simulation.trace.slice(seen)) look(step);
      seen = simulation.trace.length;
      const memory = simulation.node(coordinator).state as CoordinatorMemory | undefined;
      if (memory === undefined || decision !== 'init') return;
      heard = heard.map((known, i) => known || memory.votes[names[i] as string] === 'yes');
    },
  };
}

const saysAbort = (message: CommitMessage): boolean =>
  message.type === 'ABORT' ||
  ((message.type === 'ANSWER' || message.type === 'PEER-ANSWER') && message.outcome === 'abort');
