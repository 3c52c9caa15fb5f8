import type { Model, Step } from '../../explore/index.ts';
import { requireParticipants, type ParticipantState } from './participants.ts';

/** What every participant's state is; nothing else is known. */
export type TCommitState = readonly ParticipantState[];

export type TCommitAction =
  | { readonly type: 'participant-prepares'; readonly participant: number }
  | { readonly type: 'participant-commits'; readonly participant: number }
  | { readonly type: 'participant-aborts'; readonly participant: number };

/**
 * What an atomic commit is, without saying how: a participant may commit once all are prepared, and abort as long as
 * none has committed.
 *
 * @param participants how many there are, from 1 to 6
 * @throws InvalidInputError for another number
 * Source: TCommit, from Leslie Lamport's "Consensus on Transaction Commit" (with Jim Gray).
 */
export function tcommit(participants: number): Model<TCommitState, TCommitAction> {
  requireParticipants(participants, 'tcommit: participants');
  return {
    initial: [Array.from({ length: participants }, (): ParticipantState => 'working')],
    key: (state) => state.join(),
    actions: (state) => {
      const steps: Step<TCommitState, TCommitAction>[] = [];
      const mayCommit = state.every((each) => each === 'prepared' || each === 'committed');
      const mayAbort = !state.includes('committed');
      for (const [participant, own] of state.entries()) {
        const step = (type: TCommitAction['type'], after: ParticipantState): void => {
          steps.push({ action: { type, participant }, next: state.with(participant, after) });
        };
        if (own === 'working') step('participant-prepares', 'prepared');
        if (own === 'prepared' && mayCommit) step('participant-commits', 'committed');
        if ((own === 'working' || own === 'prepared') && mayAbort) step('participant-aborts', 'aborted');
      }
      return steps;
    },
  };
}
