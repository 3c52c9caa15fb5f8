import { InvalidInputError } from '../errors.ts';
import type { Json } from '../events/index.ts';
import { requireObject, requireWholeNumber } from '../guards.ts';
import { requireProbability, type Random } from './random.ts';

/** How a link treats what is sent over it. Each message draws its own luck. */
export interface LinkOptions {
  /** How long a message is on its way, in milliseconds: any whole number between these, equally likely. 1 to 1. */
  readonly latency?: { readonly min: number; readonly max: number };
  /** The probability that a message is lost. 0 if left out. */
  readonly loss?: number;
  /** The probability that a message that was not lost comes twice. 0 if left out. */
  readonly duplication?: number;
  /** Whether messages arrive in the order in which they were sent, or in any. 'any' if left out. */
  readonly order?: 'fifo' | 'any';
}

/** How the network treats messages, with exceptions for single links (one direction each). */
export interface NetworkOptions extends LinkOptions {
  readonly links?: readonly (LinkOptions & { readonly from: string; readonly to: string })[];
}

/** A message on its way. */
export interface InFlight {
  /** `m1`, `m2` and so on, in the order in which they came onto the network, copies too. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: Json;
  /** When it was sent: milliseconds since the simulation began. */
  readonly sentAt: number;
  /** When it can arrive at the earliest. */
  readonly due: number;
  /** The index of the step that sent or copied it. */
  readonly cause: number;
}

/** What a message draws when it is sent. */
export interface Luck {
  readonly lost: boolean;
  readonly duplicated: boolean;
  readonly latency: number;
  /** The latency of the second one, if there is one. */
  readonly copyLatency: number;
}

export interface Network {
  readonly isFifo: (from: string, to: string) => boolean;
  /** Takes four numbers whatever the options and whatever they are, so that no message changes the luck of another. */
  readonly luck: (from: string, to: string, random: Random) => Luck;
}

const DEFAULTS: Required<LinkOptions> = {
  latency: { min: 1, max: 1 },
  loss: 0,
  duplication: 0,
  order: 'any',
};

/** The name of one direction between two nodes. */
export const linkOf = (from: string, to: string): string => `${from}>${to}`;

/**
 * @param requireNode refuses a name that no node has
 * @throws InvalidInputError for options that are none
 */
export function createNetwork(
  options: NetworkOptions,
  requireNode: (name: unknown, where: string) => string,
  where: string,
): Network {
  const { links = [], ...base } = requireObject(options, where);
  const usual = complete(base, DEFAULTS, where);
  if (!Array.isArray(links)) throw new InvalidInputError(`${where}.links`, 'an array of links', links);
  const special = new Map(
    (links as NonNullable<NetworkOptions['links']>).map((link, i) => {
      const at = `${where}.links[${i}]`;
      const { from, to, ...own } = requireObject(link, at);
      const name = linkOf(requireNode(from, `${at}.from`), requireNode(to, `${at}.to`));
      return [name, complete(own, usual, at)] as const;
    }),
  );
  const settings = (from: string, to: string): Required<LinkOptions> =>
    special.get(linkOf(from, to)) ?? usual;

  return {
    isFifo: (from, to) => settings(from, to).order === 'fifo',
    luck: (from, to, random) => {
      const { latency, loss, duplication } = settings(from, to);
      const draw = (): number => latency.min + Math.floor(random.next() * (latency.max - latency.min + 1));
      return {
        lost: random.chance(loss),
        duplicated: random.chance(duplication),
        latency: draw(),
        copyLatency: draw(),
      };
    },
  };
}

function complete(options: LinkOptions, rest: Required<LinkOptions>, where: string): Required<LinkOptions> {
  const { latency, loss, duplication, order } = { ...rest, ...options };
  const min = requireWholeNumber(requireObject(latency, `${where}.latency`).min, `${where}.latency.min`, 0);
  const max = requireWholeNumber(latency.max, `${where}.latency.max`, min);
  if ((order as unknown) !== 'fifo' && (order as unknown) !== 'any') {
    throw new InvalidInputError(`${where}.order`, "'fifo' or 'any'", order);
  }
  return {
    latency: { min, max },
    loss: requireProbability(loss, `${where}.loss`),
    duplication: requireProbability(duplication, `${where}.duplication`),
    order,
  };
}
