import { InvalidInputError } from '../../../engine/errors.ts';
import type { Guard } from '../../../engine/simulation/index.ts';
import { EMPTY_DESK, evolve, FACTS, isRight, type Desk } from './desk.ts';
import {
  openPost,
  type Consumer,
  type Envelope,
  type Find,
  type Harm,
  type Turn,
  type Verdict,
} from './post.ts';

export type ScenarioId = 'order' | 'twice' | 'lost' | 'smallest';

/** What the learner may do. Letting things arrive is no command: a trace goes on until nothing more may happen. */
export type Command =
  /** Harm an envelope after so many turns. */
  | Fault
  /** Begin anew with another consumer; the faults so far come again, as far as they still can. */
  | ({ readonly type: 'consumer' } & Consumer)
  /** Begin anew without any fault. */
  | { readonly type: 'calm' };

/** What the network does, and when: after so many turns, a turn being an arrival or a timer that rings. */
export type Fault = Harm & { readonly at: number };

/** What became of an event that arrived. */
export interface Arrival {
  readonly name: string;
  readonly verdict: Verdict;
  readonly by: Guard | null;
}

/** One step of the trace: what happened, and everything as it was then. */
export interface Moment {
  /** Null at the start. */
  readonly happened: Turn | { readonly kind: 'harmed'; readonly fault: Fault } | null;
  /** How many turns had been taken. */
  readonly turns: number;
  /** How many faults that the learner gave in this delivery had been played. */
  readonly given: number;
  /** The faults of before that came again at this step. */
  readonly again: readonly Fault[];
  /** All faults that were played up to here. */
  readonly faults: readonly Fault[];
  /** What is on its way: the next to arrive first. */
  readonly line: readonly Envelope[];
  readonly arrivals: readonly Arrival[];
  readonly lost: readonly string[];
  readonly desk: Desk;
  /** The versions that the desk folded, in the order in which it did. */
  readonly folded: readonly number[];
  /** The last version that the desk knows of, and those that its gap buffer holds. */
  readonly version: number;
  readonly held: readonly number[];
  /** Whether nothing more may happen. */
  readonly over: boolean;
}

/** One delivery: a consumer, and what the network is to do to what it is sent. */
export interface World {
  readonly scenario: ScenarioId;
  readonly consumer: Consumer;
  /** Faults that were there before this delivery began: the scenario's own, or those that come again. */
  readonly before: readonly Fault[];
  readonly given: readonly Fault[];
  /** How many commands of the run came before this delivery, the one that began it among them. */
  readonly base: number;
}

export const GUARDS: readonly Guard[] = ['dedupe', 'last-seen', 'gap-buffer'];
export const FINDS: readonly Find[] = ['none', 'heartbeat', 'poll'];

/** More faults in one delivery would teach nothing new. */
export const MOST_FAULTS = 4;

/** How each scenario opens. Whatever cannot be switched in it stays as it opens. */
export const OPENINGS: Readonly<
  Record<
    ScenarioId,
    { consumer: Consumer; faults: readonly Fault[]; guards: readonly Guard[]; finds: boolean }
  >
> = {
  order: {
    consumer: { guards: [], find: 'none' },
    faults: [
      { type: 'delay', envelope: '1', behind: '3', at: 0 },
      { type: 'delay', envelope: '2', behind: '1', at: 0 },
    ],
    guards: GUARDS,
    finds: false,
  },
  twice: {
    consumer: { guards: [], find: 'none' },
    faults: [{ type: 'duplicate', envelope: '1', at: 0 }],
    guards: GUARDS,
    finds: false,
  },
  lost: {
    consumer: { guards: ['dedupe', 'gap-buffer'], find: 'none' },
    faults: [{ type: 'drop', envelope: '3', at: 0 }],
    guards: [],
    finds: true,
  },
  smallest: { consumer: { guards: [], find: 'none' }, faults: [], guards: GUARDS, finds: true },
};

export function begin(scenario: ScenarioId): World {
  const { consumer, faults } = OPENINGS[scenario];
  return { scenario, consumer, before: faults, given: [], base: 0 };
}

/** All faults of a delivery, in the order in which they are due. */
export const planOf = ({ before, given }: World): readonly Fault[] =>
  [...before, ...given].sort((a, b) => a.at - b.at);

/**
 * Lets everything arrive, with the faults in between, until nothing more may happen.
 *
 * Faults that come again are passed over where they are impossible now, because another consumer asks for other things.
 *
 * @throws InvalidInputError for a fault that the learner gave and that is impossible where it stands
 */
export function deliver(world: World): readonly Moment[] {
  const post = openPost(world.consumer);
  const moments: Moment[] = [];
  let [turns, given]: [number, number] = [0, 0];
  let arrivals: readonly Arrival[] = [];
  let faults: readonly Fault[] = [];
  const suffer = (fault: Fault): void => {
    post.suffer(fault);
    faults = [...faults, fault];
  };
  const note = (happened: Moment['happened'], again: readonly Fault[]): void => {
    const { value, version, held } = post.desk;
    moments.push({
      happened,
      turns,
      given,
      again,
      faults,
      line: post.line,
      arrivals,
      lost: faults.filter(({ type }) => type === 'drop').map(({ envelope }) => envelope),
      desk: value,
      folded: post.folded,
      version,
      held: held.map((event) => event.version),
      over: false,
    });
  };
  /** What the network does after a turn: first what comes again, as part of it; then what was given, each by itself. */
  const harm = (happened: Moment['happened']): void => {
    const again: Fault[] = [];
    for (const fault of world.before) {
      if (fault.at !== turns || post.refusal(fault) !== null) continue;
      suffer(fault);
      again.push(fault);
    }
    note(happened, again);
    for (let fault = world.given[given]; fault?.at === turns; fault = world.given[given]) {
      const reason = post.refusal(fault);
      if (reason !== null) throw impossible(world, given, reason);
      suffer(fault);
      given += 1;
      note({ kind: 'harmed', fault }, []);
    }
  };

  harm(null);
  for (let turn = post.turn(); turn !== null; turn = post.turn()) {
    turns += 1;
    if (turn.kind === 'arrived') {
      arrivals = [...arrivals, { name: turn.envelope.name, verdict: turn.verdict, by: turn.by }];
    }
    harm(turn);
  }
  if (given < world.given.length) throw impossible(world, given, `It is over after ${turns} turns.`);
  const last = moments.at(-1) as Moment;
  return [...moments.slice(0, -1), { ...last, over: true }];
}

/** The first moment at which the desk did what can no longer end well; none if it ends well. */
export function brokenAt(moments: readonly Moment[]): number | null {
  const last = moments.at(-1) as Moment;
  if (isRight(last.desk)) return null;
  const at = moments.findIndex(({ folded }) => folded.some((version, i) => version !== i + 1));
  return at === -1 ? moments.length - 1 : at;
}

/** What the desk knows after the events up to a version, if it folds them as they were saved. */
export const deskAt = (version: number): Desk =>
  FACTS.slice(0, version).reduce<Desk>((desk, event) => evolve(desk, event), EMPTY_DESK);

/** How many things are switched on. */
export const sizeOf = ({ guards, find }: Consumer): number => guards.length + (find === 'none' ? 0 : 1);

/**
 * Whether a consumer survives whatever two faults do, as trying all of them shows: it puts things in order, knows again
 * what it has folded, and asks for what it misses.
 */
export const isSound = ({ guards, find }: Consumer): boolean =>
  guards.includes('gap-buffer') &&
  (guards.includes('dedupe') || guards.includes('last-seen')) &&
  find === 'poll';

/** How many things a sound consumer needs at least. */
export const SMALLEST = 3;

export const isNaive = (consumer: Consumer): boolean => sizeOf(consumer) === 0;

function impossible(world: World, given: number, reason: string): InvalidInputError {
  const { type, envelope } = world.given[given] as Fault;
  const where = `run.commands[${world.base + given}]`;
  return new InvalidInputError(where, 'a fault that is possible then', `${type} ${envelope}. ${reason}`);
}
