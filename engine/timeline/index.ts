/** Time travel over a fold: any state of a long history, what differs, what if, and where it went wrong. */
export { bisect, type Look, type Turn } from './bisect.ts';
export { canonicalJson } from './canonical-json.ts';
export { diff, formatPath, type Change, type Path } from './diff.ts';
export { Fnv1a64 } from './fnv1a.ts';
export { historyHash } from './history-hash.ts';
export { historyOf, type History } from './history.ts';
export { createTimeline, type Fold, type StateAt, type Timeline } from './timeline.ts';
export { without, type WhatIf } from './without.ts';
