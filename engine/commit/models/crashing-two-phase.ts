import type { Model, Possibility, Step } from '../../explore/index.ts';
import { isConsistent, requireParticipants, type ParticipantState } from './participants.ts';
import { requireRules, SOUND_RULES, type CommitRules } from './rules.ts';
import { CONSISTENCY, type CoordinatorState, type TwoPhaseAction } from './two-phase.ts';

/** One participant: what it has in memory, which a crash takes, and the last forced record in its log. */
export interface CrashingParticipant {
  readonly memory: ParticipantState | 'down';
  /** `working` stands for a log without a record. */
  readonly log: ParticipantState;
  /** Whether it ever sent its Prepared. */
  readonly voted: boolean;
  /** Whether the coordinator has that in memory. */
  readonly heard: boolean;
}

export interface CrashingState {
  readonly participants: readonly CrashingParticipant[];
  readonly coordinator: {
    readonly memory: CoordinatorState | 'down';
    /** Whether a commit record was forced. Under presumed abort no other record is needed. */
    readonly logged: boolean;
  };
  /** The decisions ever sent. As in TwoPhase, no message is ever taken away. */
  readonly sent: { readonly commit: boolean; readonly abort: boolean };
}

/** A decision and its sending, a record and the vote, are two steps here: a crash may fall between them. */
export type CrashingAction =
  | TwoPhaseAction
  | { readonly type: 'coordinator-sends-decision' | 'coordinator-crashes' | 'coordinator-restarts' }
  | {
      readonly type:
        'participant-votes' | 'participant-times-out' | 'participant-crashes' | 'participant-restarts';
      readonly participant: number;
    }
  | { readonly type: 'participant-asks-peer'; readonly participant: number; readonly peer: number };

/** What everybody's state comes to: memory, or after a crash what the log says. */
export const outcomesOf = (state: CrashingState): readonly ParticipantState[] =>
  state.participants.map(({ memory, log }) => (memory === 'down' ? log : memory));

export const canDecide = (participant: number): string => `participant ${participant} can still decide`;

/**
 * Two-phase commit with crashes, by the rules given. Consistency is its property; that each participant which is up
 * and prepared can still come to a decision, its possibilities.
 *
 * A crash loses whatever was not forced. (A record that was not forced and survives by luck makes the run of one that
 * was forced, which is among the runs of the sound rules.)
 *
 * @param participants how many there are, from 1 to 6
 * @throws InvalidInputError for another number, and for rules that are none
 * Source: the protocol with its records, as in Bernstein, Hadzilacos and Goodman, and presumed abort, of C. Mohan and
 * Bruce Lindsay; messages as in Lamport's TwoPhase.
 */
export function crashingTwoPhase(
  participants: number,
  rules: CommitRules = SOUND_RULES,
): Model<CrashingState, CrashingAction> {
  requireParticipants(participants, 'crashingTwoPhase: participants');
  requireRules(rules, 'crashingTwoPhase: rules');
  const beginner: CrashingParticipant = { memory: 'working', log: 'working', voted: false, heard: false };
  return {
    initial: [
      {
        participants: Array.from({ length: participants }, () => beginner),
        coordinator: { memory: 'init', logged: false },
        sent: { commit: false, abort: false },
      },
    ],
    key: keyOf,
    actions: (state) => [...coordinatorSteps(state, rules), ...participantSteps(state, rules)],
    properties: [{ name: CONSISTENCY, holds: (state) => isConsistent(outcomesOf(state)) }],
    possibilities: Array.from({ length: participants }, (_, i) => decisionOf(i)),
  };
}

const decisionOf = (participant: number): Possibility<CrashingState> => ({
  name: canDecide(participant),
  concerns: (state) => state.participants[participant]?.memory === 'prepared',
  goal: (state) => ['committed', 'aborted'].includes(state.participants[participant]?.memory ?? ''),
});

type Found = Step<CrashingState, CrashingAction>[];

function coordinatorSteps(state: CrashingState, rules: CommitRules): Found {
  const { coordinator, participants, sent } = state;
  const { memory, logged } = coordinator;
  const found: Found = [];
  const step = (type: CoordinatorActionType, change: Partial<CrashingState>): void => {
    found.push({ action: { type }, next: { ...state, ...change } });
  };

  if (memory === 'init') {
    const votes = participants.filter(({ heard }) => heard).length;
    if (rules.quorum === 'all' ? votes === participants.length : votes > participants.length / 2) {
      step('coordinator-commits', { coordinator: { memory: 'committed', logged: rules.forcesDecision } });
    }
    step('coordinator-aborts', { coordinator: { memory: 'aborted', logged } });
  }
  if (memory === 'committed' && !sent.commit) {
    step('coordinator-sends-decision', { sent: { ...sent, commit: true } });
  }
  if (memory === 'aborted' && !sent.abort) {
    step('coordinator-sends-decision', { sent: { ...sent, abort: true } });
  }
  if (memory !== 'down' && rules.coordinatorCrashes) {
    const forgotten = participants.map((each) => ({ ...each, heard: false }));
    step('coordinator-crashes', { coordinator: { memory: 'down', logged }, participants: forgotten });
  }
  if (memory === 'down' && rules.restarts) {
    step('coordinator-restarts', { coordinator: { memory: logged ? 'committed' : 'aborted', logged } });
  }
  return found;
}

type CoordinatorActionType = Exclude<CrashingAction, { participant: number }>['type'];

function participantSteps(state: CrashingState, rules: CommitRules): Found {
  const found: Found = [];
  for (const [participant, own] of state.participants.entries()) {
    const change = (index: number, to: Partial<CrashingParticipant>): CrashingState => ({
      ...state,
      participants: state.participants.map((each, i) => (i === index ? { ...each, ...to } : each)),
    });
    const step = (type: ParticipantActionType, to: Partial<CrashingParticipant>): void => {
      found.push({ action: { type, participant }, next: change(participant, to) });
    };

    if (state.coordinator.memory === 'init' && own.voted && !own.heard) {
      step('coordinator-receives-prepared', { heard: true });
    }
    if (own.memory === 'working') {
      step('participant-prepares', { memory: 'prepared', ...(rules.forcesPrepare && { log: 'prepared' }) });
      step('participant-chooses-abort', ABORTED);
      if (state.sent.abort) step('participant-receives-abort', ABORTED);
    }
    if (own.memory === 'prepared') {
      if (!own.voted) step('participant-votes', { voted: true });
      if (state.sent.commit) step('participant-receives-commit', COMMITTED);
      if (state.sent.abort) step('participant-receives-abort', ABORTED);
      if (rules.preparedTimeOut === 'abort') step('participant-times-out', ABORTED);
      if (rules.preparedTimeOut === 'commit') step('participant-times-out', COMMITTED);
      if (rules.asksPeers) {
        for (const [peer, { memory }] of state.participants.entries()) {
          if (peer === participant || memory === 'prepared' || memory === 'down') continue;
          // A peer that is still working aborts, so that it cannot prepare after its answer, which is the next step.
          const next =
            memory === 'working'
              ? change(peer, ABORTED)
              : change(participant, memory === 'committed' ? COMMITTED : ABORTED);
          found.push({ action: { type: 'participant-asks-peer', participant, peer }, next });
        }
      }
    }
    if (own.memory !== 'down' && rules.participantsCrash) step('participant-crashes', { memory: 'down' });
    if (own.memory === 'down' && rules.restarts) {
      step('participant-restarts', own.log === 'working' ? ABORTED : { memory: own.log });
    }
  }
  return found;
}

type ParticipantActionType = Exclude<
  Extract<CrashingAction, { participant: number }>['type'],
  'participant-asks-peer'
>;

/** An outcome is forced as soon as it is known. */
const COMMITTED: Partial<CrashingParticipant> = { memory: 'committed', log: 'committed' };
const ABORTED: Partial<CrashingParticipant> = { memory: 'aborted', log: 'aborted' };

const MEMORIES = ['working', 'prepared', 'committed', 'aborted', 'down'] as const;
const COORDINATOR_MEMORIES = ['init', 'committed', 'aborted', 'down'] as const;

/** All of a state as one number, its parts being the digits: below 2^53 for six participants. */
function keyOf({ participants, coordinator, sent }: CrashingState): number {
  let key = COORDINATOR_MEMORIES.indexOf(coordinator.memory) * 2 + Number(coordinator.logged);
  key = key * 4 + Number(sent.commit) * 2 + Number(sent.abort);
  for (const { memory, log, voted, heard } of participants) {
    key = key * 5 + MEMORIES.indexOf(memory);
    key = key * 4 + MEMORIES.indexOf(log);
    key = key * 4 + Number(voted) * 2 + Number(heard);
  }
  return key;
}
