import { searchRuns, type Game, type Play, type RunsReport } from '../../../engine/explore/index.ts';
import type { Proof, ProofReport, Run } from '../../lab-frame/lab.ts';
import { isRight } from './desk.ts';
import { worldOf } from './commands.ts';
import { openPost, type Consumer, type Harm } from './post.ts';
import { casesTried, failure } from './texts.ts';
import { OPENINGS, type Command, type Fault } from './world.ts';

export const MOST_FAULTS_TRIED = 2;

const TURN = 'turn';

/** One delivery as a game: at each moment the next envelope arrives, or the network harms one that is on its way. */
export function deliveryGame(consumer: Consumer): Game {
  const start = (): Play => {
    const post = openPost(consumer);
    let over = false;
    return {
      choices: () => (over ? [] : [TURN, ...harmsTo(post.line.map(({ name }) => name))]),
      take: (choice) => {
        if (choice === TURN) over = post.turn() === null;
        else post.suffer(harmOf(choice));
      },
      violation: () => (over && !isRight(post.desk.value) ? 'wrong' : null),
    };
  };
  return { start, cost: (choice) => (choice === TURN ? 0 : 1) };
}

const harmsTo = (names: readonly string[]): readonly string[] =>
  names.flatMap((name, i) => [
    `drop ${name}`,
    `duplicate ${name}`,
    ...names.slice(i + 1).map((behind) => `delay ${name} ${behind}`),
  ]);

function harmOf(choice: string): Harm {
  const [type, envelope, behind] = choice.split(' ') as [Harm['type'], string, string];
  return type === 'delay' ? { type, envelope, behind } : { type, envelope };
}

/** The choices of a play as faults: each at the number of turns before it. */
function faultsOf(choices: readonly string[]): readonly Fault[] {
  let at = 0;
  return choices.flatMap((choice) => {
    if (choice !== TURN) return [{ ...harmOf(choice), at }];
    at += 1;
    return [];
  });
}

/** Tries everything that at most two faults can do to the consumer of a run. */
export const proof: Proof<Command> = {
  cases: () => casesTried,
  failure,
  start: (run) => {
    const { consumer } = worldOf(run);
    const search = searchRuns(deliveryGame(consumer), { maxCost: MOST_FAULTS_TRIED });
    return { advance: (budget) => reportOf(search.advance(budget), run, consumer) };
  },
};

function reportOf(report: RunsReport, run: Run<Command>, consumer: Consumer): ProofReport<Command> {
  const { runs, violations, progress, outcome, counterexample } = report;
  const opening = OPENINGS[worldOf(run).scenario];
  return {
    tried: runs,
    failing: violations,
    progress,
    outcome,
    counterexample:
      counterexample === null
        ? null
        : {
            ...run,
            commands: [
              ...(opening.faults.length === 0 ? [] : [{ type: 'calm' } as const]),
              { type: 'consumer', ...consumer },
              ...faultsOf(counterexample.choices),
            ],
          },
  };
}
