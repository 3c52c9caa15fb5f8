import type { DomainEvent } from '../events/index.ts';
import { requireCount, requireFunction, requireName, requireObject, requireWholeNumber } from '../guards.ts';
import { CheckpointBeyondHeadError, type EventStore, type LogFilter } from '../store/index.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { messageOf, type EventMessage } from './message.ts';
import { requireTransport, trySend, type SendFailure, type Transport } from './transport.ts';

export interface RelayOptions<Event extends DomainEvent = DomainEvent> extends LogFilter {
  /** The name of its checkpoint. Two relays share one only by mistake. */
  readonly name: string;
  readonly store: Pick<EventStore, 'readAll'>;
  readonly transport: Transport<EventMessage<Event>>;
  readonly checkpoints: CheckpointStore;
}

export interface RelayResult<Event extends DomainEvent = DomainEvent> {
  /**
   * `sent`: at least one event went out, as many as asked for. `idle`: the end of the log was reached. `failed`:
   * the transport refused `failure.message`, which comes first next time. `busy`: the relay is at work further up
   * the call stack, and sees to what is new by itself.
   */
  readonly outcome: 'sent' | 'idle' | 'failed' | 'busy';
  /** How many messages the transport took over during this call. */
  readonly sent: number;
  /** The position up to which everything is done with. */
  readonly checkpoint: number;
  readonly failure?: SendFailure<EventMessage<Event>>;
}

export interface Backlog {
  readonly checkpoint: number;
  /** The position of the last event of the log, 0 if it is empty. */
  readonly head: number;
  /** How many positions the checkpoint is behind the log, whether or not the relay wants what is there. */
  readonly lag: number;
  /** How many messages wait to be sent. */
  readonly pending: number;
}

/**
 * Sends what is in the log to others: every event at least once, in the order of the log.
 *
 * Storing an event and then publishing it by hand is a dual write: a crash in between, and the others never learn
 * of what happened. With events there is no need for it, since the log already is the outbox. The relay reads the
 * log after its checkpoint, sends, and then moves the checkpoint. If it crashes in between, it sends once more
 * (therefore `createInbox` on the other side); moving the checkpoint first would lose the message instead.
 *
 * A message that the transport refuses holds up those after it: to pass over it would break the order.
 * The relay keeps nothing in memory, so that a new one with the same name goes on where the old one was.
 *
 * Source: transactional outbox with transaction log tailing (Chris Richardson, "Microservices Patterns"), as
 * change data capture does it (Debezium); catch-up subscriptions of event stores.
 */
export interface Relay<Event extends DomainEvent = DomainEvent> {
  /**
   * Sends the next event: all of its parts, where reading splits it. If one of them fails, the parts before it are
   * sent again next time.
   *
   * @throws CheckpointBeyondHeadError when the log is shorter than the checkpoint; InvalidInputError when the checkpoint
   *   that was loaded is none, or the transport answers with a promise; whatever store and checkpoints throw
   */
  step(): RelayResult<Event>;
  /**
   * Steps until the log or `max` is reached, or a message fails.
   *
   * @param max how many events to send at most; default: all, those too that are appended meanwhile
   * @throws InvalidInputError for a maximum below 1; otherwise as `step`, and what was sent before stays sent
   */
  advance(max?: number): RelayResult<Event>;
  /** How far behind it is. Reads all that is waiting. Throws as `step`. */
  backlog(): Backlog;
}

/** @throws InvalidInputError for options that are none; a filter is checked by the store at the first step */
export function createRelay<Event extends DomainEvent = DomainEvent>(
  options: RelayOptions<Event>,
): Relay<Event> {
  const { store, checkpoints, transport, prefix, types } = requireObject(options, 'createRelay: options');
  const name = requireName(options.name, 'createRelay: name');
  requireFunction(requireObject(store, 'createRelay: store').readAll, 'createRelay: store.readAll');
  requireObject(checkpoints, 'createRelay: checkpoints');
  requireFunction(checkpoints.load, 'createRelay: checkpoints.load');
  requireFunction(checkpoints.save, 'createRelay: checkpoints.save');
  requireTransport(transport, 'createRelay: transport');
  const filter: LogFilter = {
    ...(prefix !== undefined && { prefix }),
    ...(types !== undefined && { types }),
  };
  let busy = false;

  const loadCheckpoint = (): number => requireWholeNumber(checkpoints.load(name), `checkpoint "${name}"`, 0);

  function readAfter(checkpoint: number, max?: number): { messages: EventMessage<Event>[]; head: number } {
    const from = checkpoint + 1;
    const slice = store.readAll<Event>({ ...filter, from, ...(max !== undefined && { max }) });
    if (checkpoint > slice.head)
      throw new CheckpointBeyondHeadError(`relay "${name}"`, checkpoint, slice.head);
    return { messages: slice.events.map((event) => messageOf(event)), head: slice.head };
  }

  function sendNext(): RelayResult<Event> {
    const checkpoint = loadCheckpoint();
    const { messages, head } = readAfter(checkpoint, 1);
    let sent = 0;
    for (const message of messages) {
      const failure = trySend(transport, message);
      if (failure !== undefined) return { outcome: 'failed', sent, checkpoint, failure };
      sent += 1;
    }
    // Without a message, everything up to the end was filtered out, and need not be read again.
    const reached = messages[0]?.position ?? head;
    if (reached > checkpoint) checkpoints.save(name, reached);
    return { outcome: sent > 0 ? 'sent' : 'idle', sent, checkpoint: reached };
  }

  function advance(max: number): RelayResult<Event> {
    if (busy) return { outcome: 'busy', sent: 0, checkpoint: loadCheckpoint() };
    busy = true;
    try {
      let sent = 0;
      for (let steps = 1; ; steps += 1) {
        const result = sendNext();
        sent += result.sent;
        if (result.outcome !== 'sent' || steps === max) return { ...result, sent };
      }
    } finally {
      busy = false;
    }
  }

  return {
    step: () => advance(1),
    advance: (max) => advance(max === undefined ? Infinity : requireCount(max, 'advance: max')),
    backlog: () => {
      const checkpoint = loadCheckpoint();
      const { messages, head } = readAfter(checkpoint);
      return { checkpoint, head, lag: head - checkpoint, pending: messages.length };
    },
  };
}
