import { contradictions } from '../../../engine/commit/index.ts';
import type { Incident } from './incidents.ts';
import { COORDINATOR, nodesOf, type Setup } from './setup.ts';
import { countsAt } from './view.ts';
import { playWorld, type Played } from './world.ts';

/** A place where a node can crash: just after the step `at`, before what it does next. */
export interface CrashPoint {
  readonly at: number;
  readonly node: string;
}

/** What came of a crash. */
export interface Verdict {
  readonly contradictory: boolean;
  /** Who is up, prepared and blocked at the end. */
  readonly blocked: readonly string[];
  /** How long participants were blocked together, in milliseconds, as long as it was watched. */
  readonly blockedFor: number;
}

/** How long a node that comes back is down, in milliseconds at least: until the next step after them, or the last. */
const REPAIR = 250;

/**
 * All crash points of a run without faults: before each thing that a node does or hears, and after its last. Between
 * two of these a crash changes nothing more.
 */
export function crashPoints({ moments, setup }: Played): readonly CrashPoint[] {
  const points = moments.flatMap(({ step }, i): CrashPoint[] =>
    step !== null && 'node' in step ? [{ at: i - 1, node: step.node }] : [],
  );
  const last = moments.length - 1;
  return [...points, ...nodesOf(setup).map((node) => ({ at: last, node }))];
}

export const crashAt = ({ at, node }: CrashPoint): Incident => ({ type: 'crash', node, at });

export const crashed = (setup: Setup, point: CrashPoint, seed: number): Played =>
  playWorld(setup, [crashAt(point)], seed, 0);

/** When the crashed node comes back: at the first step after the repair, or the last. */
export function restartAfter({ moments }: Played, { at, node }: CrashPoint): Incident {
  const crash = at + 1;
  const back = (moments[crash]?.time ?? 0) + REPAIR;
  const found = moments.findIndex(({ time }, i) => i >= crash && time >= back);
  return { type: 'restart', node, at: found === -1 ? moments.length - 1 : found };
}

export function judge(played: Played): Verdict {
  const view = { played, index: played.moments.length - 1 };
  return {
    contradictory: contradictions(played.trace).length > 0,
    blocked: played.moments.at(-1)?.blocked ?? [],
    blockedFor: countsAt(view).blocked,
  };
}

const longest = new Map<string, number>();

/** The longest blocking that one crash leads to if nobody comes back. Only a coordinator that is gone blocks. */
export function longestBlocking(setup: Setup, seed: number): number {
  const key = JSON.stringify([setup, seed]);
  const known = longest.get(key);
  if (known !== undefined) return known;
  const points = crashPoints(playWorld(setup, [], seed, 0)).filter(({ node }) => node === COORDINATOR);
  const most = Math.max(...points.map((point) => judge(crashed(setup, point, seed)).blockedFor));
  longest.set(key, most);
  return most;
}
