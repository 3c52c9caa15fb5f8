import { InvalidInputError } from '../errors.ts';
import { requireObject, requireWholeNumber } from '../guards.ts';

/**
 * What to do when an event cannot be handled.
 *
 * - `stop` (the default): stand still before it until somebody decides. Nothing is missing, but all is late.
 * - `park`: put it on the list of parked events and go on. Nothing is late, but what it says is missing, and
 *   later events meet a model that never saw it.
 * - a number of `retries`, made at once, and what to do when they are used up. It helps with what fails now and
 *   then; an error in `evolve` fails each time.
 *
 * Source: KurrentDB's persistent subscriptions retry a number of times, then park; Marten's daemon stops, or skips
 * and keeps a dead letter. Axon also holds back later events of the same aggregate, which this does not.
 */
export type ErrorPolicy = 'stop' | 'park' | { readonly retries: number; readonly then: 'stop' | 'park' };

/** An error policy, written out. */
export interface Handling {
  readonly retries: number;
  readonly then: 'stop' | 'park';
}

/** @throws InvalidInputError for anything but an error policy */
export function requireErrorPolicy(policy: ErrorPolicy | undefined, where: string): Handling {
  if (policy === undefined) return { retries: 0, then: 'stop' };
  if (policy === 'stop' || policy === 'park') return { retries: 0, then: policy };
  if (typeof policy !== 'object') {
    throw new InvalidInputError(where, "'stop', 'park' or a number of retries and what then", policy);
  }
  const { retries, then } = requireObject(policy, where);
  return {
    retries: requireWholeNumber(retries, `${where}.retries`, 1),
    then: requireThen(then, `${where}.then`),
  };
}

function requireThen(then: unknown, where: string): Handling['then'] {
  if (then === 'stop' || then === 'park') return then;
  throw new InvalidInputError(where, "'stop' or 'park'", then);
}
