import { contradictions, statusOf, undecided } from '../../../engine/commit/index.ts';
import type { Goal, Run, Trace } from '../../lab-frame/lab.ts';
import { longestBlocking } from './crash-points.ts';
import { COORDINATOR, nodesOf } from './setup.ts';
import { recordIn, saidIn } from './texts.ts';
import { countsAt, statusAt, type Counts, type View } from './view.ts';
import { WATCHED, type Command, type Moment, type Played } from './world.ts';

/** What a goal is judged by: the world as it was played to its end. */
interface End {
  readonly played: Played;
  readonly last: Moment;
  readonly counts: Counts;
  /** What the log of each participant says at the end. */
  readonly statuses: readonly string[];
  readonly crashes: readonly { readonly node: string; readonly index: number; readonly before: Moment }[];
}

export function endOf(trace: Trace<View>): End {
  const view = trace.at(trace.length - 1).view;
  const { played } = view;
  const last = played.moments.at(-1) as Moment;
  const crashes = played.moments.flatMap(({ step }, index) =>
    step?.kind === 'crash' ? [{ node: step.node, index, before: played.moments[index - 1] as Moment }] : [],
  );
  const statuses = played.setup.participants.map(({ name }) => statusOf(last.situation, name));
  return { played, last, counts: countsAt(view), statuses, crashes };
}

const goal = (
  id: string,
  text: string,
  isMet: (end: End, run: Run<Command>) => boolean,
): Goal<Command, View> => ({ id, text, met: (run, trace) => isMet(endOf(trace), run) });

const all = (statuses: readonly string[], wanted: string): boolean =>
  statuses.every((status) => status === wanted);

const said = ({ moments }: Played, what: string): boolean =>
  moments.some(({ step }) => step?.kind === 'send' && saidIn(step.body) === what);

const isSound = ({ trace }: Played): boolean => contradictions(trace).length === 0;

export const textbook = goal(
  'textbook',
  'Five systems commit: measure the textbook’s 4N messages and 2N + 1 forced writes',
  ({ counts, statuses }) =>
    statuses.length === 5 && all(statuses, 'committed') && counts.messages === 20 && counts.forced === 11,
);

export const oneNo = goal(
  'one-no',
  'One of them says NO, and nobody commits',
  ({ played, statuses, crashes }) =>
    said(played, 'NO') && crashes.length === 0 && all(statuses, 'aborted') && isSound(played),
);

export const cheaper = goal(
  'cheaper',
  'Commit with 3N messages: find what need not be acknowledged',
  ({ counts, statuses }) => all(statuses, 'committed') && counts.messages === 3 * statuses.length,
);

export const allOrNothing = goal(
  'all-or-nothing',
  'Turn two-phase commit on: the same refusal, and nobody commits',
  ({ played, statuses }) =>
    played.setup.protocol !== 'alone' && said(played, 'NO') && all(statuses, 'aborted') && isSound(played),
);

export const halfByCrash = goal(
  'half-by-crash',
  'Without a protocol, and with both willing: one crash, and the order is half done',
  ({ played, crashes }) =>
    played.setup.protocol === 'alone' &&
    played.setup.participants.every(({ vote }) => vote === 'yes') &&
    crashes.length === 1 &&
    !isSound(played),
);

export const beforeYes = goal(
  'before-yes',
  'Crash a participant before its YES: everyone rolls back',
  ({ played, last, statuses, crashes }) =>
    crashes.some(
      ({ node, before }) => node !== COORDINATOR && statusOf(before.situation, node) === 'working',
    ) &&
    crashes.every(({ node }) => node !== COORDINATOR) &&
    statuses.includes('aborted') &&
    played.setup.participants.every(({ name }) =>
      ['aborted', 'down'].includes(statusAt(played, last, name)),
    ) &&
    !statuses.includes('committed') &&
    !statuses.includes('prepared'),
);

export const afterYes = goal(
  'after-yes',
  'Crash a participant after its YES: the decision stands, and it commits when it is back',
  ({ played, crashes }) =>
    crashes.some(({ node, index, before }) => {
      const later = played.moments.slice(index).map(({ step }) => step);
      const back = later.findIndex((step) => step?.kind === 'restart' && step.node === node);
      return (
        node !== COORDINATOR &&
        statusOf(before.situation, node) === 'prepared' &&
        back !== -1 &&
        later
          .slice(back)
          .some((step) => step?.kind === 'write' && step.node === node && recordIn(step.entry) === 'commit')
      );
    }),
);

export const allAgree = goal(
  'all-agree',
  'Crash every node at least once in one run, and have all of them agree in the end',
  ({ played, last, crashes }) =>
    nodesOf(played.setup).every(
      (name) => crashes.some(({ node }) => node === name) && last.situation.up.has(name),
    ) &&
    undecided(played.trace, played.scenario).length === 0 &&
    isSound(played),
);

export const longest = goal(
  'longest',
  `One crash, nobody comes back: find the one that blocks longest in ${WATCHED} ms`,
  ({ played, counts, crashes }, { seed }) =>
    crashes.length === 1 &&
    played.moments.every(({ step }) => step === null || !['restart', 'cut', 'mend'].includes(step.kind)) &&
    played.until === WATCHED &&
    counts.blocked > 0 &&
    counts.blocked === longestBlocking(played.setup, seed),
);

export const byPeers = goal(
  'by-peers',
  'Lose the coordinator for good after a YES, and let the participants end it among themselves',
  ({ played, last, crashes }) =>
    crashes.some(({ node, before }) => node === COORDINATOR && hasPrepared(played, before)) &&
    !last.situation.up.has(COORDINATOR) &&
    undecided(played.trace, played.scenario).length === 0 &&
    isSound(played) &&
    played.moments.some(
      ({ step }) =>
        step?.kind === 'deliver' &&
        step.from !== COORDINATOR &&
        ['COMMIT', 'ABORT'].includes(saidIn(step.body)),
    ),
);

const hasPrepared = ({ setup }: Played, { situation }: Moment): boolean =>
  setup.participants.some(({ name }) => statusOf(situation, name) === 'prepared');
