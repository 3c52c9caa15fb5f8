import type { Prediction, Trace } from '../../lab-frame/lab.ts';
import { LENGTH_SO_FAR } from './history.ts';
import { screenOf, type Screen, type ScreenId, type View } from './view.ts';
import { crashedBetween, isCaughtUp, later, viewsOf, wipedFull } from './watching.ts';

/** What the learner commits to before anything moves, and how it comes out. */

/** How far the order summary is when its screen is asked for. */
const ASKED_AT = 6;

const firstAt = (trace: Trace<View>, is: (view: View) => boolean): number => {
  const at = viewsOf(trace).findIndex(is);
  return at === -1 ? Infinity : at;
};

const ordersAtSix = (view: View): boolean => screenOf(view, 'orders')?.checkpoint === ASKED_AT;

export const onScreen: Prediction<View> = {
  question: `The order summary has handled ${ASKED_AT} of the ${LENGTH_SO_FAR} events. What does its screen show?`,
  options: [
    {
      id: 'then',
      text: 'Alice 3 items, Bob 2 in progress, Carol 0: what was true after event 6',
      why: 'A view shows the fold of all events up to its checkpoint: Bob has not paid yet, and Carol’s order is empty. It is not wrong, it is old.',
    },
    {
      id: 'now',
      text: 'Alice 3 items, Bob 2 checked out, Carol 5: what is true now',
      why: 'Bob’s payment is event 8, and Carol’s items are 7 and 9. The view has not read them yet.',
    },
    {
      id: 'nothing',
      text: 'Nothing, until it has caught up',
      why: 'A view can be read at any time. It answers for the moment of its checkpoint.',
    },
  ],
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

export const afterRestart: Prediction<View> = {
  question:
    'Event 2 adds 2 tea. The items sold save the model with it, and crash before they save the checkpoint. They restart and handle on. How much tea is there after event 2?',
  options: [
    { id: 'two', text: '2', why: 'That would need a checkpoint that knows what is in the model.' },
    {
      id: 'four',
      text: '4',
      why: 'After the restart the checkpoint says 1, so event 2 is handled again, into a model that has it.',
    },
    {
      id: 'none',
      text: '0: what was not finished is lost',
      why: 'The model was saved with event 2. Had the checkpoint been saved first, event 2 would be lost.',
    },
  ],
  settledAt: (trace) => {
    const screen = afterCrash(trace);
    return screen === undefined ? Infinity : firstAt(trace, ({ screens }) => screens.includes(screen));
  },
  outcome: (trace) => (afterCrash(trace)?.verdict === 'right' ? 'two' : 'four'),
};

const rebuilt = (view: View, id: ScreenId): boolean => screenOf(view, id)?.lag === 0;

export const afterWipe: Prediction<View> = {
  question:
    'The table of a view is wiped, checkpoint and all. What will it show once it has read the log again?',
  options: [
    {
      id: 'same',
      text: 'The same rows as before',
      why: 'Every row came from the log, and the log was not touched. A view is disposable.',
    },
    {
      id: 'new',
      text: 'Only what happens from now on',
      why: 'A wiped view begins at event 1 again, because its checkpoint is gone, too.',
    },
    {
      id: 'lost',
      text: 'Nothing, unless there is a backup of the table',
      why: 'The log is the backup of every view.',
    },
  ],
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

export const whileBuilding: Prediction<View> = {
  question: 'Version 2 is being built beside version 1, and has read half of the log. What do readers get?',
  options: [
    {
      id: 'first',
      text: 'Version 1, as before',
      why: 'The new table has a name of its own. Readers are sent to it in one move, when it is complete.',
    },
    {
      id: 'unfinished',
      text: 'Version 2 with half of its numbers',
      why: 'That is what they would get if version 2 were rebuilt in the place of version 1.',
    },
    {
      id: 'mixed',
      text: 'Old numbers from version 1 and new ones from version 2',
      why: 'That is what they would get if the new code went on with the old table.',
    },
  ],
  settledAt: (trace) => firstAt(trace, halfBuilt),
  outcome: (trace) => {
    const view = viewsOf(trace).find(halfBuilt);
    const serving = view && screenOf(view, 'products');
    if (serving?.version !== 1) return 'unfinished';
    return view?.wrongRead === null ? 'first' : 'mixed';
  },
};
