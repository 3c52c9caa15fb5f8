import type { Behaviour, Effect, Reaction } from '../simulation/index.ts';
import { RULES, type BootRecord, type CommitMessage, type Variant } from './protocol.ts';

export interface ReaderOptions {
  readonly name: string;
  readonly transaction: string;
  readonly variant: Variant;
  readonly timeouts: { readonly work: number };
}

/**
 * - `reading`: it holds its locks
 * - `done`: it has voted READ-ONLY
 * - `aborted`: it let go of its locks before it was asked, so that nobody can commit any more; or it was told ABORT
 * - `lost`: it crashed, which took its locks, and does not know whether it had voted
 */
export interface ReaderState {
  readonly status: 'reading' | 'done' | 'aborted' | 'lost';
}

type Acts = readonly Effect<CommitMessage, BootRecord>[];
type Reacted = Reaction<ReaderState, CommitMessage, BootRecord>;
export type ReaderNode = Behaviour<ReaderState, CommitMessage, BootRecord>;

/**
 * A participant that only read. Commit and abort are the same to it, so it writes nothing, votes READ-ONLY, lets go of
 * its locks at once, and is done. Only if it lost its locks before it was asked does it vote NO: what it read may have
 * changed since.
 *
 * A peer in doubt gets its help as long as it has not voted: it gives up, and as it will not vote READ-ONLY from then
 * on, it can answer ABORT. That need not be written: after a crash it votes NO as well.
 */
export function readerNode({ name, transaction, variant, timeouts }: ReaderOptions): ReaderNode {
  const note = (text: 'locked' | 'unlocked'): Acts => [{ type: 'note', note: text, data: { transaction } }];
  const letGo: Acts = [...note('unlocked'), { type: 'cancel-timer', name: 'work' }];

  /** It lets go of its locks, if it has them still. */
  const become = (before: ReaderState, status: 'done' | 'aborted', effects: Acts): Reacted => ({
    state: { status },
    effects: [...effects, ...(before.status === 'reading' ? letGo : [])],
  });

  function voting(state: ReaderState, from: string): Reacted {
    const agrees = state.status === 'reading' || state.status === 'done';
    const vote: Effect<CommitMessage, BootRecord> = {
      type: 'send',
      to: from,
      message: { type: 'VOTE', transaction, vote: agrees ? 'read-only' : 'no' },
    };
    return agrees ? become(state, 'done', [vote]) : { state, effects: [vote] };
  }

  function helping(state: ReaderState, from: string): Reacted {
    const outcome = state.status === 'reading' || state.status === 'aborted' ? 'abort' : 'unknown';
    const answer: Acts = [{ type: 'send', to: from, message: { type: 'PEER-ANSWER', transaction, outcome } }];
    return outcome === 'abort' ? become(state, 'aborted', answer) : { state, effects: answer };
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
        case 'ABORT': {
          // It was told because its vote was not heard.
          const acknowledged: Acts = [{ type: 'send', to: from, message: { type: 'ACK', transaction } }];
          return become(state, 'aborted', RULES[variant].acknowledged.abort ? acknowledged : []);
        }
        case 'PEER-ASK':
          return helping(state, from);
        default:
          return { state, effects: [] };
      }
    },

    wake: (state) =>
      state.status === 'reading'
        ? { state: { status: 'aborted' }, effects: note('unlocked') }
        : { state, effects: [] },
  };
}
