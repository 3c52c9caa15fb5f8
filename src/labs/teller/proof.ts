import { searchRuns, type Game } from '../../../engine/explore/index.ts';
import type { Proof, Run } from '../../lab-frame/lab.ts';
import { openBank } from './bank.ts';
import type { Command, Order } from './commands.ts';
import { play } from './lab.ts';
import { SETTINGS } from './settings.ts';
import { orderInWords, CODE_NAMES } from './texts.ts';
import { plainBalance, type Code } from './variants.ts';
import type { ScenarioId } from './view.ts';

/** How many commands follow one another in each case. */
export const LENGTH = 5;

/** The commands that are tried, as far as a scenario offers them; where it offers a bench, all of them. */
const TRIED: readonly Order[] = [
  { type: 'create' },
  { type: 'deposit', amount: 10_000 },
  { type: 'withdraw', amount: 10_000 },
  { type: 'withdraw', amount: 30_000 },
  { type: 'block' },
];

interface Question {
  readonly scenario: ScenarioId;
  /** The code that the run has in service at its end. */
  readonly code: Code;
  readonly tried: readonly Order[];
}

/** @throws InvalidInputError for a run that cannot be played */
function questionOf(run: Run<Command>): Question {
  const trace = play(run);
  const { scenario, code } = trace.at(trace.length - 1).view;
  const { offers } = SETTINGS[scenario];
  const isOffered = ({ type }: Order): boolean => offers.includes(type) || offers.includes('check');
  return { scenario, code, tried: TRIED.filter(isOffered) };
}

/** Whatever is asked for at the counter, one command after another, from the scenario's beginning. */
function gameOf({ scenario, code, tried }: Question): Game {
  return {
    start() {
      const bank = openBank(SETTINGS[scenario].history, code);
      let taken = 0;
      return {
        choices: () => (taken < LENGTH ? tried.map(orderInWords) : []),
        take(choice) {
          const order = tried.find((one) => orderInWords(one) === choice);
          if (order !== undefined) bank.handle(order);
          taken += 1;
        },
        violation: () => (plainBalance(bank.events()) < 0 ? 'overdrawn' : null),
      };
    },
  };
}

/**
 * Tries every sequence of five commands with the code that is in service, and with them all shorter ones. An account
 * counts as overdrawn by the plain meaning of its events, whatever its state says.
 */
export const tellerProof: Proof<Command> = {
  cases(run) {
    const { code, tried } = questionOf(run);
    return `sequences of ${LENGTH} commands from the scenario’s beginning (each of ${tried.map(orderInWords).join(', ')}; shorter ones are their beginnings), with the ${CODE_NAMES[code]}`;
  },
  failure: 'overdraw the account',
  start(run) {
    const question = questionOf(run);
    const { scenario, code, tried } = question;
    const search = searchRuns(gameOf(question));
    const deploys: readonly Command[] = code === SETTINGS[scenario].code ? [] : [{ type: 'deploy', code }];
    return {
      advance(budget) {
        const { outcome, runs, violations, progress, counterexample } = search.advance(budget);
        const orders = (counterexample?.choices ?? []).flatMap(
          (choice) => tried.find((one) => orderInWords(one) === choice) ?? [],
        );
        return {
          tried: runs,
          failing: violations,
          progress,
          outcome,
          counterexample: counterexample === null ? null : { ...run, commands: [...deploys, ...orders] },
        };
      },
    };
  },
};
