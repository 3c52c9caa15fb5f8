/** The parts of the diagram, in the order in which a command runs through them, and how each can be broken. */
export const PARTS = [
  'client',
  'command',
  'aggregate',
  'store',
  'bus',
  'projection',
  'read-database',
  'query',
] as const;

export type Part = (typeof PARTS)[number];

/** `cut`: nothing gets through, and what is sent to it fails. `paused`: what is sent to it waits. */
export type Condition = 'works' | 'cut' | 'paused';
export type Conditions = Readonly<Record<Part, Condition>>;

/** What can be done to a part. Wiping makes it forget what it keeps; it may be working all the same. */
export const DEEDS = ['cut', 'pause', 'wipe', 'restore'] as const;
export type Deed = (typeof DEEDS)[number];

/** From one part to the next. */
export interface Way {
  readonly from: Part;
  readonly to: Part;
}

export const ALL_WORK: Conditions = {
  client: 'works',
  command: 'works',
  aggregate: 'works',
  store: 'works',
  bus: 'works',
  projection: 'works',
  'read-database': 'works',
  query: 'works',
};
