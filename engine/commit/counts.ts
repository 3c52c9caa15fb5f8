import { InvalidInputError } from '../errors.ts';
import { requireName } from '../guards.ts';
import type { Step, Trace } from '../simulation/index.ts';
import type { CommitMessage, CommitRecord, MessageType, Role } from './protocol.ts';

export interface MessageCount {
  readonly type: MessageType;
  readonly count: number;
}

export interface WriteCount {
  readonly role: Role;
  readonly record: CommitRecord['type'];
  readonly forced: boolean;
  readonly count: number;
}

/**
 * How many messages of each type were sent, lost ones too; copies that the network made do not count.
 *
 * @throws InvalidInputError for no trace
 */
export function countMessages(trace: Trace): readonly MessageCount[] {
  const types = requireTrace(trace, 'countMessages: trace').flatMap((step) =>
    step.kind === 'send' ? [(step.body as CommitMessage).type] : [],
  );
  return tally(types).map(([type, count]) => ({ type, count }));
}

/**
 * How many records were written, by role, type, and whether they were forced. Each total of the textbooks is a filter
 * on these; they leave out `boot`, which is the machine's.
 *
 * @param coordinator the coordinator's name; every other node is a participant
 * @throws InvalidInputError for no trace or name
 */
export function countWrites(trace: Trace, coordinator: string): readonly WriteCount[] {
  requireName(coordinator, 'countWrites: coordinator');
  const rows = requireTrace(trace, 'countWrites: trace').flatMap((step) => {
    if (step.kind !== 'write') return [];
    const role: Role = step.node === coordinator ? 'coordinator' : 'participant';
    return [{ role, record: (step.entry as unknown as CommitRecord).type, forced: step.forced }];
  });
  const keyed = new Map(rows.map((row) => [keyOf(row), row]));
  return tally(rows.map(keyOf)).map(([key, count]) => ({
    ...(keyed.get(key) as (typeof rows)[number]),
    count,
  }));
}

/** The sum over the rows that a filter lets through; over all without one. */
export function total<Row extends { readonly count: number }>(
  rows: readonly Row[],
  filter: (row: Row) => boolean = () => true,
): number {
  return rows.reduce((sum, row) => sum + (filter(row) ? row.count : 0), 0);
}

/** A stretch of time in the life of a node, in milliseconds of the simulated clock. */
export interface Span {
  readonly node: string;
  readonly from: number;
  /** Null if it lasts still. */
  readonly until: number | null;
}

/**
 * When each node held its locks. A crash ends a span, as locks are volatile, and a recovery in doubt begins a new one.
 *
 * @throws InvalidInputError for no trace
 */
export function lockSpans(trace: Trace): readonly Span[] {
  return spans(requireTrace(trace, 'lockSpans: trace'), (step) => {
    if (step.kind === 'crash') return 'ends';
    if (step.kind !== 'note') return undefined;
    return step.note === 'locked' ? 'begins' : step.note === 'unlocked' ? 'ends' : undefined;
  });
}

/**
 * When each participant was in doubt: from its `prepare` to its outcome, crashes and all.
 *
 * @throws InvalidInputError for no trace
 */
export function doubtSpans(trace: Trace): readonly Span[] {
  return spans(requireTrace(trace, 'doubtSpans: trace'), (step) => {
    if (step.kind !== 'write') return undefined;
    const { type } = step.entry as unknown as CommitRecord;
    return type === 'prepare' ? 'begins' : type === 'commit' || type === 'abort' ? 'ends' : undefined;
  });
}

/** How long the spans are together, in milliseconds. @param now until when a span lasts that has no end */
export function lengthOf(given: readonly Span[], now: number): number {
  return given.reduce((sum, { from, until }) => sum + (until ?? now) - from, 0);
}

function spans(trace: Trace, turnOf: (step: Step) => 'begins' | 'ends' | undefined): readonly Span[] {
  const found: Span[] = [];
  for (const step of trace) {
    const turn = turnOf(step);
    if (turn === undefined || !('node' in step)) continue;
    const open = found.findIndex(({ node, until }) => node === step.node && until === null);
    if (turn === 'ends' && open !== -1) found[open] = { ...(found[open] as Span), until: step.time };
    if (turn === 'begins' && open === -1) found.push({ node: step.node, from: step.time, until: null });
  }
  return found;
}

export function requireTrace(trace: Trace, where: string): Trace {
  if (Array.isArray(trace)) return trace as Trace;
  throw new InvalidInputError(where, 'the trace of a simulation', trace);
}

function tally<Key extends string>(keys: readonly Key[]): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts];
}

const keyOf = ({ role, record, forced }: Omit<WriteCount, 'count'>): string =>
  `${role} ${record} ${forced ? 'forced' : 'lazy'}`;
