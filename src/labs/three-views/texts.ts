import { formatCount } from '../../ui/format.ts';
import type { OrderFact, WishId } from './history.ts';
import type { Version } from './read-models.ts';
import type { Moment, Saving } from './saving.ts';
import { screenOf, type Happening, type Managed, type Screen, type ScreenId, type View } from './view.ts';

/** The words of the lab, apart from its model, so that they can be translated. */

const SHORT: Readonly<Record<ScreenId, string>> = {
  orders: 'orders',
  products: 'sold',
  history: 'history',
  beside: 'beside',
};

/** The name of a view on its small flag at the log. */
export const shortName = ({ id, version }: Screen, versions: boolean): string =>
  versions && (id === 'products' || id === 'beside') ? `sold v${version}` : SHORT[id];

/** The name of a view. */
export function screenName(id: ScreenId, version: Version, versions: boolean): string {
  if (id === 'orders') return 'Order summary';
  if (id === 'history') return 'Customer history';
  return versions ? `Items sold, version ${version}` : 'Items sold';
}

const nameIn = (view: View, id: ScreenId): string =>
  screenName(id, screenOf(view, id)?.version ?? 1, view.scenario === 'versions');

/** What readers of a view should know of it: what it answers. */
export function purpose(id: ScreenId, version: Version): string {
  if (id === 'orders') return 'Whose order, how much, how far?';
  if (id === 'history') return 'What did each customer do?';
  return version === 1 ? 'How many, in whatever order?' : 'How many, in orders that are paid for?';
}

/** An event, apart from its type: `Alice` or `2 tea`. */
export function gist({ data }: OrderFact): string {
  if ('customer' in data) return data.customer;
  return 'item' in data ? `${data.quantity} ${data.item}` : 'paid';
}

/** The order that an event belongs to. */
export const orderOf = ({ stream }: OrderFact): string => stream.slice('order-'.length);

const WISH_TEXTS: Readonly<Record<WishId, string>> = {
  'alice-tea': 'Alice adds 1 tea',
  'alice-pays': 'Alice pays',
  'bob-mug': 'Bob adds 1 mug',
  'carol-removes-tea': 'Carol removes 1 tea',
  'carol-pays': 'Carol pays',
  'dave-starts': 'Dave starts an order',
  'dave-pot': 'Dave adds 1 pot',
};

export const wishText = (wish: WishId): string => WISH_TEXTS[wish];

export const savingText = (saving: Saving): string =>
  saving === 'apart' ? 'apart: first the model, then the checkpoint' : 'together: in one transaction';

export const momentText = (moment: Moment): string =>
  ({
    before: 'Crash before saving',
    between: 'Crash between model and checkpoint',
    after: 'Crash after saving',
  })[moment];

/** How far a view is, and how far that is from the end. */
export function whereabouts({ checkpoint, lag }: Screen): string {
  const at = `Checkpoint ${formatCount(checkpoint)} of ${formatCount(checkpoint + lag)}`;
  return lag === 0 ? `${at}: at the end` : `${at}: ${formatCount(lag)} behind`;
}

/** How a view is, where that is not simply running. */
export function stateText({ state, checkpoint, spoiltAt, parked }: Screen): string | null {
  const left =
    parked.length === 0
      ? null
      : `Parked, so missing from this table: ${parked.map((p) => `event ${p}`).join(', ')}.`;
  if (state === 'down') return 'Its process is gone.';
  if (state === 'stopped') return `Stopped: its code fails at event ${checkpoint + 1}.`;
  if (state === 'paused') return 'Paused.';
  return spoiltAt === null ? left : `Its code will fail at event ${spoiltAt}.`;
}

/** Whether a table says what the log says. */
export function verdictText({ verdict, checkpoint }: Screen): string {
  const upTo = checkpoint === 0 ? 'before the first event' : `after event ${formatCount(checkpoint)}`;
  switch (verdict) {
    case 'right':
      return `✓ what was true ${upTo}`;
    case 'missing':
      return `✓ what was true ${upTo}, but for what is parked`;
    case 'ahead':
      return `! event ${formatCount(checkpoint + 1)} is in the table, and the checkpoint does not know it`;
    case 'wrong':
      return `✗ not what the log says up to event ${formatCount(checkpoint)}`;
  }
}

/** The rows of a view in words: `1001 Alice 3 in progress; 1002 …`. */
export const rowsInWords = ({ rows }: Screen): string =>
  rows.length === 0 ? 'nothing yet' : rows.map((row) => row.join(' ')).join('; ');

/** What a view handled that went from one checkpoint to another. */
export const handledEvents = (from: number, to: number): string =>
  to === from + 1 ? `event ${formatCount(to)}` : `events ${formatCount(from + 1)} to ${formatCount(to)}`;

/** What a step was about, in a few words for a table. */
export function gistOf(view: View): string {
  const { did } = view;
  if (did.type === 'appended') return wishText(did.wish);
  if (!('screen' in did)) return did.type === 'saving' ? savingText(did.saving) : '';
  const name = nameIn(view, did.screen);
  if (did.type === 'crashed') return `${name}: ${MOMENTS[did.at]} event ${formatCount(did.position)}`;
  return did.type === 'handled' && did.to > did.from ? `${name}: ${handledEvents(did.from, did.to)}` : name;
}

const MOMENTS: Readonly<Record<Moment, string>> = {
  before: 'before saving',
  between: 'in the middle of saving',
  after: 'after saving',
};

/** What a step tells someone who cannot see the picture. */
export function narrate(view: View): string {
  const story = tell(view, view.did);
  const read = view.wrongRead === null ? '' : ` ${READS[view.wrongRead]}`;
  return `${story}${read}`;
}

const READS = {
  unfinished: 'Whoever reads the items sold now gets an older or unfinished answer than before.',
  mixed: 'Whoever reads the items sold now gets numbers that the log never said.',
} as const;

function tell(view: View, did: Happening): string {
  switch (did.type) {
    case 'start':
      return `The log has ${formatCount(view.log.length)} events. ${view.screens.map((one) => standing(view, one)).join(' ')}`;
    case 'appended': {
      const wish = wishText(did.wish);
      if (did.refused !== null) return `${wish}: refused. ${did.refused} The log stays as it is.`;
      const last = view.log.at(-1);
      const fact = last === undefined ? '' : `${last.type} is event ${formatCount(last.position)} of the log`;
      return `${wish}: ${fact}. No view has it yet, so each is one event further behind.`;
    }
    case 'handled':
      return handled(view, did);
    case 'crashed':
      return crashed(view, did);
    case 'saving':
      return `From now on model and checkpoint are saved ${savingText(did.saving)}. What is saved already stays as it is, right or wrong.`;
    case 'prepared':
      return 'Version 2 begins beside version 1, under its own name: an empty table and checkpoint 0. Readers still get version 1.';
    case 'swapped':
    case 'rolledBack': {
      const serving = screenOf(view, 'products');
      if (serving === undefined) return '';
      const back = did.type === 'rolledBack' ? 'back to' : 'over to';
      return `Readers go ${back} version ${serving.version} in one move. ${standing(view, serving)} The other one stays beside and can be kept up to date.`;
    }
    case 'discarded':
      return 'The table beside is thrown away. Readers notice nothing.';
    case 'replaced':
      return 'The code of version 2 now works on the table of version 1, from its checkpoint on. What came before was counted by the old rule.';
    default:
      return managed(view, did);
  }
}

const standing = (view: View, screen: Screen): string =>
  `${nameIn(view, screen.id)}: checkpoint ${formatCount(screen.checkpoint)}, on screen ${rowsInWords(screen)}.`;

/** What a view did with its events. */
function handled(view: View, { screen: id, from, to, failed }: Happening & { type: 'handled' }): string {
  const name = nameIn(view, id);
  const screen = screenOf(view, id);
  if (screen === undefined) return '';
  const went =
    to > from
      ? `${name} handled ${handledEvents(from, to)}. ${whereabouts(screen)}. On screen: ${rowsInWords(screen)}.`
      : '';
  const stuck =
    failed === null
      ? ''
      : `${name} failed at event ${formatCount(failed)} and stopped right before it: its checkpoint stays at ${formatCount(to)}. The log and the other views know nothing of it.`;
  const wrong =
    screen.verdict === 'wrong'
      ? ' That is not what the log says: something is counted that should not be.'
      : '';
  return `${went} ${stuck}`.trim() + wrong;
}

function crashed(view: View, { screen: id, at, position, event }: Happening & { type: 'crashed' }): string {
  const name = `${nameIn(view, id)} handles event ${formatCount(position)}, ${event}, and its process dies`;
  if (at === 'before')
    return `${name} before anything is saved. Model and checkpoint are as they were: at ${formatCount(position - 1)}.`;
  if (at === 'after')
    return `${name} right after saving. Model and checkpoint are both at ${formatCount(position)}.`;
  if (view.saving === 'together')
    return `${name} in the middle of saving. Both writes are one transaction, so neither is kept: model and checkpoint are at ${formatCount(position - 1)}.`;
  return `${name} between the two writes. The model has event ${formatCount(position)}; the checkpoint still says ${formatCount(position - 1)}.`;
}

/** What somebody did to a view. */
function managed(view: View, { type, screen, position }: Managed): string {
  const name = nameIn(view, screen);
  switch (type) {
    case 'paused':
      return `${name} is paused at ${formatCount(position)}. Its table can be read as before; it only grows older.`;
    case 'resumed':
      return `${name} runs again, from its checkpoint ${formatCount(position)} on.`;
    case 'spoiled':
      return `The code of ${name} is spoilt: it will fail at event ${formatCount(position + 1)}.`;
    case 'mended':
      return `The code of ${name} is mended. ${screenOf(view, screen)?.state === 'stopped' ? 'It still stands before its event: retry it.' : 'It can go on.'}`;
    case 'parked':
      return `${name} steps over event ${formatCount(position)} and lists it as parked. It can go on, and what that event says is missing from its table.`;
    case 'restarted':
      return `${name} starts again and reads where it was: checkpoint ${formatCount(position)}. The next event it will ask for is ${formatCount(position + 1)}.`;
    case 'wiped':
      return `The table of ${name} is thrown away, and its checkpoint with it: 0. Not one event is lost, for the log was not touched.`;
    case 'rewound':
      return `The checkpoint of ${name} is set back to 0, and its table is left as it is. A replay will now be folded into what is there already.`;
  }
}
