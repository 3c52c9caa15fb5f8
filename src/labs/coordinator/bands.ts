import type { Moment } from './world.ts';

/** A stretch of a lifeline. */
export interface Band {
  readonly lane: number;
  readonly kind: 'locked' | 'blocked' | 'down';
  readonly future: boolean;
  readonly from: number;
  readonly to: number;
  /** In milliseconds, so far. */
  readonly duration: number;
}

/**
 * The stretches of a lifeline up to a moment.
 *
 * @param alongOf where a moment stands; what stands before the window, before 0
 * @param now up to where those reach that last still
 */
export function bandsOf(
  moments: readonly Moment[],
  index: number,
  [name, lane]: readonly [string, number],
  alongOf: (at: number) => number,
  now: number,
): Band[] {
  const bands: Band[] = [];
  const holds: Record<Band['kind'], (moment: Moment) => boolean> = {
    locked: ({ locked }) => locked.includes(name),
    blocked: ({ blocked }) => blocked.includes(name),
    down: ({ situation }) => !situation.up.has(name),
  };
  for (const kind of ['locked', 'blocked', 'down'] as const) {
    let from: number | null = null;
    for (let at = 0; at <= index + 1; at++) {
      const moment = moments[at];
      const on = at <= index && moment !== undefined && holds[kind](moment);
      if (on && from === null) from = at;
      if (on || from === null) continue;
      const [began, ended] = [moments[from], moments[Math.min(at, index)]] as [Moment, Moment];
      const to = at > index ? now + 0.5 : alongOf(at);
      const duration = ended.time - began.time;
      if (to > 0)
        bands.push({ lane, kind, future: false, from: Math.max(alongOf(from), -0.5), to, duration });
      from = null;
    }
  }
  return bands;
}
