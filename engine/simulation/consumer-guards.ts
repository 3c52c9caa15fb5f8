import type { StreamEvent } from './stream-messages.ts';

/**
 * What a consumer does against a network that duplicates and reorders. Alone, each leaves a hole:
 *
 * - `dedupe` remembers the ids of events and passes over one that it knows. One that was overtaken is folded out of
 *   order.
 * - `last-seen` remembers the last version and passes over any that is not later. One that was overtaken is lost.
 * - `gap-buffer` holds an event until those before it are there. One that was folded before is folded again.
 *
 * None of them finds what was lost. To find that there was a last event at all, somebody has to tell or to ask.
 */
export type Guard = 'dedupe' | 'last-seen' | 'gap-buffer';

export const GUARDS: readonly Guard[] = ['dedupe', 'last-seen', 'gap-buffer'];

/** What a consumer remembers besides the state that it folds. */
export interface Memory {
  /** The highest version that it folded. With a gap buffer, it folded all up to there. */
  readonly version: number;
  /** The ids it knows, if it dedupes. */
  readonly ids: readonly string[];
  /** What its gap buffer holds, by version. */
  readonly held: readonly StreamEvent[];
}

export const EMPTY_MEMORY: Memory = { version: 0, ids: [], held: [] };

/** What becomes of an event that came. */
export interface Verdict {
  /** What to fold now, in order: the event, and those that had waited for it; or nothing. */
  readonly fold: readonly StreamEvent[];
  /** The guard that passed over the event, or held it; none if it is folded. */
  readonly by: Guard | undefined;
  readonly memory: Memory;
}

/** Asks the guards what to do with an event. */
export function judge(guards: ReadonlySet<Guard>, memory: Memory, event: StreamEvent): Verdict {
  const { version, ids, held } = memory;
  if (guards.has('dedupe') && ids.includes(event.id)) return { fold: [], by: 'dedupe', memory };
  if (guards.has('last-seen') && event.version <= version) return { fold: [], by: 'last-seen', memory };

  const known = guards.has('dedupe') ? [...ids, event.id] : ids;
  if (guards.has('gap-buffer') && event.version > version + 1) {
    const others = held.filter((other) => other.version !== event.version);
    const waiting = [...others, event].sort((a, b) => a.version - b.version);
    return { fold: [], by: 'gap-buffer', memory: { ...memory, ids: known, held: waiting } };
  }
  const reached = Math.max(version, event.version);
  const ready = held.filter((other, i) => other.version === reached + 1 + i);
  return {
    fold: [event, ...ready],
    by: undefined,
    memory: { version: reached + ready.length, ids: known, held: held.slice(ready.length) },
  };
}
