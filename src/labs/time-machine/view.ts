import type { Account, State, World } from './world.ts';

/** What the picture shows at one step: the world, and the state after one event of its log. */
export interface View {
  readonly world: World;
  /** The position in the log, 0 for the start. */
  readonly position: number;
  /** The event of this step; null at the start. */
  readonly event: Account | null;
  /** Whether that event takes part in the fold. */
  readonly on: boolean;
  /** The state after this step; null while it is closed. */
  readonly state: State | null;
  /** How many events were read to get it, and the position of the kept state they were folded onto. */
  readonly eventsRead: number;
  readonly checkpoint: number;
}
