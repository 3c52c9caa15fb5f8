import type { Guard } from '../../../engine/simulation/index.ts';
import { FACTS, isRight, RIGHT_DESK, STAMPS, type Desk } from './desk.ts';
import type { Consumer, Envelope, Find, Turn } from './post.ts';
import type { Fault, Moment, World } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

export const GUARD_NAMES: Readonly<Record<Guard, string>> = {
  dedupe: 'Dedupe by event id',
  'last-seen': 'Last-seen version',
  'gap-buffer': 'Gap buffer',
};

export const FIND_NAMES: Readonly<Record<Find, string>> = {
  none: 'Nobody tells, nobody asks',
  heartbeat: 'Told: one heartbeat at the end',
  poll: 'Asks: polls until it has all',
};

/** Things in a row: `1`, `1 and 2`, `1, 2 and 3`. */
const list = (things: readonly (string | number)[]): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;

const books = (count: number): string => `${count} ${count === 1 ? 'book' : 'books'}`;

/** What an event says in a few words. */
export function saying(version: number): string {
  const fact = FACTS[version - 1];
  switch (fact?.type) {
    case 'ItemAdded':
      return `+${books(fact.data.quantity)}`;
    case 'ItemRemoved':
      return `−${books(fact.data.quantity)}`;
    case 'OrderCheckedOut':
      return 'paid: send';
    case undefined:
      return '';
  }
}

export const typeOf = (version: number): string => FACTS[version - 1]?.type ?? '';
export const stampOf = (version: number): string => STAMPS[version - 1] ?? '';

/** What an envelope has in it. */
export function contents({ kind, version }: Envelope): string {
  switch (kind) {
    case 'event':
      return typeOf(version);
    case 'ask':
      return `“What came after ${version}?”`;
    case 'last':
      return `“${version} is the last”`;
  }
}

/** An envelope at the beginning of a sentence: `Envelope 1-2 (ItemAdded, copy)`. */
function call(envelope: Envelope): string {
  const origin = envelope.origin === 'sent' ? '' : `, ${envelope.origin}`;
  return `Envelope ${envelope.name} (${contents(envelope)}${origin})`;
}

export function deskInWords({ box, parcels }: Desk): string {
  const sent = parcels.length === 0 ? 'no parcel sent' : `sent: ${list(parcels.map(parcelOf))}`;
  return `${books(box)} in the box, ${sent}`;
}

const parcelOf = (pieces: number): string => `a parcel of ${books(pieces)}`;

export const orderInWords = `one parcel of ${books(RIGHT_DESK.parcels[0] ?? 0)}`;

/** What a fault did: `3 is lost`. */
export function faultInWords(fault: Fault): string {
  switch (fault.type) {
    case 'drop':
      return `${fault.envelope} is lost`;
    case 'duplicate':
      return `${fault.envelope} is copied`;
    case 'delay':
      return `${fault.envelope} falls behind ${fault.behind}`;
  }
}

/** How a delivery ended; empty while it goes on. */
export function ending({ over, desk, held, folded }: Moment): string {
  if (!over) return '';
  if (isRight(desk)) return `Nothing more comes. ✓ The order is done as it was saved: ${orderInWords}.`;
  const waits =
    held.length > 0
      ? ` The desk holds ${list(held)} and waits for what will not come.`
      : folded.length < FACTS.length
        ? ' The desk does not know that anything is missing.'
        : '';
  return `Nothing more comes.${waits} ✗ The order was for ${orderInWords}, and the desk has: ${deskInWords(desk)}.`;
}

/** What a step is called. */
export function labelOf({ happened }: Moment): string {
  switch (happened?.kind) {
    case undefined:
      return 'Start';
    case 'arrived':
      return `${contents(happened.envelope)} ${happened.verdict}`;
    case 'told':
      return happened.envelope.kind === 'ask' ? 'Question answered' : 'Last version heard';
    case 'rang':
      return happened.envelope.kind === 'ask' ? 'Desk asks' : 'Heartbeat sent';
    case 'harmed':
      return { drop: 'Lost', duplicate: 'Copied', delay: 'Delayed' }[happened.fault.type];
  }
}

/** What a step tells someone who cannot see the picture. */
export function narrate(world: World, moment: Moment, before: Moment | null): string {
  const again = moment.again.length === 0 ? '' : `The network: ${list(moment.again.map(faultInWords))}.`;
  const coming = moment.line.length === 0 ? '' : `On the way: ${list(moment.line.map(({ name }) => name))}.`;
  const state = `Desk: ${deskInWords(moment.desk)}.`;
  return [tellHappened(world, moment, before), again, state, coming, ending(moment)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function tellHappened(world: World, { happened, version }: Moment, before: Moment | null): string {
  switch (happened?.kind) {
    case undefined:
      return `Start: the order service has saved ItemAdded (1), ItemRemoved (2) and OrderCheckedOut (3), and has sent an envelope for each. Guards of the desk: ${consumerInWords(world.consumer)}.`;
    case 'arrived':
      return tellArrival(happened, before?.version ?? 0, before?.folded ?? []);
    case 'told':
      if (happened.envelope.kind === 'ask') {
        return `The order service gets the question and answers with ${list([
          ...(happened.answers > 1 ? [`${happened.answers - 1} of its events`] : []),
          'how far its stream goes',
        ])}.`;
      }
      return happened.answers > 0
        ? `The desk hears that ${happened.envelope.version} is the last version. It is at ${version}, so it is behind, and asks for the rest.`
        : `The desk hears that ${happened.envelope.version} is the last version; it is at ${version}.`;
    case 'rang':
      return happened.envelope.kind === 'ask'
        ? `Nothing is on its way, so the desk asks the order service for everything after version ${happened.envelope.version}.`
        : `Nothing is on its way. The order service tells, once, that ${happened.envelope.version} is its last version.`;
    case 'harmed':
      return `You are the network: envelope ${faultInWords(happened.fault)}. The order service knows nothing of it.`;
  }
}

function tellArrival(
  { envelope, verdict, by, folded }: Extract<Turn, { readonly kind: 'arrived' }>,
  at: number,
  known: readonly number[],
): string {
  const came = `${call(envelope)} arrives.`;
  const { version } = envelope;
  if (verdict === 'held') {
    return `${came} The desk is at version ${at}, so something is missing: the gap buffer holds it.`;
  }
  if (verdict === 'skipped') {
    const never = known.includes(version) ? '' : ' It is never folded.';
    return by === 'dedupe'
      ? `${came} The desk has had the id of event ${version} before and passes over it.`
      : `${came} The desk has seen version ${at}, and ${version} is not later: it passes over it.${never}`;
  }
  const [, ...waited] = folded;
  const rest = waited.length === 0 ? '' : ` Then it folds ${list(waited)}, which had waited.`;
  const isNext = known.length === version - 1 && known.every((one, i) => one === i + 1);
  const unlike = isNext ? '' : ' It is not what comes next in the stream.';
  return `${came} The desk folds it (${saying(version)}).${unlike}${rest}`;
}

/** What is switched on: `gap buffer; asks: polls until it has all`. */
const consumerInWords = ({ guards, find }: Consumer): string =>
  [...(guards.length === 0 ? ['none'] : guards.map((guard) => GUARD_NAMES[guard])), FIND_NAMES[find]]
    .join('; ')
    .toLowerCase();

export const casesTried =
  'schedules in which at most two envelopes (events, questions, answers) are lost, copied or delayed, at any moment; a timer rings only when nothing is on its way';

export const failure = 'end with anything but the right parcel';
