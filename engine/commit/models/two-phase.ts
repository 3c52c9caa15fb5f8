import type { Model, Step } from '../../explore/index.ts';
import { isConsistent, requireParticipants, type ParticipantState } from './participants.ts';

/** The coordinator's state, as the model sees it: before the decision, and after. */
export type CoordinatorState = 'init' | 'committed' | 'aborted';

export interface TwoPhaseState {
  readonly participants: readonly ParticipantState[];
  readonly coordinator: CoordinatorState;
  /** For each participant, whether the coordinator has received its Prepared. */
  readonly heard: readonly boolean[];
  /** Every message ever sent. None is ever taken away, so each may be lost, late, or received twice. */
  readonly sent: {
    readonly prepared: readonly boolean[];
    readonly commit: boolean;
    readonly abort: boolean;
  };
}

export type TwoPhaseAction =
  | { readonly type: 'coordinator-commits' | 'coordinator-aborts' }
  | {
      readonly type:
        | 'coordinator-receives-prepared'
        | 'participant-prepares'
        | 'participant-chooses-abort'
        | 'participant-receives-commit'
        | 'participant-receives-abort';
      readonly participant: number;
    };

export const CONSISTENCY = 'consistency';

/**
 * Two-phase commit, reduced to who knows what.
 *
 * @param participants how many there are, from 1 to 6
 * @throws InvalidInputError for another number
 * Source: TwoPhase, from Leslie Lamport's "Consensus on Transaction Commit" (with Jim Gray).
 */
export function twoPhase(participants: number): Model<TwoPhaseState, TwoPhaseAction> {
  requireParticipants(participants, 'twoPhase: participants');
  const none = Array.from({ length: participants }, () => false);
  return {
    initial: [
      {
        participants: none.map((): ParticipantState => 'working'),
        coordinator: 'init',
        heard: none,
        sent: { prepared: none, commit: false, abort: false },
      },
    ],
    key: keyOf,
    actions: steps,
    properties: [{ name: CONSISTENCY, holds: (state) => isConsistent(state.participants) }],
  };
}

const keyOf = ({ participants, coordinator, heard, sent }: TwoPhaseState): string =>
  [participants, coordinator, heard, sent.prepared, sent.commit, sent.abort].join();

function steps(state: TwoPhaseState): Step<TwoPhaseState, TwoPhaseAction>[] {
  const { coordinator, heard, sent } = state;
  const found: Step<TwoPhaseState, TwoPhaseAction>[] = [];

  if (coordinator === 'init') {
    if (heard.every(Boolean)) {
      found.push({
        action: { type: 'coordinator-commits' },
        next: { ...state, coordinator: 'committed', sent: { ...sent, commit: true } },
      });
    }
    found.push({
      action: { type: 'coordinator-aborts' },
      next: { ...state, coordinator: 'aborted', sent: { ...sent, abort: true } },
    });
  }
  for (const [participant, own] of state.participants.entries()) {
    const become = (after: ParticipantState): TwoPhaseState => ({
      ...state,
      participants: state.participants.with(participant, after),
    });
    if (coordinator === 'init' && sent.prepared[participant] === true) {
      found.push({
        action: { type: 'coordinator-receives-prepared', participant },
        next: { ...state, heard: heard.with(participant, true) },
      });
    }
    if (own === 'working') {
      found.push({
        action: { type: 'participant-prepares', participant },
        next: { ...become('prepared'), sent: { ...sent, prepared: sent.prepared.with(participant, true) } },
      });
      found.push({ action: { type: 'participant-chooses-abort', participant }, next: become('aborted') });
    }
    if (sent.commit) {
      found.push({ action: { type: 'participant-receives-commit', participant }, next: become('committed') });
    }
    if (sent.abort) {
      found.push({ action: { type: 'participant-receives-abort', participant }, next: become('aborted') });
    }
  }
  return found;
}
