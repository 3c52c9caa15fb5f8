import { refuse } from '../aggregates/index.ts';
import { describe } from '../errors.ts';

/** High enough for any shop, and low enough that the sum of millions of such amounts is still exact. */
const MOST = 1_000_000_000;

/**
 * The rule for every quantity (in pieces) and every sum of money (in whole cents): a whole number from 1 to
 * 1,000,000,000. To be called in `decide`.
 *
 * @param field what it is, in one word, such as `quantity`
 * @returns the value, if it is one
 * @throws CommandRefusedError with the reason `invalid-quantity` (or whatever the field is)
 */
export function acceptAmount(field: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1 && value <= MOST) return value;
  const given = describe(value);
  return refuse(`invalid-${field}`, `The ${field} must be a whole number from 1 to ${MOST}, not ${given}.`, {
    given,
  });
}
