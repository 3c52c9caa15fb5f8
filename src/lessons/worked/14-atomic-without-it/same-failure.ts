import {
  blockedSpans,
  countMessages,
  evolveSituation,
  lengthOf,
  lockSpans,
  NOTHING_HAPPENED,
  orderOutcome,
  outsideViews,
  statusOf,
  total,
  type CommitScenario,
  type OutsideView,
} from '../../../../engine/commit/index.ts';
import type { Trace } from '../../../../engine/simulation/index.ts';
import {
  isPlaced,
  LONG,
  recordOf,
  runByEvents,
  runInTwoPhases,
  writesOf,
  type EventDesign,
  type Failure,
  type OrderRun,
} from './same-failure-runs.ts';

/** What one order costs and shows, by design and by failure. All times in milliseconds, since the order was placed. */
export interface Result {
  readonly ends: 'done' | 'cancelled';
  readonly messages: number;
  readonly forced: number;
  /** When the outcome was certain, and when the last service had it in writing. */
  readonly decided: number;
  readonly over: number;
  /** Over all services together: how long they held locks, and how long they could do nothing but wait. */
  readonly locked: number;
  readonly blocked: number;
  /** How many different halves of the order an outsider saw who asked all services at once, and for how long. */
  readonly halves: number;
  readonly halfFor: number;
}

export type Design = 'two-phase' | EventDesign;

/** @returns null where the design is not made for it: no event is stored for what may yet be refused */
export function sameFailure(design: Design, failure: Failure): Result | null {
  if (design === 'two-phase') return inTwoPhases(failure);
  if (design === 'one-event' && failure === 'declined') return null;
  return byEvents(design, failure);
}

function inTwoPhases(failure: Failure): Result {
  const done = runInTwoPhases(failure);
  const { trace, scenario } = done;
  const begun = trace.find(({ kind }) => kind === 'send')?.time ?? 0;
  return {
    ends: writesOf(trace).some(({ entry }) => recordOf(entry).type === 'commit') ? 'done' : 'cancelled',
    ...costs(done, begun),
    blocked: lengthOf(blockedSpans(trace, scenario), LONG),
    ...halves(answers(trace, scenario)),
  };
}

function byEvents(design: EventDesign, failure: Failure): Result {
  const done = runByEvents(design, failure);
  const views = outsideViews(done.trace);
  const ends = views.map(orderOutcome).at(-1);
  if (ends === undefined || ends === 'open') throw new Error(`expected an end (${design}, ${failure})`);
  return { ends, ...costs(done, 0), blocked: 0, ...halves(views.map(momentOf)) };
}

function costs({ trace, decides }: OrderRun, begun: number) {
  const writes = writesOf(trace);
  const decision = writes.find(decides);
  if (decision === undefined) throw new Error('expected a decision');
  // `end` only lets the coordinator forget.
  const outcomes = writes.filter(({ entry }) => recordOf(entry).type !== 'end');
  return {
    messages: total(countMessages(trace)),
    forced: writes.filter(({ forced }) => forced).length,
    decided: decision.time - begun,
    over: Math.max(...outcomes.map(({ time }) => time)) - begun,
    locked: lengthOf(lockSpans(trace), LONG),
  };
}

/** What an outsider is told from a time on. `half`: some services are done with the order, and others are not. */
interface Moment {
  readonly time: number;
  readonly told: string;
  readonly half: boolean;
}

const momentOf = (view: OutsideView): Moment => ({
  time: view.time,
  told: JSON.stringify(view.facts),
  half: orderOutcome(view) === 'open' && isPlaced(Object.values(view.facts).flat()),
});

/** What is told in two-phase commit by those who are up and hold no locks. The others make the outsider wait. */
function answers(trace: Trace, { participants }: CommitScenario): readonly Moment[] {
  let situation = NOTHING_HAPPENED;
  const locked = new Set<string>();
  return trace.map((step) => {
    situation = evolveSituation(situation, step);
    if (step.kind === 'note' && step.note === 'locked') locked.add(step.node);
    if (step.kind === 'crash' || (step.kind === 'note' && step.note === 'unlocked')) locked.delete(step.node);
    const told = participants
      .filter(({ name }) => situation.up.has(name) && !locked.has(name))
      .map(({ name }) => statusOf(situation, name) === 'committed');
    return { time: step.time, told: told.join(), half: told.includes(true) && told.includes(false) };
  });
}

/** Only what lasts can be seen. */
function halves(moments: readonly Moment[]): Pick<Result, 'halves' | 'halfFor'> {
  const seen = moments
    .map((moment, i) => ({ ...moment, ms: (moments[i + 1]?.time ?? LONG) - moment.time }))
    .filter(({ half, ms }) => half && ms > 0);
  return {
    halves: new Set(seen.map(({ told }) => told)).size,
    halfFor: seen.reduce((sum, { ms }) => sum + ms, 0),
  };
}
