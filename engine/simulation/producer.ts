import { InvalidInputError } from '../errors.ts';
import { copyFrozen, type DomainEvent } from '../events/index.ts';
import { requireCount, requireName, requireNames, requireObject, requireWholeNumber } from '../guards.ts';
import type { Behaviour, Effect } from './behaviour.ts';
import type { StreamEvent, StreamMessage } from './stream-messages.ts';

export interface ProducerOptions {
  /** The name of its stream; the ids of its events begin with it. */
  readonly stream: string;
  /** What will happen, in order. After the last of them the stream is closed. */
  readonly events: readonly DomainEvent[];
  /** The nodes it tells each event to. */
  readonly to: readonly string[];
  /** How many milliseconds lie between two events. 1 if left out. */
  readonly every?: number;
  /** Tells its last version every so many milliseconds, and so many times more once the stream is closed. */
  readonly heartbeat?: { readonly every: number; readonly times: number };
}

/** What a producer knows. */
export interface ProducerState {
  /** The version of its stream. */
  readonly version: number;
  /** How many heartbeats it has sent since the stream was closed. */
  readonly beats: number;
}

/**
 * A node that owns a stream: it appends each event to its log, forced, and then sends it to the consumers, once.
 * Between the two it may crash, and the network may lose what it sent: whoever polls gets everything after a version.
 *
 * @throws InvalidInputError for options that are none
 */
export function createProducer(
  options: ProducerOptions,
): Behaviour<ProducerState, StreamMessage, StreamEvent> {
  const { to, every = 1, heartbeat } = requireProducer(options);
  const events = eventsOf(options);
  const isClosed = (version: number): boolean => version === events.length;
  const last = (version: number): StreamMessage => ({ type: 'last', version, closed: isClosed(version) });

  /** Appends the next event, tells it, and waits for the one after. */
  const publish = (version: number): Wants => {
    const event = events[version];
    if (event === undefined) return [];
    return [
      { type: 'write', entry: event, forced: true },
      ...to.map((node) => send(node, { type: 'event', event })),
      ...(isClosed(event.version) ? [] : [setTimer(PUBLISH, every)]),
    ];
  };

  return {
    start: (log) => ({
      state: { version: Math.min(log.length + 1, events.length), beats: 0 },
      effects: [
        ...publish(log.length),
        ...(heartbeat === undefined ? [] : [setTimer(HEARTBEAT, heartbeat.every)]),
      ],
    }),
    receive: (state, message, from) => {
      if (message.type !== 'poll') return { state, effects: [] };
      const missed = events.slice(message.after, state.version);
      const answer: readonly StreamMessage[] = missed.map((event) => ({ type: 'event', event }));
      return { state, effects: [...answer, last(state.version)].map((part) => send(from, part)) };
    },
    wake: (state, timer) => {
      if (timer === PUBLISH) {
        return { state: { ...state, version: state.version + 1 }, effects: publish(state.version) };
      }
      const beats = isClosed(state.version) ? state.beats + 1 : 0;
      const goesOn = heartbeat !== undefined && beats < heartbeat.times;
      return {
        state: { ...state, beats },
        effects: [
          ...to.map((node) => send(node, last(state.version))),
          ...(goesOn ? [setTimer(HEARTBEAT, heartbeat.every)] : []),
        ],
      };
    },
  };
}

type Wants = readonly Effect<StreamMessage, StreamEvent>[];

const PUBLISH = 'publish';
const HEARTBEAT = 'heartbeat';

const send = (to: string, message: StreamMessage): Effect<StreamMessage, never> => ({
  type: 'send',
  to,
  message,
});
const setTimer = (name: string, after: number): Effect<never, never> => ({ type: 'set-timer', name, after });

function requireProducer(options: ProducerOptions): ProducerOptions {
  const { stream, to, every, heartbeat } = requireObject(options, 'createProducer: options');
  requireName(stream, 'createProducer: stream');
  requireNames(to, 'createProducer: to');
  if (every !== undefined) requireWholeNumber(every, 'createProducer: every', 0);
  if (heartbeat !== undefined) {
    requireCount(
      requireObject(heartbeat, 'createProducer: heartbeat').every,
      'createProducer: heartbeat.every',
    );
    requireCount(heartbeat.times, 'createProducer: heartbeat.times');
  }
  return options;
}

/** The events as they are stored and sent. */
function eventsOf({ stream, events }: ProducerOptions): readonly StreamEvent[] {
  if (!Array.isArray(events))
    throw new InvalidInputError('createProducer: events', 'an array of events', events);
  return (events as readonly DomainEvent[]).map((event, i) => {
    const where = `createProducer: events[${i}]`;
    const type = requireName(requireObject(event, where).type, `${where}.type`);
    const data = copyFrozen(event.data, `${where}.data`);
    return { id: `${stream}-${i + 1}`, version: i + 1, type, data };
  });
}
