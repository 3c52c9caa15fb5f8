import type { Cart, CartSummary } from '../../../engine/domains/cart.ts';
import { formatCount, formatMoney, formatTime } from '../../ui/format.ts';
import type { Deed, Part } from './parts.ts';
import type { AskRequest, CommandRequest, Request } from './requests.ts';
import { customerOf } from './requests.ts';
import { same, type Answer, type Fact, type View } from './view.ts';

/* Every sentence of the lab, apart from its model, so that they can be translated. */

export const PART_NAMES: Readonly<Record<Part, string>> = {
  client: 'Client',
  command: 'Command',
  aggregate: 'Aggregate',
  store: 'Event store',
  bus: 'Event bus',
  projection: 'Projection',
  'read-database': 'Read database',
  query: 'Query',
};

export const DEED_NAMES: Readonly<Record<Deed, string>> = {
  cut: 'Cut',
  pause: 'Pause',
  wipe: 'Wipe',
  restore: 'Restore',
};

/** A part within a sentence: `the event bus`. */
export const thePart = (part: Part): string => `the ${PART_NAMES[part].toLowerCase()}`;

export const events = (count: number): string => `${formatCount(count)} ${count === 1 ? 'event' : 'events'}`;
export const items = (count: number): string => `${formatCount(count)} ${count === 1 ? 'item' : 'items'}`;

/** The type of an event as it stands in the diagram: `SC Created`. */
export const eventName = (type: string): string =>
  type.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ');

/** What an event says besides its type. */
export function eventData({ type, data }: Fact): string {
  switch (type) {
    case 'SCCreated':
      return `for ${data.customer}`;
    case 'ItemAdded':
    case 'ItemRemoved':
      return `${data.item} ${formatMoney(data.price)}`;
    case 'CartCheckedOut':
      return `total ${formatMoney(data.total)}`;
  }
}

/** A command as it is written on its note: `Add item: tea`. */
export function requestName(request: Request): string {
  switch (request.type) {
    case 'create':
      return 'Create cart';
    case 'add':
      return `Add item: ${request.item}`;
    case 'remove':
      return `Remove item: ${request.item}`;
    case 'check-out':
      return 'Check out';
    case 'ask':
      return 'What is in my cart?';
  }
}

const STATUS = { none: 'not created', open: 'open', 'checked-out': 'checked out' } as const;

export const statusName = (status: Cart['status']): string => STATUS[status];

/** A cart as it is folded for a decision: `open, with tea and mug`. */
export function cartState({ status, pieces }: Cart): string {
  if (status === 'none') return STATUS.none;
  const names = pieces.map(({ item }) => item);
  const most = 4;
  const shown =
    names.length <= most ? names : [...names.slice(0, most - 1), `${names.length - most + 1} more`];
  const list = shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return `${STATUS[status]}, ${list === '' ? 'empty' : `with ${list}`}`;
}

/** A row of the read database: `Bob, 2 items, 11.50, open`. */
export const rowInWords = (row: CartSummary | null): string =>
  row === null
    ? 'no such cart'
    : `${row.customer}, ${items(row.items)}, ${formatMoney(row.total)}, ${STATUS[row.status]}`;

/** What the rules said to a command, on the aggregate's note. */
export const decisionInWords = (said: NonNullable<View['aggregate']>['said']): string =>
  'event' in said ? `decides: ${eventName(said.event)}` : `✗ refused: ${said.refused}`;

/** Whether what the client has on its screen is what the events say; and if it was, whether they say so still. */
export function truthOf({ cart, truth }: View, { current, row }: Answer): string {
  if (!current) return '✗ out of date';
  return same(row, truth[cart] ?? null) ? '✓ as the events say' : '✓ as the events said then, and no more';
}

const waitingFor = (view: View, part: Part): number => view.waiting.filter(({ at }) => at === part).length;

const requests = (count: number): string => (count === 1 ? 'one request' : `${count} requests`);

/** How far the read database is behind the event store. */
export function lag({ checkpoint, events: { length } }: View): string {
  if (checkpoint > length) return 'The read database tells of a log that is gone.';
  if (checkpoint === length) return 'The read database has them all.';
  return `${capital(events(length - checkpoint))} not yet in the read database.`;
}

/* What each step tells. */

export const sent = (request: CommandRequest): string =>
  `The client sends the command “${requestName(request)}” for cart ${request.cart}. A command is a wish: nothing has happened yet, and it may be refused.`;

export const decided = (cart: string, read: number, state: Cart, fact: Fact): string =>
  `${foldedCart(cart, read, state)} The rules allow it: the decision is the event “${eventName(fact.type)}”, ${eventData(fact)}.`;

export const refused = (cart: string, read: number, state: Cart, reason: string): string =>
  `${foldedCart(cart, read, state)} The rules refuse the command: ${reason} So there is no event, and the event store stays as it is.`;

const foldedCart = (cart: string, read: number, state: Cart): string =>
  read === 0
    ? `The aggregate finds no event of cart ${cart}, so there is no such cart.`
    : `The aggregate folds cart ${cart} from the ${events(read)} of its stream: ${cartState(state)}.`;

export const stored = (fact: Fact): string =>
  `“${eventName(fact.type)}” is appended to the event store as event ${formatCount(fact.position)}, version ${formatCount(fact.version)} of ${fact.stream}. From now on it is a fact, whatever becomes of the other parts.`;

export const published = (fact: Fact): string =>
  `The event bus is handed event ${formatCount(fact.position)} and hands it on to everyone who is subscribed. It keeps nothing.`;

export const lost = (fact: Fact): string =>
  `Event ${formatCount(fact.position)} is published, but the way to the event bus is cut: nobody hears of it, and the bus will not bring it later. The event itself is safe in the event store.`;

export const unheard = (fact: Fact): string =>
  `The event bus hands event ${formatCount(fact.position)} to everyone who is subscribed. The projection is cut and is not among them; the bus forgets the event.`;

export const held = (fact: Fact, checkpoint: number): string =>
  `The projection is told of event ${formatCount(fact.position)}, but it is paused and does nothing. Its checkpoint stays at ${formatCount(checkpoint)}, so it will know where to read on.`;

export function told(fact: Fact, checkpoint: number): string {
  const missing = fact.position - 1 - checkpoint;
  const next = `The projection is told of event ${formatCount(fact.position)}; its checkpoint is ${formatCount(checkpoint)}.`;
  if (missing <= 0) return `${next} That is the next one, so it works out the new row.`;
  return `${next} It has missed ${events(missing)}, which the bus does not have any more, so it reads them from the event store.`;
}

export const saved = (view: View, read: number): string =>
  read > 1
    ? `The rows have all ${events(read)} that were read from the event store: ${myRow(view)}. The checkpoint moves to ${formatCount(view.checkpoint)}.`
    : `The read database saves the new row and the checkpoint ${formatCount(view.checkpoint)} in one step: ${myRow(view)}.`;

const myRow = (view: View): string => `cart ${view.cart} reads ${rowInWords(view.rows[view.cart] ?? null)}`;

export const notSaved = (checkpoint: number): string =>
  `The read database cannot be reached, so the row is not saved and the checkpoint stays at ${formatCount(checkpoint)}. Nothing is lost: the event stands in the event store.`;

export const rowWaits = (checkpoint: number): string =>
  `The read database is paused, so the projection waits with the new row; the checkpoint stays at ${formatCount(checkpoint)} until then.`;

export const beyond = (checkpoint: number, head: number): string =>
  `The projection stops: its checkpoint is ${formatCount(checkpoint)}, but the log ends at ${formatCount(head)}. The rows tell of events that no event store has any more, so nothing can be added to them.`;

export const waitsAt = (part: Part, request: Request): string =>
  `${capital(thePart(part))} is paused: “${requestName(request)}” waits there. ${request.type === 'ask' ? 'There is no answer yet.' : 'It is still a wish, and no event.'}`;

export function failedAt(part: Part, request: Request): string {
  const what = `“${requestName(request)}”`;
  if (part === 'client') return `The client is cut off from everything: ${what} is not sent.`;
  const where = `${capital(thePart(part))} is cut, so ${what} fails.`;
  if (request.type === 'ask') return `${where} There is no answer.`;
  if (part === 'store') {
    return `${where} Without the past of the cart nothing can be decided, and nothing could be stored. Nothing has happened.`;
  }
  return `${where} The client gets an error, and nothing has happened.`;
}

export const noScreen = (): string => 'The answer cannot reach the client, which is cut off.';

export const asked = (request: AskRequest): string =>
  request.from === 'events'
    ? `The client asks what is in cart ${request.cart}, and wants it worked out from the events themselves.`
    : `The client asks what is in cart ${request.cart}.`;

export const read = ({ from, row, eventsRead }: Answer, cart: string): string =>
  from === 'events'
    ? `The query reads the ${events(eventsRead)} of cart-${cart} from the event store and folds them: ${rowInWords(row)}.`
    : `The query reads one row of the read database: ${rowInWords(row)}. Events read: none.`;

export function answered({ row, eventsRead, current }: Answer): string {
  const truth = current
    ? 'That is what the events say.'
    : 'The events already say something else: the answer is out of date.';
  return `The client shows: ${rowInWords(row)}. ${events(eventsRead)} read for it. ${truth}`;
}

export const opened = (fact: Fact): string =>
  `You look into event ${formatCount(fact.position)}, “${eventName(fact.type)}”: ${meaning(fact)} It stands as version ${formatCount(fact.version)} in the stream ${fact.stream}, recorded ${formatTime(fact.recordedAt)}.`;

/** What an event states, as a sentence about the past. */
export function meaning(fact: Fact): string {
  const cart = fact.stream.slice(fact.stream.indexOf('-') + 1);
  switch (fact.type) {
    case 'SCCreated':
      return `a shopping cart, number ${cart}, was created for ${fact.data.customer}.`;
    case 'ItemAdded':
      return `${fact.data.item} for ${formatMoney(fact.data.price)} was put into cart ${cart}.`;
    case 'ItemRemoved':
      return `${fact.data.item} for ${formatMoney(fact.data.price)} was taken out of cart ${cart}.`;
    case 'CartCheckedOut':
      return `cart ${cart} was bought for ${formatMoney(fact.data.total)}.`;
  }
}

export function replayed(view: View, from: number, to: number): string {
  const which =
    from === to
      ? `Event ${formatCount(from)}, “${eventName(view.events[from - 1]?.type ?? '')}”, is`
      : `Events ${formatCount(from)} to ${formatCount(to)} are`;
  const done = to === view.events.length ? ' That was the last: the read database is complete.' : '';
  return `${which} read from the event store and folded into the rows: ${myRow(view)}.${done} No event was added or changed.`;
}

export const nothingToReplay = (checkpoint: number): string =>
  checkpoint === 0
    ? 'The projection reads from the first event on, and finds none: the event store is empty.'
    : `The projection reads on after its checkpoint, ${formatCount(checkpoint)}, and finds no further event: the rows have them all already.`;

const CUT: Readonly<Record<Part, string>> = {
  client: 'It can neither send nor receive.',
  command: 'Commands will reach nobody.',
  aggregate: 'Nobody is there to decide.',
  store: 'Nothing can be stored, and no event can be read.',
  bus: 'What is published from now on reaches nobody.',
  projection: 'It is no longer subscribed to the event bus.',
  'read-database': 'Its rows can be neither read nor saved; it keeps them.',
  query: 'Questions will not be answered.',
};

export function cut(view: View, part: Part): string {
  const dropped = waitingFor(view, part);
  const gone = dropped === 0 ? '' : ` What waited there, ${requests(dropped)}, has failed.`;
  return `You cut ${thePart(part)}. ${CUT[part]}${gone}`;
}

export const paused = (part: Part): string =>
  part === 'projection'
    ? 'You pause the projection. What it is told of, it does not handle; its checkpoint stands still.'
    : `You pause ${thePart(part)}. What is sent to it waits.`;

export function restored(view: View, part: Part): string {
  const waiting = waitingFor(view, part);
  const was = view.conditions[part];
  const goesOn = waiting === 0 ? '' : ` What waited there, ${requests(waiting)}, goes on now.`;
  if (part === 'bus') {
    return `The way to the event bus is mended. What was published while it was cut, ${events(view.bus.lost)} so far, is not in it: a bus keeps nothing.`;
  }
  if (was === 'cut')
    return `${capital(thePart(part))} works again. What failed meanwhile does not come back by itself.`;
  return `${capital(thePart(part))} goes on.${goesOn}`;
}

export function wiped(view: View, part: Part): string {
  const waiting = waitingFor(view, part);
  const gone =
    waiting === 0
      ? ''
      : ` ${capital(requests(waiting))} that waited there ${waiting === 1 ? 'is' : 'are'} gone.`;
  return `You wipe ${thePart(part)}. ${WIPED[part](view)}${gone}`;
}

const WIPED: Readonly<Record<Part, (view: View) => string>> = {
  client: () => 'Its screen is empty. Ask again, and the answer is back.',
  command: () => 'It keeps nothing but what waits there.',
  aggregate: () =>
    'What it had folded is forgotten. With the next command it folds its stream anew, as it does each time.',
  store: (view) =>
    view.events.length === 0
      ? 'There was nothing in it.'
      : `All ${events(view.events.length)} are gone. No other part has them: the bus kept nothing, and rows do not tell how they came about. Only Undo brings this back.`,
  bus: () => 'There was nothing in it.',
  projection: () =>
    'It keeps nothing itself: its checkpoint stands in the read database, beside the rows. A new projection goes on from there.',
  'read-database': (view) =>
    `${view.checkpoint === 0 ? 'There was nothing in it' : `${rowCount(view)} and the checkpoint are gone`}. The event store still has ${events(view.events.length)}.`,
  query: () => 'It keeps nothing but what waits there.',
};

function rowCount(view: View): string {
  const count = Object.keys(view.rows).length;
  return count === 1 ? 'The row' : `The ${count} rows`;
}

export function started(view: View): string {
  if (view.events.length === 0) {
    return `An empty shop: no event, no row. The client is about to begin a cart for ${customerOf(view.cart)}.`;
  }
  return `The event store has ${events(view.events.length)}, and the read database has them all in its rows: ${myRow(view)}.`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
