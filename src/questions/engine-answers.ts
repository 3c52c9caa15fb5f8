import { CommandRefusedError, fold, type Decider } from '../../engine/aggregates/index.ts';
import { account } from '../../engine/domains/account.ts';
import { userAddress } from '../../engine/domains/address.ts';
import { cart } from '../../engine/domains/cart.ts';
import { balances } from '../../engine/domains/ledger.ts';
import { order } from '../../engine/domains/orders.ts';
import { purchase } from '../../engine/domains/purchase.ts';
import { seatRace, type Stage } from '../../engine/domains/seat-race.ts';
import { seat } from '../../engine/domains/seats.ts';
import { day } from '../../engine/domains/your-day.ts';
import type { DomainEvent } from '../../engine/events/index.ts';
import type { AuthoredQuestion } from './schema.ts';

/** Answers that are not typed in: the engine's own deciders and folds give them while the book is built. */

type AnyDecider = Decider<unknown, DomainEvent, DomainEvent>;

const FOLDS = { account, address: userAddress, cart, day, ledger: balances, order, purchase, seat };

type Domain = keyof typeof FOLDS;
type Computed = Extract<AuthoredQuestion, { kind: 'predict' | 'decide' }>;

const foldOf = (domain: Domain): Pick<AnyDecider, 'initial' | 'evolve'> =>
  FOLDS[domain] as unknown as AnyDecider;

/** The state after the given events, and the version of their stream. */
export function stateAfter({ domain, given }: Pick<Computed, 'domain' | 'given'>): {
  readonly state: unknown;
  readonly version: number;
} {
  return { state: fold(foldOf(domain), given as readonly DomainEvent[]), version: given.length };
}

/**
 * What is asked of the state: `version`, or the way to one of its fields, such as `balance` or `lines.0.quantity`.
 *
 * @throws Error for a way that leads nowhere, or to something that cannot be typed
 */
export function answerAt(question: Pick<Computed, 'domain' | 'given'>, way: string): string {
  const { state, version } = stateAfter(question);
  if (way === 'version') return String(version);
  let value: unknown = state;
  for (const key of way.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) {
      throw new Error(`"${way}" is no field of the state, which is ${JSON.stringify(state)}`);
    }
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new Error(`"${way}" is ${JSON.stringify(value)}, which nobody can type`);
  }
  return String(value);
}

/** What a decider answers to a command: its events, or the reason of its refusal. */
export type Decision = { readonly events: readonly DomainEvent[] } | { readonly refused: string };

/** @throws Error for a domain that has no commands, InvalidInputError for a malformed command */
export function decisionOf({
  domain,
  given,
  command,
}: Extract<AuthoredQuestion, { kind: 'decide' }>): Decision {
  const decider = FOLDS[domain] as unknown as AnyDecider;
  if (typeof (decider as Partial<AnyDecider>).decide !== 'function') {
    throw new Error(`the domain "${domain}" has no decider`);
  }
  const { state } = stateAfter({ domain, given });
  try {
    return { events: decider.decide(command, state) };
  } catch (error) {
    if (error instanceof CommandRefusedError) return { refused: error.reason };
    throw error;
  }
}

/** An order of the steps of two customers who want one seat, and how each of them ended. */
export interface Interleaving {
  readonly steps: readonly string[];
  readonly ends: readonly [Stage, Stage];
}

/** All 20 orders in which two customers can load, decide and append, each played with the engine's own store. */
export function interleavingsOf(
  customers: readonly [string, string],
  appending: 'unchecked' | 'checked',
): readonly Interleaving[] {
  const verbs = ['loads', 'decides', 'appends'];
  return merges(
    ...(customers.map((who) => verbs.map((verb) => `${who} ${verb}`)) as [string[], string[]]),
  ).map((steps) => {
    const play = seatRace({ customers, appending }).start();
    // Who was refused has nothing to append: that step is over before it begins.
    for (const step of steps) if (play.choices().includes(step)) play.take(step);
    return { steps, ends: [play.stageOf(customers[0]), play.stageOf(customers[1])] };
  });
}

/** All ways to merge two lists that keep the order of each. */
function merges(a: readonly string[], b: readonly string[]): string[][] {
  const [first, ...restOfA] = a;
  const [other, ...restOfB] = b;
  if (first === undefined || other === undefined) return [[...a, ...b]];
  return [
    ...merges(restOfA, b).map((rest) => [first, ...rest]),
    ...merges(a, restOfB).map((rest) => [other, ...rest]),
  ];
}
