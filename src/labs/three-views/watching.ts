import type { Trace } from '../../lab-frame/lab.ts';
import { screenOf, type Screen, type ScreenId, type View } from './view.ts';

/** What goals and predictions look for in a trace. */

/** All steps of a trace, as what there was to see. */
export const viewsOf = (trace: Trace<View>): readonly View[] =>
  Array.from({ length: trace.length }, (_, at) => trace.at(at).view);

export const caughtUp = (screen: Screen | undefined): boolean =>
  screen?.lag === 0 && screen.verdict === 'right' && screen.state === 'running';

export const isCaughtUp = (view: View, id: ScreenId): boolean => caughtUp(screenOf(view, id));

/** Whether, after a step that is a beginning, another one (for the same view) is its end. */
export function later(
  trace: Trace<View>,
  begins: (view: View, before: View | undefined) => ScreenId | null,
  ends: (view: View, id: ScreenId) => boolean,
): boolean {
  const views = viewsOf(trace);
  return views.some((view, at) => {
    const id = begins(view, views[at - 1]);
    return id !== null && views.slice(at + 1).some((after) => ends(after, id));
  });
}

/** The view that crashed at this step between the two writes, saved in this way; null where none did. */
export const crashedBetween = ({ did, saving }: View, wanted: View['saving']): ScreenId | null =>
  did.type === 'crashed' && did.at === 'between' && saving === wanted ? did.screen : null;

/** The view that was wiped at this step, and was at the end of the log before; null where none was. */
export const wipedFull = ({ did }: View, before: View | undefined): ScreenId | null =>
  did.type === 'wiped' && before !== undefined && isCaughtUp(before, did.screen) ? did.screen : null;
