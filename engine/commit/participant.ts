import { refuse, type Decider } from '../aggregates/index.ts';
import {
  RULES,
  type CommitMessage,
  type Outcome,
  type ParticipantRecord,
  type Variant,
  type Vote,
} from './protocol.ts';

/** What the participant's log says: `working` as long as it says nothing. */
export interface ParticipantState {
  readonly status: 'working' | 'prepared' | 'committed' | 'aborted';
  /** Whom to ask; null before it is prepared. */
  readonly coordinator: string | null;
  /** All participants of the transaction, itself too; empty before it is prepared. */
  readonly participants: readonly string[];
}

export type ParticipantCommand =
  /** The coordinator asks for the vote: YES is written as `prepare`, NO as `abort`. */
  | {
      readonly type: 'Prepare';
      readonly data: { readonly coordinator: string; readonly participants: readonly string[] };
    }
  /** The outcome has come: from the coordinator, or from a peer. */
  | { readonly type: 'Learn'; readonly data: { readonly outcome: Outcome } }
  /** Gives up by itself: it has waited long enough, a crash has undone its work, or a prepared peer wants an end. */
  | { readonly type: 'AbortAlone' };

export type ParticipantDecider = Decider<ParticipantState, ParticipantCommand, ParticipantRecord>;

/**
 * A participant that has something to change, as a decider over its own log. As long as it is working it may abort
 * alone. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `in-doubt`: a prepared participant has promised both outcomes, and decides neither
 *
 * An outcome that it has already is no news, whatever comes later.
 *
 * @param vote what it answers to PREPARE if it is still working
 */
export function createParticipant(transaction: string, vote: Exclude<Vote, 'read-only'>): ParticipantDecider {
  return {
    category: 'participant',
    initial: { status: 'working', coordinator: null, participants: [] },

    decide(command, { status }) {
      if (status === 'committed' || status === 'aborted') return [];
      switch (command.type) {
        case 'Prepare':
          if (status === 'prepared') return [];
          if (vote === 'no') return [{ type: 'abort', data: { transaction } }];
          return [{ type: 'prepare', data: { transaction, ...command.data } }];
        case 'Learn':
          // Nobody can have committed what this participant has not agreed to.
          if (status === 'working' && command.data.outcome === 'commit') return [];
          return [{ type: command.data.outcome, data: { transaction } }];
        case 'AbortAlone':
          if (status === 'working') return [{ type: 'abort', data: { transaction } }];
          return refuse('in-doubt', 'A prepared participant never decides. Ask the coordinator.');
      }
    },

    evolve(state, record) {
      switch (record.type) {
        case 'prepare': {
          const { coordinator, participants } = record.data;
          return { status: 'prepared', coordinator, participants };
        }
        case 'commit':
          return { ...state, status: 'committed' };
        case 'abort':
          return { ...state, status: 'aborted' };
      }
    },
  };
}

/**
 * What a participant replies to a message, by the state that its log says after the message was dealt with: the record
 * comes before the reply, always. Null where there is nothing to say.
 */
export function replyOf(
  message: CommitMessage,
  state: ParticipantState,
  variant: Variant,
): CommitMessage | null {
  const { transaction } = message;
  switch (message.type) {
    case 'PREPARE':
      if (state.status === 'committed') return null;
      return { type: 'VOTE', transaction, vote: state.status === 'prepared' ? 'yes' : 'no' };
    case 'COMMIT':
    case 'ABORT':
    case 'ANSWER':
    case 'PEER-ANSWER':
      return acknowledgement(transaction, state, variant);
    case 'PEER-ASK':
      return { type: 'PEER-ANSWER', transaction, outcome: outcomeOf(state) ?? 'unknown' };
    case 'VOTE':
    case 'ACK':
    case 'ASK':
      return null;
  }
}

/** The acknowledgement of the outcome that the log says, if it says one and the variant wants it acknowledged. */
export function acknowledgement(
  transaction: string,
  state: ParticipantState,
  variant: Variant,
): CommitMessage | null {
  const outcome = outcomeOf(state);
  return outcome !== null && RULES[variant].acknowledged[outcome] ? { type: 'ACK', transaction } : null;
}

function outcomeOf({ status }: ParticipantState): Outcome | null {
  if (status === 'committed') return 'commit';
  return status === 'aborted' ? 'abort' : null;
}
