import type { Behaviour, Effect, Reaction } from '../simulation/index.ts';
import { RULES, type BootRecord, type CommitMessage, type Variant } from './protocol.ts';

export interface ReaderOptions {
  readonly name: string;
  readonly transaction: string;
  readonly variant: Variant;
  readonly timeouts: { readonly work: number };
}

/** `reading`: it holds its locks. `done`: it has voted. `lost`: it let go of them before it was asked. */
export interface ReaderState {
  readonly status: 'reading' | 'done' | 'lost';
}

type Acts = readonly Effect<CommitMessage, BootRecord>[];
type Reacted = Reaction<ReaderState, CommitMessage, BootRecord>;
export type ReaderNode = Behaviour<ReaderState, CommitMessage, BootRecord>;

/**
 * A participant that only read. Commit and abort are the same to it, so it writes nothing, votes READ-ONLY, lets go of
 * its locks at once, and is done. Only if it lost its locks before it was asked does it vote NO: what it read may have
 * changed since.
 */
export function readerNode({ name, transaction, variant, timeouts }: ReaderOptions): ReaderNode {
  const note = (text: 'locked' | 'unlocked'): Acts => [{ type: 'note', note: text, data: { transaction } }];
  const letGo: Acts = [...note('unlocked'), { type: 'cancel-timer', name: 'work' }];

  function voting(state: ReaderState, from: string): Reacted {
    const vote = state.status === 'lost' ? 'no' : 'read-only';
    return {
      state: state.status === 'reading' ? { status: 'done' } : state,
      effects: [
        { type: 'send', to: from, message: { type: 'VOTE', transaction, vote } },
        ...(state.status === 'reading' ? letGo : []),
      ],
    };
  }

  return {
    start: (log) =>
      log.length > 0
        ? { state: { status: 'lost' }, effects: [] }
        : {
            state: { status: 'reading' },
            effects: [
              { type: 'write', entry: { type: 'boot', data: { node: name } }, forced: true },
              ...note('locked'),
              { type: 'set-timer', name: 'work', after: timeouts.work },
            ],
          },

    receive(state, message, from) {
      switch (message.type) {
        case 'PREPARE':
          return voting(state, from);
        case 'ABORT':
          // It was told because its vote was not heard.
          return {
            state: state.status === 'reading' ? { status: 'lost' } : state,
            effects: [
              ...(RULES[variant].acknowledged.abort
                ? [{ type: 'send' as const, to: from, message: { type: 'ACK' as const, transaction } }]
                : []),
              ...(state.status === 'reading' ? letGo : []),
            ],
          };
        case 'PEER-ASK':
          return {
            state,
            effects: [
              { type: 'send', to: from, message: { type: 'PEER-ANSWER', transaction, outcome: 'unknown' } },
            ],
          };
        default:
          return { state, effects: [] };
      }
    },

    wake: (state) =>
      state.status === 'reading'
        ? { state: { status: 'lost' }, effects: note('unlocked') }
        : { state, effects: [] },
  };
}
