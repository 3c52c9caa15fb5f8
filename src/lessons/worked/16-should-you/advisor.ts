/** The reasons for and against event sourcing, and systems in which some of them hold: what chapter 16 sorts. */

export type Side = 'for' | 'against';

export interface Reason {
  readonly side: Side;
  /** In a few words, as it stands in the figure. */
  readonly text: string;
  /** The chapter that shows it. */
  readonly chapter: number;
}

export const REASONS = {
  audit: { side: 'for', text: 'an audit is required', chapter: 5 },
  debugging: { side: 'for', text: 'time travel finds its bugs', chapter: 5 },
  logic: { side: 'for', text: 'complex rules', chapter: 4 },
  views: { side: 'for', text: 'several projections', chapter: 7 },
  past: { side: 'for', text: 'temporal queries', chapter: 8 },
  crud: { side: 'against', text: 'simple CRUD', chapter: 1 },
  reads: { side: 'against', text: 'millions of reads a second', chapter: 9 },
  small: { side: 'against', text: 'small and unregulated', chapter: 12 },
  team: { side: 'against', text: 'new to the team', chapter: 17 },
  fixed: { side: 'against', text: 'data that never changes', chapter: 3 },
} as const satisfies Record<string, Reason>;

export type ReasonId = keyof typeof REASONS;

export interface System {
  readonly name: string;
  readonly holds: readonly ReasonId[];
  /** What the reasons do not say by their number. */
  readonly note: string;
}

const SYSTEMS: readonly System[] = [
  {
    name: 'Accounts of a bank',
    holds: ['audit', 'debugging', 'logic', 'views', 'past'],
    note: 'It has a ledger anyway. The question is only whether the program has one, too.',
  },
  {
    name: 'Claims of an insurer',
    holds: ['audit', 'logic', 'past'],
    note: 'Decided on what was known on the day; years later somebody asks what that was.',
  },
  {
    name: 'Orders of a shop, with fraud, billing and email',
    holds: ['debugging', 'views', 'past', 'team'],
    note: 'Worth learning it for; start with the stream of the order alone.',
  },
  {
    name: 'Everything a newspaper has published',
    holds: ['views', 'past', 'reads'],
    note: 'The log feeds the readers’ copies. Nobody who reads an article reads the log.',
  },
  {
    name: 'Prices of a web shop, shown on every page',
    holds: ['past', 'reads', 'crud'],
    note: 'Look at what its load consists of before you look at how it is stored.',
  },
  {
    name: 'Members of a sports club',
    holds: ['crud', 'small', 'team'],
    note: 'A table. When a fee is disputed, the bank has the payments.',
  },
  {
    name: 'Names and codes of all countries',
    holds: ['crud', 'fixed'],
    note: 'A file. On the rare day on which the world changes, its owner publishes another one.',
  },
];

const count = ({ holds }: System, side: Side): number =>
  holds.filter((id) => REASONS[id].side === side).length;

/** From the one with the most reasons for it, less those against it, to the one with the fewest. */
export function sortedSystems(): readonly System[] {
  return SYSTEMS.toSorted((a, b) => balance(b) - balance(a));
}

export const balance = (system: System): number => count(system, 'for') - count(system, 'against');
