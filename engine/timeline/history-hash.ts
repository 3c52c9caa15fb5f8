import { canonicalJson } from './canonical-json.ts';
import { Fnv1a64 } from './fnv1a.ts';
import { requireHistory, type History } from './history.ts';

/**
 * A fingerprint of a history: the same for the same events in the same order on every machine, another one (but for
 * one chance in 2^64) as soon as anything of any event differs. For showing that history was left alone; it is no
 * protection against those who would forge it.
 *
 * @returns 16 hexadecimal digits: FNV-1a (64 bits) over the events as canonical JSON, a line each
 * @throws InvalidInputError for what is no history, or events that are not plain data
 */
export function historyHash(history: History): string {
  requireHistory(history, 'historyHash: history');
  const hash = new Fnv1a64();
  for (let position = 1; position <= history.length; position += 1) {
    hash.add(canonicalJson(history.eventAt(position)));
    hash.add('\n');
  }
  return hash.digest;
}
