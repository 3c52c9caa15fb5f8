/** What coordinator and participants tell each other and write down, and what each variant of the protocol saves. */

/**
 * What is presumed of a transaction that the coordinator's log does not know. The variants differ in nothing else than
 * what they need not write, force or acknowledge, because the presumption gives the right answer anyway.
 */
export const VARIANTS = ['presumed-nothing', 'presumed-abort', 'presumed-commit'] as const;
export type Variant = (typeof VARIANTS)[number];

export type Role = 'coordinator' | 'participant';
export type Outcome = 'commit' | 'abort';
export const VOTES = ['yes', 'no', 'read-only'] as const;
export type Vote = (typeof VOTES)[number];

/** Every message is about one transaction. */
type About<Type extends string, More = unknown> = Readonly<{ type: Type; transaction: string }> &
  Readonly<More>;

export type CommitMessage =
  /** Coordinator to participant: can you commit? `participants` are all that are asked. */
  | About<'PREPARE', { participants: readonly string[] }>
  | About<'VOTE', { vote: Vote }>
  /** Coordinator to participant: so it was decided. */
  | About<'COMMIT'>
  | About<'ABORT'>
  /** Participant to coordinator: I have it in writing and shall not ask again. */
  | About<'ACK'>
  /** Participant to coordinator: what was decided? */
  | About<'ASK'>
  | About<'ANSWER', { outcome: Outcome }>
  /** Participant to participant, where they help each other (cooperative termination): do you know the outcome? */
  | About<'PEER-ASK'>
  | About<'PEER-ANSWER', { outcome: Outcome | 'unknown' }>;

export type MessageType = CommitMessage['type'];

/** A record of a log. The log of a role is its event stream, and recovery is the fold over what was forced. */
type Entry<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;

/**
 * The machine's own record, before all others, and of no transaction: it ran before. Without it a node that recovers
 * with nothing of the transaction in its log would take itself for one that has not begun, and a late PREPARE could
 * win a YES for work that a crash undid. Real systems keep such a number of the incarnation to name transactions by.
 * It is no record of the protocol, and the textbooks' counts leave it out.
 */
export type BootRecord = Entry<'boot', { node: string }>;

export type CoordinatorRecord =
  /** Before anyone is asked (presumed commit alone). */
  | Entry<'collecting', { transaction: string; participants: readonly string[] }>
  /** Forced, this is the commit point: one append to one log. `participants`: who has to be told. */
  | Entry<'commit', { transaction: string; participants: readonly string[] }>
  | Entry<'abort', { transaction: string; participants: readonly string[] }>
  /** All that had to acknowledge have: the transaction can be forgotten. */
  | Entry<'end', { transaction: string }>;

export type ParticipantRecord =
  /** Forced before YES: from here on it can do both, and decides neither. */
  | Entry<'prepare', { transaction: string; coordinator: string; participants: readonly string[] }>
  | Entry<'commit', { transaction: string }>
  | Entry<'abort', { transaction: string }>;

export type CommitRecord = BootRecord | CoordinatorRecord | ParticipantRecord;

/** How a record is written: `forced` before anything that follows from it is sent, or `lazy`, or not at all. */
export type Writing = 'forced' | 'lazy' | 'none';

export interface Rules {
  /** What the coordinator answers about a transaction that its log does not know. */
  readonly presumed: Outcome;
  readonly coordinator: Readonly<Record<CoordinatorRecord['type'], Writing>>;
  readonly participant: Readonly<Record<ParticipantRecord['type'], Writing>>;
  /** Whether participants acknowledge this outcome, and the coordinator repeats it until they have. */
  readonly acknowledged: Readonly<Record<Outcome, boolean>>;
}

/**
 * The variants, side by side. `end` is written where something is acknowledged; a decision that concerns nobody, as
 * everyone only read, is not written.
 *
 * Under presumed nothing the coordinator treats both outcomes alike; yet even there a transaction that its log does
 * not know can only be one that it had not decided when it crashed, and is answered ABORT. Under presumed commit an
 * abort need not be forced: `collecting` without an outcome already means abort.
 *
 * Source: C. Mohan, B. Lindsay and R. Obermarck, "Transaction Management in the R* Distributed Database Management
 * System", 1986.
 */
export const RULES: Readonly<Record<Variant, Rules>> = {
  'presumed-nothing': {
    presumed: 'abort',
    coordinator: { collecting: 'none', commit: 'forced', abort: 'forced', end: 'lazy' },
    participant: { prepare: 'forced', commit: 'forced', abort: 'forced' },
    acknowledged: { commit: true, abort: true },
  },
  'presumed-abort': {
    presumed: 'abort',
    coordinator: { collecting: 'none', commit: 'forced', abort: 'lazy', end: 'lazy' },
    participant: { prepare: 'forced', commit: 'forced', abort: 'lazy' },
    acknowledged: { commit: true, abort: false },
  },
  'presumed-commit': {
    presumed: 'commit',
    coordinator: { collecting: 'forced', commit: 'forced', abort: 'lazy', end: 'lazy' },
    participant: { prepare: 'forced', commit: 'lazy', abort: 'forced' },
    acknowledged: { commit: false, abort: true },
  },
};
