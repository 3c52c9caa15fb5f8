import type { Contender, Given, Session, Totals } from './contenders/contender.ts';

/** Something to do to an open store, as often as there are events. */
export interface Workload {
  readonly title: string;
  readonly kind: 'append' | 'read';
  /** How many events, for the engine and the floors. */
  readonly events: number;
  /** How many for those who would take too long (named), which shows in the table; all figures are per event. */
  readonly fewer?: Readonly<Record<string, number>>;
  /** How often it is done while the clock runs, where once would be over too soon to be measured. Default 1. */
  readonly repeats?: number;
  /** What happens before the clock starts. */
  prepare?(session: Session, events: number): Promise<void>;
  /** What is timed. */
  run(session: Session, events: number): Promise<unknown>;
}

const MOST = 100_000;

const given: readonly Given[] = Array.from({ length: MOST }, (_, i) => ({
  id: `event-${i}`,
  type: 'deposited',
  data: { account: `account-${i % 1_000}`, amount: i % 997, currency: 'EUR' },
}));

const names: readonly string[] = Array.from({ length: MOST }, (_, i) => `account-${i}`);

/** Spreads single appends over so many streams, in turn. */
async function appendSingly(session: Session, events: number, streams: number): Promise<void> {
  for (let i = 0; i < events; i += 1) {
    const answer = session.append(names[i % streams] as string, [given[i] as Given], Math.floor(i / streams));
    if (answer instanceof Promise) await answer;
  }
}

async function appendBatches(session: Session, events: number, size: number, streams: number): Promise<void> {
  for (let i = 0; i * size < events; i += 1) {
    const batch = given.slice(i * size, (i + 1) * size);
    const answer = session.append(names[i % streams] as string, batch, Math.floor(i / streams) * size);
    if (answer instanceof Promise) await answer;
  }
}

/** Folds, and makes sure that nothing was lost on the way. */
async function foldChecked(fold: () => Totals | Promise<Totals>, events: number): Promise<void> {
  const answer = fold();
  const { count } = answer instanceof Promise ? await answer : answer;
  if (count !== events) throw new Error(`Folded ${count} events of ${events}.`);
}

export const appendToOneStream = (events: number, fewer: Record<string, number> = {}): Workload => ({
  title: `${events.toLocaleString('en')} single appends to one stream`,
  kind: 'append',
  events,
  fewer,
  run: (session, count) => appendSingly(session, count, 1),
});

export const appendToNewStreams = (events: number, fewer: Record<string, number> = {}): Workload => ({
  title: `${events.toLocaleString('en')} appends, each to a new stream`,
  kind: 'append',
  events,
  fewer,
  run: (session, count) => appendSingly(session, count, count),
});

export const workloads: readonly Workload[] = [
  {
    title: '100,000 single appends over 1,000 streams, exact versions',
    kind: 'append',
    events: 100_000,
    fewer: { Emmett: 20_000 },
    run: (session, count) => appendSingly(session, count, 1_000),
  },
  {
    title: '100,000 appends in batches of 100 over 100 streams',
    kind: 'append',
    events: 100_000,
    run: (session, count) => appendBatches(session, count, 100, 100),
  },
  appendToOneStream(20_000),
  appendToNewStreams(20_000, { Emmett: 4_000 }),
  {
    title: 'reading one stream of 10,000 and folding it',
    kind: 'read',
    events: 10_000,
    repeats: 50,
    prepare: (session, count) => appendBatches(session, count, 100, 1),
    run: (session, count) => foldChecked(() => session.foldStream(names[0] as string), count),
  },
  {
    title: 'reading all 100,000 (1,000 streams) and folding them',
    kind: 'read',
    events: 100_000,
    repeats: 10,
    prepare: (session, count) => appendBatches(session, count, 100, 1_000),
    run: (session, count) => foldChecked(() => session.foldAll(), count),
  },
];

export const sizeFor = (workload: Workload, contender: Contender): number =>
  workload.fewer?.[contender.name] ?? workload.events;
