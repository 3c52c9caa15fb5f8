import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import type { Recorded, ScenarioId } from './designs.ts';
import { prefixUnchanged } from './tampering.ts';
import { answerOf, questionsOf, type Command, type Side, type World } from './world.ts';

/** What Bob asked for on the telephone. */
const WANTED = 6;

const endOf = (trace: Trace<World>): World => trace.at(trace.length - 1).view;

/** The first step at which something is so; Infinity if it never is. */
function firstStep(trace: Trace<World>, isSo: (world: World) => boolean): number {
  for (let index = 0; index < trace.length; index += 1) if (isSo(trace.at(index).view)) return index;
  return Infinity;
}

/** What a side said last to a question; undefined if it was not asked. */
const said = (world: World, side: Side, question: string): string | null | undefined =>
  world.answers.find((one) => one.side === side && one.question === question)?.text;

/** The addresses of a user, in the order of moving. */
const movesOf = ({ entries }: World, key: string): readonly unknown[] =>
  entries.filter((entry) => entry.key === key).map(({ value }) => value);

/** Whether both rows hold the same address, though it came about in two ways. */
function samePresent(world: World): boolean {
  const [ada, ben] = world.rows;
  if (ada === undefined || ada.value === null || ada.value !== ben?.value) return false;
  return movesOf(world, ada.key).join() !== movesOf(world, ben.key).join();
}

const THE_FOUR = ['then', 'who', 'why', 'count'] as const;

const askedAllFour = (world: World): boolean =>
  THE_FOUR.every((question) => said(world, 'row', question) !== undefined);

const twoRows: Prediction<World> = {
  question:
    'Ada moves straight to Elm Street 5. Ben moves to Oak Lane 1 first, then to Elm Street 5. What do their two rows show in the end?',
  options: [
    {
      id: 'same',
      text: 'The same address, and nothing else',
      why: 'A row holds how it is now. Ben’s first move was overwritten by his second, so two different pasts left one present; only the log still has both.',
    },
    {
      id: 'before',
      text: 'The same address, and in Ben’s row the old one too',
      why: 'An update puts the new value where the old one stood. Nothing in the table has room for both.',
    },
    {
      id: 'count',
      text: 'The same address, and how often each has moved',
      why: 'Nobody made a column for that, and the first update would have had to fill it.',
    },
  ],
  settledAt: (trace) => firstStep(trace, samePresent),
  outcome: (trace) => {
    const step = firstStep(trace, samePresent);
    if (step === Infinity) return 'same';
    const [ada, ben] = trace.at(step).view.rows.map(({ key: _, ...cells }) => JSON.stringify(cells));
    return ada === ben ? 'same' : 'before';
  },
};

const howMany: Prediction<World> = {
  question:
    'The table has one row a friend, with today’s balance. Management asks four questions about last week. How many of the four can the table answer?',
  options: [
    {
      id: 'none',
      text: 'None of them',
      why: 'All four are about what happened, and a row keeps what is. For each of them another history leaves the same rows and has another answer.',
    },
    {
      id: 'some',
      text: 'Some: those about the last change',
      why: 'It would need columns for that, filled at the time. They can be added now, and know nothing of last week.',
    },
    {
      id: 'all',
      text: 'All of them, with the right query',
      why: 'A query can work out only what follows from the rows, and these answers do not.',
    },
  ],
  settledAt: (trace) => firstStep(trace, askedAllFour),
  outcome: (trace) => {
    const start = trace.at(0).view;
    const able = questionsOf(start).filter(
      (question) => question.id !== 'now' && answerOf(start, 'row', question).text !== null,
    ).length;
    if (able === 0) return 'none';
    return able < THE_FOUR.length ? 'some' : 'all';
  },
};

const triedBoth = ({ attempts }: World): boolean =>
  attempts.some(({ kind }) => kind === 'edit') && attempts.some(({ kind }) => kind === 'delete');

const whatIsLetIn: Prediction<World> = {
  question: 'Event 2 says 60, and Bob wanted 6. What will the event store let you do about it?',
  options: [
    {
      id: 'append',
      text: 'Neither change nor delete it: only add another event',
      why: 'It is a fact that 60 was written down, and a packer may have acted on it. The store only appends, so the mistake stays and the correction stands behind it.',
    },
    {
      id: 'edit',
      text: 'Change the 60 into a 6',
      why: 'Stored events are frozen, and no operation of a store replaces one.',
    },
    {
      id: 'delete',
      text: 'Delete event 2, and write it again',
      why: 'No operation removes one event. Versions count on without a gap, so that every reader can rely on what it has read.',
    },
  ],
  settledAt: (trace) => firstStep(trace, triedBoth),
  outcome: (trace) => {
    const broken = endOf(trace).attempts.find(({ unchanged }) => !unchanged);
    return broken?.kind ?? 'append';
  },
};

const when =
  (isSo: (world: World, start: World) => boolean): Goal<Command, World>['met'] =>
  (_, trace) =>
    isSo(endOf(trace), trace.at(0).view);

type TwoDatabasesScenario = Scenario<Command, World> & { readonly id: ScenarioId };

export const scenarios: readonly [TwoDatabasesScenario, ...TwoDatabasesScenario[]] = [
  {
    id: 'same',
    title: '1 Same present',
    question: 'Two people live at the same address. Did they come there the same way?',
    explanation:
      'An update replaces what stood in the cell, so many histories end in the same row. The log keeps each change with what was before it, and the row can be folded from it at any time; the history cannot be had from the row.',
    prediction: twoRows,
    goals: [
      {
        id: 'same',
        text: 'Bring Ada and Ben to the same address by two different histories',
        met: when(samePresent),
      },
      {
        id: 'before',
        text: 'Get an answer to where Ben lived before',
        met: when((world) =>
          world.answers.some(
            ({ question, side, head, used }) =>
              question === 'before' && side === 'log' && isSecondMove(world.events.slice(0, head), used),
          ),
        ),
      },
    ],
  },
  {
    id: 'past',
    title: '2 Ask the past',
    question: 'Management has four questions about last week. Which design can answer them?',
    explanation:
      'Each question is a fold over events that are there already: no table was changed for it, and nobody had to think of it last week. New columns help from the day they are added, and hold the last change only. For “what is it now?” the row was enough, at a single read.',
    prediction: howMany,
    goals: [
      {
        id: 'then',
        text: 'Find out what Hannes had last Tuesday at three',
        met: when((world) => typeof said(world, 'log', 'then') === 'string'),
      },
      {
        id: 'four',
        text: 'Put all four questions about last week to the row',
        met: when(askedAllFour),
      },
      {
        id: 'enough',
        text: 'Find the question for which the row is enough',
        met: when((world) => {
          const row = said(world, 'row', 'now');
          return typeof row === 'string' && row === said(world, 'log', 'now');
        }),
      },
      {
        id: 'columns',
        text: 'Change the table so that it can say who approved the last change',
        met: when((world) => typeof said(world, 'row', 'who') === 'string'),
      },
    ],
  },
  {
    id: 'repair',
    title: '3 Repair a mistake',
    question:
      'Bob wanted 6 notebooks and Kim typed 60. How is a mistake put right where nothing can be changed?',
    explanation:
      'Bookkeepers never rub out: they write a correcting entry. The order is right again, the mistake is still known, and so is what the packer read in between. In the table the correction rubs the mistake out, and the sixty notebooks in the parcel have no explanation.',
    prediction: whatIsLetIn,
    goals: [
      { id: 'refused', text: 'Try to change an event and to delete one', met: when(triedBoth) },
      {
        id: 'repaired',
        text: 'Make the order say 6, with the history before it unchanged',
        met: when(
          (world, start) => world.rows[0]?.value === WANTED && prefixUnchanged(start.events, world.events),
        ),
      },
      {
        id: 'packer',
        text: 'With the order at 6, find out what the packer read at noon',
        met: when(
          (world, start) =>
            world.rows[0]?.value === WANTED &&
            world.answers.some(
              ({ question, side, head }) =>
                question === 'noon' && side === 'log' && head > start.events.length,
            ),
        ),
      },
    ],
  },
];

/** Whether one of these events was a move from somewhere. */
function isSecondMove(events: readonly Recorded[], used: readonly number[]): boolean {
  return used.some((position) => {
    const data = events[position - 1]?.data;
    return data !== undefined && 'from' in data && data.from !== null;
  });
}
