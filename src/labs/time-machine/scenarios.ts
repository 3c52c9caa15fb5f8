import { DAILY_LIMIT, withinDailyLimit } from '../../../engine/domains/card-limit.ts';
import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import { formatCount, formatMoney } from '../../ui/format.ts';
import { LONG_LIFE, MILLENNIUM_NOON, TUESDAY_AT_THREE } from './history.ts';
import type { View } from './view.ts';
import {
  countWrong,
  foldedHash,
  looksAllowed,
  storedHash,
  timelineOf,
  type Command,
  type ScenarioId,
  type World,
} from './world.ts';

const MINUTE = 60_000;

/** The balance that one missing event would have led to. */
const WHAT_IF_BALANCE = 23_000;

const worldOf = (trace: Trace<View>): World => trace.at(0).view.world;

function endBalance(world: World): number {
  return timelineOf(world).stateAt(world.events.length).state.balance;
}

/** Asking within the minute counts: the input has no seconds. */
function asked(moment: number): Goal<Command, View>['met'] {
  return (_, trace) => {
    const { asked } = worldOf(trace);
    return asked !== null && asked.time >= moment && asked.time < moment + MINUTE;
  };
}

const balanceAfterFive: Prediction<View> = {
  question:
    'The first five events are: account created, +1,000.00, −300.00, −200.00, +250.00. What is the balance after event 5?',
  options: [
    {
      id: '75000',
      text: '750.00',
      why: 'Fold in order: 0, then 1,000, 700, 500, and 750 after the fifth event.',
    },
    {
      id: '50000',
      text: '500.00',
      why: '500.00 is the state after event 4. “After event 5” has the fifth event in it.',
    },
    {
      id: '25000',
      text: '250.00',
      why: '250.00 is what the fifth event says. An event holds the change, and the state holds the sum of all changes.',
    },
  ],
  settledAt: () => 5,
  outcome: (trace) => String(timelineOf({ ...worldOf(trace), off: new Set() }).stateAt(5).state.balance),
};

const whatToRepair: Prediction<View> = {
  question: 'The card is refused, and twelve events led to that state. What will have to be repaired?',
  options: [
    {
      id: 'events',
      text: 'One of the events: it says something untrue',
      why: 'Read them again: each withdrawal was made, on its day. Change one, and the account’s balance is wrong as well.',
    },
    {
      id: 'code',
      text: 'The code that folds the events',
      why: 'With the sound code the same twelve events give a state within the limit, so the events were right all along.',
    },
    {
      id: 'both',
      text: 'Both: the code, and the events it spoiled',
      why: 'Code that folds events cannot spoil them: folding only reads.',
    },
  ],
  settledAt: (trace) => (worldOf(trace).code === 'sound' ? 0 : Infinity),
  outcome: (trace) => {
    const world = worldOf(trace);
    return countWrong({ ...world, code: 'sound', off: new Set() }) === 0 ? 'code' : 'events';
  },
};

const howManyReads: Prediction<View> = {
  question: `This account has ${formatCount(LONG_LIFE)} events. How many of them must be read to show its state at noon on 1 January 2000?`,
  options: [
    {
      id: 'all',
      text: 'All before that moment, from the first one on',
      why: 'That is what a fold with nothing kept would read. It gives the same state, later.',
    },
    {
      id: 'few',
      text: 'A hundred or so',
      why: 'The timeline keeps the state after every 128th event and folds on from the nearest one before.',
    },
    {
      id: 'one',
      text: 'One: the last event by then holds the balance',
      why: 'An event holds what changed. The balance is the sum of all changes up to it.',
    },
  ],
  settledAt: (trace) => (worldOf(trace).asked === null ? Infinity : 0),
  outcome: (trace) => {
    const timeline = timelineOf({ ...worldOf(trace), off: new Set() });
    const { eventsRead } = timeline.stateAt(timeline.positionAt(MILLENNIUM_NOON));
    if (eventsRead === 1) return 'one';
    return eventsRead < 1_000 ? 'few' : 'all';
  },
};

const hunted: Goal<Command, View> = {
  id: 'culprit',
  text: 'Find the first event after which “withdrawn that day” is wrong, with at most 4 looks',
  met: (_, trace) => {
    const world = worldOf(trace);
    return world.accused?.right === true && world.looks.length <= looksAllowed(world);
  },
};

const repaired: Goal<Command, View> = {
  id: 'repair',
  text: 'Make the card work again, with history unchanged',
  met: (_, trace) => {
    const world = worldOf(trace);
    const { state } = timelineOf(world).stateAt(world.events.length);
    return withinDailyLimit(state) && countWrong(world) === 0 && foldedHash(world) === storedHash(world);
  },
};

type TimeMachineScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [TimeMachineScenario, ...TimeMachineScenario[]] = [
  {
    id: 'travel',
    title: '1 Travel',
    question: 'Twelve events, five days: what was on the account, and when?',
    explanation:
      'The state after an event is the fold of all events up to it. So any moment can be had again, and any event left out to see what the others would have led to. The log is only read.',
    prediction: balanceAfterFive,
    goals: [
      { id: 'date', text: 'Ask for the state on Tuesday 5 May 2026 at 15:00', met: asked(TUESDAY_AT_THREE) },
      {
        id: 'what-if',
        text: `Take out the one event without which Ada would end at ${formatMoney(WHAT_IF_BALANCE)}`,
        met: (_, trace) => {
          const world = worldOf(trace);
          return world.off.size === 1 && endBalance(world) === WHAT_IF_BALANCE;
        },
      },
    ],
  },
  {
    id: 'hunt',
    title: '2 Hunt the bug',
    question: `Friday, 10:00: “daily limit of ${formatMoney(DAILY_LIMIT)} used up”. Is the history wrong, or the code that reads it?`,
    explanation:
      'The new version carried “withdrawn that day” over into the next day. Once wrong it stayed wrong, so halving finds the first wrong state in ⌈log2 n⌉ looks. The events were true: with the repaired code, the same log gives the right states.',
    prediction: whatToRepair,
    opensAt: (trace) => trace.length - 1,
    goals: [hunted, repaired],
  },
  {
    id: 'long',
    title: '3 A long life',
    question: 'Another account, thirty-four years old: is time travel still quick?',
    explanation:
      'Of an account as long as this one, the timeline keeps the state after every 128th event, and a jump folds on from the nearest one before. The kept states are a cache: without them the answer is the same, only later.',
    prediction: howManyReads,
    goals: [
      { id: 'millennium', text: 'Ask for the state on 1 January 2000 at 12:00', met: asked(MILLENNIUM_NOON) },
    ],
  },
];
