import { InvalidInputError } from '../../engine/errors.ts';
import type { Lab, Proof, Trace } from '../../src/lab-frame/lab.ts';

/** The smallest lab that has everything: each command adds a number, and 13 breaks something. */
export interface Add {
  readonly type: 'add';
  readonly amount: number;
}
export interface Sum {
  readonly sum: number;
}

export const counterLab: Lab<Add, Sum> = {
  id: 'counter',
  title: 'Counter',
  columns: [{ title: 'Sum', numeric: true, cell: ({ sum }) => String(sum) }],
  scenarios: [
    {
      id: 'plain',
      title: '1 Plain',
      question: 'What is the sum?',
      explanation: 'A sum is a fold.',
      prediction: {
        question: 'What is 1 + 2?',
        options: [
          { id: '3', text: 'three', why: 'Count.' },
          { id: '4', text: 'four', why: 'Count again.' },
        ],
        settledAt: () => 2,
        outcome: () => '3',
      },
      goals: [
        { id: 'ten', text: 'Reach ten', met: (_, trace) => trace.at(trace.length - 1).view.sum === 10 },
      ],
    },
  ],
  play({ scenario, commands }): Trace<Sum> {
    if (scenario !== 'plain') throw new InvalidInputError('run.scenario', "'plain'", scenario);
    let sum = 0;
    const steps = commands.map((command, i) => {
      if (command.type !== 'add' || !Number.isSafeInteger(command.amount)) {
        throw new InvalidInputError(`run.commands[${i}]`, 'an addition', command.type);
      }
      sum += command.amount;
      return {
        label: 'Added',
        narration: `Added ${command.amount}: ${sum}.`,
        view: { sum },
        after: i + 1,
        broken: sum === 13,
        line: { from: 'You', to: 'Counter', text: `add ${command.amount}` },
      };
    });
    const start = { label: 'Start', narration: 'Nothing yet.', view: { sum: 0 }, after: 0 };
    const all = [start, ...steps];
    return { length: all.length, at: (index) => all[index] ?? start };
  },
};

/** Tries every number up to the first one of the run; the one that makes 13 fails. */
export const counterProof: Proof<Add> = {
  cases: ({ commands }) => `single additions up to ${commands[0]?.amount ?? 0}`,
  failure: 'end at 13',
  start: (run) => {
    const most = run.commands[0]?.amount ?? 0;
    let tried = 0;
    return {
      advance: (budget) => {
        tried = Math.min(most, tried + budget);
        return {
          tried,
          failing: tried >= 13 ? 1 : 0,
          progress: tried / most,
          outcome: tried === most ? 'complete' : 'searching',
          counterexample: tried >= 13 ? { ...run, commands: [{ type: 'add', amount: 13 }] } : null,
        };
      },
    };
  },
};
