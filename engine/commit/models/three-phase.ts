import type { Model, Step } from '../../explore/index.ts';
import { requireObject } from '../../guards.ts';
import { InvalidInputError } from '../../errors.ts';
import { isConsistent, requireParticipants, type ParticipantState } from './participants.ts';
import { CONSISTENCY } from './two-phase.ts';

/** One participant of three-phase commit, and what of it is on the network and with the coordinator. */
export interface ThreePhaseParticipant {
  readonly own: ParticipantState | 'pre-committed';
  readonly voted: boolean;
  readonly voteHeard: boolean;
  readonly acknowledged: boolean;
  readonly acknowledgementHeard: boolean;
}

export interface ThreePhaseState {
  readonly participants: readonly ThreePhaseParticipant[];
  readonly coordinator: 'init' | 'pre-committed' | 'committed' | 'aborted';
}

export type ThreePhaseAction =
  | {
      readonly type: 'coordinator-pre-commits' | 'coordinator-commits' | 'coordinator-aborts';
    }
  | {
      readonly type:
        | 'coordinator-receives-vote'
        | 'coordinator-receives-acknowledgement'
        | 'participant-prepares'
        | 'participant-chooses-abort'
        | 'participant-receives-pre-commit'
        | 'participant-receives-commit'
        | 'participant-receives-abort'
        | 'participant-times-out';
      readonly participant: number;
    };

export interface ThreePhaseOptions {
  /**
   * Whether who hears nothing decides alone: prepared, to abort; pre-committed, to commit. On an asynchronous network
   * a time-out may strike at any moment, since late and lost look alike.
   */
  readonly timeOuts: boolean;
}

/**
 * Three-phase commit with its time-outs taken literally, on a network that may take its time. Nobody crashes in it.
 * What the coordinator sends follows from its state: a broadcast is one step with the decision, and is never lost.
 *
 * @param participants how many there are, from 1 to 6
 * @throws InvalidInputError for another number
 * Source: three-phase commit, of Dale Skeen, who made it for networks where a time-out means a crash.
 */
export function threePhase(
  participants: number,
  options: ThreePhaseOptions,
): Model<ThreePhaseState, ThreePhaseAction> {
  requireParticipants(participants, 'threePhase: participants');
  const { timeOuts } = requireObject(options, 'threePhase: options');
  if (typeof timeOuts !== 'boolean') {
    throw new InvalidInputError('threePhase: timeOuts', 'true or false', timeOuts);
  }
  return {
    initial: [{ participants: Array.from({ length: participants }, () => BEGINNER), coordinator: 'init' }],
    key: ({ participants: all, coordinator }) =>
      `${coordinator};${all.map((each) => Object.values(each).join()).join(';')}`,
    actions: (state) => [...coordinatorSteps(state), ...participantSteps(state, timeOuts)],
    properties: [{ name: CONSISTENCY, holds: (state) => isConsistent(outcomesOf(state)) }],
  };
}

/** What is pre-committed has not decided. */
const outcomesOf = ({ participants }: ThreePhaseState): readonly ParticipantState[] =>
  participants.map(({ own }) => (own === 'pre-committed' ? 'prepared' : own));

const BEGINNER: ThreePhaseParticipant = {
  own: 'working',
  voted: false,
  voteHeard: false,
  acknowledged: false,
  acknowledgementHeard: false,
};

type Found = Step<ThreePhaseState, ThreePhaseAction>[];

function coordinatorSteps(state: ThreePhaseState): Found {
  const { coordinator, participants } = state;
  const found: Found = [];
  if (coordinator === 'init') {
    if (participants.every(({ voteHeard }) => voteHeard)) {
      found.push({
        action: { type: 'coordinator-pre-commits' },
        next: { ...state, coordinator: 'pre-committed' },
      });
    }
    found.push({ action: { type: 'coordinator-aborts' }, next: { ...state, coordinator: 'aborted' } });
  }
  if (
    coordinator === 'pre-committed' &&
    participants.every(({ acknowledgementHeard }) => acknowledgementHeard)
  ) {
    found.push({ action: { type: 'coordinator-commits' }, next: { ...state, coordinator: 'committed' } });
  }
  return found;
}

function participantSteps(state: ThreePhaseState, timeOuts: boolean): Found {
  const { coordinator } = state;
  const found: Found = [];
  for (const [participant, each] of state.participants.entries()) {
    const { own, voted, voteHeard, acknowledged, acknowledgementHeard } = each;
    const step = (type: ParticipantActionType, to: Partial<ThreePhaseParticipant>): void => {
      const participants = state.participants.with(participant, { ...each, ...to });
      found.push({ action: { type, participant }, next: { ...state, participants } });
    };
    if (coordinator === 'init' && voted && !voteHeard) {
      step('coordinator-receives-vote', { voteHeard: true });
    }
    if (coordinator === 'pre-committed' && acknowledged && !acknowledgementHeard) {
      step('coordinator-receives-acknowledgement', { acknowledgementHeard: true });
    }
    if (own === 'working') {
      step('participant-prepares', { own: 'prepared', voted: true });
      step('participant-chooses-abort', { own: 'aborted' });
    }
    if (own === 'prepared' && (coordinator === 'pre-committed' || coordinator === 'committed')) {
      step('participant-receives-pre-commit', { own: 'pre-committed', acknowledged: true });
    }
    if (own === 'pre-committed' && coordinator === 'committed') {
      step('participant-receives-commit', { own: 'committed' });
    }
    if ((own === 'working' || own === 'prepared') && coordinator === 'aborted') {
      step('participant-receives-abort', { own: 'aborted' });
    }
    if (timeOuts && own === 'prepared') step('participant-times-out', { own: 'aborted' });
    if (timeOuts && own === 'pre-committed') step('participant-times-out', { own: 'committed' });
  }
  return found;
}

type ParticipantActionType = Extract<ThreePhaseAction, { participant: number }>['type'];
