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
    id: 'time-machine',
    title: 'Time machine',
    chapter: 5,
    summary: 'Ask for any state of the past, leave events out, and hunt the bug that refused a card.',
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
