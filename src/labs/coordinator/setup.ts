import { VARIANTS, VOTES, type Vote } from '../../../engine/commit/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';

/** Who takes part, in this order; two of them at least. */
export const PARTICIPANTS = ['payment', 'inventory', 'shipping', 'loyalty', 'invoicing'] as const;
export const FEWEST = 2;
export const COORDINATOR = 'coordinator';

/** How many times as long a participant's forced writes and messages may take. */
export const SLOWNESS = [1, 4, 10] as const;

/** The variants of two-phase commit, and none: everyone is told to act, and commits alone. */
export const PROTOCOLS = [...VARIANTS, 'alone'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface Participant {
  readonly name: string;
  readonly vote: Vote;
  readonly slowness: number;
}

/** Who commits with whom, and by which rules. It stands before the first thing happens. */
export interface Setup {
  readonly protocol: Protocol;
  /** Whether prepared participants ask each other, too. */
  readonly cooperative: boolean;
  readonly participants: readonly Participant[];
}

export type SetupCommand =
  | { readonly type: 'protocol'; readonly protocol: Protocol }
  | { readonly type: 'cooperative'; readonly on: boolean }
  | { readonly type: 'participants'; readonly count: number }
  | { readonly type: 'vote'; readonly node: string; readonly vote: Vote }
  | { readonly type: 'slow'; readonly node: string; readonly times: number };

const SETUP_TYPES: readonly string[] = ['protocol', 'cooperative', 'participants', 'vote', 'slow'];

export const isSetup = (command: { readonly type: string }): command is SetupCommand =>
  SETUP_TYPES.includes(command.type);

export const participant = (name: string, vote: Vote = 'yes', slowness = 1): Participant => ({
  name,
  vote,
  slowness,
});

export const STANDARD: Setup = {
  protocol: 'presumed-nothing',
  cooperative: false,
  participants: PARTICIPANTS.slice(0, FEWEST).map((name) => participant(name)),
};

export const nodesOf = ({ participants }: Setup): readonly string[] => [
  COORDINATOR,
  ...participants.map(({ name }) => name),
];

/** The pairs of nodes that talk to each other. */
export function linksOf(setup: Setup): readonly (readonly [string, string])[] {
  const names = setup.participants.map(({ name }) => name);
  const peers = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  return [...names.map((name) => [COORDINATOR, name] as const), ...(setup.cooperative ? peers : [])];
}

/** @throws InvalidInputError for a value that the set-up does not know, naming its field after `where` */
export function obeySetup(setup: Setup, command: SetupCommand, where: string): Setup {
  switch (command.type) {
    case 'protocol':
      return { ...setup, protocol: requireOneOf(PROTOCOLS, command.protocol, `${where}.protocol`) };
    case 'cooperative':
      return { ...setup, cooperative: requireOneOf([true, false], command.on, `${where}.on`) };
    case 'participants': {
      const counts = PARTICIPANTS.map((_, i) => i + 1).slice(FEWEST - 1);
      const count = requireOneOf(counts, command.count, `${where}.count`);
      const named = PARTICIPANTS.slice(0, count);
      return { ...setup, participants: named.map((name, i) => setup.participants[i] ?? participant(name)) };
    }
    case 'vote':
      return change(setup, command.node, { vote: requireOneOf(VOTES, command.vote, `${where}.vote`) }, where);
    case 'slow': {
      const slowness = requireOneOf(SLOWNESS, command.times, `${where}.times`);
      return change(setup, command.node, { slowness }, where);
    }
  }
}

function change(setup: Setup, node: string, news: Partial<Participant>, where: string): Setup {
  const names = setup.participants.map(({ name }) => name);
  requireOneOf(names, node, `${where}.node`);
  return {
    ...setup,
    participants: setup.participants.map((one) => (one.name === node ? { ...one, ...news } : one)),
  };
}

export function requireOneOf<T>(allowed: readonly T[], value: unknown, where: string): T {
  if ((allowed as readonly unknown[]).includes(value)) return value as T;
  throw new InvalidInputError(where, `one of ${allowed.join(', ')}`, value);
}
