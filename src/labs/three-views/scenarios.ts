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
import { afterRestart, afterWipe, onScreen, whileBuilding } from './predictions.ts';
import type { Command, ScenarioId, View } from './view.ts';

type ThreeViewsScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [ThreeViewsScenario, ...ThreeViewsScenario[]] = [
  {
    id: 'lag',
    title: '1 Position 6 of 9',
    question: 'One log, three views, each at its own pace: what is on screen?',
    explanation:
      'A view shows the fold of the events up to its checkpoint. Lag is the distance from there to the end of the log: an old answer, not a wrong one. Views do not know one another, so one that fails stops alone, before its event, and loses nothing; to park the event goes on without what it says.',
    prediction: onScreen,
    goals: [behind, alone, whole],
  },
  {
    id: 'crash',
    title: '2 Crash between update and checkpoint',
    question:
      'The process dies between saving the model and saving its checkpoint. Is an event counted twice?',
    explanation:
      'Whatever is saved in two writes can be torn apart by a crash, and the checkpoint then lies about the model. Events that add up are counted twice; events that set a value (an order is created, is checked out) do no harm when they come again, which is why such a fault stays hidden for long. Saved in one transaction, model and checkpoint cannot disagree.',
    prediction: afterRestart,
    goals: [twice, unharmed, once],
  },
  {
    id: 'rebuild',
    title: '3 Wipe and rebuild',
    question: 'A table is thrown away. What is lost?',
    explanation:
      'All that a view shows was folded from the log, so it can be folded again. A rebuild clears model and checkpoint together. With only the checkpoint set back, the replay is folded into what is there already: sums double, while the order summary gets away with it, because an order that is created anew starts its row anew.',
    prediction: afterWipe,
    goals: [equal, doubled, cured],
  },
  {
    id: 'versions',
    title: '4 Version 2 beside version 1',
    question:
      'Sold shall mean paid for, from the first order on. How does that get to readers without a wrong answer?',
    explanation:
      'A view with another meaning is another view: it gets a name of its own and is built from event 1 while the old one serves. Only when it has caught up are readers sent over, in one move. The old one is kept up to date for a while, in case they must go back.',
    prediction: whileBuilding,
    goals: [swapped, back],
  },
];
