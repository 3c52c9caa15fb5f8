/** A sequence that the learner draws: who tells whom what, in order. */

/** Who can stand at an end of a message, in the order in which they stand in a picture. */
export const PARTIES = {
  user: 'User',
  command: 'Command',
  store: 'Event store',
  event: 'Event',
  view: 'Read model',
  replay: 'Replay',
  state: 'Current state',
} as const;

export type Party = keyof typeof PARTIES;

export interface Message {
  readonly from: Party;
  readonly to: Party;
  /** In the learner's own words. */
  readonly what: string;
}

/** More than this is no picture any more. */
export const MOST_MESSAGES = 24;
/** In characters, white space around it not counted. */
export const LONGEST_WHAT = 60;

const parties = Object.keys(PARTIES) as readonly Party[];

/** What is wrong with the words of a message, for its writer; null if nothing is. */
export function faultIn(what: string): 'empty' | 'long' | null {
  const { length } = what.trim();
  if (length === 0) return 'empty';
  return length > LONGEST_WHAT ? 'long' : null;
}

/** The sequence with one message moved by a place, up (−1) or down (1). At an end it stays as it is. */
export function moved(messages: readonly Message[], index: number, by: -1 | 1): readonly Message[] {
  const target = index + by;
  const message = messages[index];
  if (message === undefined || target < 0 || target >= messages.length) return messages;
  return messages.toSpliced(index, 1).toSpliced(target, 0, message);
}

/** The sequence as Mermaid source, with those who take part in it. */
export function mermaidSource(messages: readonly Message[]): string {
  const present = parties.filter((party) => messages.some(({ from, to }) => from === party || to === party));
  return [
    '---',
    'config:',
    '  sequence:',
    '    actorMargin: 44',
    '    width: 112',
    '---',
    'sequenceDiagram',
    ...present.map((party) => `  participant ${party} as ${PARTIES[party]}`),
    ...messages.map(({ from, to, what }) => `  ${from}->>${to}: ${literal(what)}`),
  ].join('\n');
}

/** What could mean something to Mermaid, with a sign that looks like it. (It would break an entity in the middle.) */
const ALIKE: Readonly<Record<string, string>> = {
  '#': '＃',
  ';': '；',
  '<': '‹',
  '>': '›',
  $: '＄',
  '%': '％',
  '&': '＆',
  '\\': '＼',
  '{': '｛',
  '}': '｝',
};

const literal = (text: string): string =>
  text.trim().replaceAll(/[#;<>$%&\\{}]/g, (sign) => ALIKE[sign] as string);

const KEY = 'replaybook-draw-sequence';

/**
 * The sequence that was drawn earlier in this visit. Anybody may have written there: what is no sequence of messages
 * is taken for none at all.
 */
export function keptMessages(storage: Pick<Storage, 'getItem'>): readonly Message[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    if (!Array.isArray(value) || value.length > MOST_MESSAGES || !value.every(isMessage)) return [];
    return value.map(({ from, to, what }) => ({ from, to, what: what.trim() }));
  } catch {
    return [];
  }
}

/** Keeps the sequence for this visit. A browser that refuses (private windows, full disks) forgets it with the page. */
export function keepMessages(storage: Pick<Storage, 'setItem'>, messages: readonly Message[]): void {
  try {
    storage.setItem(KEY, JSON.stringify(messages));
  } catch {
    // It is on the page for as long as that is open.
  }
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to, what } = value as Readonly<Record<keyof Message, unknown>>;
  return isParty(from) && isParty(to) && typeof what === 'string' && faultIn(what) === null;
}

const isParty = (value: unknown): value is Party =>
  typeof value === 'string' && Object.hasOwn(PARTIES, value);
