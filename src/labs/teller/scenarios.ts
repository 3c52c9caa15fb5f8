import type { Scenario } from '../../lab-frame/lab.ts';
import type { Command } from './commands.ts';
import * as goals from './goals.ts';
import * as predictions from './predictions.ts';
import type { ScenarioId, View } from './view.ts';

type TellerScenario = Scenario<Command, View> & { readonly id: ScenarioId };

export const scenarios: readonly [TellerScenario, ...TellerScenario[]] = [
  {
    id: 'withdrawal',
    title: '1 One withdrawal, five stations',
    question: 'Ada wants 300.00 from her account. What happens between her wish and the bank’s answer?',
    prediction: predictions.whatIsWritten,
    goals: [goals.fiveHundred, goals.stopped],
    explanation:
      'Every command goes this way. The state is folded for the decision and thrown away; the event stays.',
  },
  {
    id: 'refusals',
    title: '2 Every refusal once',
    question: 'decide can say no in six ways. Can you hear all six?',
    prediction: predictions.whatOfRefusal,
    goals: [goals.everyRefusal, goals.withTwoEvents],
    explanation:
      'A rule looks at the command and the folded state, and at nothing else. A blocked account hides the rules behind the block, so block last.',
  },
  {
    id: 'specs',
    title: '3 Given, when, then',
    question: 'Three versions of the code: which of them does your specification find out?',
    prediction: predictions.whatOldEventsMean,
    goals: [goals.overdraftSpec, goals.replaySpec],
    explanation:
      'A refused overdraft finds out both faulty versions. The one whose evolve judges shows alone on a history that today’s rule would not allow.',
  },
  {
    id: 'rule',
    title: '4 Take the rule out',
    question: 'One line is missing in decide. What does it cost, and what makes it good again?',
    prediction: predictions.whoStopsIt,
    goals: [goals.overdraw, goals.disagree, goals.repair],
    explanation:
      'With the line back in decide no further overdraft is written. The one that was written has happened: an event makes it good, no code does.',
  },
];
