import { searchRuns, type Game } from '../../../engine/explore/index.ts';
import { DOUBLE_BOOKED } from '../../../engine/domains/seat-race.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import type { Proof, Run } from '../../lab-frame/lab.ts';
import { play, twoUsers } from './lab.ts';
import {
  CUSTOMERS,
  isDone,
  isDoubleBooked,
  isTurnedAway,
  takeStep,
  type Customer,
  type Race,
} from './race.ts';
import { casesTried } from './texts.ts';
import { begin, type Command, type View } from './world.ts';

export const TURNED_AWAY = 'turned-away';

/** All orders in which Ann and Ben may step, in the way of appending and the streams that a run has set up. */
export const proof: Proof<Command> = {
  cases: (run) => casesTried(setUpBy(run).appending),
  failure: 'double-book a seat, or turn somebody away from a free one',
  start: (run) => {
    const setUp = setUpBy(run);
    const search = searchRuns(gameFrom(setUp));
    return {
      advance: (budget) => {
        const { runs, violations, byViolation, progress, outcome, counterexample } = search.advance(budget);
        const casesOf = (violation: string): number =>
          byViolation.find((one) => one.violation === violation)?.runs ?? 0;
        return {
          tried: runs,
          failing: violations,
          kinds: [
            { what: 'double-book a seat', cases: casesOf(DOUBLE_BOOKED) },
            { what: 'turn somebody away from a free seat', cases: casesOf(TURNED_AWAY) },
          ],
          progress,
          outcome,
          counterexample: counterexample === null ? null : runOf(setUp, counterexample.choices),
        };
      },
    };
  },
};

/** The race before its first step, set up as it is at the end of a run. */
function setUpBy(run: Run<Command>): View {
  const trace = play(run);
  const start = trace.at(0).view;
  const { appending, boundary } = trace.at(trace.length - 1).view;
  return { ...start, appending, boundary };
}

/** The race as something to search: a choice is the name of the customer who steps next. */
export function gameFrom(start: Race): Game {
  return {
    start: () => {
      const store = new MemoryEventStore();
      let race = start;
      return {
        choices: () => CUSTOMERS.filter((customer) => !isDone(race.lanes[customer])),
        take: (customer) => {
          ({ race } = takeStep(store, race, customer as Customer));
        },
        violation: () => (isDoubleBooked(race) ? DOUBLE_BOOKED : isTurnedAway(race) ? TURNED_AWAY : null),
      };
    },
  };
}

/** What was chosen, as a run of this lab. */
function runOf({ scenario, appending, boundary }: View, choices: readonly string[]): Run<Command> {
  const initial = begin(scenario);
  return {
    lab: twoUsers.id,
    scenario,
    seed: 1,
    commands: [
      ...(boundary === initial.boundary ? [] : [{ type: 'boundary', boundary } as const]),
      ...(appending === initial.appending ? [] : [{ type: 'appending', appending } as const]),
      ...choices.map((customer) => ({ type: 'step', customer: customer as Customer }) as const),
    ],
  };
}
