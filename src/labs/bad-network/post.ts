import {
  createConsumer,
  createProducer,
  createSimulation,
  type ConsumerState,
  type Guard,
  type Simulation,
  type StreamEvent,
  type StreamMessage,
} from '../../../engine/simulation/index.ts';
import { EMPTY_DESK, evolve, FACTS, type Desk } from './desk.ts';

/** How the desk finds out that something is missing at the end: not at all, because it is told once, or by asking. */
export type Find = 'none' | 'heartbeat' | 'poll';

/** How the desk is protected. */
export interface Consumer {
  readonly guards: readonly Guard[];
  readonly find: Find;
}

/** One envelope on its way. */
export interface Envelope {
  /** What it is called for good: `2` is the first with event 2, `2-2` the second; `ask`, `last`, `last-2`. */
  readonly name: string;
  /** An event; the question for everything after a version; or how far the stream goes. */
  readonly kind: 'event' | 'ask' | 'last';
  /** The event's version, the version after which something is wanted, or the last one. */
  readonly version: number;
  /** Sent first, made out of another by the network, or sent once more because it was asked for. */
  readonly origin: 'sent' | 'copy' | 'sent again';
}

/** What the network can do to an envelope. */
export type Harm =
  | { readonly type: 'drop'; readonly envelope: string }
  | { readonly type: 'duplicate'; readonly envelope: string }
  /** It comes right behind another one, which came after it. */
  | { readonly type: 'delay'; readonly envelope: string; readonly behind: string };

/** What became of an event that arrived at the desk. */
export type Verdict = 'folded' | 'skipped' | 'held';

/** One thing that happened without anybody's doing. */
export type Turn =
  | {
      readonly kind: 'arrived';
      readonly envelope: Envelope;
      readonly verdict: Verdict;
      /** The guard that passed over it or held it. */
      readonly by: Guard | null;
      /** The versions that were folded: its own, and those that had waited for it. */
      readonly folded: readonly number[];
    }
  /** The desk, or the order service, got word: the question, or how far the stream goes. */
  | { readonly kind: 'told'; readonly envelope: Envelope; readonly answers: number }
  /** Nothing was on its way, and a timer rang: the desk asks, or the order service tells its last version. */
  | { readonly kind: 'rang'; readonly envelope: Envelope };

/** The line between the order service and the desk, over a simulated network. It changes as one uses it. */
export interface Post {
  /** What is on its way, in both directions: the next to arrive first. */
  readonly line: readonly Envelope[];
  readonly desk: ConsumerState<Desk>;
  /** The versions that the desk folded, in the order in which it did. */
  readonly folded: readonly number[];
  /** Lets the next thing happen: the first envelope arrives, or a timer rings. Null: nothing more may happen. */
  readonly turn: () => Turn | null;
  /** Why a harm cannot be done now; null if it can. */
  readonly refusal: (harm: Harm) => string | null;
  /** Does a harm that can be done. */
  readonly suffer: (harm: Harm) => void;
}

const [ORDERS, DESK] = ['orders', 'dispatch'] as const;

/** Three events were saved and sent. Nothing has arrived. */
export function openPost(consumer: Consumer): Post {
  const simulation = createSimulation({ nodes: nodesFor(consumer), seed: 1 });
  const envelopes = new Map<string, Envelope>();
  let line: readonly string[] = [];

  /** Whatever came onto the network since: copies behind what they were made of, all else at the end. */
  const collect = (original?: string): void => {
    const fresh = simulation.inFlight.filter(({ id }) => !envelopes.has(id));
    for (const { id, body } of fresh) {
      envelopes.set(id, nameEnvelope(envelopes, body as StreamMessage, original !== undefined));
      line = original === undefined ? [...line, id] : insertBehind(line, id, original);
    }
  };
  const take = (choice: string): void => {
    simulation.take(choice);
    settle(simulation);
    collect();
  };
  const rest = (): readonly string[] =>
    simulation
      .choices()
      .filter(({ type }) => type === 'wake')
      .map(({ id }) => id);
  const deskOf = () => simulation.node(DESK).state as ConsumerState<Desk>;
  const foldedOf = () => simulation.node(DESK).log.map(({ entry }) => (entry as StreamEvent).version);
  const named = (id: string): Envelope => envelopes.get(id) as Envelope;
  const idOf = (name: string): string | undefined => line.find((id) => named(id).name === name);

  for (const node of [ORDERS, DESK]) take(`start:${node}`);
  while (rest().includes(`wake:${ORDERS}:publish`)) take(`wake:${ORDERS}:publish`);

  const refusal: Post['refusal'] = (harm) => {
    const id = idOf(harm.envelope);
    if (id === undefined) return 'It is not on its way.';
    if (harm.type !== 'delay') return null;
    const behind = idOf(harm.behind);
    if (behind !== undefined && line.indexOf(behind) > line.indexOf(id)) return null;
    return 'It can only fall behind one that comes after it.';
  };

  return {
    get line() {
      return line.map(named);
    },
    get desk() {
      return deskOf();
    },
    get folded() {
      return foldedOf();
    },
    refusal,
    suffer: (harm) => {
      const id = idOf(harm.envelope) as string;
      if (harm.type === 'drop') {
        simulation.drop(id);
        line = without(line, id);
      } else if (harm.type === 'duplicate') {
        simulation.duplicate(id);
        collect(id);
      } else {
        // How long the others take is nobody's business: the simulator lets any of them arrive.
        line = insertBehind(without(line, id), id, idOf(harm.behind) as string);
      }
    },
    turn: () => {
      const [first] = line;
      if (first === undefined) {
        const [ring] = rest();
        if (ring === undefined) return null;
        take(ring);
        return { kind: 'rang', envelope: named(line[0] as string) };
      }
      const before = foldedOf().length;
      const [at, waiting] = [simulation.trace.length, line.length - 1];
      line = without(line, first);
      take(`deliver:${first}`);
      const envelope = named(first);
      if (envelope.kind !== 'event') return { kind: 'told', envelope, answers: line.length - waiting };
      const note = simulation.trace.slice(at).find((step) => step.kind === 'note');
      const by = note === undefined ? null : (note.data as { readonly by: Guard }).by;
      const verdict = note === undefined ? 'folded' : (note.note as 'skipped' | 'held');
      return { kind: 'arrived', envelope, verdict, by, folded: foldedOf().slice(before) };
    },
  };
}

function nodesFor({ guards, find }: Consumer) {
  const every = 100;
  return {
    [ORDERS]: createProducer({
      stream: 'order-1001',
      events: FACTS,
      to: [DESK],
      ...(find === 'heartbeat' && { heartbeat: { every, times: 1 } }),
    }),
    [DESK]: createConsumer<Desk>({
      initial: EMPTY_DESK,
      evolve,
      guards,
      ...(find === 'heartbeat' && { find: { by: find } }),
      ...(find === 'poll' && { find: { by: find, producer: ORDERS, every } }),
    }),
  };
}

/** Lets the nodes do all that they want done. */
function settle(simulation: Simulation): void {
  for (;;) {
    const busy = simulation.choices().find(({ type }) => type === 'perform');
    if (busy === undefined) return;
    simulation.take(busy.id);
  }
}

const kindOf = (message: StreamMessage): Envelope['kind'] => (message.type === 'poll' ? 'ask' : message.type);

function versionOf(message: StreamMessage): number {
  switch (message.type) {
    case 'event':
      return message.event.version;
    case 'last':
      return message.version;
    case 'poll':
      return message.after;
  }
}

function nameEnvelope(
  envelopes: ReadonlyMap<string, Envelope>,
  message: StreamMessage,
  harmed: boolean,
): Envelope {
  const [kind, version] = [kindOf(message), versionOf(message)];
  const base = kind === 'event' ? String(version) : kind;
  const before = [...envelopes.values()].filter((one) => one.name.split('-')[0] === base).length;
  const origin = harmed ? 'copy' : before > 0 && kind === 'event' ? 'sent again' : 'sent';
  return { name: before === 0 ? base : `${base}-${before + 1}`, kind, version, origin };
}

const without = (line: readonly string[], id: string): readonly string[] => line.filter((one) => one !== id);

const insertBehind = (line: readonly string[], id: string, other: string): readonly string[] =>
  line.flatMap((one) => (one === other ? [one, id] : [one]));
