import type { Appending } from '../../../engine/domains/seat-race.ts';
import type { Seat } from '../../../engine/domains/seats.ts';
import type { BoundaryId } from './boundaries.ts';
import {
  confirmed,
  CUSTOMERS,
  eventsFor,
  isWaiting,
  MOST_ATTEMPTS,
  seatAsLoaded,
  seatNow,
  streamOf,
  versionLoaded,
  type Customer,
  type Deed,
  type Lane,
} from './race.ts';
import { SETUPS, type View } from './world.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

const PRONOUNS: Readonly<Record<Customer, string>> = { Ann: 'she', Ben: 'he' };

/** What a way of appending is called, and what it means. */
export const APPENDING_NAMES: Readonly<Record<Appending, string>> = {
  unchecked: 'no check',
  checked: 'expected version',
  retrying: 'expected version, and retry',
};
export const APPENDING_RULES: Readonly<Record<Appending, string>> = {
  unchecked: 'Every append is written, whatever the stream has become since loading.',
  checked:
    'Each append names the version that was loaded. If the stream has moved on, the store writes nothing and says so.',
  retrying: `Each append names the version that was loaded. Whoever is refused loads and decides again, up to ${MOST_ATTEMPTS} attempts.`,
};

/** What stands where the way of appending cannot be chosen. */
export const NO_CHECK_YET = `Here the store has no check to turn on; scenario 2 has one. ${APPENDING_RULES.unchecked}`;

export const BOUNDARY_NAMES: Readonly<Record<BoundaryId, string>> = {
  flight: 'one stream for the flight',
  seat: 'one stream for each seat',
};

/** `free`, or `Ann’s`. */
export const holder = (seat: Seat): string => (seat.status === 'free' ? 'free' : `${seat.customer}’s`);

const VERBS: Partial<Record<Lane['stage'], string>> = { load: 'loads', decide: 'decides', append: 'appends' };

/** What a customer does next: `Ann loads`; null when they are done. */
export function nextStep(lane: Lane): string | null {
  const verb = VERBS[lane.stage];
  return verb === undefined ? null : `${lane.customer} ${verb}${isWaiting(lane) ? ' again' : ''}`;
}

/** How old something is that was loaded. */
export const behindWords = (events: number): string => `${events} behind`;

/** Where a customer stands: how it ended, or what they know and how far behind that is. */
export function standing(view: View, customer: Customer): string {
  const lane = view.lanes[customer];
  const { stage, place, attempts, loaded } = lane;
  if (stage === 'seated') return `confirmed: ${place}`;
  if (stage === 'refused') return 'told: the seat is taken';
  if (stage === 'conflict')
    return attempts < MOST_ATTEMPTS ? 'told: somebody was faster' : `gave up after ${attempts} attempts`;
  if (loaded === null) return `wants ${place}, has loaded nothing`;
  const behind = eventsFor(view, lane).length - loaded.version;
  return `wants ${place}, loaded version ${loaded.version}${behind > 0 ? `, ${behindWords(behind)}` : ''}`;
}

/** The name of a step. */
export function labelOf(view: View): string {
  const { deed, appending, boundary } = view;
  if ('customer' in deed) {
    const { title, mark } = noteOf(view, deed);
    return `${deed.customer} ${title}${mark === '✗' ? ': refused' : ''}`;
  }
  if (deed.type === 'start') return 'Start';
  return `Now: ${deed.type === 'boundary' ? BOUNDARY_NAMES[boundary] : APPENDING_NAMES[appending]}`;
}

/** Who told whom what, for the sequence diagram. */
export function lineOf(view: View): { from: string; to: string; text: string } | null {
  const { deed } = view;
  if (!('customer' in deed)) return null;
  const { customer } = deed;
  const stream = streamOf(view, view.lanes[customer]);
  if (deed.type === 'append' && !deed.written)
    return { from: stream, to: customer, text: conflictWords(deed.expected, deed.at) };
  const { title, detail } = noteOf(view, deed);
  return {
    from: deed.type === 'load' ? stream : customer,
    to: deed.type === 'append' ? stream : customer,
    text: `${title}: ${detail}`,
  };
}

/** What stands on the small note of a customer's step, and whether it went well; null where that is no question. */
export function noteOf(view: View, deed: Deed): { title: string; detail: string; mark: '✓' | '✗' | null } {
  const lane = view.lanes[deed.customer];
  switch (deed.type) {
    case 'load':
      return {
        title: 'loads',
        detail: `version ${deed.at}: ${holder(seatAsLoaded(view, lane))}`,
        mark: null,
      };
    case 'decide':
      return deed.refusal === null
        ? { title: 'decides', detail: `Reserve ${lane.place}, on version ${deed.on}`, mark: null }
        : { title: 'decides', detail: `Reserve ${lane.place}: seat taken`, mark: '✗' };
    case 'append':
      return {
        title: deed.blind ? 'appends again' : 'appends',
        detail: deed.expected === null ? 'no check' : `expecting ${deed.expected}`,
        mark: deed.written ? '✓' : '✗',
      };
  }
}

/** What the store answers to an append that it refuses. */
export const conflictWords = (expected: number | null, found: number | null): string =>
  `expected ${expected ?? 'any'}, found ${found ?? 0}`;

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const { deed } = view;
  switch (deed.type) {
    case 'start':
      return beginning(view);
    case 'appending':
      return `From now on: ${APPENDING_NAMES[view.appending]}. ${APPENDING_RULES[view.appending]}`;
    case 'boundary':
      return `The flight is cut anew: ${BOUNDARY_NAMES[view.boundary]}. ${noneYet(view)}`;
    case 'load':
      return loading(view, view.lanes[deed.customer]);
    case 'decide':
      return deciding(view, view.lanes[deed.customer], deed);
    case 'append':
      return deed.written
        ? writing(view, view.lanes[deed.customer], deed)
        : conflicting(view, view.lanes[deed.customer], deed);
  }
}

type Decide = Extract<Deed, { type: 'decide' }>;
type Append = Extract<Deed, { type: 'append' }>;

/** The streams of a world, in the order of the customers. */
export const streamsOf = (view: View): readonly string[] => [
  ...new Set(CUSTOMERS.map((customer) => streamOf(view, view.lanes[customer]))),
];

const noneYet = (view: View): string => `There is no event yet in ${streamsOf(view).join(' or ')}.`;

function beginning(view: View): string {
  const { places } = SETUPS[view.scenario];
  const wish =
    places.Ann === places.Ben
      ? `Seat ${places.Ann} is the last one on flight OS31, it is free, and both Ann and Ben want it`
      : `On flight OS31 Ann wants seat ${places.Ann} and Ben wants seat ${places.Ben}; both seats are free`;
  return `The start. ${wish}. ${noneYet(view)} Each of the two will load, decide and append; you say who steps next.`;
}

function loading(view: View, lane: Lane): string {
  const again = lane.foundVersion === null ? '' : ' The old decision is thrown away.';
  return `${lane.customer} loads ${streamOf(view, lane)} at version ${versionLoaded(lane)}. Folded, it says: ${lane.place} is ${holder(seatAsLoaded(view, lane))}.${again}`;
}

function deciding(view: View, lane: Lane, { on, at, refusal }: Decide): string {
  const { customer, place } = lane;
  const he = PRONOUNS[customer];
  const known = `${customer} decides on version ${on}, where ${place} is ${holder(seatAsLoaded(view, lane))}.`;
  if (refusal !== null) return `${known} The rule refuses: “${refusal}”`;
  const meanwhile = at > on ? ` The stream is at version ${at} by now; ${he} cannot know.` : '';
  return `${known} The rule allows it: SeatReserved for ${customer} is ready. Nothing is written yet.${meanwhile}`;
}

function writing(view: View, lane: Lane, { on, at, expected, blind }: Append): string {
  const { customer, place } = lane;
  const he = PRONOUNS[customer];
  const fact = `The event is version ${at} of ${streamOf(view, lane)}, and ${customer} gets a confirmation for ${place}.`;
  const moved = at - 1 > on;
  if (blind) {
    return `${customer} appends the refused event again, now expecting version ${expected ?? 0}, as the store had named it. The check passes; but the event was decided on version ${on}, where ${place} was free. ${fact} ${outcome(view, lane)}`;
  }
  if (expected !== null) {
    return `${customer} appends, expecting version ${expected}. The stream is at version ${expected}, as ${he} loaded it, so the store writes in the same step. ${fact}`;
  }
  return `${customer} appends, without a check; nobody asks which version ${he} had loaded (${on}). ${fact}${moved ? ` ${outcome(view, lane)}` : ''}`;
}

/** What became of the seat when an append went past what was decided on. */
function outcome(view: View, lane: Lane): string {
  const names = confirmed(view, lane.place);
  if (names.length === 1) return `Nobody else has ${lane.place}, so it does no harm.`;
  const now = seatNow(view, lane);
  const lost = names.filter((name) => now.status !== 'free' && name !== now.customer).join();
  return `✗ ${lane.place} is promised to ${names.join(' and to ')}, and nobody saw an error. By the stream it is ${holder(now)}: ${lost}’s update is lost.`;
}

function conflicting(view: View, lane: Lane, { on, at, expected, blind }: Append): string {
  const { customer, stage, attempts, place } = lane;
  const he = PRONOUNS[customer];
  const attempt = blind
    ? `${customer} appends the refused event again, still expecting version ${expected ?? 0}.`
    : `${customer} appends, expecting version ${expected ?? 0}.`;
  const answer = `The stream is at version ${at}, so the store refuses and writes nothing.`;
  const between = eventsFor(view, lane)
    .slice(on)
    .map(({ type, data }) => `${type} for ${data.customer}`)
    .join(', ');
  const falsely =
    seatNow(view, lane).status === 'free'
      ? ` What came in between, ${between}, is not about ${place}: by the rules ${he} could have it. The conflict is false.`
      : '';
  return `${attempt} ${answer}${falsely} ${next(stage, customer, attempts, blind)}`;
}

function next(stage: Lane['stage'], customer: Customer, attempts: number, blind: boolean): string {
  if (stage === 'load') {
    const never = blind ? 'A stream never goes back, so this cannot succeed. ' : '';
    return `${never}Attempt ${attempts} of ${MOST_ATTEMPTS}; ${customer} may load again and decide again.`;
  }
  return attempts >= MOST_ATTEMPTS
    ? `That was the last of ${MOST_ATTEMPTS} attempts: ${customer} gives up.`
    : `${customer} is told that somebody was faster.`;
}

/** What the store told a customer whose append waits to be repeated. */
export const refusedWords = ({ customer, loaded, foundVersion }: Lane): string =>
  `${customer}’s append was refused: ${conflictWords(loaded?.version ?? 0, foundVersion)}.`;

/** How a seat stands, by the stream and by who was told what. */
export function verdict(view: View, lane: Lane): string {
  const names = confirmed(view, lane.place);
  const told = names.length === 0 ? 'nobody yet' : names.join(' and ');
  return `${names.length > 1 ? '✗ ' : ''}${lane.place}: by the stream it is ${holder(seatNow(view, lane))}; confirmed to ${told}`;
}

/** What a proof tries, to stand after “All 20”. */
export function casesTried(appending: Appending): string {
  const steps = 'load, decide and append by Ann and by Ben';
  return appending === 'retrying'
    ? `interleavings of ${steps}, where whoever is refused begins anew`
    : `interleavings of these 6 steps: ${steps}, with ${APPENDING_NAMES[appending]}`;
}
