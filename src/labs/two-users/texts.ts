import type { Appending } from '../../../engine/domains/seat-race.ts';
import type { Seat } from '../../../engine/domains/seats.ts';
import type { BoundaryId } from './boundaries.ts';
import {
  confirmed,
  CUSTOMERS,
  eventsFor,
  isDone,
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
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const APPENDING_NAMES: Readonly<Record<Appending, string>> = {
  unchecked: 'no check',
  checked: 'expected version',
  retrying: 'expected version, and retry',
};
export const appendingName = (appending: Appending): string => APPENDING_NAMES[appending];

const APPENDING_RULES: Readonly<Record<Appending, string>> = {
  unchecked: 'Whoever appends is written, whatever the stream has become since they loaded.',
  checked:
    'Whoever appends names the version they loaded. The store compares and writes in one step; if the stream has moved on, it writes nothing and says so.',
  retrying: `As with the expected version, and whoever is refused loads again and decides again, up to ${MOST_ATTEMPTS} attempts.`,
};
export const appendingRule = (appending: Appending): string => APPENDING_RULES[appending];

const BOUNDARY_NAMES: Readonly<Record<BoundaryId, string>> = {
  flight: 'one stream for the flight',
  seat: 'one stream for each seat',
};
export const boundaryName = (boundary: BoundaryId): string => BOUNDARY_NAMES[boundary];

/** `free`, or `Ann’s`. */
export const holder = (seat: Seat): string => (seat.status === 'free' ? 'free' : `${seat.customer}’s`);

const VERBS: Partial<Record<Lane['stage'], string>> = { load: 'loads', decide: 'decides', append: 'appends' };

/** What a customer does next: `Ann loads`; null when they are done. */
export function nextStep({ customer, stage, foundVersion }: Lane): string | null {
  const verb = VERBS[stage];
  return verb === undefined
    ? null
    : `${customer} ${verb}${stage === 'load' && foundVersion !== null ? ' again' : ''}`;
}

/** How it ended for a customer, in a few words. */
export function ending({ stage, place, attempts }: Lane): string | null {
  switch (stage) {
    case 'seated':
      return `confirmed: ${place}`;
    case 'refused':
      return 'told: the seat is taken';
    case 'conflict':
      return attempts < MOST_ATTEMPTS ? 'told: somebody was faster' : `gave up after ${attempts} attempts`;
    default:
      return null;
  }
}

/** What a customer knows, and whether it is old. */
export function knowledge(view: View, lane: Lane): string {
  if (lane.loaded === null) return `wants ${lane.place}, has loaded nothing`;
  const behind = eventsFor(view, lane).length - versionLoaded(lane);
  const stale = behind > 0 && !isDone(lane) ? `, ${behind} behind` : '';
  return `wants ${lane.place}, loaded version ${versionLoaded(lane)}${stale}`;
}

/** What stands in the table for a customer. */
export const cellOf = (view: View, customer: Customer): string =>
  ending(view.lanes[customer]) ?? knowledge(view, view.lanes[customer]);

/** The name of a step. */
export function labelOf({ deed, appending, boundary, lanes }: View): string {
  switch (deed.type) {
    case 'start':
      return 'Start';
    case 'appending':
      return capital(appendingName(appending));
    case 'boundary':
      return capital(boundaryName(boundary));
    case 'load':
      return `${deed.customer} loads`;
    case 'decide':
      return deed.refusal === null ? `${deed.customer} decides` : `${deed.customer} is refused`;
    case 'append':
      if (!deed.written) return `${deed.customer}: conflict`;
      return `SeatReserved ${lanes[deed.customer].place}`;
  }
}

/** Who told whom what, for the sequence diagram. */
export function lineOf(view: View): { from: string; to: string; text: string } | null {
  const { deed } = view;
  if (!('customer' in deed)) return null;
  const { customer } = deed;
  const lane = view.lanes[customer];
  const stream = streamOf(view, lane);
  switch (deed.type) {
    case 'load':
      return {
        from: stream,
        to: customer,
        text: `version ${deed.at}, ${lane.place} is ${holder(seatAsLoaded(view, lane))}`,
      };
    case 'decide':
      return {
        from: customer,
        to: customer,
        text: deed.refusal === null ? `SeatReserved, on version ${deed.on}` : 'refused: the seat is taken',
      };
    case 'append':
      return deed.written
        ? { from: customer, to: stream, text: `append SeatReserved, ${expectation(deed.expected)}` }
        : {
            from: stream,
            to: customer,
            text: `conflict: expected ${deed.expected ?? 'any'}, found ${deed.at}`,
          };
  }
}

export const expectation = (expected: number | null): string =>
  expected === null ? 'no check' : `expecting ${expected}`;

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const { deed } = view;
  switch (deed.type) {
    case 'start':
      return beginning(view);
    case 'appending':
      return `From now on: ${appendingName(view.appending)}. ${appendingRule(view.appending)}`;
    case 'boundary':
      return `The flight is cut anew: ${boundaryName(view.boundary)}. ${listed(streamsOf(view))}. Nothing is written yet.`;
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

const listed = (streams: readonly string[]): string =>
  streams.length === 1
    ? `The stream ${streams.join()} is at version 0`
    : `The streams ${streams.join(' and ')} are at version 0`;

function beginning(view: View): string {
  const { places } = SETUPS[view.scenario];
  const wish =
    places.Ann === places.Ben
      ? `Seat ${places.Ann} is the last one on flight OS31, it is free, and both Ann and Ben want it`
      : `On flight OS31 Ann wants seat ${places.Ann} and Ben wants seat ${places.Ben}; both seats are free`;
  return `The start. ${wish}. ${listed(streamsOf(view))}. Each of the two will load, decide and append; you say who steps next.`;
}

function loading(view: View, lane: Lane): string {
  const again =
    lane.foundVersion === null ? '' : ' What was decided before is thrown away: the next step decides anew.';
  return `${lane.customer} loads ${streamOf(view, lane)} at version ${versionLoaded(lane)}. Folded, it says: ${lane.place} is ${holder(seatAsLoaded(view, lane))}.${again}`;
}

function deciding(view: View, lane: Lane, { on, at, refusal }: Decide): string {
  const { customer, place } = lane;
  const he = PRONOUNS[customer];
  const known = `${customer} decides on version ${on}, where ${place} is ${holder(seatAsLoaded(view, lane))}.`;
  if (refusal !== null)
    return `${known} The rule refuses: “${refusal}” ${customer} knows where ${he} stands.`;
  const meanwhile =
    at > on
      ? ` The stream is at version ${at} by now, so ${he} decides on something old, and cannot know.`
      : '';
  return `${known} The rule allows it: SeatReserved for ${customer} is ready. Nothing is written yet.${meanwhile}`;
}

function writing(view: View, lane: Lane, { on, at, expected, blind }: Append): string {
  const { customer, place } = lane;
  const he = PRONOUNS[customer];
  const fact = `The event is version ${at} of ${streamOf(view, lane)}, and ${customer} gets a confirmation for ${place}.`;
  const moved = at - 1 > on;
  if (blind) {
    return `${customer} appends the refused event again, expecting version ${expected ?? 0}, the number that the store had named. The number is right, so the check passes; but the event was decided on version ${on}, where ${place} was free. ${fact} ${outcome(view, lane)}`;
  }
  if (expected !== null) {
    return `${customer} appends, expecting version ${expected}. The stream is at version ${expected}, as ${he} loaded it, so the store writes in the same step. ${fact}`;
  }
  const unasked = moved
    ? `${capital(he)} had loaded version ${on}, but nobody asks.`
    : 'Nobody asks which version that builds on; it happens to be the right one.';
  return `${customer} appends, without a check. ${unasked} ${fact}${moved ? ` ${outcome(view, lane)}` : ''}`;
}

/** What became of the seat when an append went past what was decided on. */
function outcome(view: View, lane: Lane): string {
  const names = confirmed(view, lane.place);
  if (names.length === 1) return `Nobody else has ${lane.place}, so this time it does no harm.`;
  const now = seatNow(view, lane);
  const lost = names.filter((name) => now.status !== 'free' && name !== now.customer).join();
  return `✗ ${lane.place} is promised to ${names.join(' and to ')}, and nobody saw an error. Folded, the stream says that it is ${holder(now)}: ${lost}’s update is lost.`;
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
      ? ` What came in between, ${between}, was about another seat than ${place}: by the rules ${he} could have it. The conflict is false.`
      : '';
  return `${attempt} ${answer}${falsely} ${next(stage, customer, attempts, blind)}`;
}

function next(stage: Lane['stage'], customer: Customer, attempts: number, blind: boolean): string {
  if (stage === 'load') {
    const never = blind ? 'A stream never goes back to an earlier version, so this cannot succeed. ' : '';
    return `${never}Attempt ${attempts} of ${MOST_ATTEMPTS}; ${customer} may load again and decide again.`;
  }
  return attempts >= MOST_ATTEMPTS
    ? `That was the last of ${MOST_ATTEMPTS} attempts: ${customer} gives up.`
    : `${customer} is told that somebody was faster.`;
}

/** What the store told a customer whose append waits to be repeated. */
export const refusedWords = ({ customer, loaded, foundVersion }: Lane): string =>
  `${customer}’s append was refused: expected version ${loaded?.version ?? 0}, found ${foundVersion ?? 0}.`;

/** How a seat stands, by the stream and by who was told what. */
export function verdict(view: View, place: string): { broken: boolean; text: string } | null {
  const names = confirmed(view, place);
  const lane = CUSTOMERS.map((customer) => view.lanes[customer]).find((one) => one.place === place);
  if (lane === undefined) return null;
  const broken = names.length > 1;
  const told = names.length === 0 ? 'nobody yet' : names.join(' and ');
  return { broken, text: `${place}: the stream says ${holder(seatNow(view, lane))}; confirmed to ${told}` };
}

/** What a proof tries, to stand after “All 20”. */
export function casesTried(appending: Appending): string {
  const steps = 'load, decide and append by Ann and by Ben';
  return appending === 'retrying'
    ? `interleavings of ${steps}, where whoever is refused begins anew`
    : `interleavings of these 6 steps: ${steps}, with ${appendingName(appending)}`;
}
