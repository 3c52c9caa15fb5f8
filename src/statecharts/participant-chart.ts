import { createMachine } from 'xstate';
import type { Vote } from '../../engine/commit/index.ts';

/** What can happen to a participant, as it matters to its state. */
export type ParticipantEvent =
  | { readonly type: 'asked to prepare' }
  | { readonly type: 'told COMMIT' }
  | { readonly type: 'told ABORT' }
  | { readonly type: 'gives up' };

/**
 * A participant of two-phase commit that has something to change, as a statechart, to be looked at and stepped through.
 * What it does is decided by the engine's decider; the tests hold that the two agree on every path.
 *
 * There is no way out of `prepared` but being told.
 *
 * @param vote what it answers when it is asked
 */
export function participantChart(vote: Exclude<Vote, 'read-only'>) {
  return createMachine({
    types: {} as { events: ParticipantEvent },
    id: 'participant',
    initial: 'working',
    states: {
      working: {
        on: {
          'asked to prepare': vote === 'yes' ? 'prepared' : 'aborted',
          'told ABORT': 'aborted',
          'gives up': 'aborted',
        },
      },
      prepared: { on: { 'told COMMIT': 'committed', 'told ABORT': 'aborted' } },
      committed: { type: 'final' },
      aborted: { type: 'final' },
    },
  });
}
