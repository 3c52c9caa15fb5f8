import type { Goal, Prediction, Scenario, Trace } from '../../lab-frame/lab.ts';
import type { ScenarioId } from './designs.ts';
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

/** What a side said to a question since the last change; undefined if it was not asked. */
const said = (world: World, side: Side, question: string): string | null | undefined =>
  world.answers.find((one) => one.side === side && one.question === question)?.text;

/** Where a user moved, in order. */
const movesOf = ({ entries }: World, user: string): readonly unknown[] =>
  entries.filter(({ key }) => key === user).map(({ value }) => value);

/** Whether both rows hold the same address, though it came about in two ways. */
function samePresent(world: World): boolean {
  const [ada, ben] = world.rows;
  if (ada === undefined || ada.value === null || ada.value !== ben?.value) return false;
  return movesOf(world, ada.key).join() !== movesOf(world, ben.key).join();
}

const askedAllFour = (world: World): boolean =>
  questionsOf(world).every(({ id }) => id === 'now' || said(world, 'row', id) !== undefined);

const triedBoth = ({ attempts }: World): boolean => new Set(attempts.map(({ kind }) => kind)).size === 2;

const isRepaired = ({ rows }: World): boolean => rows[0]?.value === WANTED;

const twoRows: Prediction<World> = {
  question:
    'Ada moves to Elm Street 5. Ben moves to Oak Lane 1, then to Elm Street 5. What do their rows show in the end?',
  options: [
    {
      id: 'same',
      text: 'The same address, and nothing else',
      why: 'A row holds how it is now. Ben’s second move overwrote his first, so two pasts left one present; only the log still has both.',
    },
    {
      id: 'before',
      text: 'The same address, and in Ben’s row the old one too',
      why: 'An update puts the new value where the old one stood. No cell has room for both.',
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
    const [ada, ben] = trace.at(step).view.rows.map((row) => JSON.stringify({ ...row, key: '' }));
    return ada === ben ? 'same' : 'before';
  },
};

const howMany: Prediction<World> = {
  question:
    'The table has a row for each friend, with today’s balance. How many of the four questions about last week can it answer?',
  options: [
    {
      id: 'none',
      text: 'None',
      why: 'All four are about what happened, and a row keeps what is. For each of them another history leaves the same rows and has another answer.',
    },
    {
      id: 'some',
      text: 'Some: those about the last change',
      why: 'That would need columns that were filled at the time. They can be added now, and know nothing of last week.',
    },
    {
      id: 'all',
      text: 'All, with the right query',
      why: 'A query works out what follows from the rows, and these answers do not.',
    },
  ],
  settledAt: (trace) => firstStep(trace, askedAllFour),
  outcome: (trace) => {
    const start = trace.at(0).view;
    const past = questionsOf(start).filter(({ id }) => id !== 'now');
    const able = past.filter((question) => answerOf(start, 'row', question).text !== null).length;
    if (able === past.length) return 'all';
    return able === 0 ? 'none' : 'some';
  },
};

const whatIsLetIn: Prediction<World> = {
  question: 'Event 2 says 60, and Bob wanted 6. What will the event store let you do about it?',
  options: [
    {
      id: 'append',
      text: 'Add another event, and nothing else',
      why: 'That 60 was written down is a fact, on which somebody may have acted. The correction stands behind it.',
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
  outcome: (trace) => endOf(trace).attempts.find(({ unchanged }) => !unchanged)?.kind ?? 'append',
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
      'An update replaces what stood in the cell, so many histories end in the same row. The log keeps them apart: the row can be folded from the log at any time, never the log from the row.',
    prediction: twoRows,
    goals: [
      {
        id: 'same',
        text: 'Bring both to the same address by two different histories',
        met: when(samePresent),
      },
      {
        id: 'before',
        text: 'Let Ben move twice, and get an answer to where he lived before',
        met: when(
          (world) => movesOf(world, 'Ben').length > 1 && typeof said(world, 'log', 'before') === 'string',
        ),
      },
    ],
  },
  {
    id: 'past',
    title: '2 Ask the past',
    question: 'Management has four questions about last week. Which design can answer them?',
    explanation:
      'Each question is a fold over events that are there already: no table was changed for it, and nobody had to think of it last week. New columns help from the day they are added, and hold the last change alone. For “what is it now?” the row was enough.',
    prediction: howMany,
    goals: [
      {
        id: 'then',
        text: 'Find out what Hannes had last Tuesday at three',
        met: when((world) => typeof said(world, 'log', 'then') === 'string'),
      },
      { id: 'four', text: 'Put all four questions about the past to the table', met: when(askedAllFour) },
      {
        id: 'enough',
        text: 'Find the question for which the row is enough',
        met: when((world) => {
          const row = said(world, 'row', 'now');
          return row !== undefined && row === said(world, 'log', 'now');
        }),
      },
      {
        id: 'columns',
        text: 'Let the table say who approved the last change',
        met: when((world) => typeof said(world, 'row', 'who') === 'string'),
      },
    ],
  },
  {
    id: 'repair',
    title: '3 Repair a mistake',
    question: 'Bob wanted 6 notebooks and Kim typed 60. How is that put right?',
    explanation:
      'Bookkeepers never rub out: they write a correcting entry. The log still knows what the packer read at noon; the table holds a 6, and nothing in it explains sixty notebooks in a parcel.',
    prediction: whatIsLetIn,
    goals: [
      { id: 'refused', text: 'Try to change an event, and to delete one', met: when(triedBoth) },
      {
        id: 'repaired',
        text: 'Make the order say 6, with the history before it unchanged',
        met: when((world, start) => isRepaired(world) && prefixUnchanged(start.events, world.events)),
      },
      {
        id: 'packer',
        text: 'With the order at 6, find out what the packer read at noon',
        met: when((world) => isRepaired(world) && said(world, 'log', 'noon') !== undefined),
      },
    ],
  },
];
