import type { Prediction, Trace } from '../../lab-frame/lab.ts';
import { screenOf, type Screen, type ScreenId, type View } from './view.ts';
import { crashedBetween, isCaughtUp, later, viewsOf, wipedFull } from './watching.ts';

/** How the learner's predictions come out, by the trace. */

type Judging = Pick<Prediction<View>, 'settledAt' | 'outcome'>;

/** How far the order summary is when its screen is asked for. */
export const ASKED_AT = 6;

const firstAt = (trace: Trace<View>, is: (view: View) => boolean): number => {
  const at = viewsOf(trace).findIndex(is);
  return at === -1 ? Infinity : at;
};

const ordersAtSix = (view: View): boolean => screenOf(view, 'orders')?.checkpoint === ASKED_AT;

export const onScreen: Judging = {
  settledAt: (trace) => firstAt(trace, ordersAtSix),
  outcome: (trace) => {
    const rows = viewsOf(trace)
      .map((view) => screenOf(view, 'orders'))
      .find((screen) => screen?.checkpoint === ASKED_AT)?.rows;
    if (rows === undefined || rows.length === 0) return 'nothing';
    return rows.some((row) => row.includes('checked out')) ? 'now' : 'then';
  },
};

const afterCrash = (trace: Trace<View>): Screen | undefined => {
  const views = viewsOf(trace);
  const at = views.findIndex(
    (view) =>
      view.did.type === 'crashed' && view.did.event === 'ItemAdded' && crashedBetween(view, 'apart') !== null,
  );
  const crash = views[at]?.did;
  if (crash?.type !== 'crashed') return undefined;
  return views
    .slice(at)
    .map((view) => screenOf(view, crash.screen))
    .find((screen) => screen?.state === 'running' && screen.checkpoint >= crash.position);
};

export const afterRestart: Judging = {
  settledAt: (trace) => {
    const screen = afterCrash(trace);
    return screen === undefined ? Infinity : firstAt(trace, ({ screens }) => screens.includes(screen));
  },
  outcome: (trace) => (afterCrash(trace)?.verdict === 'right' ? 'two' : 'four'),
};

const rebuilt = (view: View, id: ScreenId): boolean => screenOf(view, id)?.lag === 0;

export const afterWipe: Judging = {
  settledAt: (trace) => {
    const views = viewsOf(trace);
    const at = views.findIndex((view, i) => wipedFull(view, views[i - 1]) !== null);
    const wiped = views[at]?.did;
    if (wiped?.type !== 'wiped') return Infinity;
    const end = views.findIndex((view, i) => i > at && rebuilt(view, wiped.screen));
    return end === -1 ? Infinity : end;
  },
  outcome: (trace) => {
    if (later(trace, wipedFull, isCaughtUp)) return 'same';
    return viewsOf(trace)
      .at(-1)
      ?.screens.every(({ rows }) => rows.length === 0) === true
      ? 'lost'
      : 'new';
  },
};

const halfBuilt = (view: View): boolean => {
  const second = screenOf(view, 'beside');
  return view.beside === 'candidate' && second !== undefined && second.checkpoint > 0 && second.lag > 0;
};

export const whileBuilding: Judging = {
  settledAt: (trace) => firstAt(trace, halfBuilt),
  outcome: (trace) => {
    const view = viewsOf(trace).find(halfBuilt);
    const serving = view && screenOf(view, 'products');
    if (serving?.version !== 1) return 'unfinished';
    return view?.wrongRead === null ? 'first' : 'mixed';
  },
};
