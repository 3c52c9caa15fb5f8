import { InvalidInputError } from '../errors.ts';
import { requireCount, requireFunction, requireName, requireObject } from '../guards.ts';
import type { Behaviour, Effect, Reaction } from './behaviour.ts';
import { EMPTY_MEMORY, GUARDS, judge, type Guard, type Memory } from './consumer-guards.ts';
import type { StreamEvent, StreamMessage } from './stream-messages.ts';

export interface ConsumerOptions<State> {
  /** The state before the first event. */
  readonly initial: State;
  /** The state after an event. Pure: it leaves the old state as it is. */
  readonly evolve: (state: State, event: StreamEvent) => State;
  /** None of them if left out: every event is folded as it comes. */
  readonly guards?: readonly Guard[];
  /**
   * How it finds that something is missing at the end, and asks for it: `heartbeat`, when the producer tells a version
   * that it has not reached; `poll`, by asking every so many milliseconds, until the producer has closed the stream
   * and it has reached the end. Not at all if left out.
   */
  readonly find?:
    { readonly by: 'heartbeat' } | { readonly by: 'poll'; readonly producer: string; readonly every: number };
}

/** What a consumer knows: the state that it folded, and what its guards remember. */
export interface ConsumerState<State> extends Memory {
  readonly value: State;
}

/**
 * A node that folds the events of one producer. Each event that it folds goes to its log, forced, so that state and
 * place are one and outlive a crash; what its gap buffer held does not, and must come again.
 *
 * It notes `skipped` and `held`, with the event's id, its version and the guard; and `behind` when it finds by a
 * heartbeat that it misses something.
 *
 * @throws InvalidInputError for options that are none
 * Source: the idempotent receiver and the resequencer (Hohpe and Woolf, "Enterprise Integration Patterns").
 */
export function createConsumer<State>(
  options: ConsumerOptions<State>,
): Behaviour<ConsumerState<State>, StreamMessage, StreamEvent> {
  const { initial, evolve, guards: wanted = [], find } = requireConsumer(options);
  const guards = new Set(wanted);
  const poll = find?.by === 'poll' ? find : undefined;

  const take = (state: ConsumerState<State>, event: StreamEvent): Answer<State> => {
    const { fold, by, memory } = judge(guards, state, event);
    const { id, version } = event;
    const said: Wants =
      by === undefined
        ? []
        : [{ type: 'note', note: by === 'gap-buffer' ? 'held' : 'skipped', data: { id, version, by } }];
    return {
      state: { ...memory, value: fold.reduce(evolve, state.value) },
      effects: [...fold.map((entry) => ({ type: 'write', entry, forced: true }) as const), ...said],
    };
  };

  return {
    start: (log) => ({
      state: log.reduce<ConsumerState<State>>(
        // The guards let all of it pass once before; a log has no holes and what it has twice was folded twice.
        (state, event) => ({
          value: evolve(state.value, event),
          version: Math.max(state.version, event.version),
          ids: guards.has('dedupe') ? [...state.ids, event.id] : [],
          held: [],
        }),
        { ...EMPTY_MEMORY, value: initial },
      ),
      effects: poll === undefined ? [] : [{ type: 'set-timer', name: POLL, after: poll.every }],
    }),
    receive: (state, message, from) => {
      if (message.type === 'event') return take(state, message.event);
      if (message.type === 'poll') return { state, effects: [] };
      const behind = message.version > state.version;
      if (find?.by === 'heartbeat' && behind) {
        const data = { version: state.version, last: message.version };
        return { state, effects: [{ type: 'note', note: 'behind', data }, ask(from, state)] };
      }
      const isDone = poll !== undefined && message.closed && !behind;
      return { state, effects: isDone ? [{ type: 'cancel-timer', name: POLL }] : [] };
    },
    wake: (state) =>
      poll === undefined
        ? { state, effects: [] }
        : {
            state,
            effects: [ask(poll.producer, state), { type: 'set-timer', name: POLL, after: poll.every }],
          },
  };
}

type Wants = readonly Effect<StreamMessage, StreamEvent>[];
type Answer<State> = Reaction<ConsumerState<State>, StreamMessage, StreamEvent>;

const POLL = 'poll';

const ask = (to: string, { version }: Memory): Effect<StreamMessage, never> => ({
  type: 'send',
  to,
  message: { type: 'poll', after: version },
});

function requireConsumer<State>(options: ConsumerOptions<State>): ConsumerOptions<State> {
  const { evolve, guards = [], find } = requireObject(options, 'createConsumer: options');
  requireFunction(evolve, 'createConsumer: evolve');
  if (!Array.isArray(guards))
    throw new InvalidInputError('createConsumer: guards', 'an array of guards', guards);
  (guards as readonly Guard[]).forEach((guard, i) => {
    if (GUARDS.includes(guard)) return;
    throw new InvalidInputError(`createConsumer: guards[${i}]`, `one of: ${GUARDS.join(', ')}`, guard);
  });
  if (find === undefined) return options;
  requireObject(find, 'createConsumer: find');
  switch (find.by) {
    case 'heartbeat':
      return options;
    case 'poll':
      requireName(find.producer, 'createConsumer: find.producer');
      requireCount(find.every, 'createConsumer: find.every');
      return options;
    default:
      throw new InvalidInputError(
        'createConsumer: find.by',
        "'heartbeat' or 'poll'",
        (find as { by?: unknown }).by,
      );
  }
}
