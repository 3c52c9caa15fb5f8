import { InvalidInputError } from '../errors.ts';
import { requireCount, requireName, requireObject } from '../guards.ts';
import { coordinatorNode, type CoordinatorNode } from './coordinator-node.ts';
import { participantNode, type ParticipantNode } from './participant-node.ts';
import { VARIANTS, VOTES, type Variant, type Vote } from './protocol.ts';
import { readerNode, type ReaderNode } from './reader-node.ts';

/** All in milliseconds of the simulated clock. */
export interface Timeouts {
  /** How long the coordinator waits for votes before it aborts. Default: 100. */
  readonly votes: number;
  /** How often the coordinator repeats a decision that is not acknowledged. Default: 100. */
  readonly resend: number;
  /** How long a participant waits to be asked before it aborts alone. Default: 200. */
  readonly work: number;
  /** How often a prepared participant asks for the outcome. Default: 150. */
  readonly ask: number;
}

/** Fit a network that takes some ten milliseconds for a message. */
const TIMEOUTS: Timeouts = { votes: 100, resend: 100, work: 200, ask: 150 };

export const MOST_PARTICIPANTS = 6;

export interface CommitOptions {
  /** From one to six. Their names differ from one another and from the coordinator's. */
  readonly participants: readonly { readonly name: string; readonly vote: Vote }[];
  readonly variant: Variant;
  /** Whether prepared participants ask each other, too. Default: no. */
  readonly cooperative?: boolean;
  readonly timeouts?: Partial<Timeouts>;
  /** Default: `coordinator`. */
  readonly coordinator?: string;
  /** Default: `order-1001`. */
  readonly transaction?: string;
}

/** Nodes for the simulator, and what checks and pictures want to know of them. */
export interface CommitScenario {
  readonly transaction: string;
  readonly variant: Variant;
  readonly cooperative: boolean;
  readonly coordinator: string;
  readonly participants: readonly { readonly name: string; readonly vote: Vote }[];
  /** The coordinator first, then the participants as they were given. */
  readonly nodes: Readonly<Record<string, CoordinatorNode | ParticipantNode | ReaderNode>>;
}

/**
 * One transaction over several nodes, committed in two phases. It begins by itself when the nodes start.
 *
 * @throws InvalidInputError for options that are none: an unknown variant or vote, fewer than one or more than six
 *   participants, a name twice, a time-out below one millisecond
 */
export function createCommit(options: CommitOptions): CommitScenario {
  const given = requireObject(options, 'createCommit: options');
  const variant = requireOneOf(given.variant, VARIANTS, 'createCommit: variant');
  const coordinator = requireName(given.coordinator ?? 'coordinator', 'createCommit: coordinator');
  const transaction = requireName(given.transaction ?? 'order-1001', 'createCommit: transaction');
  const participants = requireParticipants(given.participants, coordinator);
  const timeouts = requireTimeouts(given.timeouts ?? {});
  const cooperative: unknown = given.cooperative ?? false;
  if (typeof cooperative !== 'boolean') {
    throw new InvalidInputError('createCommit: cooperative', 'true or false', cooperative);
  }
  const names = participants.map(({ name }) => name);

  const nodes: Record<string, CoordinatorNode | ParticipantNode | ReaderNode> = {
    [coordinator]: coordinatorNode({
      name: coordinator,
      transaction,
      participants: names,
      variant,
      timeouts,
    }),
  };
  for (const { name, vote } of participants) {
    nodes[name] =
      vote === 'read-only'
        ? readerNode({ name, transaction, variant, timeouts })
        : participantNode({ name, transaction, coordinator, vote, variant, cooperative, timeouts });
  }
  return { transaction, variant, cooperative, coordinator, participants, nodes };
}

function requireOneOf<T extends string>(value: unknown, allowed: readonly T[], where: string): T {
  if ((allowed as readonly unknown[]).includes(value)) return value as T;
  throw new InvalidInputError(where, `one of ${allowed.join(', ')}`, value);
}

function requireParticipants(
  given: CommitOptions['participants'],
  coordinator: string,
): CommitScenario['participants'] {
  const where = 'createCommit: participants';
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_PARTICIPANTS) {
    throw new InvalidInputError(where, `an array of 1 to ${MOST_PARTICIPANTS} participants`, given);
  }
  const taken = new Set([coordinator]);
  return (given as CommitOptions['participants']).map((one, i) => {
    const name = requireName(requireObject(one, `${where}[${i}]`).name, `${where}[${i}].name`);
    if (taken.has(name)) throw new InvalidInputError(`${where}[${i}].name`, 'a name of its own', name);
    taken.add(name);
    return { name, vote: requireOneOf(one.vote, VOTES, `${where}[${i}].vote`) };
  });
}

function requireTimeouts(given: Partial<Timeouts>): Timeouts {
  const where = 'createCommit: timeouts';
  const all = { ...TIMEOUTS, ...requireObject(given, where) };
  for (const [name, after] of Object.entries(all)) {
    if (!Object.hasOwn(TIMEOUTS, name)) {
      throw new InvalidInputError(`${where}.${name}`, `one of ${Object.keys(TIMEOUTS).join(', ')}`, name);
    }
    requireCount(after, `${where}.${name}`);
  }
  return all;
}
