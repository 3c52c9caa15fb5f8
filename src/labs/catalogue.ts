/** The labs that exist, as every list of labs shows them: in the order of the chapters they belong to. */
export interface LabEntry {
  /** The name of its folder, and the last part of its address. */
  readonly id: string;
  readonly title: string;
  readonly chapter: number;
  /** What one does in it, in one sentence. */
  readonly summary: string;
}

export const LABS = [
  {
    id: 'two-databases',
    title: 'Two databases',
    chapter: 1,
    summary:
      'Feed a row that is overwritten and a log that grows with the same commands, and put questions about the past to both.',
  },
  {
    id: 'teller',
    title: 'Teller',
    chapter: 4,
    summary:
      'Give a bank account its commands and watch each one load, fold, decide, append and project; collect every refusal.',
  },
  {
    id: 'time-machine',
    title: 'Time machine',
    chapter: 5,
    summary: 'Ask for any state of the past, leave events out, and hunt the bug that refused a card.',
  },
  {
    id: 'two-users',
    title: 'Two users, one stream',
    chapter: 6,
    summary: 'Be the scheduler of two customers and one seat: sell it twice, then turn on the check.',
  },
  {
    id: 'three-views',
    title: 'Three views',
    chapter: 7,
    summary: 'Let three read models follow one log at their own pace; pause, crash, wipe and rebuild them.',
  },
  {
    id: 'living-diagram',
    title: 'The living diagram',
    chapter: 9,
    summary:
      'Send commands through a whole system of event sourcing and CQRS, and cut, pause or wipe any part of it.',
  },
  {
    id: 'bad-network',
    title: 'The bad network',
    chapter: 10,
    summary:
      'Lose, copy and reorder the envelopes between a stream and its reader, and find the smallest set of guards that holds.',
  },
  {
    id: 'coordinator',
    title: 'The coordinator',
    chapter: 13,
    summary:
      'Commit one order in two databases, crash anybody at any step, and see who is left waiting with locks in hand.',
  },
] as const satisfies readonly LabEntry[];

export type LabId = (typeof LABS)[number]['id'];

/** @throws Error for a lab that is not in the catalogue */
export function labEntry(id: string): LabEntry {
  const entry = LABS.find((lab) => lab.id === id);
  if (entry === undefined) throw new Error(`There is no lab "${id}" in the catalogue.`);
  return entry;
}

/** The path of a lab's own page, to be given to `href`. */
export const labPath = (id: string): string => `/labs/${id}/`;
