import {
  blockedSpans,
  countMessages,
  countWrites,
  lengthOf,
  lockSpans,
  statusOf,
  total,
} from '../../../engine/commit/index.ts';
import type { CommitRecord } from '../../../engine/commit/index.ts';
import type { LoggedEntry } from '../../../engine/simulation/index.ts';
import { COORDINATOR } from './setup.ts';
import type { Moment, Played } from './world.ts';

/** What the picture shows at one step: a played world, and which of its moments. */
export interface View {
  readonly played: Played;
  readonly index: number;
}

export const momentOf = ({ played, index }: View): Moment => played.moments[index] as Moment;

/** What the textbooks count, up to a moment. The machine's boot records are none of it. */
export interface Counts {
  readonly messages: number;
  readonly acknowledgements: number;
  readonly forced: number;
  readonly forcedByCoordinator: number;
  readonly unforced: number;
  /** Together, over all participants, in milliseconds. */
  readonly locked: number;
  readonly blocked: number;
}

export function countsAt(view: View): Counts {
  const { played } = view;
  const { made, time } = momentOf(view);
  const trace = played.trace.slice(0, made);
  const messages = countMessages(trace);
  const writes = countWrites(trace, COORDINATOR).filter(({ record }) => record !== 'boot');
  const now = played.origin + time;
  return {
    messages: total(messages),
    acknowledgements: total(messages, ({ type }) => type === 'ACK'),
    forced: total(writes, ({ forced }) => forced),
    forcedByCoordinator: total(writes, ({ forced, role }) => forced && role === 'coordinator'),
    unforced: total(writes, ({ forced }) => !forced),
    locked: lengthOf(lockSpans(trace), now),
    blocked: lengthOf(blockedSpans(trace, played.scenario), now),
  };
}

/** How long one participant held its locks up to a moment, in milliseconds. */
export function lockedFor(view: View, name: string): number {
  const { made, time } = momentOf(view);
  const spans = lockSpans(view.played.trace.slice(0, made)).filter(({ node }) => node === name);
  return lengthOf(spans, view.played.origin + time);
}

export type Status =
  | 'down'
  | 'init'
  | 'waiting'
  | 'committing'
  | 'aborting'
  | 'ended'
  | 'working'
  | 'prepared'
  | 'committed'
  | 'aborted'
  | 'read only'
  | 'no protocol';

/** The state of a node, by the names that its statechart has for them. */
export function statusAt({ setup }: Played, { situation, coordinator }: Moment, name: string): Status {
  if (!situation.up.has(name)) return 'down';
  if (name !== COORDINATOR) {
    const reads = setup.participants.some((one) => one.name === name && one.vote === 'read-only');
    return reads && setup.protocol !== 'alone' ? 'read only' : statusOf(situation, name);
  }
  if (coordinator === undefined) return 'no protocol';
  const { log, waiting } = coordinator;
  return waiting ? 'waiting' : log.status === 'collecting' ? 'init' : log.status;
}

/** The records of a node's log without the machine's own. `durable`: on disk, so that a crash leaves them. */
export function recordsOf(
  { logs }: Moment,
  name: string,
): { type: CommitRecord['type']; durable: boolean }[] {
  return (logs[name] ?? [])
    .map(({ entry, durable }: LoggedEntry) => ({ type: (entry as unknown as CommitRecord).type, durable }))
    .filter(({ type }) => type !== 'boot');
}
