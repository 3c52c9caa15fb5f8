import { fold } from '../aggregates/index.ts';
import type { Step, Trace } from '../simulation/index.ts';
import { requireTrace, type Span } from './counts.ts';
import { createParticipant, type ParticipantState } from './participant.ts';
import type { CommitMessage, CommitRecord } from './protocol.ts';
import type { CommitScenario } from './scenario.ts';

/** Where a run stands: which nodes are up, what their logs hold, who has agreed, and which ways between them are cut. */
export interface Situation {
  readonly up: ReadonlySet<string>;
  readonly logs: Readonly<Record<string, readonly CommitRecord[]>>;
  /**
   * Who has voted READ-ONLY, and who crashed and so may have, unless it was told ABORT since. Whoever only reads and is
   * not among them knows that all aborts, or can still bring it about.
   */
  readonly bound: ReadonlySet<string>;
  /** One way each: from one node to another. */
  readonly cuts: readonly (readonly [from: string, to: string])[];
}

export const NOTHING_HAPPENED: Situation = {
  up: new Set(),
  logs: {},
  bound: new Set(),
  cuts: [],
};

/** The situation after one more step. A log keeps its tail until a crash takes it. */
export function evolveSituation(situation: Situation, step: Step): Situation {
  const { up, logs, bound, cuts } = situation;
  switch (step.kind) {
    case 'start':
    case 'restart':
      return { ...situation, up: new Set([...up, step.node]) };
    case 'write': {
      const log = [...(logs[step.node] ?? []), step.entry as unknown as CommitRecord];
      return { ...situation, logs: { ...logs, [step.node]: log } };
    }
    case 'send': {
      const message = step.body as unknown as CommitMessage;
      const agrees = message.type === 'VOTE' && message.vote === 'read-only';
      return agrees ? { ...situation, bound: new Set([...bound, step.node]) } : situation;
    }
    case 'deliver': {
      const aborts = (step.body as unknown as CommitMessage).type === 'ABORT' && bound.has(step.node);
      return aborts ? { ...situation, bound: without(bound, step.node) } : situation;
    }
    case 'crash': {
      const log = logs[step.node] ?? [];
      const left = log.slice(0, log.length - step.lost.length);
      return {
        ...situation,
        up: without(up, step.node),
        logs: { ...logs, [step.node]: left },
        bound: new Set([...bound, step.node]),
      };
    }
    case 'cut':
    case 'mend': {
      const ways: [string, string][] = [
        [step.from, step.to],
        ...(step.both ? [[step.to, step.from] as [string, string]] : []),
      ];
      const others = cuts.filter(([from, to]) => !ways.some(([a, b]) => a === from && b === to));
      return { ...situation, cuts: step.kind === 'cut' ? [...others, ...ways] : others };
    }
    default:
      return situation;
  }
}

const without = (names: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  new Set([...names].filter((other) => other !== name));

/** @throws InvalidInputError for no trace */
export function situationOf(trace: Trace): Situation {
  return requireTrace(trace, 'situationOf: trace').reduce(evolveSituation, NOTHING_HAPPENED);
}

/** What the log of a participant says. */
export function statusOf(situation: Situation, name: string): ParticipantState['status'] {
  const records = (situation.logs[name] ?? []).filter((record) => record.type !== 'boot');
  return fold(PARTICIPANT, records as Parameters<typeof PARTICIPANT.evolve>[1][]).status;
}

/** Only its `evolve` is used, to which transaction and vote are all the same. */
const PARTICIPANT = createParticipant('any', 'yes');

/**
 * Who is blocked: up, prepared, and without anybody in reach who could know the outcome or bring it about.
 *
 * That is so when the coordinator is out of reach (down, or cut off in either direction) and, where participants help
 * each other, every participant in reach is prepared too, through however many others it is reached. Of those who only
 * read, none may be in reach that has not voted yet. What is on its way already does not count: it may still end the
 * block.
 *
 * Source: the blocking of two-phase commit and its cooperative termination, in P. Bernstein, V. Hadzilacos and
 * N. Goodman, "Concurrency Control and Recovery in Database Systems", chapter 7.
 */
export function blocked(situation: Situation, scenario: CommitScenario): readonly string[] {
  const { coordinator, cooperative } = scenario;
  const namesOf = (reads: boolean): readonly string[] =>
    scenario.participants.filter(({ vote }) => (vote === 'read-only') === reads).map(({ name }) => name);
  const updating = namesOf(false);
  const free = cooperative ? namesOf(true).filter((name) => !situation.bound.has(name)) : [];
  const isPrepared = (name: string): boolean => statusOf(situation, name) === 'prepared';
  return updating.filter((name) => {
    if (!situation.up.has(name) || !isPrepared(name)) return false;
    const others = cooperative ? [coordinator, ...updating] : [coordinator];
    const reached = inReach(situation, name, others);
    const mayAbort = free.some((reader) => [...reached].some((one) => canTalk(situation, one, reader)));
    return !reached.has(coordinator) && [...reached].every(isPrepared) && !mayAbort;
  });
}

/** When each participant was blocked, in milliseconds of the simulated clock. @throws InvalidInputError for no trace */
export function blockedSpans(trace: Trace, scenario: CommitScenario): readonly Span[] {
  const found: Span[] = [];
  let situation = NOTHING_HAPPENED;
  for (const step of requireTrace(trace, 'blockedSpans: trace')) {
    situation = evolveSituation(situation, step);
    const now = blocked(situation, scenario);
    found.forEach((span, i) => {
      if (span.until === null && !now.includes(span.node)) found[i] = { ...span, until: step.time };
    });
    for (const node of now) {
      const lasts = found.some((span) => span.node === node && span.until === null);
      if (!lasts) found.push({ node, from: step.time, until: null });
    }
  }
  return found;
}

/** The node itself, and all the others that it can ask and be answered by, directly or through one another. */
function inReach(situation: Situation, from: string, others: readonly string[]): ReadonlySet<string> {
  const reached = new Set([from]);
  for (const here of reached) {
    for (const there of others) if (canTalk(situation, here, there)) reached.add(there);
  }
  return reached;
}

/** Whether one can ask the other, and be answered. */
const canTalk = ({ up, cuts }: Situation, one: string, other: string): boolean =>
  up.has(other) &&
  !cuts.some(([from, to]) => (from === one && to === other) || (from === other && to === one));
