/**
 * Measures the search of all states, in Node and in a browser's worker, and writes what it found to EXPLORE.md.
 *
 * Run it with `npm run bench`, on a machine that does nothing else.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { packedTwoPhase, twoPhase } from '../../engine/commit/models/index.ts';
import { searchStates, type Model } from '../../engine/explore/index.ts';
import { searchInBrowser } from './explore-browser.ts';
import { searchRepeatedly, searchTwoPhase, type Searched } from './explore-search.ts';
import { show, showSpread, spreadOf, table } from './report.ts';

const ROUNDS = 15;
const MOST = 6;
const AIM = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const whole = (number: number): string => Math.round(number).toLocaleString('en');
const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const rate = ({ generated, milliseconds }: Searched): number => (generated / milliseconds) * 1_000;

/** Bytes on the heap and in arrays of numbers beside it, once what nobody can reach any more is collected. */
async function memoryInUse(): Promise<number> {
  await nextTurn();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

interface Memory {
  /** What a search holds when it has ended, in bytes. */
  readonly held: number;
  /** How much larger the process became. */
  readonly grown: number;
}

async function memoryOf<State, Action>(model: Model<State, Action>): Promise<Memory> {
  const before = await memoryInUse();
  const { rss } = process.memoryUsage();
  const search = searchStates(model);
  search.runToEnd();
  const grown = Math.max(0, process.memoryUsage().rss - rss);
  const held = (await memoryInUse()) - before;
  search.runToEnd(); // Until here the search is in use, so that nothing of it was collected.
  return { held, grown };
}

const first = searchTwoPhase(MOST);
const memory = await memoryOf(packedTwoPhase(MOST));
const readableMemory = await memoryOf(twoPhase(MOST));
const inNode = searchRepeatedly(MOST, ROUNDS);
const { browser, searches } = await searchInBrowser(MOST, ROUNDS + 1);
const [firstInBrowser, ...inBrowser] = searches as [Searched, ...Searched[]];

const speed = (where: string, start: Searched, later: readonly Searched[]): string[] => {
  const rates = spreadOf(later.map((each) => rate(each) / AIM));
  return [
    where,
    show(start.milliseconds),
    showSpread(spreadOf(later.map(({ milliseconds }) => milliseconds))),
    `${showSpread(rates)}${rates.median >= 1 ? '' : ' ✗'}`,
  ];
};

const sizes = Array.from({ length: MOST }, (_, i) => {
  const { distinct, generated, depth } = searchTwoPhase(i + 1);
  return [i + 1, distinct, generated, depth].map(whole);
});

const report = `# Benchmark of trying everything

Written by \`npm run bench\` with Node ${process.version} and ${browser}, on ${availableParallelism()} cores, of which each search
uses one. The model is TwoPhase, packed into numbers, with its invariant checked in every state. Absolute times are worth
little on another machine.

## What there is to search

${table(['participants', 'distinct states', 'generated states', 'depth'], sizes)}

## Speed with ${MOST} participants

The first search is that of a program that has just started, before the engine that runs it has compiled anything. The
others are the median of ${ROUNDS}, with the least and the most in brackets. The aim is a million generated states a second;
a cross says where the median misses it.

${table(
  ['where', 'first search (ms)', 'later searches (ms)', 'generated states a second (millions)'],
  [speed('Node', first, inNode), speed('a worker in the browser', firstInBrowser, inBrowser)],
)}

## Memory with ${MOST} participants, in Node

What is held at the end of a search is what it knows: each distinct state once, its key, its predecessor, with room to
grow. It grows with the distinct states alone, and \`maxStates\` bounds it. The process grew by more, by what had not
been collected yet.

${table(
  ['model', 'held (MiB)', 'held for each distinct state (bytes)', 'process grew by (MiB)'],
  (
    [
      ['packed', memory],
      ['readable', readableMemory],
    ] as const
  ).map(([name, { held, grown }]) => [name, megabytes(held), whole(held / first.distinct), megabytes(grown)]),
)}
`;

writeFileSync(new URL('EXPLORE.md', import.meta.url), report);
console.log(report);
