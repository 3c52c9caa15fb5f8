import { InvalidInputError } from '../../../engine/errors.ts';
import type { Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import {
  afterYes,
  allAgree,
  allOrNothing,
  beforeYes,
  byPeers,
  cheaper,
  endOf,
  halfByCrash,
  longest,
  oneNo,
  textbook,
} from './goals.ts';
import { COORDINATOR, participant, STANDARD, type Setup } from './setup.ts';
import { recordIn, saidIn } from './texts.ts';
import { lockedFor, type View } from './view.ts';
import { playWorld, type Command, type Moment, type Played } from './world.ts';

export type ScenarioId = 'two-steps' | 'without' | 'crash' | 'price';

type CoordinatorScenario = Scenario<Command, View> & { readonly id: ScenarioId };

const SETUPS: Readonly<Record<ScenarioId, Setup>> = {
  'two-steps': STANDARD,
  without: {
    ...STANDARD,
    protocol: 'alone',
    participants: [participant('payment'), participant('inventory', 'no')],
  },
  crash: STANDARD,
  price: { ...STANDARD, participants: [participant('payment'), participant('inventory', 'yes', 4)] },
};

/** How a scenario begins. */
export const setupOf = ({ id }: CoordinatorScenario): Setup => SETUPS[id];

/** A scenario as it goes if nobody touches it: what its prediction asks about. */
const untouched = (id: ScenarioId): Played => playWorld(SETUPS[id], [], 1, 0);

/** The first step of which something holds; Infinity if of none. */
function firstWith(trace: Trace<View>, holds: (moment: Moment) => boolean): number {
  const at = trace.at(0).view.played.moments.findIndex(holds);
  return at === -1 ? Infinity : at;
}

const howManySteps: Prediction<View> = {
  question: 'In how many steps do Payment and Inventory commit an order together?',
  options: [
    {
      id: '1',
      text: 'One: the coordinator tells both to commit',
      why: 'Then nobody would have asked whether both can: one could fail after the other has committed.',
    },
    {
      id: '2',
      text: 'Two: prepare, then commit',
      why: 'The coordinator speaks twice: PREPARE, which all answer with a vote, then COMMIT (or ABORT), which all acknowledge.',
    },
    {
      id: '3',
      text: 'Three: prepare, vote, commit',
      why: 'The vote is the answer to PREPARE, and belongs to the same step.',
    },
  ],
  settledAt: (trace) =>
    firstWith(trace, ({ step }) => step?.kind === 'send' && ['COMMIT', 'ABORT'].includes(saidIn(step.body))),
  outcome: () => {
    const rounds = untouched('two-steps').moments.flatMap(({ step }) =>
      step?.kind === 'send' && step.node === COORDINATOR ? [saidIn(step.body)] : [],
    );
    return String(new Set(rounds).size);
  },
};

const whoCommits: Prediction<View> = {
  question:
    'There is no protocol: Payment and Inventory are told to act, and each commits alone. Inventory has nothing left in stock. How does the order end?',
  options: [
    {
      id: 'none',
      text: 'Neither commits',
      why: 'Payment does not know of the stock. Nobody asked before it committed.',
    },
    {
      id: 'half',
      text: 'Payment commits, Inventory does not',
      why: 'Each did its own part right, at once. The customer has paid for what cannot be sent.',
    },
    { id: 'both', text: 'Both commit', why: 'Inventory refuses: it has nothing left to send.' },
  ],
  settledAt: (trace) => {
    const { moments, setup } = trace.at(0).view.played;
    if (setup.protocol !== 'alone') return Infinity;
    const outcomes = moments.flatMap(({ step }, i) => (step?.kind === 'write' ? [i] : []));
    return outcomes[setup.participants.length - 1] ?? Infinity;
  },
  outcome: () => {
    const written = untouched('without').moments.flatMap(({ step }) =>
      step?.kind === 'write' ? [recordIn(step.entry)] : [],
    );
    const committed = written.filter((type) => type === 'commit').length;
    return committed === 0 ? 'none' : committed === written.length ? 'both' : 'half';
  },
};

const whatMayItDo: Prediction<View> = {
  question:
    'Payment has answered YES. Then the coordinator crashes, before anyone hears what was decided. What may Payment do?',
  options: [
    {
      id: 'abort',
      text: 'Wait a while, then roll back',
      why: 'The coordinator may have decided COMMIT, and Inventory may have heard it. Payment gave the right to roll back away with its YES.',
    },
    {
      id: 'commit',
      text: 'Commit: it has said YES after all',
      why: 'YES is a promise to be able to, and no decision. Inventory may have said NO.',
    },
    {
      id: 'wait',
      text: 'Neither: keep its locks, and ask until somebody knows',
      why: 'It is in doubt, and blocked. Nothing becomes inconsistent by that; it just does not end.',
    },
  ],
  settledAt: (trace) =>
    firstWith(
      trace,
      ({ step, blocked }) =>
        step?.kind === 'send' && blocked.includes(step.node) && saidIn(step.body) === 'ASK',
    ),
  // Whether anybody who was blocked wrote an outcome that nobody had told it.
  outcome: (trace) => {
    const { played } = endOf(trace);
    for (const [i, { step }] of played.moments.entries()) {
      if (step?.kind !== 'write' || !played.moments[i - 1]?.blocked.includes(step.node)) continue;
      const cause = step.cause === null ? undefined : played.trace[step.cause];
      if (cause?.kind === 'wake') return recordIn(step.entry);
    }
    return 'wait';
  },
};

const howLongLocked: Prediction<View> = {
  question:
    'Inventory takes four times as long as usual for all it does. How long does Payment hold its locks?',
  options: [
    {
      id: 'own',
      text: 'As long as ever: Payment itself is fast',
      why: 'Payment has long voted, but nothing can be decided before the last vote is in.',
    },
    {
      id: 'slowest',
      text: 'About twice as long: it waits for the slowest vote',
      why: 'A vote that comes late is late for everyone. All wait, with their locks held, for the slowest.',
    },
    {
      id: 'four',
      text: 'Four times as long, like Inventory',
      why: 'It waits for Inventory’s vote, but not for Inventory’s commit.',
    },
  ],
  settledAt: (trace) => firstWith(trace, ({ time, locked }) => time > 0 && !locked.includes('payment')),
  outcome: () => {
    const [slow, usual] = (['price', 'two-steps'] as const).map((id) => {
      const played = untouched(id);
      return lockedFor({ played, index: played.moments.length - 1 }, 'payment');
    }) as [number, number];
    const times = slow / usual;
    return times < 1.5 ? 'own' : times < 3 ? 'slowest' : 'four';
  },
};

export const scenarios: readonly [CoordinatorScenario, ...CoordinatorScenario[]] = [
  {
    id: 'two-steps',
    title: '1 Two steps',
    question: 'An order touches Payment and Inventory. How do both commit, or neither?',
    explanation:
      'Step one, prepare: everyone is asked, forces a prepare record and promises to be able to do both. Step two, commit: the coordinator forces one record, and with it the matter is decided; the rest is telling everyone, until all have acknowledged. For N participants that is 4N messages and 2N + 1 forced writes. What is presumed of a forgotten transaction need not be acknowledged or forced: presumed commit saves N messages.',
    prediction: howManySteps,
    goals: [oneNo, textbook, cheaper],
  },
  {
    id: 'without',
    title: '2 Without it',
    question: 'What would be wrong with telling each system to commit, alone?',
    explanation:
      'Each append to one log is all or nothing. Two of them are not: one can be done and the other refused, or never heard of. Two-phase commit asks before anyone commits, so a refusal or a crash still finds everyone able to roll back.',
    prediction: whoCommits,
    goals: [allOrNothing, halfByCrash],
  },
  {
    id: 'crash',
    title: '3 Crash it anywhere',
    question: 'One of them fails in the middle. Is the order half done then?',
    explanation:
      'Before its YES, a participant that fails makes everyone roll back. After its YES, the decision stands, and is repeated until it is back. When the coordinator fails after the votes, whoever is prepared waits, with its locks held, until the coordinator’s log can be read again. At no point does one commit what another rolls back.',
    prediction: whatMayItDo,
    goals: [beforeYes, afterYes, allAgree],
  },
  {
    id: 'price',
    title: '4 The price',
    question: 'What does it cost to decide together?',
    explanation:
      'Everybody waits for the slowest, with locks held; and whoever has promised waits for the coordinator, however long it is gone. The crash that blocks longest is the one right after everyone was asked: all come to promise, and nobody is there to hear it. If participants ask each other, one that knows the outcome ends it for all; where all are prepared, none does.',
    prediction: howLongLocked,
    goals: [longest, byPeers],
  },
];

/** @throws InvalidInputError for a scenario that the lab does not have */
export function findScenario(id: string): CoordinatorScenario {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario !== undefined) return scenario;
  throw new InvalidInputError('run.scenario', scenarios.map((one) => `'${one.id}'`).join(', '), id);
}
