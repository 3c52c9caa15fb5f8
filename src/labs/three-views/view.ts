import type { OrderFact, WishId } from './history.ts';
import type { Row, Version, ViewId } from './read-models.ts';
import type { Moment, Saving } from './saving.ts';

export type ScenarioId = 'lag' | 'crash' | 'rebuild' | 'versions';

/** One that can be told to do something: a view, or the version 2 that is built beside the one that serves. */
export type ScreenId = ViewId | 'beside';
export const SCREEN_IDS: readonly ScreenId[] = ['orders', 'products', 'history', 'beside'];

/** What the learner may do. */
export type Command =
  /** A customer wants something. */
  | { readonly type: 'append'; readonly wish: WishId }
  /** Time passes: each view that is running handles one event. */
  | { readonly type: 'pass' }
  /** A view handles its next events, at most so many. */
  | { readonly type: 'advance'; readonly view: ScreenId; readonly max: number }
  | { readonly type: 'pause' | 'resume'; readonly view: ScreenId }
  /** The code of a view fails at its next event, or is mended. */
  | { readonly type: 'spoil' | 'mend'; readonly view: ScreenId }
  /** What to do about the event at which a view stopped. */
  | { readonly type: 'retry' | 'park'; readonly view: ScreenId }
  /** A view handles its next event, and its process dies at this moment of saving. */
  | { readonly type: 'crash'; readonly view: ScreenId; readonly at: Moment }
  | { readonly type: 'restart'; readonly view: ViewId }
  | { readonly type: 'save'; readonly saving: Saving }
  /** Throws model and checkpoint away; or sets the checkpoint back and leaves the model as it is. */
  | { readonly type: 'wipe' | 'rewind'; readonly view: ScreenId }
  /** Version 2 of the items sold: built beside, taken into service, taken out again, thrown away. */
  | { readonly type: 'prepare' | 'swap' | 'rollBack' | 'discard' }
  /** The code of version 2, let loose on the table of version 1. */
  | { readonly type: 'replace' };

/** What somebody did to a view, whose checkpoint is at this position then. */
export interface Managed {
  readonly type: 'paused' | 'resumed' | 'spoiled' | 'mended' | 'parked' | 'restarted' | 'wiped' | 'rewound';
  readonly screen: ScreenId;
  readonly position: number;
}

/** What happened at a step. */
export type Happening =
  | { readonly type: 'start' }
  | { readonly type: 'appended'; readonly wish: WishId; readonly refused: string | null }
  /** A view went on, until it stopped where `failed` says. */
  | {
      readonly type: 'handled';
      readonly screen: ScreenId;
      readonly from: number;
      readonly to: number;
      readonly failed: number | null;
    }
  | {
      readonly type: 'crashed';
      readonly screen: ScreenId;
      readonly at: Moment;
      readonly position: number;
      readonly event: OrderFact['type'];
    }
  | { readonly type: 'saving'; readonly saving: Saving }
  | {
      readonly type:
        'paused' | 'resumed' | 'spoiled' | 'mended' | 'parked' | 'restarted' | 'wiped' | 'rewound';
      readonly screen: ScreenId;
      readonly position: number;
    }
  | { readonly type: 'prepared' | 'swapped' | 'rolledBack' | 'discarded' | 'replaced' };

/** A read model as it stands, and how far along the log. */
export interface Screen {
  readonly id: ScreenId;
  readonly version: Version;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** The keys of the rows that the last step changed. */
  readonly changed: readonly string[];
  readonly checkpoint: number;
  readonly lag: number;
  readonly state: 'running' | 'paused' | 'stopped' | 'down';
  /** The event ahead of it at which its code fails, if there is one. */
  readonly spoiltAt: number | null;
  readonly parked: readonly number[];
  /**
   * What its rows are, measured against a plain fold of the log up to its checkpoint. `right`: the same. `missing`: the
   * same but for parked events. `ahead`: what they would be one event later. `wrong`: none of these.
   */
  readonly verdict: 'right' | 'missing' | 'ahead' | 'wrong';
}

/** Everything there is to see at a step. */
export interface View {
  readonly scenario: ScenarioId;
  readonly log: readonly OrderFact[];
  /** The three views, and the one beside, where there is one. */
  readonly screens: readonly Screen[];
  readonly saving: Saving;
  /** What is beside the items sold that serve. */
  readonly beside: 'candidate' | 'former' | null;
  /** The furthest that readers of the items sold have seen so far. */
  readonly furthestRead: number;
  /** What is wrong with what readers of the items sold got at this step; null if nothing is. */
  readonly wrongRead: 'unfinished' | 'mixed' | null;
  readonly did: Happening;
  /** Whether all that the last command led to has happened: something new may be done here. */
  readonly ready: boolean;
}

/** A screen by its name. */
export const screenOf = (view: View, id: ScreenId): Screen | undefined =>
  view.screens.find((screen) => screen.id === id);
