import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import { CUSTOMERS, isDone, isDoubleBooked, MOST_ATTEMPTS, type Deed, type Lane } from './race.ts';
import type { Command, ScenarioId, View } from './world.ts';

type Append = Extract<Deed, { type: 'append' }>;

const viewsOf = (trace: Trace<View>): readonly View[] =>
  Array.from({ length: trace.length }, (_, i) => trace.at(i).view);
const endOf = (trace: Trace<View>): View => trace.at(trace.length - 1).view;
const lanesOf = (view: View): readonly Lane[] => CUSTOMERS.map((customer) => view.lanes[customer]);

const appendOf = ({ deed }: View): Append | null => (deed.type === 'append' ? deed : null);
const appendsOf = (trace: Trace<View>): readonly Append[] =>
  viewsOf(trace).flatMap((view) => appendOf(view) ?? []);

const allDone = (view: View): boolean => lanesOf(view).every(isDone);
const bookings = (view: View): number => lanesOf(view).filter(({ stage }) => stage === 'seated').length;

/** Whether an append met a stream that had moved on since the customer loaded it. */
const isLate = ({ on, at, written }: Append): boolean => (written ? at - 1 : at) > on;

/** The first step that is an append of this kind; Infinity if there is none. */
function firstAppend(trace: Trace<View>, is: (append: Append, view: View) => boolean): number {
  const found = viewsOf(trace).findIndex((view) => {
    const append = appendOf(view);
    return append !== null && is(append, view);
  });
  return found === -1 ? Infinity : found;
}

/** A prediction that is settled by the first append of a kind, and comes out by how that went. */
function settledBy(
  is: (append: Append, view: View) => boolean,
  outcome: (append: Append, view: View) => string,
): Pick<Prediction<View>, 'settledAt' | 'outcome'> {
  const settledAt = (trace: Trace<View>): number => firstAppend(trace, is);
  return {
    settledAt,
    outcome: (trace) => {
      const at = settledAt(trace);
      if (at === Infinity) return '';
      const { view } = trace.at(at);
      return outcome(view.deed as Append, view);
    },
  };
}

const withoutCheck: Prediction<View> = {
  question:
    'Ann and Ben both load seat 12A while it is free, both decide to reserve it, and both append, without a check. What happens?',
  options: [
    {
      id: 'error',
      text: 'The first to append gets the seat, the other one sees an error',
      why: 'From whom? The rule was asked while the seat was free, and the store not at all.',
    },
    {
      id: 'both',
      text: 'Both get a confirmation, and nobody sees an error',
      why: 'Each decision was right for what was loaded; by the second append that was gone.',
    },
    {
      id: 'overwritten',
      text: 'The second event replaces the first one',
      why: 'The log only grows: both events are there. Lost is the first one’s effect on the state.',
    },
  ],
  ...settledBy(isLate, (_, view) => {
    if (view.log.length === 1) return 'overwritten';
    return isDoubleBooked(view) ? 'both' : 'error';
  }),
};

const withCheck: Prediction<View> = {
  question:
    'The check is on. Both load version 0 and decide. Ann appends first, then Ben appends. What does Ben get?',
  options: [
    {
      id: 'seat',
      text: 'The seat as well',
      why: 'So it was without the check. Now the store compares versions.',
    },
    {
      id: 'conflict',
      text: 'A conflict: expected version 0, found 1, nothing written',
      why: 'What was lost in silence is now an answer.',
    },
    {
      id: 'rule',
      text: '“This seat is taken”, from the rule',
      why: 'The rule has spoken, on version 0. To hear it again Ben must decide again.',
    },
  ],
  ...settledBy(
    (append) => append.expected !== null && isLate(append),
    ({ written }) => (written ? 'seat' : 'conflict'),
  ),
};

const blindly: Prediction<View> = {
  question:
    'Ben’s append was refused: expected version 0, found 1. He sends the same event once more, now expecting version 1. What happens?',
  options: [
    {
      id: 'refused',
      text: 'The store refuses it again',
      why: 'The store compares versions, and 1 is right. It cannot know what the event was decided on.',
    },
    {
      id: 'rule',
      text: 'The rule refuses it: the seat is taken',
      why: 'The rule speaks when somebody decides, and appending again skips that.',
    },
    {
      id: 'twice',
      text: 'It is written, and the seat is booked twice',
      why: 'The expected version must be the one that was decided on. Taken from the refusal, it switches the check off.',
    },
  ],
  ...settledBy(
    ({ blind, on, expected }) => blind && expected !== on,
    ({ written }) => (written ? 'twice' : 'refused'),
  ),
};

const differentSeats: Prediction<View> = {
  question:
    'Flight OS31 is one stream, and the check is on. Ann wants 12A, Ben wants 31C. Both load, both decide, both append. Who gets their seat?',
  options: [
    {
      id: 'both',
      text: 'Both: the seats are different',
      why: 'By the rules, yes. But the store compares versions of the stream, which is the flight.',
    },
    {
      id: 'first',
      text: 'Only the first to append',
      why: 'They share a version, so they conflict, whatever the events are about.',
    },
  ],
  ...settledBy(
    (append, { boundary }) => boundary === 'flight' && append.expected !== null && isLate(append),
    ({ written }) => (written ? 'both' : 'first'),
  ),
};

const goal = (
  id: string,
  text: string,
  met: (end: View, trace: Trace<View>) => boolean,
): Goal<Command, View> => ({ id, text, met: (_, trace) => met(endOf(trace), trace) });

/** Whether this customer loaded before the other one did. */
const loadedFirst = (trace: Trace<View>, { customer }: Lane): boolean =>
  viewsOf(trace).find(({ lanes }) => lanes.Ann.loaded !== lanes.Ben.loaded)?.lanes[customer].loaded !== null;

const neverUnchecked = (trace: Trace<View>): boolean =>
  appendsOf(trace).every(({ expected }) => expected !== null);

/** Whether both had loaded before anything was written. */
const bothLoadedFirst = (trace: Trace<View>): boolean => {
  const first = firstAppend(trace, ({ written }) => written);
  return first !== Infinity && lanesOf(trace.at(first).view).every(({ loaded }) => loaded !== null);
};

type TwoUsersScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [TwoUsersScenario, ...TwoUsersScenario[]] = [
  {
    id: 'last-seat',
    title: '1 The last seat',
    question: 'Two people, one seat, and nobody does anything wrong. Can both end up with it?',
    explanation:
      'Between loading and appending the world moves on, and whoever appends without looking loses somebody’s update in silence. A real case: a live-quiz server asked “answered already?”, then rewrote one shared record, and counted more than 90 answers from about 70 players.',
    prediction: withoutCheck,
    goals: [
      goal('double-book', 'Book seat 12A twice', isDoubleBooked),
      goal(
        'by-luck',
        'Book it once, and let both know, without any check',
        (end) => allDone(end) && bookings(end) === 1,
      ),
    ],
  },
  {
    id: 'check',
    title: '2 Turn on the check',
    question: 'The same race, with a store that compares versions. What changes, and for whom?',
    explanation:
      'To expect the version that was loaded says: only if nothing has happened since. The store compares and writes in one step, so of two racing appends one succeeds and one becomes a visible conflict. Nobody holds a lock.',
    prediction: withCheck,
    goals: [
      goal(
        'conflict',
        'Let one of them run into a conflict, and end with exactly one booking',
        (end) =>
          allDone(end) && bookings(end) === 1 && lanesOf(end).some(({ stage }) => stage === 'conflict'),
      ),
      goal(
        'late-loader',
        'Let whoever loaded first lose the seat by a conflict',
        (end, trace) =>
          bookings(end) === 1 &&
          lanesOf(end).some((lane) => lane.stage === 'conflict' && loadedFirst(trace, lane)),
      ),
    ],
  },
  {
    id: 'retry',
    title: '3 Retry, but decide again',
    question: 'An append was refused. What exactly should be tried again?',
    explanation:
      'What was decided on a state that is gone must be decided again. Appending again with the newest version only switches the check off. And a retry needs a bound.',
    prediction: blindly,
    goals: [
      goal(
        'again',
        'After a conflict, decide again: one booking, and the other hears that the seat is taken',
        (end) =>
          bookings(end) === 1 &&
          lanesOf(end).some(({ stage, foundVersion }) => stage === 'refused' && foundVersion !== null),
      ),
      goal(
        'blind',
        'Book the seat twice although every append was checked',
        (end, trace) => isDoubleBooked(end) && neverUnchecked(trace),
      ),
      goal('bound', `Let somebody use up all ${MOST_ATTEMPTS} attempts`, (end) =>
        lanesOf(end).some(({ stage, attempts }) => stage === 'conflict' && attempts === MOST_ATTEMPTS),
      ),
    ],
  },
  {
    id: 'false-conflict',
    title: '4 A false conflict',
    question: 'Ann wants 12A, Ben wants 31C, and still they can get in each other’s way. Why?',
    explanation:
      'A stream is checked as a whole, so all who write to it compete, tied by a rule or not. What one rule must see together belongs into one stream, and no more. A retry makes a false conflict harmless, at the price of another round; the right boundary makes it impossible.',
    prediction: differentSeats,
    goals: [
      goal('false', 'Let one of them run into a conflict, although they want different seats', (_, trace) =>
        appendsOf(trace).some(({ written }) => !written),
      ),
      goal(
        'retry',
        'Keep one stream for the flight, and let both get their seats in spite of a conflict',
        (end) =>
          end.boundary === 'flight' &&
          bookings(end) === 2 &&
          lanesOf(end).some(({ foundVersion }) => foundVersion !== null),
      ),
      goal(
        'boundary',
        'Both load before anything is written, every append is checked, and nobody conflicts',
        (end, trace) =>
          bookings(end) === 2 &&
          bothLoadedFirst(trace) &&
          appendsOf(trace).every(({ written, expected }) => written && expected !== null),
      ),
    ],
  },
];
