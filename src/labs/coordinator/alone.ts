import type { BootRecord, Outcome, Vote } from '../../../engine/commit/index.ts';
import type { AnyBehaviour, Behaviour, Effect } from '../../../engine/simulation/index.ts';
import { COORDINATOR, type Setup } from './setup.ts';

type Message = Readonly<{ type: 'EXECUTE' | 'DONE' | 'REFUSED'; transaction: string }>;
type Entry = BootRecord | Readonly<{ type: Outcome; data: Readonly<{ transaction: string }> }>;
type Acts = readonly Effect<Message, Entry>[];
type Status = 'working' | Outcome;

/** How long a system waits to be told before it gives its work up, in milliseconds. */
const WORK = 200;

/**
 * The same systems without a protocol between them: one tells all to act, and each commits or refuses alone, at once,
 * in its own log. It is here to be seen to fail.
 */
export function aloneNodes({ participants }: Setup, transaction: string): Record<string, AnyBehaviour> {
  const all = participants.map(({ name, vote }) => [name, worker(name, vote, transaction)] as const);
  return {
    [COORDINATOR]: starter(
      participants.map(({ name }) => name),
      transaction,
    ),
    ...Object.fromEntries(all),
  };
}

const boot = (node: string): Effect<Message, Entry> => ({
  type: 'write',
  entry: { type: 'boot', data: { node } },
  forced: true,
});

/** Tells everyone once, and remembers nothing of it. */
function starter(participants: readonly string[], transaction: string): Behaviour<null, Message, Entry> {
  const tell = participants.map((to): Effect<Message, Entry> => {
    return { type: 'send', to, message: { type: 'EXECUTE', transaction } };
  });
  const idle = () => ({ state: null, effects: [] });
  return {
    start: (log) => ({ state: null, effects: log.length === 0 ? [boot(COORDINATOR), ...tell] : [] }),
    receive: idle,
    wake: idle,
  };
}

function worker(name: string, vote: Vote, transaction: string): Behaviour<Status, Message, Entry> {
  const note = (text: 'locked' | 'unlocked'): Acts => [{ type: 'note', note: text, data: { transaction } }];

  function decide(status: Outcome): { state: Status; effects: Acts } {
    const entry: Entry = { type: status, data: { transaction } };
    const effects: Acts = [
      { type: 'write', entry, forced: true },
      ...note('unlocked'),
      { type: 'cancel-timer', name: 'work' },
    ];
    return { state: status, effects };
  }

  return {
    start(log) {
      if (log.length === 0) {
        const working: Acts = [...note('locked'), { type: 'set-timer', name: 'work', after: WORK }];
        return { state: 'working', effects: [boot(name), ...working] };
      }
      const last = log.at(-1)?.type;
      // A crash has undone its work.
      return last === 'commit' || last === 'abort' ? { state: last, effects: [] } : decide('abort');
    },
    receive(before, _, from) {
      const { state, effects } =
        before === 'working' ? decide(vote === 'no' ? 'abort' : 'commit') : { state: before, effects: [] };
      const type = state === 'commit' ? 'DONE' : 'REFUSED';
      return { state, effects: [...effects, { type: 'send', to: from, message: { type, transaction } }] };
    },
    wake: () => decide('abort'),
  };
}
