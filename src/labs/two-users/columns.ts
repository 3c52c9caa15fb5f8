import type { Trace } from '../../lab-frame/lab.ts';
import type { View } from './world.ts';

/** One step as the picture places it. */
export interface Column {
  /** Which step of its trace it is. */
  readonly at: number;
  readonly view: View;
  /** Whether it belongs to a future that was left. */
  readonly left: boolean;
  /** Which track of the grid it stands in; the first holds the heads of the lanes. */
  readonly along: number;
}

export interface Columns {
  readonly shown: readonly Column[];
  /** How many steps stand before and after those that are shown. */
  readonly earlier: number;
  readonly later: number;
}

/** More steps than this are not told apart; the others are counted. */
const MOST_SHOWN = 12;

/**
 * The steps of a trace around the cursor, and behind its end what is left of another future.
 *
 * @param left the trace that was left, if one was
 */
export function columnsOf(trace: Trace<View>, cursor: number, left: Trace<View> | null): Columns {
  const length = Math.max(trace.length, left?.length ?? 0) - 1;
  const most = Math.min(length, MOST_SHOWN);
  const earlier = Math.max(0, Math.min(cursor - MOST_SHOWN / 2, length - most));
  const shown = Array.from({ length: most }, (_, i) => {
    const at = earlier + i + 1;
    const isLeft = at >= trace.length;
    const { view } = (isLeft && left !== null ? left : trace).at(at);
    return { at, view, left: isLeft, along: i + 2 + (earlier > 0 ? 1 : 0) };
  });
  return { shown, earlier, later: length - earlier - most };
}
