import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import { confirmed, CUSTOMERS, isDone, isDoubleBooked, MOST_ATTEMPTS, type Deed, type Lane } from './race.ts';
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
    'Ann and Ben both load seat 12A while it is free. Both decide to reserve it, and both append. Nobody checks anything. What happens?',
  options: [
    {
      id: 'error',
      text: 'The first to append gets the seat, the other one sees an error',
      why: 'Who should see it? The rule ran when the seat was free, and the store was not asked to check.',
    },
    {
      id: 'both',
      text: 'Both get a confirmation, and nobody sees an error',
      why: 'Each decision was right for what was loaded. By the second append it was about a state that was gone, and nobody compared.',
    },
    {
      id: 'overwritten',
      text: 'The second event replaces the first one',
      why: 'The log only grows: both events are there. What is lost is the first one’s effect on the state.',
    },
  ],
  ...settledBy(isLate, (_, view) => {
    if (view.log.length === 1) return 'overwritten';
    return isDoubleBooked(view) ? 'both' : 'error';
  }),
};

const withCheck: Prediction<View> = {
  question:
    'Now the check is on. Ann and Ben both load version 0 and decide. Ann appends first, then Ben appends. What does Ben get?',
  options: [
    {
      id: 'seat',
      text: 'The seat as well',
      why: 'That is how it was without the check. Now the store compares the version he loaded with the version it has.',
    },
    {
      id: 'conflict',
      text: 'A conflict: expected version 0, found 1, nothing written',
      why: 'The store compares and writes in one step, so nothing can come in between. What was lost in silence is now an answer.',
    },
    {
      id: 'rule',
      text: '“This seat is taken”, from the rule',
      why: 'The rule has spoken already, on version 0, and allowed it. To hear it again Ben must decide again.',
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
      why: 'The store compares numbers, and 1 is the right one. It cannot know on which version the event was decided.',
    },
    {
      id: 'rule',
      text: 'The rule refuses it: the seat is taken',
      why: 'The rule is not asked. It speaks when somebody decides, and appending again skips that.',
    },
    {
      id: 'twice',
      text: 'It is written, and the seat is booked twice',
      why: 'The number must be the version that was decided on. Taken from an error message, it only switches the check off.',
    },
  ],
  ...settledBy(
    ({ blind, on, expected }) => blind && expected !== on,
    ({ written }) => (written ? 'twice' : 'refused'),
  ),
};

const differentSeats: Prediction<View> = {
  question:
    'Flight OS31 is one stream, and the check is on. Ann wants 12A, Ben wants 31C. Both load, then both decide, then both append. Who gets their seat?',
  options: [
    {
      id: 'both',
      text: 'Both: the seats are different',
      why: 'The rules would have it so. But the store compares the version of the stream, and the stream is the flight.',
    },
    {
      id: 'first',
      text: 'Only the first to append',
      why: 'They share a version, so they conflict, whatever the events are about. Where streams are cut is where people meet.',
    },
    {
      id: 'none',
      text: 'Neither: the two appends block one another',
      why: 'Nobody waits for anybody here. The first append always finds the version it expects.',
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

/** Who loaded first, of all who loaded. */
const firstLoader = (trace: Trace<View>): string | undefined =>
  viewsOf(trace)
    .flatMap(({ deed }) => (deed.type === 'load' ? deed.customer : []))
    .at(0);

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
      'Between loading and appending the world can move on. Whoever appends without looking writes what was right a moment ago, and the other one’s update is lost in silence. It happens: a live-quiz server asked “has this player answered already?”, then rewrote one shared record, and counted more than 90 answers from about 70 players.',
    prediction: withoutCheck,
    goals: [
      goal('double-book', 'Book seat 12A twice', isDoubleBooked),
      goal(
        'by-luck',
        'Find an order that books it once and lets both know, without any check',
        (end) => allDone(end) && bookings(end) === 1,
      ),
    ],
  },
  {
    id: 'check',
    title: '2 Turn on the check',
    question: 'The same race, with a store that can compare versions. What changes, and for whom?',
    explanation:
      'Appending with the version that was loaded says: write this only if nothing has happened since. The store compares and writes in one step, so exactly one of two racing appends succeeds, and the other becomes a visible conflict. Who loaded first does not matter; nobody holds a lock, and nobody waits.',
    prediction: withCheck,
    goals: [
      goal(
        'conflict',
        'Drive both into a conflict, and end with exactly one booking',
        (end) =>
          allDone(end) && bookings(end) === 1 && lanesOf(end).some(({ stage }) => stage === 'conflict'),
      ),
      goal('late-loader', 'Let whoever loaded first lose the seat by a conflict', (end, trace) =>
        lanesOf(end).some(
          ({ customer, stage, place }) =>
            stage === 'conflict' && customer === firstLoader(trace) && confirmed(end, place).length === 1,
        ),
      ),
    ],
  },
  {
    id: 'retry',
    title: '3 Retry, but decide again',
    question: 'An append was refused. What exactly should be tried again?',
    explanation:
      'The event was decided on a state that is gone, so it is the decision that must be repeated: load, decide, append. To append the same event with the newest version number passes the check and defeats it, because the number must be the version that the decision was made on. And every retry needs a bound, since somebody may be faster each time.',
    prediction: blindly,
    goals: [
      goal(
        'again',
        'After a conflict, decide again: one booking, and the other one hears that the seat is taken',
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
      'A stream is what is checked as a whole, so everybody who writes to it competes, whether or not a rule ties them together. Cut streams along the rules: what one rule must see together belongs into one stream, and no more. A retry that decides again makes a false conflict harmless, at the price of another round; the right boundary makes it impossible.',
    prediction: differentSeats,
    goals: [
      goal('false', 'Drive the two into a conflict, although they want different seats', (_, trace) =>
        appendsOf(trace).some(({ written }) => !written),
      ),
      goal(
        'retry',
        'Keep one stream for the flight, and get both their seats after a conflict',
        (end) =>
          end.boundary === 'flight' &&
          bookings(end) === 2 &&
          lanesOf(end).some(({ foundVersion }) => foundVersion !== null),
      ),
      goal(
        'boundary',
        'Both load before anything is written, every append is checked, and there is no conflict',
        (end, trace) =>
          bookings(end) === 2 &&
          bothLoadedFirst(trace) &&
          appendsOf(trace).every(({ written, expected }) => written && expected !== null),
      ),
    ],
  },
];
