import { InvalidInputError } from '../errors.ts';
import { requireFunction, requireName, requireObject } from '../guards.ts';
import type { EventMessage, Message } from './message.ts';
import type { SeenMessages } from './seen-messages.ts';
import { requireDone } from './synchronous.ts';

/**
 * Where a consumer keeps its state, and with it what it has handled: in a database, two tables that one
 * transaction changes. If they could part, a crash in between would lose an effect, or have it twice.
 */
export interface InboxStore<State, M extends Message = EventMessage> {
  readonly state: State;
  hasSeen(message: M): boolean;
  /** One step: the state after the message, and that the message was handled. */
  save(state: State, message: M): void;
}

export interface MemoryInboxStoreOptions<State, M extends Message> {
  readonly initial: State;
  /** How messages are remembered: `rememberIds()` or `rememberVersions()`. It belongs to this store alone. */
  readonly seen: SeenMessages<M>;
}

/** An inbox store in memory. */
export class MemoryInboxStore<State, M extends Message = EventMessage> implements InboxStore<State, M> {
  readonly #seen: SeenMessages<M>;
  #state: State;

  /** @throws InvalidInputError for options that are none */
  constructor(options: MemoryInboxStoreOptions<State, M>) {
    const { initial, seen } = requireObject(options, 'MemoryInboxStore: options');
    requireObject(seen, 'MemoryInboxStore: seen');
    requireFunction(seen.has as () => boolean, 'MemoryInboxStore: seen.has');
    requireFunction(seen.add as () => void, 'MemoryInboxStore: seen.add');
    this.#seen = seen;
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  hasSeen(message: M): boolean {
    return this.#seen.has(message);
  }

  save(state: State, message: M): void {
    this.#seen.add(message); // first, because it may refuse the message
    this.#state = state;
  }
}

export interface InboxOptions<State, M extends Message = EventMessage> {
  /** The effect of a message: a pure fold, which answers with a new state and leaves the old one as it is. */
  readonly handler: (state: State, message: M) => State;
  readonly store: InboxStore<State, M>;
}

export interface Received<State> {
  /** `skipped`: the store has seen it (or, by versions, something later), and nothing was done. */
  readonly outcome: 'handled' | 'skipped';
  /** The consumer's state now. */
  readonly state: State;
}

/**
 * Makes a consumer idempotent: a message may come any number of times, and has its effect once.
 *
 * Nobody can deliver exactly once; delivery at least once and an effect at most once come to the same. Which
 * duplicates are recognised, and at what price, is up to what the store remembers (`rememberIds`,
 * `rememberVersions`). Neither makes up for messages that are lost or overtake one another.
 *
 * Source: idempotent consumer (Chris Richardson, "Microservices Patterns"); Pat Helland, "Life beyond Distributed
 * Transactions".
 */
export interface Inbox<State, M extends Message = EventMessage> {
  /** The consumer's state now. */
  readonly state: State;
  /**
   * Handles the message, unless the store has seen it. To be called by a transport, for example as its `send`.
   *
   * @throws InvalidInputError for anything but a message, a handler that answers with a promise, and a handler that
   *   receives itself; whatever handler and store throw. The message counts as not handled then: send it again.
   */
  receive(message: M): Received<State>;
}

/** @throws InvalidInputError for options that are none */
export function createInbox<State, M extends Message = EventMessage>(
  options: InboxOptions<State, M>,
): Inbox<State, M> {
  const { handler, store } = requireObject(options, 'createInbox: options');
  requireFunction(handler, 'createInbox: handler');
  requireObject(store, 'createInbox: store');
  requireFunction(store.hasSeen as () => boolean, 'createInbox: store.hasSeen');
  requireFunction(store.save as () => void, 'createInbox: store.save');
  let receiving = false;

  return {
    get state() {
      return store.state;
    },
    receive: (message) => {
      requireName(requireObject(message, 'receive: message').id, 'receive: message.id');
      requireName(message.key, 'receive: message.key');
      if (receiving)
        throw new InvalidInputError('receive', 'a handler that does not receive itself', handler);
      receiving = true;
      try {
        if (store.hasSeen(message)) return { outcome: 'skipped', state: store.state };
        const state = requireDone(handler(store.state, message), 'handler of the inbox');
        store.save(state, message);
        return { outcome: 'handled', state };
      } finally {
        receiving = false;
      }
    },
  };
}
