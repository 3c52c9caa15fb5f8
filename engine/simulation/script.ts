import { InvalidInputError } from '../errors.ts';
import { requireCount, requireObject, requireWholeNumber } from '../guards.ts';

/** One direction between two nodes, and which of the messages that are sent there, from 1. Copies do not count. */
interface NthMessage {
  readonly from: string;
  readonly to: string;
  readonly nth: number;
}

/** Something that shall go wrong at a certain point, whatever chance does. A message has one fault at most. */
export type Fault =
  /** Loses the message. */
  | ({ readonly type: 'drop' } & NthMessage)
  /** Sends it twice. The second can arrive as early as the first. */
  | ({ readonly type: 'duplicate' } & NthMessage)
  /** Lets it be on its way for so many milliseconds more. */
  | ({ readonly type: 'delay'; readonly ms: number } & NthMessage)
  /**
   * Crashes the node just before its n-th effect, counted over the whole run from 1: the first `n − 1` things that it
   * wanted are done, and the n-th is not. So a crash can fall between a forced write and the send that follows it.
   */
  | {
      readonly type: 'crash';
      readonly node: string;
      readonly when: { readonly performed: number };
      /** How many entries of the log's volatile tail the disk had written on its own. 0 if left out. */
      readonly keep?: number;
      /** After how many milliseconds the node starts again. Never if left out. */
      readonly restartAfter?: number;
    };

export type MessageFault = Exclude<Fault, { readonly type: 'crash' }>;
export type CrashFault = Extract<Fault, { readonly type: 'crash' }>;

/** A script, and how much of it has happened. */
export interface Script {
  /** The fault of the message that is sent now; each message sent must be asked about, once. */
  readonly ofNextMessage: (from: string, to: string) => MessageFault | undefined;
  /** The crash that comes before the n-th effect of the node, once. */
  readonly crashBefore: (node: string, n: number) => CrashFault | undefined;
  /**
   * @param performed how many effects a node has performed
   * @throws InvalidInputError for the first fault that has not happened
   */
  readonly requireDone: (performed: (node: string) => number) => void;
}

/**
 * @param requireNode refuses a name that no node has
 * @throws InvalidInputError for what is no script
 */
export function createScript(
  faults: readonly Fault[],
  requireNode: (name: unknown, where: string) => string,
  where: string,
): Script {
  if (!Array.isArray(faults)) throw new InvalidInputError(where, 'an array of faults', faults);
  const rules = faults as readonly Fault[];
  const waiting = new Set(rules.map((fault, i) => requireFault(fault, requireNode, `${where}[${i}]`)));
  requireOneFaultEach(rules, where);
  const sent = new Map<string, number>();
  const find = <F extends Fault>(isIt: (fault: Fault) => fault is F): F | undefined => {
    const fault = [...waiting].find(isIt);
    if (fault !== undefined) waiting.delete(fault);
    return fault;
  };

  return {
    ofNextMessage: (from, to) => {
      const nth = (sent.get(`${from}>${to}`) ?? 0) + 1;
      sent.set(`${from}>${to}`, nth);
      return find((fault): fault is MessageFault => isAbout(fault, { from, to, nth }));
    },
    crashBefore: (node, n) =>
      find(
        (fault): fault is CrashFault =>
          fault.type === 'crash' && fault.node === node && fault.when.performed === n,
      ),
    requireDone: (performed) => {
      const [fault] = waiting;
      if (fault === undefined) return;
      const at = `${where}[${rules.indexOf(fault)}]`;
      if (fault.type === 'crash') {
        const expected = `one of the ${performed(fault.node)} effects that ${fault.node} performs`;
        throw new InvalidInputError(`${at}.when.performed`, expected, fault.when.performed);
      }
      const expected = `one of the ${sent.get(`${fault.from}>${fault.to}`) ?? 0} messages from ${fault.from} to ${fault.to}`;
      throw new InvalidInputError(`${at}.nth`, expected, fault.nth);
    },
  };
}

const isAbout = (fault: Fault, { from, to, nth }: NthMessage): fault is MessageFault =>
  fault.type !== 'crash' && fault.from === from && fault.to === to && fault.nth === nth;

function requireOneFaultEach(faults: readonly Fault[], where: string): void {
  faults.forEach((fault, i) => {
    if (fault.type === 'crash') return;
    const first = faults.findIndex((other) => isAbout(other, fault));
    if (first === i) return;
    throw new InvalidInputError(`${where}[${i}]`, `another message than ${where}[${first}]`, fault.nth);
  });
}

function requireFault(
  fault: Fault,
  requireNode: (name: unknown, where: string) => string,
  where: string,
): Fault {
  requireObject(fault, where);
  switch (fault.type) {
    case 'drop':
    case 'duplicate':
    case 'delay':
      requireNode(fault.from, `${where}.from`);
      requireNode(fault.to, `${where}.to`);
      requireCount(fault.nth, `${where}.nth`);
      if (fault.type === 'delay') requireCount(fault.ms, `${where}.ms`);
      return fault;
    case 'crash':
      requireNode(fault.node, `${where}.node`);
      requireCount(requireObject(fault.when, `${where}.when`).performed, `${where}.when.performed`);
      if (fault.keep !== undefined) requireWholeNumber(fault.keep, `${where}.keep`, 0);
      if (fault.restartAfter !== undefined)
        requireWholeNumber(fault.restartAfter, `${where}.restartAfter`, 0);
      return fault;
    default:
      throw new InvalidInputError(
        `${where}.type`,
        "'drop', 'duplicate', 'delay' or 'crash'",
        (fault as { type?: unknown }).type,
      );
  }
}
