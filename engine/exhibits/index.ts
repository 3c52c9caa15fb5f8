import type { Exhibit } from './exhibit.ts';
import { expectsTheUnsaved } from './expects-the-unsaved.ts';
import { fullBufferDrops } from './full-buffer-drops.ts';
import { holeBeforeLive } from './hole-before-live.ts';
import { liveReferences } from './live-references.ts';
import { minusOneSkipsTheCheck } from './minus-one-skips-the-check.ts';
import { raisedNotApplied } from './raised-not-applied.ts';
import { rebuildCountsTwice } from './rebuild-counts-twice.ts';
import { savedWithoutVersion } from './saved-without-version.ts';
import { skippedError } from './skipped-error.ts';
import { snapshotForgetsVersion } from './snapshot-forgets-version.ts';
import { timestampsAsOrder } from './timestamps-as-order.ts';
import { versionModuloN } from './version-modulo-n.ts';

/**
 * The bug museum: mistakes that people published, each runnable, beside the part that is right. The mistakes are
 * wrong on purpose and nothing else may import them: in each file, `faulty` has the mistake, marked where it stands.
 */
export type {
  Exhibit,
  ExhibitCommand,
  ExhibitStep,
  ExhibitTexts,
  Played,
  Violation,
  Which,
} from './exhibit.ts';

/** All exhibits, along the way of a fact: deciding, saving, restoring, projecting, delivering, reading. */
export const exhibits: readonly Exhibit[] = [
  raisedNotApplied,
  expectsTheUnsaved,
  minusOneSkipsTheCheck,
  savedWithoutVersion,
  snapshotForgetsVersion,
  versionModuloN,
  rebuildCountsTwice,
  skippedError,
  fullBufferDrops,
  holeBeforeLive,
  timestampsAsOrder,
  liveReferences,
];
