/**
 * Measures the engine beside other event stores in memory, and writes what it found to RESULTS.md.
 *
 * Run it with `npm run bench`, on a machine that does nothing else.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { castore } from './contenders/castore.ts';
import type { Contender } from './contenders/contender.ts';
import { emmett } from './contenders/emmett.ts';
import { floor, frozenFloor } from './contenders/floor.ts';
import { replaybook } from './contenders/replaybook.ts';
import { measureJumps } from './jumps.ts';
import { measure } from './measure.ts';
import { ratio, show, showSpread, spreadOf, table, type Spread } from './report.ts';
import { appendToNewStreams, appendToOneStream, sizeFor, workloads, type Workload } from './workloads.ts';

const ROUNDS = 7;
const contenders: readonly Contender[] = [replaybook, floor, frozenFloor, emmett, castore];

/** What the engine sets out to be: so many times as long as the floor at most, and as the others at least. */
const aims = { append: { floor: 2, others: 10 }, read: { floor: 1.3, others: 0 } };

const atMost = (spread: Spread, aim: number): string =>
  `${showSpread(spread)}${spread.median <= aim ? '' : ' ✗'}`;
const atLeast = (spread: Spread, aim: number): string =>
  `${showSpread(spread)}${spread.median >= aim ? '' : ' ✗'}`;

const costs: string[][] = [];
const ratios: string[][] = [];
for (const workload of workloads) {
  const figures = await measure(workload, contenders, ROUNDS);
  const cost = (contender: Contender): string => {
    const size = sizeFor(workload, contender);
    const note = size === workload.events ? '' : `, at ${size.toLocaleString('en')}`;
    return `${showSpread(spreadOf(figures.get(contender) ?? []))}${note}`;
  };
  costs.push([workload.title, ...contenders.map(cost)]);
  const aim = aims[workload.kind];
  ratios.push([
    workload.title,
    atMost(ratio(figures, replaybook, floor), aim.floor),
    showSpread(ratio(figures, replaybook, frozenFloor)),
    atLeast(ratio(figures, emmett, replaybook), aim.others),
    atLeast(ratio(figures, castore, replaybook), aim.others),
  ]);
  console.log(ratios.at(-1)?.join(' | '));
}

const growth: string[][] = [];
for (const [title, make] of [
  ['appends to one stream', appendToOneStream],
  ['appends to new streams', appendToNewStreams],
] as const) {
  for (const contender of [replaybook, floor]) {
    const totals = async (workload: Workload) => {
      const figures = await measure(workload, [contender], ROUNDS);
      return (figures.get(contender) ?? []).map((perEvent) => (perEvent * workload.events) / 1e6);
    };
    const [once, twice] = [spreadOf(await totals(make(50_000))), spreadOf(await totals(make(100_000)))];
    growth.push([
      title,
      contender.name,
      showSpread(once),
      showSpread(twice),
      show(twice.median / once.median),
    ]);
  }
}

const jumps = await measureJumps(ROUNDS);

const report = `# Benchmark

Written by \`npm run bench\` with Node ${process.version} on ${availableParallelism()} cores. Every figure is the median
of ${ROUNDS} rounds, with the least and the most in brackets. All contenders take turns within each round and start from a
collected heap; two rounds before the first are not counted. Absolute times are worth little on another machine;
ratios carry over.

- **Replaybook**: \`MemoryEventStore\`, synchronous. It checks, copies and freezes all data, whatever its depth.
- **floor**: a map of arrays, one array for the log, a record for each event (with the fields that Replaybook's have)
  and a version check, keeping the writer's own data. Nobody's history is safe in it; it is here because nothing can be
  faster.
- **frozen floor**: the same, with each record and its data (one level deep, unchecked) copied and frozen: the least
  that protects history.
- **Emmett** and **Castore**: the stores in memory of \`@event-driven-io/emmett\` and \`@castore/core\`, used as their
  documentation shows, each call awaited because they are asynchronous. Both are meant for tests and small data, give
  more than is measured here (typed command handling, adapters for real databases), and neither copies or freezes.
  They have no log over all streams, so "reading all" reads each stream in turn. Where a size is given, they were
  measured with fewer events, because they would take too long, some of them more so the more there are.

## Ratios

How many times as long. The aims: appends take at most ${aims.append.floor} times as long as the floor and ${aims.append.others} times less than the others;
reads take at most ${aims.read.floor} times as long as the floor. Where the median misses its aim, a cross says so. What an append
spends beyond the floor goes into checking all input and copying and freezing data to any depth, and into the collector, which
has more to move.

${table(
  [
    'workload',
    'Replaybook ÷ floor',
    'Replaybook ÷ frozen floor',
    'Emmett ÷ Replaybook',
    'Castore ÷ Replaybook',
  ],
  ratios,
)}

## Nanoseconds for each event

${table(['workload', ...contenders.map(({ name }) => name)], costs)}

## Growth

Milliseconds for n and for 2n events; where the cost of an event does not depend on how many there are, the ratio is 2.

${table(['workload', 'store', 'n = 50,000', '2n = 100,000', '2n ÷ n'], growth)}

## Jumps in a history of a million events

A jump to a random position with a timeline, beside replaying from the start to the same positions.

${table(
  [
    'jump (µs)',
    'replay (µs)',
    'replay ÷ jump',
    'most events read by a jump',
    'states kept',
    'making the timeline (ms)',
  ],
  [
    [
      showSpread(jumps.jumping),
      showSpread(jumps.replaying),
      show(jumps.replaying.median / jumps.jumping.median),
      String(jumps.mostRead),
      String(jumps.checkpoints),
      showSpread(jumps.making),
    ],
  ],
)}
`;

writeFileSync(new URL('RESULTS.md', import.meta.url), report);
console.log(report);
