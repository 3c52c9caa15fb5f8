import type { Moment, World } from './world.ts';

/** What the picture is drawn from: the delivery as a whole, and one moment of it. */
export interface View extends Moment {
  readonly world: World;
}
