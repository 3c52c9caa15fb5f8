import type { Json } from '../events/index.ts';

/**
 * What a node of the simulated world does, as pure functions.
 *
 * A node is started, receives messages and is woken by its timers. Each time it answers with its new state and with
 * what it wants done. The simulator does these things one at a time, in order, each as a step of its own, before the
 * node takes the next message; so a crash may fall between any two of them, between a forced write and the send that
 * follows it too.
 *
 * The state is volatile: a crash takes it away. The log stands outside of the node and outlives it, up to the last
 * forced write. `start` is all there is to recovery: it makes a state from what the log still holds.
 */
export interface Behaviour<State, Message extends Json, Entry extends Json> {
  /** The beginning, and each new beginning after a crash. @param log what it still holds; empty the first time */
  readonly start: (log: readonly Entry[]) => Reaction<State, Message, Entry>;
  readonly receive: (state: State, message: Message, from: string) => Reaction<State, Message, Entry>;
  /** @param timer the name under which the timer was set */
  readonly wake: (state: State, timer: string) => Reaction<State, Message, Entry>;
}

/** What a node answers to a beginning, a message or a timer. */
export interface Reaction<State, Message extends Json, Entry extends Json> {
  readonly state: State;
  /** What it wants done, in order. */
  readonly effects: readonly Effect<Message, Entry>[];
}

export type Effect<Message extends Json = Json, Entry extends Json = Json> =
  /** Adds to the node's log. A forced entry, and every entry before it, survives a crash; an unforced one may not. */
  | { readonly type: 'write'; readonly entry: Entry; readonly forced: boolean }
  | { readonly type: 'send'; readonly to: string; readonly message: Message }
  /** Wakes the node after so many milliseconds. Setting a timer again replaces it. A crash forgets all timers. */
  | { readonly type: 'set-timer'; readonly name: string; readonly after: number }
  | { readonly type: 'cancel-timer'; readonly name: string }
  /** Something that an observer should see in the trace, such as a lock that was taken. It changes nothing. */
  | { readonly type: 'note'; readonly note: string; readonly data: Json };
