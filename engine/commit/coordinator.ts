import type { Decider } from '../aggregates/index.ts';
import { RULES, type CommitMessage, type CoordinatorRecord, type Outcome, type Vote } from './protocol.ts';
import type { Variant } from './protocol.ts';

/** What the coordinator's log says. Votes and acknowledgements are not in it: a crash forgets them. */
export interface CoordinatorState {
  readonly status: 'init' | 'collecting' | 'committing' | 'aborting' | 'ended';
  /** Null as long as nothing is decided, and where everyone only read. */
  readonly outcome: Outcome | null;
  /** While collecting, who is asked; once decided, who has to be told. */
  readonly participants: readonly string[];
}

/** The votes that have come in, by participant. */
export type Votes = Readonly<Record<string, Vote>>;

export type CoordinatorCommand =
  /** The application wants the transaction committed. */
  | { readonly type: 'Begin'; readonly data: { readonly participants: readonly string[] } }
  /** Commits or aborts, as soon as all votes are in. */
  | { readonly type: 'CountVotes'; readonly data: Polled }
  /** The time for voting is over: aborts whatever is not decided. */
  | { readonly type: 'GiveUp'; readonly data: Polled }
  /** Ends it, as soon as all that were told have acknowledged. */
  | { readonly type: 'CountAcknowledgements'; readonly data: { readonly acknowledged: readonly string[] } };

interface Polled {
  readonly participants: readonly string[];
  readonly votes: Votes;
}

export type CoordinatorDecider = Decider<CoordinatorState, CoordinatorCommand, CoordinatorRecord>;

/**
 * The coordinator of one transaction, as a decider over its own log.
 *
 * It commits when every vote is YES or READ-ONLY, and aborts when one is NO; it decides when it has all votes, or when
 * it gives up waiting. Once decided, nothing changes the outcome. Where everyone only read, nothing is left to decide:
 * the transaction ends without an outcome, and without a forced write for it.
 */
export function createCoordinator(variant: Variant, transaction: string): CoordinatorDecider {
  const rules = RULES[variant];

  const abort = ({ participants, votes }: Polled): CoordinatorRecord => ({
    type: 'abort',
    // Those who have not been heard may be prepared, or become it.
    data: {
      transaction,
      participants: participants.filter((name) => votes[name] === undefined || votes[name] === 'yes'),
    },
  });

  return {
    category: 'coordinator',
    initial: { status: 'init', outcome: null, participants: [] },

    decide(command, state) {
      switch (command.type) {
        case 'Begin': {
          if (state.status !== 'init' || rules.coordinator.collecting === 'none') return [];
          return [{ type: 'collecting', data: { transaction, participants: command.data.participants } }];
        }
        case 'CountVotes': {
          const { participants, votes } = command.data;
          if (isDecided(state) || participants.some((name) => votes[name] === undefined)) return [];
          if (participants.some((name) => votes[name] === 'no')) return [abort(command.data)];
          const updating = participants.filter((name) => votes[name] === 'yes');
          if (updating.length === 0) return [{ type: 'end', data: { transaction } }];
          return [{ type: 'commit', data: { transaction, participants: updating } }];
        }
        case 'GiveUp':
          return isDecided(state) ? [] : [abort(command.data)];
        case 'CountAcknowledgements': {
          if (state.status !== 'committing' && state.status !== 'aborting') return [];
          const { acknowledged } = command.data;
          const missing = state.participants.some((name) => !acknowledged.includes(name));
          return missing ? [] : [{ type: 'end', data: { transaction } }];
        }
      }
    },

    evolve(state, record) {
      switch (record.type) {
        case 'collecting':
          return { status: 'collecting', outcome: null, participants: record.data.participants };
        case 'commit':
        case 'abort': {
          const { participants } = record.data;
          // What nobody acknowledges is over when it is decided; who missed it asks.
          const open = rules.acknowledged[record.type] && participants.length > 0;
          const status = record.type === 'commit' ? 'committing' : 'aborting';
          return { status: open ? status : 'ended', outcome: record.type, participants };
        }
        case 'end':
          return { ...state, status: 'ended' };
      }
    },
  };
}

const isDecided = ({ status }: CoordinatorState): boolean => status !== 'init' && status !== 'collecting';

/** A message, and whom it is for. */
export interface Addressed {
  readonly to: string;
  readonly message: CommitMessage;
}

/** What asks the participants for their votes. */
export function preparations(transaction: string, participants: readonly string[]): readonly Addressed[] {
  return participants.map((to) => ({ to, message: { type: 'PREPARE', transaction, participants } }));
}

/** What has to be sent once this record is written as its variant wants it. The same again is what a resend sends. */
export function announcements(record: CoordinatorRecord): readonly Addressed[] {
  const { transaction } = record.data;
  switch (record.type) {
    case 'collecting':
      return preparations(transaction, record.data.participants);
    case 'commit':
    case 'abort': {
      const type = record.type === 'commit' ? 'COMMIT' : 'ABORT';
      return record.data.participants.map((to) => ({ to, message: { type, transaction } }));
    }
    case 'end':
      return [];
  }
}

/**
 * What the coordinator says to a participant that asks: what its log says, and what is presumed where the log says
 * nothing. Null while the votes are out: then it is too early to say.
 *
 * @param waiting whether it is collecting votes at the moment; after a crash it never is
 */
export function answerOf(state: CoordinatorState, variant: Variant, waiting: boolean): Outcome | null {
  if (state.outcome !== null) return state.outcome;
  return waiting ? null : RULES[variant].presumed;
}
