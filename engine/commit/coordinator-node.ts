import { fold } from '../aggregates/index.ts';
import type { Behaviour, Effect, Reaction } from '../simulation/index.ts';
import {
  announcements,
  answerOf,
  createCoordinator,
  preparations,
  type Addressed,
  type CoordinatorCommand,
  type CoordinatorState,
  type Votes,
} from './coordinator.ts';
import {
  RULES,
  type BootRecord,
  type CommitMessage,
  type CoordinatorRecord,
  type Variant,
} from './protocol.ts';

export interface CoordinatorOptions {
  readonly name: string;
  readonly transaction: string;
  readonly participants: readonly string[];
  readonly variant: Variant;
  readonly timeouts: { readonly votes: number; readonly resend: number };
}

/** The coordinator while it runs: what its log says, and what a crash would make it forget. */
export interface CoordinatorMemory {
  readonly log: CoordinatorState;
  /** Whether it is collecting votes. */
  readonly waiting: boolean;
  readonly votes: Votes;
  readonly acknowledged: readonly string[];
}

type Log = BootRecord | CoordinatorRecord;
type Acts = readonly Effect<CommitMessage, Log>[];
export type CoordinatorNode = Behaviour<CoordinatorMemory, CommitMessage, Log>;

/**
 * The coordinator as a node: each message and time-out becomes a command, each record that is decided is written, and
 * only then is sent what follows from it.
 */
export function coordinatorNode(options: CoordinatorOptions): CoordinatorNode {
  const { name, transaction, participants, variant, timeouts } = options;
  const decider = createCoordinator(variant, transaction);
  const rules = RULES[variant];

  function carryOut(command: CoordinatorCommand, before: CoordinatorMemory): Reacted {
    const records = decider.decide(command, before.log);
    const log = fold(decider, records, before.log);
    const effects = records.flatMap((record): Acts => [
      { type: 'write', entry: record, forced: rules.coordinator[record.type] === 'forced' },
      ...answers(record, before.log),
      ...announcements(record).map(sending),
    ]);
    return {
      state: { ...before, log, waiting: before.waiting && log.status === before.log.status },
      effects,
    };
  }

  /** The application hears of it as soon as it is decided, and in writing. */
  function answers(record: CoordinatorRecord, { outcome, status }: CoordinatorState): Acts {
    const decided = record.type === 'end' ? 'commit' : record.type;
    if (decided === 'collecting' || outcome !== null || status === 'ended') return [];
    return [{ type: 'note', note: 'answered', data: { transaction, outcome: decided } }];
  }

  function begin(): Reacted {
    const begun = carryOut({ type: 'Begin', data: { participants } }, forgotten(decider.initial));
    const asking = rules.coordinator.collecting === 'none' ? preparations(transaction, participants) : [];
    return {
      state: { ...begun.state, waiting: true },
      effects: [
        { type: 'write', entry: { type: 'boot', data: { node: name } }, forced: true },
        ...begun.effects,
        ...asking.map(sending),
        { type: 'set-timer', name: 'votes', after: timeouts.votes },
      ],
    };
  }

  function recover(log: readonly Log[]): Reacted {
    const records = log.filter((record) => record.type !== 'boot');
    const memory = forgotten(fold(decider, records));
    if (memory.log.status === 'collecting') return decide('GiveUp', memory);
    return { state: memory, effects: resending(memory) };
  }

  function decide(type: 'CountVotes' | 'GiveUp', before: CoordinatorMemory): Reacted {
    const asked = before.log.status === 'collecting' ? before.log.participants : participants;
    const { state, effects } = carryOut({ type, data: { participants: asked, votes: before.votes } }, before);
    if (effects.length === 0) return { state, effects };
    return { state, effects: [...effects, { type: 'cancel-timer', name: 'votes' }, ...watching(state)] };
  }

  function acknowledge(before: CoordinatorMemory, from: string): Reacted {
    const acknowledged = [...new Set([...before.acknowledged, from])];
    const memory = isOpen(before) ? { ...before, acknowledged } : before;
    const { state, effects } = carryOut({ type: 'CountAcknowledgements', data: { acknowledged } }, memory);
    if (effects.length === 0) return { state, effects };
    return { state, effects: [...effects, { type: 'cancel-timer', name: 'resend' }] };
  }

  function resending(memory: CoordinatorMemory): Acts {
    const { outcome } = memory.log;
    if (!isOpen(memory) || outcome === null) return [];
    const missing = memory.log.participants.filter((one) => !memory.acknowledged.includes(one));
    const again = announcements({ type: outcome, data: { transaction, participants: missing } });
    return [...again.map(sending), ...watching(memory)];
  }

  function watching(memory: CoordinatorMemory): Acts {
    return isOpen(memory) ? [{ type: 'set-timer', name: 'resend', after: timeouts.resend }] : [];
  }

  return {
    start: (log) => (log.length === 0 ? begin() : recover(log)),

    receive(memory, message, from) {
      switch (message.type) {
        case 'VOTE': {
          if (!memory.waiting) return unmoved(memory);
          return decide('CountVotes', { ...memory, votes: { [from]: message.vote, ...memory.votes } });
        }
        case 'ACK':
          return acknowledge(memory, from);
        case 'ASK': {
          const outcome = answerOf(memory.log, variant, memory.waiting);
          if (outcome === null) return unmoved(memory);
          const answer: CommitMessage = { type: 'ANSWER', transaction, outcome };
          return { state: memory, effects: [sending({ to: from, message: answer })] };
        }
        default:
          return unmoved(memory);
      }
    },

    wake(memory, timer) {
      if (timer === 'resend') return { state: memory, effects: resending(memory) };
      return memory.waiting ? decide('GiveUp', memory) : unmoved(memory);
    },
  };
}

type Reacted = Reaction<CoordinatorMemory, CommitMessage, Log>;

const forgotten = (log: CoordinatorState): CoordinatorMemory => ({
  log,
  waiting: false,
  votes: {},
  acknowledged: [],
});

const unmoved = (state: CoordinatorMemory): Reacted => ({ state, effects: [] });

/** Whether it is decided, and somebody has yet to acknowledge it. */
const isOpen = ({ log }: CoordinatorMemory): boolean =>
  log.status === 'committing' || log.status === 'aborting';

const sending = ({ to, message }: Addressed): Effect<CommitMessage, Log> => ({ type: 'send', to, message });
