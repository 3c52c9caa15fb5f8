import { LONGEST_WHAT, MOST_MESSAGES, PARTIES, type Message } from './sequence.ts';

/** The words of the exercise, apart from its code. */

/** One way to draw it. */
export const ourAnswer: readonly Message[] = [
  { from: 'user', to: 'command', what: 'please add milk to cart 7' },
  { from: 'command', to: 'store', what: 'read the stream of cart 7' },
  { from: 'store', to: 'command', what: 'its events, the last is version 2' },
  { from: 'command', to: 'store', what: 'append ItemAdded, expecting version 2' },
  { from: 'store', to: 'event', what: 'ItemAdded is stored as version 3' },
  { from: 'event', to: 'view', what: 'handed on, the summary is changed' },
  { from: 'user', to: 'view', what: 'what is in my cart?' },
  { from: 'view', to: 'user', what: 'milk, up to version 3' },
  { from: 'replay', to: 'store', what: 'read cart 7 again from version 1' },
  { from: 'store', to: 'replay', what: 'versions 1, 2 and 3, unchanged' },
  { from: 'replay', to: 'state', what: 'fold them, one after the other' },
];

/** What a comparison should look at. */
export const lookFor: readonly string[] = [
  'The command is a wish, in the imperative. It is decided on events that were read first, and may be refused.',
  'The append names the version that was read.',
  'Only what is stored is an event, in the past tense; the read model hears of it after the store and never before.',
  'The user asks the read model, and the answer may be a moment old.',
  'Replay reads from the store, writes nothing to it, and ends at a state.',
];

export const messageText = ({ from, to, what }: Message): string =>
  `${PARTIES[from]} → ${PARTIES[to]}: ${what}`;

export const messages = (count: number): string => (count === 1 ? '1 message' : `${count} messages`);

export const faults = {
  empty: 'Say what is told: a few words are enough.',
  long: `Say it in at most ${LONGEST_WHAT} characters.`,
  full: `There is room for ${MOST_MESSAGES} messages. Remove one first.`,
} as const;
