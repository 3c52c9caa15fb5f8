import type { Scenario } from '../../lab-frame/lab.ts';
import {
  alone,
  back,
  behind,
  cured,
  doubled,
  equal,
  once,
  swapped,
  twice,
  unharmed,
  whole,
} from './goals.ts';
import { LENGTH_SO_FAR } from './history.ts';
import { afterRestart, afterWipe, ASKED_AT, onScreen, whileBuilding } from './predictions.ts';
import type { Command, ScenarioId, View } from './view.ts';

type ThreeViewsScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [ThreeViewsScenario, ...ThreeViewsScenario[]] = [
  {
    id: 'lag',
    title: '1 Position 6 of 9',
    question: 'One log, three views, each at its own pace: what is on screen?',
    explanation:
      'A view shows the fold of the events up to its checkpoint. Lag is the distance from there to the end of the log: an old answer, not a wrong one. Views do not know one another, so one that fails stops alone, before its event, and loses nothing; to park the event goes on without what it says.',
    prediction: {
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
      ...onScreen,
    },
    goals: [behind, alone, whole],
  },
  {
    id: 'crash',
    title: '2 Crash between update and checkpoint',
    question:
      'The process dies between saving the model and saving its checkpoint. Is an event counted twice?',
    explanation:
      'Whatever is saved in two writes can be torn apart by a crash, and the checkpoint then lies about the model. Where an event adds something, to a sum or to a list, it is there twice; where it sets a value (the order summary’s row is created, is checked out), it does no harm when it comes again, which is why such a fault stays hidden for long. Saved in one transaction, model and checkpoint cannot disagree.',
    prediction: {
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
      ...afterRestart,
    },
    goals: [twice, unharmed, once],
  },
  {
    id: 'rebuild',
    title: '3 Wipe and rebuild',
    question: 'A table is thrown away. What is lost?',
    explanation:
      'All that a view shows was folded from the log, so it can be folded again. A rebuild clears model and checkpoint together. With only the checkpoint set back, the replay is folded into what is there already: sums double, while the order summary gets away with it, because an order that is created anew starts its row anew.',
    prediction: {
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
      ...afterWipe,
    },
    goals: [equal, doubled, cured],
  },
  {
    id: 'versions',
    title: '4 Version 2 beside version 1',
    question:
      'Sold shall mean paid for, from the first order on. How does that get to readers without a wrong answer?',
    explanation:
      'A view with another meaning is another view: it gets a name of its own and is built from event 1 while the old one serves. Only when it has caught up are readers sent over, in one move. The old one is kept up to date for a while, in case they must go back.',
    prediction: {
      question:
        'Version 2 is being built beside version 1, and has read half of the log. What do readers get?',
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
      ...whileBuilding,
    },
    goals: [swapped, back],
  },
];
