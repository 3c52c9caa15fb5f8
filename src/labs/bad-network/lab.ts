import type { Lab, Run, Step, Trace } from '../../lab-frame/lab.ts';
import { worldOf } from './commands.ts';
import { scenarios } from './scenarios.ts';
import { contents, deskInWords, labelOf, narrate } from './texts.ts';
import type { View } from './view.ts';
import { brokenAt, deliver, type Command, type Moment, type World } from './world.ts';

/** The lab of chapter 10: what a network does to events on their way, and what the consumer must do about it. */
export const badNetwork: Lab<Command, View> = {
  id: 'bad-network',
  title: 'The bad network',
  scenarios,
  columns: [
    { title: 'On the way, next first', cell: ({ line }) => line.map(({ name }) => name).join(', ') },
    { title: 'Folded', cell: ({ folded }) => folded.join(', ') },
    { title: 'Held', cell: ({ held }) => held.join(', ') },
    { title: 'Desk', cell: ({ desk }) => deskInWords(desk) },
    { title: 'Faults', numeric: true, cell: ({ faults }) => String(faults.length) },
  ],
  play,
};

/**
 * Plays a run: the last delivery that it has set up, from three envelopes on their way until nothing more may happen.
 *
 * @throws InvalidInputError for an unknown scenario, or a command that is not possible where it stands
 */
export function play(run: Run<Command>): Trace<View> {
  const world = worldOf(run);
  const moments = deliver(world);
  const broken = brokenAt(moments);
  return {
    length: moments.length,
    at: (index) => stepAt(world, moments, index, broken),
  };
}

function stepAt(world: World, moments: readonly Moment[], index: number, broken: number | null): Step<View> {
  const moment = moments[index] as Moment;
  const line = lineOf(moment);
  return {
    label: labelOf(moment),
    narration: narrate(world, moment, moments[index - 1] ?? null),
    view: { ...moment, world },
    after: world.base + moment.given,
    ...(line !== null && { line }),
    ...(index === broken && { broken: true }),
  };
}

const [ORDERS, DESK, NETWORK] = ['Order service', 'Dispatch desk', 'Network'] as const;

function lineOf({ happened }: Moment): NonNullable<Step<View>['line']> | null {
  if (happened === null) return null;
  if (happened.kind === 'harmed') {
    const what = { drop: 'lost', duplicate: 'copied', delay: 'delayed' }[happened.fault.type];
    return { from: ORDERS, to: NETWORK, text: `${happened.fault.envelope} ${what}` };
  }
  if (happened.kind === 'rang') return null;
  const { envelope } = happened;
  const text = `${envelope.name} ${contents(envelope)}`;
  if (envelope.kind === 'ask') return { from: DESK, to: ORDERS, text };
  return {
    from: ORDERS,
    to: DESK,
    text: happened.kind === 'arrived' ? `${text}, ${happened.verdict}` : text,
  };
}
