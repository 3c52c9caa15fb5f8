import type { Shop } from './shop.ts';
import { way, type Stage } from './stage.ts';
import { nothingToReplay, replayed } from './texts.ts';

/** A replay is shown in at most so many steps; where there are more events, each step takes several. */
const MOST_STEPS = 12;

/** Reads the stored events after the checkpoint again, in their order, and folds them into the rows. */
export function replay(stage: Stage, shop: Shop): void {
  const { checkpoint, events } = stage.view;
  const telling = { happened: 'replayed', at: 'read-database', way: way('store', 'read-database') } as const;
  const count = events.length - checkpoint;
  if (count === 0) {
    stage.tell({ ...telling, label: 'nothing to read', narration: nothingToReplay(checkpoint) });
    return;
  }
  const atOnce = Math.ceil(count / MOST_STEPS);
  for (let first = checkpoint + 1; first <= events.length; first += atOnce) {
    const { checkpoint: end } = shop.projector.advance(atOnce);
    stage.show(shop.kept());
    const label = first === end ? `replay ${first}` : `replay ${first} to ${end}`;
    stage.tell({ ...telling, label, narration: replayed(stage.view, first, end) });
  }
}
