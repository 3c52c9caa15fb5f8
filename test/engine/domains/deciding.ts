import {
  CommandRefusedError,
  createCommandHandler,
  createRepository,
  fold,
} from '../../../engine/aggregates/index.ts';
import type { CommandHandler, Decider } from '../../../engine/aggregates/index.ts';
import type { DomainEvent } from '../../../engine/events/index.ts';
import type { EventStore } from '../../../engine/store/index.ts';
import { countingIds } from '../aggregates/account.ts';

/** What came of a sequence of commands when each refused one changed nothing. */
export interface Run<State, Event> {
  readonly events: readonly Event[];
  /** The state after each command, refused ones included. */
  readonly states: readonly State[];
  /** The reason of each refusal, in order. */
  readonly refusals: readonly string[];
}

/** Gives the commands to a decider, one after the other. */
export function run<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  commands: readonly Command[],
): Run<State, Event> {
  const events: Event[] = [];
  const states: State[] = [];
  const refusals: string[] = [];
  for (const command of commands) {
    try {
      events.push(...decider.decide(command, fold(decider, events)));
    } catch (error) {
      if (!(error instanceof CommandRefusedError)) throw error;
      refusals.push(error.reason);
    }
    states.push(fold(decider, events));
  }
  return { events, states, refusals };
}

/** A handler that takes commands by aggregate id and writes what they lead to into this store. */
export function handlerFor<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
): CommandHandler<State, Command, Event> {
  return createCommandHandler(createRepository({ store, decider, newId: countingIds() }));
}
