import { fold } from '../aggregates/index.ts';
import type { Behaviour, Effect, Reaction } from '../simulation/index.ts';
import {
  acknowledgement,
  createParticipant,
  replyOf,
  type ParticipantCommand,
  type ParticipantState,
} from './participant.ts';
import {
  RULES,
  type BootRecord,
  type CommitMessage,
  type ParticipantRecord,
  type Variant,
  type Vote,
} from './protocol.ts';

export interface ParticipantOptions {
  readonly name: string;
  readonly transaction: string;
  readonly coordinator: string;
  readonly vote: Exclude<Vote, 'read-only'>;
  readonly variant: Variant;
  /** Whether prepared participants ask each other, too. */
  readonly cooperative: boolean;
  readonly timeouts: { readonly work: number; readonly ask: number };
}

type Log = BootRecord | ParticipantRecord;
type Acts = readonly Effect<CommitMessage, Log>[];
type Reacted = Reaction<ParticipantState, CommitMessage, Log>;
export type ParticipantNode = Behaviour<ParticipantState, CommitMessage, Log>;

/**
 * A participant as a node. It holds its locks from its work on until it has the outcome in writing, and takes them
 * again when it recovers in doubt.
 */
export function participantNode(options: ParticipantOptions): ParticipantNode {
  const { name, transaction, coordinator, vote, variant, cooperative, timeouts } = options;
  const decider = createParticipant(transaction, vote);
  const writing = RULES[variant].participant;

  const note = (text: 'locked' | 'unlocked'): Acts => [{ type: 'note', note: text, data: { transaction } }];
  const sendTo = (to: string, message: CommitMessage | null): Acts =>
    message === null ? [] : [{ type: 'send', to, message }];

  /** Writes what is decided, lets go of the locks with the outcome, replies, and sets the timer of its new state. */
  function carryOut(
    before: ParticipantState,
    command: ParticipantCommand | null,
    reply: (after: ParticipantState, news: boolean) => Acts,
    promise = false,
  ): Reacted {
    const records = command === null ? [] : decider.decide(command, before);
    const after = fold(decider, records, before);
    const writes = records.map((entry) => ({
      type: 'write' as const,
      entry,
      forced: promise || writing[entry.type] === 'forced',
    }));
    const unlocked = isUndecided(before) && !isUndecided(after) ? note('unlocked') : [];
    const news = after.status !== before.status;
    const timers = news ? changeTimers(before, after) : [];
    return { state: after, effects: [...writes, ...unlocked, ...reply(after, news), ...timers] };
  }

  function changeTimers(before: ParticipantState, after: ParticipantState): Acts {
    const over: Acts = [{ type: 'cancel-timer', name: before.status === 'prepared' ? 'ask' : 'work' }];
    return after.status === 'prepared' ? [...over, askLater] : over;
  }

  const askLater: Effect<CommitMessage, Log> = { type: 'set-timer', name: 'ask', after: timeouts.ask };

  function ask(state: ParticipantState): Acts {
    const peers = cooperative ? state.participants.filter((peer) => peer !== name) : [];
    return [
      ...sendTo(state.coordinator ?? coordinator, { type: 'ASK', transaction }),
      ...peers.flatMap((peer) => sendTo(peer, { type: 'PEER-ASK', transaction })),
      askLater,
    ];
  }

  function recover(log: readonly Log[]): Reacted {
    const state = fold(
      decider,
      log.filter((record) => record.type !== 'boot'),
    );
    switch (state.status) {
      case 'working': {
        // Its work is gone, and its locks and timers with it.
        const records = decider.decide({ type: 'AbortAlone' }, state);
        return {
          state: fold(decider, records, state),
          effects: records.map((entry) => ({
            type: 'write',
            entry,
            forced: writing[entry.type] === 'forced',
          })),
        };
      }
      case 'prepared':
        return { state, effects: [...note('locked'), ...ask(state)] };
      case 'committed':
      case 'aborted': {
        const redone: Acts = [{ type: 'note', note: 'redone', data: { transaction, status: state.status } }];
        return {
          state,
          effects: [...redone, ...sendTo(coordinator, acknowledgement(transaction, state, variant))],
        };
      }
    }
  }

  return {
    start(log) {
      if (log.length > 0) return recover(log);
      return {
        state: decider.initial,
        effects: [
          { type: 'write', entry: { type: 'boot', data: { node: name } }, forced: true },
          ...note('locked'),
          { type: 'set-timer', name: 'work', after: timeouts.work },
        ],
      };
    },

    receive(state, message, from) {
      const reply = (after: ParticipantState): Acts => sendTo(from, replyOf(message, after, variant));
      /** An answer it asked for needs no acknowledgement again; the coordinator would have to repeat itself. */
      const replyToNews = (after: ParticipantState, news: boolean): Acts =>
        news ? sendTo(coordinator, acknowledgement(transaction, after, variant)) : [];
      switch (message.type) {
        case 'PREPARE': {
          const { participants } = message;
          return carryOut(state, { type: 'Prepare', data: { coordinator: from, participants } }, reply);
        }
        case 'COMMIT':
        case 'ABORT': {
          const outcome = message.type === 'COMMIT' ? 'commit' : 'abort';
          return carryOut(state, { type: 'Learn', data: { outcome } }, reply);
        }
        case 'ANSWER':
          return carryOut(state, { type: 'Learn', data: { outcome: message.outcome } }, replyToNews);
        case 'PEER-ANSWER': {
          const { outcome } = message;
          if (outcome === 'unknown') return { state, effects: [] };
          return carryOut(state, { type: 'Learn', data: { outcome } }, replyToNews);
        }
        case 'PEER-ASK':
          // What it tells a peer it must not forget: this abort is forced in every variant.
          return carryOut(state, state.status === 'working' ? { type: 'AbortAlone' } : null, reply, true);
        default:
          return { state, effects: [] };
      }
    },

    wake(state, timer) {
      if (timer === 'work' && state.status === 'working') {
        return carryOut(state, { type: 'AbortAlone' }, () => []);
      }
      return { state, effects: timer === 'ask' && state.status === 'prepared' ? ask(state) : [] };
    },
  };
}

const isUndecided = ({ status }: ParticipantState): boolean => status === 'working' || status === 'prepared';
