import type { DomainEvent, Json } from '../events/index.ts';
import type { Behaviour, Effect, Reaction } from '../simulation/index.ts';

/** A fact as it travels and as it is kept: plain data. */
export type Fact = Readonly<{ type: string; data: Json }>;

/** One append to a service's log: all of its facts, or none, together with what they answer. */
export type ServiceEntry = Readonly<{
  /** The id of the message that was handled by it; null for what the service began with. */
  handled: string | null;
  facts: readonly Fact[];
}>;

export type ServiceMessage =
  /** `id` is the same each time the fact is sent. */
  Readonly<{ type: 'FACT'; id: string; fact: Fact }> | Readonly<{ type: 'RECEIVED'; id: string }>;

export interface ServiceOptions {
  /** The first append, at the first start. A service with none begins when it hears of something. */
  readonly opening: readonly Fact[];
  /**
   * What happens here when this is heard of; often nothing. Pure. It may not refuse: what it hears has happened, and a
   * rule that says no is answered by a fact that says so.
   *
   * @param history the service's own facts so far, oldest first
   */
  readonly react: (heard: Fact, history: readonly Fact[]) => readonly Fact[];
  /** Which services are told of which facts, by type. The others stay at home. */
  readonly readers: Readonly<Record<string, readonly string[]>>;
  /** How often a fact that nobody confirmed is sent again, in milliseconds. */
  readonly resend: number;
}

export interface ServiceState {
  readonly log: readonly ServiceEntry[];
  /** What was sent and is not confirmed; a crash makes it all that was ever to be sent. */
  readonly unconfirmed: readonly Outgoing[];
}

interface Outgoing {
  readonly to: string;
  readonly id: string;
  readonly fact: Fact;
}

type Acts = readonly Effect<ServiceMessage, ServiceEntry>[];
type Reacted = Reaction<ServiceState, ServiceMessage, ServiceEntry>;
export type ServiceNode = Behaviour<ServiceState, ServiceMessage, ServiceEntry>;

/**
 * A service that keeps facts and tells others of them, with no transaction over more than its own log.
 *
 * Its log is its state, its inbox and its outbox: one append holds what happened and which message it answers, so a
 * message that comes twice is recognised; and what has to be sent can be read from the log after every crash. It
 * sends at least once, and whoever hears acts once.
 *
 * Source: transactional outbox and idempotent consumer (Chris Richardson, "Microservices Patterns"); Pat Helland,
 * "Life beyond Distributed Transactions".
 */
export function serviceNode(name: string, options: ServiceOptions): ServiceNode {
  const { opening, react, readers, resend } = options;
  const again: Effect<ServiceMessage, ServiceEntry> = { type: 'set-timer', name: 'resend', after: resend };

  const outgoing = ({ facts }: ServiceEntry, index: number): readonly Outgoing[] =>
    facts.flatMap((fact, i) =>
      (Object.hasOwn(readers, fact.type) ? (readers[fact.type] ?? []) : []).map((to) => ({
        to,
        id: `${name}/${index + 1}.${i + 1}`,
        fact,
      })),
    );

  /** Forced first; what follows from it can be sent any time later, and any number of times. */
  function append(before: ServiceState, entry: ServiceEntry, then: Acts): Reacted {
    const news = outgoing(entry, before.log.length);
    const unconfirmed = [...before.unconfirmed, ...news];
    return {
      state: { log: [...before.log, entry], unconfirmed },
      effects: [
        { type: 'write', entry, forced: true },
        ...then,
        ...news.map(sending),
        ...(news.length > 0 ? [again] : []),
      ],
    };
  }

  function hear(state: ServiceState, id: string, fact: Fact, from: string): Reacted {
    const receipt: Acts = [{ type: 'send', to: from, message: { type: 'RECEIVED', id } }];
    if (state.log.some(({ handled }) => handled === id)) return { state, effects: receipt };
    const facts = react(
      fact,
      state.log.flatMap((entry) => entry.facts),
    );
    return append(state, { handled: id, facts }, receipt);
  }

  return {
    start(log) {
      const state: ServiceState = { log, unconfirmed: log.flatMap(outgoing) };
      if (log.length === 0 && opening.length > 0) return append(state, { handled: null, facts: opening }, []);
      return { state, effects: sendAll(state) };
    },
    receive(state, message, from) {
      if (message.type === 'FACT') return hear(state, message.id, message.fact, from);
      const unconfirmed = state.unconfirmed.filter(({ id, to }) => id !== message.id || to !== from);
      const allConfirmed = unconfirmed.length === 0 && state.unconfirmed.length > 0;
      return {
        state: { ...state, unconfirmed },
        effects: allConfirmed ? [{ type: 'cancel-timer', name: 'resend' }] : [],
      };
    },
    wake: (state) => ({ state, effects: sendAll(state) }),
  };

  function sendAll({ unconfirmed }: ServiceState): Acts {
    return unconfirmed.length === 0 ? [] : [...unconfirmed.map(sending), again];
  }
}

const sending = ({ to, id, fact }: Outgoing): Effect<ServiceMessage, ServiceEntry> => ({
  type: 'send',
  to,
  message: { type: 'FACT', id, fact },
});

/** Facts of these types, as the events of the decider that knows them. */
export function eventsOf<Event extends DomainEvent>(
  facts: readonly Fact[],
  types: readonly Event['type'][],
): readonly Event[] {
  return facts.filter(({ type }) => types.includes(type)) as readonly DomainEvent[] as readonly Event[];
}
