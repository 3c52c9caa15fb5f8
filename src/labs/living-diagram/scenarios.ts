import type { Goal, Prediction, Scenario, Step, Trace } from '../../lab-frame/lab.ts';
import { LONG_CART, type ScenarioId } from './openings.ts';
import type { Command } from './requests.ts';
import { formatCount } from '../../ui/format.ts';
import { same, type Answer, type View } from './view.ts';

type Found = Step<View> & { readonly index: number };

/** All steps of a trace, each with its place. */
const stepsOf = (trace: Trace<View>): readonly Found[] =>
  Array.from({ length: trace.length }, (_, index) => ({ ...trace.at(index), index }));

const last = (trace: Trace<View>): View => trace.at(trace.length - 1).view;

/** Whether the rows of the read database are what a fold of all events gives. */
export const isCurrent = ({ rows, truth }: View): boolean => same(rows, truth);

const isWiped = ({ rows, checkpoint }: View): boolean => checkpoint === 0 && same(rows, {});

const indexOrNever = (step: Found | undefined): number => step?.index ?? Infinity;

/** Every answer that reached the client, with the world at that moment. */
function answersOf(trace: Trace<View>): readonly { readonly answer: Answer; readonly view: View }[] {
  return stepsOf(trace).flatMap(({ view }) =>
    view.happened === 'answered' && view.answer !== null ? [{ answer: view.answer, view }] : [],
  );
}

/** Where the read database lost rows by being wiped, and those rows. */
function wipesOf(trace: Trace<View>): readonly { readonly index: number; readonly before: View }[] {
  return stepsOf(trace).flatMap(({ index, view }) => {
    if (view.happened !== 'wiped' || view.at !== 'read-database') return [];
    const before = trace.at(index - 1).view;
    return isWiped(before) ? [] : [{ index, before }];
  });
}

const wipedStore = (trace: Trace<View>): Found | undefined =>
  stepsOf(trace).find(
    ({ index, view }) =>
      view.happened === 'wiped' && view.at === 'store' && trace.at(index - 1).view.events.length > 0,
  );

type DiagramGoal = Goal<Command, View>;

/* Q1: what “SC Created” means. */

/** The step at which a cart that exists was to be created once more, and the rules had answered. */
const secondWish = (trace: Trace<View>): Found | undefined =>
  stepsOf(trace).find(({ view }) => view.happened === 'refused' && view.command?.type === 'create');

const howManyCreated: Prediction<View> = {
  question:
    'You press “Create cart” twice for one cart. How many events “SC Created” will the event store have?',
  options: [
    {
      id: '2',
      text: 'Two, one for each press',
      why: 'A press is a command, a wish. The second one was refused, and what is refused has not happened.',
    },
    {
      id: '1',
      text: 'One',
      why: '“SC Created” is no request: it is the fact that a shopping cart was created, and for one cart that happens once.',
    },
    {
      id: '0',
      text: 'None, until somebody puts an item into the cart',
      why: 'The cart exists from its first event on, and that event is “SC Created” itself.',
    },
  ],
  settledAt: (trace) => indexOrNever(secondWish(trace)),
  outcome: (trace) => {
    const { events, cart } = (secondWish(trace) ?? trace.at(trace.length - 1)).view;
    return String(
      events.filter(({ type, stream }) => type === 'SCCreated' && stream === `cart-${cart}`).length,
    );
  },
};

const openCreated: DiagramGoal = {
  id: 'open',
  text: 'Make an “SC Created” appear, and look into it',
  met: (_, trace) => stepsOf(trace).some(({ view }) => view.opened?.type === 'SCCreated'),
};

const refusedWish: DiagramGoal = {
  id: 'wish',
  text: 'Have a command refused: a wish that leaves no event',
  met: (_, trace) => stepsOf(trace).some(({ view }) => view.happened === 'refused'),
};

/* Q2: where all events are saved. */

const bothGone = (trace: Trace<View>): Found | undefined =>
  stepsOf(trace).find(({ view }) => view.conditions.bus === 'cut' && isWiped(view));

const howManyLeft: Prediction<View> = {
  question: 'You cut the event bus and wipe the read database. How many of the four events are left?',
  options: [
    {
      id: 'none',
      text: 'None: they were in what you wiped',
      why: 'The read database has rows, made from events. Wiping rows touches no event.',
    },
    {
      id: 'some',
      text: 'Those that the bus had not handed on yet',
      why: 'The bus keeps nothing, neither before it hands an event on nor after.',
    },
    {
      id: 'all',
      text: 'All four',
      why: 'The event store has them, in the order in which they happened. It is the one place where all events are saved.',
    },
  ],
  settledAt: (trace) => indexOrNever(bothGone(trace)),
  outcome: (trace) => {
    const { view } = bothGone(trace) ?? trace.at(trace.length - 1);
    const left = trace.at(0).view.events.filter(({ id }) => view.events.some((event) => event.id === id));
    return left.length === 0 ? 'none' : left.length < trace.at(0).view.events.length ? 'some' : 'all';
  },
};

const answerFromWhatIsLeft: DiagramGoal = {
  id: 'left',
  text: 'With the event bus cut and the read database wiped, get the right answer all the same',
  met: (_, trace) =>
    answersOf(trace).some(
      ({ answer, view }) =>
        view.conditions.bus === 'cut' && isWiped(view) && answer.current && answer.row !== null,
    ),
};

const findTheTruth: DiagramGoal = {
  id: 'truth',
  text: 'Find the one part whose wiping nothing but Undo brings back',
  met: (_, trace) => wipedStore(trace) !== undefined,
};

/* Q3: the event bus's job. */

/** Where the bus was mended, with something missed that nobody had read from the store in the meantime. */
const mended = (trace: Trace<View>): Found | undefined =>
  stepsOf(trace).find(({ index, view }) => {
    if (view.happened !== 'restored' || view.at !== 'bus') return false;
    const before = stepsOf(trace).slice(0, index);
    const missed = before.findLastIndex((step) => step.view.happened === 'lost');
    return missed >= 0 && before.slice(missed).every((step) => step.view.happened !== 'replayed');
  });

const afterMending: Prediction<View> = {
  question:
    'You cut the event bus, add an item, and mend the event bus. What does the read database say right then?',
  options: [
    {
      id: 'new',
      text: 'The new item is in the row: the bus hands on what it had kept back',
      why: 'A bus keeps nothing back. What is published while it is cut reaches nobody, then or later.',
    },
    {
      id: 'stale',
      text: 'The row is as it was before, though the event is in the event store',
      why: 'The write needs no bus, so the event was stored. The bus only hands on, and there was nobody to hand it to; the projection has to read it from the event store.',
    },
    {
      id: 'refused',
      text: 'The row is as it was before, because the command was refused',
      why: 'The command never meets the bus: deciding and storing are done before anything is published.',
    },
  ],
  settledAt: (trace) => indexOrNever(mended(trace)),
  outcome: (trace) => {
    const { view } = mended(trace) ?? trace.at(trace.length - 1);
    if (view.events.length === trace.at(0).view.events.length) return 'refused';
    return isCurrent(view) ? 'new' : 'stale';
  },
};

const staleAnswer: DiagramGoal = {
  id: 'stale',
  text: 'Cut the event bus, store an event, and get an answer that does not know of it',
  met: (_, trace) =>
    answersOf(trace).some(
      ({ answer, view }) =>
        view.conditions.bus === 'cut' && view.bus.lost > 0 && !answer.current && answer.row !== null,
    ),
};

const caughtUp: DiagramGoal = {
  id: 'caught-up',
  text: 'Mend the event bus, and bring what it never handed on into the read database',
  met: (_, trace) => {
    const view = last(trace);
    const mended = view.conditions.bus === 'works' && view.bus.lost > 0;
    return mended && isCurrent(view) && wipedStore(trace) === undefined;
  },
};

/* Q4: why there is a read database. */

const firstLookUp = (trace: Trace<View>): Found | undefined =>
  stepsOf(trace).find(({ view }) => view.happened === 'answered' && view.answer?.from === 'read-database');

const howManyRead: Prediction<View> = {
  question: `Bob’s cart has ${formatCount(LONG_CART)} events. How many of them are read to answer “What is in my cart?” from the read database?`,
  options: [
    {
      id: 'all',
      text: `All ${formatCount(LONG_CART)}`,
      why: 'That is what the answer costs without the read database, each time it is asked.',
    },
    {
      id: 'one',
      text: 'One: the latest event says it',
      why: 'An event says what changed, not what is in the cart.',
    },
    {
      id: 'none',
      text: 'None',
      why: 'The row was brought up to date when each event came, so a question reads one row and no event.',
    },
  ],
  settledAt: (trace) => indexOrNever(firstLookUp(trace)),
  outcome: (trace) => {
    const read = firstLookUp(trace)?.view.answer?.eventsRead ?? 0;
    return read === 0 ? 'none' : read === 1 ? 'one' : 'all';
  },
};

const bothWays: DiagramGoal = {
  id: 'both',
  text: 'Get the same right answer with the read database and without it',
  met: (_, trace) => {
    const right = answersOf(trace).filter(({ answer }) => answer.current && answer.row !== null);
    return right.some((one) =>
      right.some(
        (other) =>
          one.answer.from !== other.answer.from && one.view.events.length === other.view.events.length,
      ),
    );
  },
};

const MANY = 5;

const cheapAnswers: DiagramGoal = {
  id: 'cheap',
  text: 'Get five right answers in a row without reading a single event for them',
  met: (_, trace) => {
    let row = 0;
    return answersOf(trace).some(({ answer }) => {
      row = answer.current && answer.row !== null && answer.eventsRead === 0 ? row + 1 : 0;
      return row >= MANY;
    });
  },
};

/* Q5: what replay does. */

/** The end of the first replay after a wipe that read to the end of the log. */
const replayedAll = (trace: Trace<View>): Found | undefined => {
  const wipe = wipesOf(trace)[0]?.index ?? Infinity;
  return stepsOf(trace).find(
    ({ index, view }) =>
      index > wipe && view.happened === 'replayed' && view.checkpoint === view.events.length,
  );
};

const afterReplay: Prediction<View> = {
  question: 'You wipe the read database and replay. What are its rows, beside those of before?',
  options: [
    {
      id: 'fewer',
      text: 'Fewer: what was wiped is lost',
      why: 'Rows are made from events, and no event was wiped. Made again, they are the same.',
    },
    {
      id: 'twice',
      text: 'With larger sums: each event counts once more',
      why: 'That happens to whoever replays into rows that are still there. Wiped first, each event counts once.',
    },
    {
      id: 'same',
      text: 'The same',
      why: 'Replay reads the stored events in their order and folds them as before: same events, same fold, same rows.',
    },
  ],
  settledAt: (trace) => indexOrNever(replayedAll(trace)),
  outcome: (trace) => {
    const { view } = replayedAll(trace) ?? trace.at(trace.length - 1);
    if (isCurrent(view)) return 'same';
    return total(view.rows) > total(view.truth) ? 'twice' : 'fewer';
  },
};

const total = (rows: View['rows']): number => Object.values(rows).reduce((sum, row) => sum + row.total, 0);

const sameRows: DiagramGoal = {
  id: 'same',
  text: 'Wipe the read database, and bring the same rows back',
  met: (_, trace) =>
    wipesOf(trace).some(({ index, before }) =>
      stepsOf(trace)
        .slice(index + 1)
        .some(
          ({ view }) =>
            view.happened === 'replayed' &&
            view.checkpoint === view.events.length &&
            same(view.rows, before.rows),
        ),
    ),
};

const shopMeanwhile: DiagramGoal = {
  id: 'meanwhile',
  text: 'Store an event while the read database is empty, and end with rows that know it',
  met: (_, trace) => {
    const stored = wipesOf(trace).some(({ index }) =>
      stepsOf(trace)
        .slice(index + 1)
        .some(({ view }) => view.happened === 'stored' && isWiped(view)),
    );
    return stored && isCurrent(last(trace)) && wipedStore(trace) === undefined;
  },
};

type DiagramScenario = Scenario<Command, View> & { readonly id: ScenarioId };

/** One for each of the five questions about the diagram; the answer to each is seen in it. */
export const scenarios: readonly [DiagramScenario, ...DiagramScenario[]] = [
  {
    id: 'fact',
    title: '1 SC Created',
    question: 'What does “SC Created” mean in this diagram?',
    prediction: howManyCreated,
    goals: [openCreated, refusedWish],
    explanation:
      '“SC Created” is an event: the fact that a shopping cart was created. It is the first event of that cart’s stream, it stands in the past tense, and it cannot be refused any more. “Create cart” is the command, a wish, and the aggregate may say no to it.',
  },
  {
    id: 'store',
    title: '2 Event store',
    question: 'Where are all events saved?',
    prediction: howManyLeft,
    goals: [answerFromWhatIsLeft, findTheTruth],
    explanation:
      'All events are saved in the event store, and nowhere else. It only appends. The event bus keeps nothing, and the read database has rows that were made from events and can be made again. Only the loss of the event store is a loss.',
  },
  {
    id: 'bus',
    title: '3 Event bus',
    question: 'What is the event bus there for?',
    prediction: afterMending,
    goals: [staleAnswer, caughtUp],
    explanation:
      'The event bus hands each newly stored event to whoever subscribed, the projection among them. So those who write need not know those who read: with the bus cut, commands succeed and only the views grow stale. It keeps nothing, so what was missed is read from the event store, after the checkpoint.',
  },
  {
    id: 'read-database',
    title: '4 Read database',
    question: 'Why is there a read database, if the event store has everything?',
    prediction: howManyRead,
    goals: [bothWays, cheapAnswers],
    explanation:
      'The read database keeps the current answer ready, in the shape of the question, so that no question replays events. It costs a little at each event and is never the truth: it may lag, and it can be thrown away.',
  },
  {
    id: 'replay',
    title: '5 Replay',
    question: 'What does replay do?',
    prediction: afterReplay,
    goals: [sameRows, shopMeanwhile],
    explanation:
      'Replay reads stored events again, in the order in which they were saved, to rebuild a state or a read model. It adds no event and changes none. Rows that were wiped come back as they were, and those that lag catch up, because both read on after their checkpoint.',
  },
];
