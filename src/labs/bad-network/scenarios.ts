import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import { isRight } from './desk.ts';
import {
  begin,
  deliver,
  isNaive,
  isSound,
  SMALLEST,
  sizeOf,
  type Command,
  type Fault,
  type Moment,
  type ScenarioId,
} from './world.ts';
import type { View } from './view.ts';

type Met = Goal<Command, View>['met'];

/** A goal judged by the end of the delivery. */
const atEnd =
  (met: (end: View) => boolean): Met =>
  (_, trace) =>
    met(endOf(trace));

const endOf = (trace: Trace<View>): View => trace.at(trace.length - 1).view;

const all = (faults: readonly Fault[], ...types: readonly Fault['type'][]): boolean =>
  faults.every(({ type }) => types.includes(type));

/** How many of the envelopes that arrived had been overtaken by a later event. */
function overtaken({ arrivals }: Moment): number {
  const versions = arrivals.map(({ name }) => Number(name.split('-')[0]));
  return versions.filter((version, i) => versions.slice(0, i).some((earlier) => earlier > version)).length;
}

/** A prediction about the delivery with which a scenario opens, whatever the learner made of it since. */
function aboutTheOpening(
  scenario: ScenarioId,
  question: string,
  options: Prediction<View>['options'],
  outcome: (end: Moment) => string,
): Prediction<View> {
  const moments = deliver(begin(scenario));
  return {
    question,
    options,
    settledAt: (trace) => Math.min(moments.length, trace.length) - 1,
    outcome: () => outcome(moments.at(-1) as Moment),
  };
}

type BadNetworkScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [BadNetworkScenario, ...BadNetworkScenario[]] = [
  {
    id: 'order',
    title: '1 Any order you like',
    question: 'Added, removed, checked out: does it matter which envelope comes first?',
    explanation:
      'Events mean something only in the order in which they were saved, and the version says which that is. The clock does not: a slow server stamped 3 before 2. Knowing what came before (dedupe, last-seen version) puts nothing in order; a gap buffer does, by holding what came too early.',
    prediction: aboutTheOpening(
      'order',
      'OrderCheckedOut arrives first, then ItemAdded (3 books), then ItemRemoved (1 book). What has the desk without guards done in the end?',
      [
        {
          id: 'right',
          text: 'Sent one parcel of 2 books',
          why: 'It would have to wait for 1 and 2, and it does not look at versions.',
        },
        {
          id: 'empty',
          text: 'Sent an empty parcel, and kept 2 books',
          why: 'At the checkout the box was empty. What came later went into a box that nobody sends.',
        },
        {
          id: 'clock',
          text: 'Noticed it by the time stamps',
          why: 'They would mislead it: a slow clock stamped 3 before 2.',
        },
      ],
      ({ desk }) => (isRight(desk) ? 'right' : desk.box === 2 && desk.parcels[0] === 0 ? 'empty' : 'clock'),
    ),
    goals: [
      {
        id: 'one-delay',
        text: 'Break the desk without guards by one delay and nothing else',
        met: atEnd(
          ({ world, faults, desk }) =>
            isNaive(world.consumer) && faults.length === 1 && all(faults, 'delay') && !isRight(desk),
        ),
      },
      {
        id: 'put-in-order',
        text: 'Let two envelopes be overtaken, and send the right parcel all the same',
        met: atEnd((end) => overtaken(end) >= 2 && isRight(end.desk)),
      },
    ],
  },
  {
    id: 'twice',
    title: '2 Twice',
    question: 'Whoever gets no answer sends again. What does a second copy do?',
    explanation:
      'Whoever hears nothing sends again: at least once is all that a network can give, and once in effect is what the desk makes of it, by the event’s id or its version. Neither is about order: with dedupe alone, what was overtaken is folded too late; with the last-seen version alone, never.',
    prediction: aboutTheOpening(
      'twice',
      'ItemAdded (3 books) comes twice, then ItemRemoved (1 book), then OrderCheckedOut. What does the desk without guards send?',
      [
        {
          id: '2',
          text: 'A parcel of 2 books',
          why: 'To this desk two envelopes are two facts.',
        },
        {
          id: '5',
          text: 'A parcel of 5 books',
          why: '3 + 3 − 1: to a desk that does not look at ids, two envelopes are two facts.',
        },
        {
          id: 'two',
          text: 'Two parcels',
          why: 'The checkout sends it, and that came once.',
        },
      ],
      ({ desk }) => (desk.parcels.length > 1 ? 'two' : String(desk.parcels[0])),
    ),
    goals: [
      {
        id: 'two-parcels',
        text: 'Make the desk send two parcels by one fault',
        met: atEnd(({ faults, desk }) => faults.length === 1 && desk.parcels.length === 2),
      },
      {
        id: 'both-twice',
        text: 'With one guard on: two copies, no other fault, and the right parcel',
        met: atEnd(
          ({ world, faults, desk }) =>
            sizeOf(world.consumer) === 1 && faults.length === 2 && all(faults, 'duplicate') && isRight(desk),
        ),
      },
      {
        id: 'not-order',
        text: 'With dedupe alone, break the desk by at most two faults, and lose nothing',
        met: atEnd(
          ({ world, faults, desk }) =>
            world.consumer.guards.join() === 'dedupe' &&
            faults.length <= 2 &&
            all(faults, 'duplicate', 'delay') &&
            !isRight(desk),
        ),
      },
    ],
  },
  {
    id: 'lost',
    title: '3 Lost',
    question: 'How does one notice what did not come?',
    explanation:
      'A gap shows only when something later comes, and after the last event nothing does: order is not loss. Somebody has to tell how far the stream goes, or to ask. What is told once can be lost like everything else, so a heartbeat has to go on; and so does asking.',
    prediction: aboutTheOpening(
      'lost',
      'The desk dedupes, and it has a gap buffer. The envelope with OrderCheckedOut is lost. What does the desk do?',
      [
        {
          id: 'notices',
          text: 'It notices the gap and asks for event 3',
          why: 'Nothing comes after event 3, so there is no gap to see.',
        },
        {
          id: 'waits',
          text: 'It packs 2 books and never learns that it should send them',
          why: '1 and 2 came without a gap. For all it knows, the customer is still choosing.',
        },
        {
          id: 'sends',
          text: 'It sends the parcel, later',
          why: 'Only OrderCheckedOut lets it send, and that is gone.',
        },
      ],
      ({ desk, folded }) =>
        isRight(desk) ? 'notices' : desk.parcels.length > 0 || folded.length > 2 ? 'sends' : 'waits',
    ),
    goals: [
      {
        id: 'gap',
        text: 'Show the desk a gap that it can see and cannot close',
        met: atEnd(({ held, faults }) => held.length > 0 && faults.length > 0),
      },
      {
        id: 'found',
        text: 'Lose the last event, and have the right parcel sent all the same',
        met: atEnd(({ lost, desk }) => lost.includes('3') && isRight(desk)),
      },
      {
        id: 'told-once',
        text: 'Break the desk that is told by heartbeat, in at most two faults',
        met: atEnd(
          ({ world, faults, desk }) =>
            world.consumer.find === 'heartbeat' && faults.length <= 2 && !isRight(desk),
        ),
      },
    ],
  },
  {
    id: 'smallest',
    title: '4 Your smallest set',
    question: 'Which of the five do you need so that no two faults can spoil the parcel?',
    explanation:
      'Three: a gap buffer against disorder, dedupe or the last-seen version against copies, and asking against loss. Press Prove with any other set to see what spoils the parcel. One heartbeat is too few, for it can be lost as well.',
    prediction: {
      question:
        'Three guards, a heartbeat, asking: how many of these does it take at least to survive any two faults?',
      options: [
        {
          id: '2',
          text: 'Two',
          why: 'Two leave one of three without an answer: twice, too late, never.',
        },
        {
          id: '3',
          text: 'Three',
          why: 'One against disorder, one against copies, one against loss.',
        },
        {
          id: 'none',
          text: 'No set is enough',
          why: 'Prove tries all schedules of two faults, and none fails.',
        },
      ],
      settledAt: (trace) => (isAchieved(endOf(trace)) ? 0 : Infinity),
      outcome: (trace) =>
        isSound(endOf(trace).world.consumer) ? String(sizeOf(endOf(trace).world.consumer)) : 'none',
    },
    goals: [
      {
        id: 'break',
        text: 'Break the desk without guards in at most two faults',
        met: atEnd(
          ({ world, faults, desk }) => isNaive(world.consumer) && faults.length <= 2 && !isRight(desk),
        ),
      },
      {
        id: 'smallest',
        text: 'With the smallest set that survives any two faults: play two faults, and send the right parcel',
        met: atEnd(isAchieved),
      },
    ],
  },
];

/** The smallest set is on, and has been through two faults. */
function isAchieved({ world, faults, desk }: View): boolean {
  return (
    isSound(world.consumer) && sizeOf(world.consumer) === SMALLEST && faults.length >= 2 && isRight(desk)
  );
}
