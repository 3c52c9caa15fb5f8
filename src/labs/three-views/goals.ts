import type { Goal, Trace } from '../../lab-frame/lab.ts';
import { screenOf, type Command, type ScreenId, type View } from './view.ts';
import { caughtUp, crashedBetween, isCaughtUp, later, viewsOf, wipedFull } from './watching.ts';

/** What there is to achieve, judged by the trace alone. */

/** How far behind the order summary must fall. */
const FAR_BEHIND = 5;

export const behind: Goal<Command, View> = {
  id: 'behind',
  text: `Let the order summary fall ${FAR_BEHIND} events behind, then bring it to the end`,
  met: (_, trace) =>
    later(
      trace,
      ({ did, screens }) =>
        did.type === 'appended' && screens.some(({ id, lag }) => id === 'orders' && lag >= FAR_BEHIND)
          ? 'orders'
          : null,
      isCaughtUp,
    ),
};

const stoppedOne = ({ screens }: View): ScreenId | null =>
  screens.find(({ state }) => state === 'stopped')?.id ?? null;

export const alone: Goal<Command, View> = {
  id: 'alone',
  text: 'One view stands still at an event that it cannot handle, and the two others are at the end',
  met: (_, trace) =>
    viewsOf(trace).some(
      (view) => stoppedOne(view) !== null && view.screens.filter(caughtUp).length === view.screens.length - 1,
    ),
};

export const whole: Goal<Command, View> = {
  id: 'whole',
  text: 'Bring a view that stopped to the end, with nothing missing',
  met: (_, trace) => later(trace, stoppedOne, isCaughtUp),
};

export const twice: Goal<Command, View> = {
  id: 'twice',
  text: 'Make a view count an event twice by a crash',
  met: (_, trace) =>
    viewsOf(trace).some(({ screens }) =>
      screens.some(({ verdict, state }) => verdict === 'wrong' && state === 'running'),
    ),
};

export const unharmed: Goal<Command, View> = {
  id: 'unharmed',
  text: 'Still saved apart: find a crash between the two writes that does no harm in the end',
  met: (_, trace) =>
    later(
      trace,
      (view) => crashedBetween(view, 'apart'),
      (view, id) => view.saving === 'apart' && isCaughtUp(view, id),
    ),
};

export const once: Goal<Command, View> = {
  id: 'once',
  text: 'Saved together: crash at an ItemAdded in the middle of saving, and reach the end with nothing counted twice',
  met: (_, trace) =>
    later(
      trace,
      (view) =>
        view.did.type === 'crashed' && view.did.event === 'ItemAdded'
          ? crashedBetween(view, 'together')
          : null,
      isCaughtUp,
    ),
};

export const equal: Goal<Command, View> = {
  id: 'equal',
  text: 'Wipe a view, and rebuild it to the same rows from the log alone',
  met: (_, trace) => later(trace, wipedFull, isCaughtUp),
};

/** The view that is at the end of the log with rows that the log never said. */
const wrongAtEnd = ({ screens }: View): ScreenId | null =>
  screens.find(({ verdict, lag }) => verdict === 'wrong' && lag === 0)?.id ?? null;

export const doubled: Goal<Command, View> = {
  id: 'doubled',
  text: 'Rebuild a view without clearing it, and see at the end of the log what it counts then',
  met: (_, trace) => viewsOf(trace).some((view) => wrongAtEnd(view) !== null),
};

export const cured: Goal<Command, View> = {
  id: 'cured',
  text: 'Cure that same view',
  met: (_, trace) => later(trace, wrongAtEnd, isCaughtUp),
};

/** The part of the trace in which readers were never misled. */
function untilMisled(trace: Trace<View>): readonly View[] {
  const views = viewsOf(trace);
  const at = views.findIndex(({ wrongRead }) => wrongRead !== null);
  return at === -1 ? views : views.slice(0, at);
}

/** The first step from `from` on that did this, or -1. */
const stepThat = (views: readonly View[], type: View['did']['type'], from = 0): number =>
  views.findIndex(({ did }, at) => at >= from && did.type === type);

const grewBetween = (views: readonly View[], from: number, to: number): boolean =>
  (views[to]?.log.length ?? 0) > (views[from]?.log.length ?? 0);

export const swapped: Goal<Command, View> = {
  id: 'swapped',
  text: 'Build version 2 and swap it in while orders go on coming, with no wrong read',
  met: (_, trace) => {
    const views = untilMisled(trace);
    const [prepared, swap] = [stepThat(views, 'prepared'), stepThat(views, 'swapped')];
    return prepared !== -1 && swap !== -1 && grewBetween(views, prepared, swap);
  },
};

export const back: Goal<Command, View> = {
  id: 'back',
  text: 'After the swap let readers see a newer order, then roll back, still with no wrong read',
  met: (_, trace) => {
    const views = untilMisled(trace);
    const swap = stepThat(views, 'swapped');
    if (swap === -1) return false;
    const rollBack = stepThat(views, 'rolledBack', swap);
    const seen = views.slice(swap, rollBack).map((view) => screenOf(view, 'products')?.checkpoint ?? 0);
    return rollBack !== -1 && Math.max(...seen) > (views[swap]?.log.length ?? 0);
  },
};
