import type { Trace } from '../simulation/index.ts';
import { requireTrace } from './counts.ts';
import type { Fact, ServiceEntry } from './service-node.ts';

/** What somebody who asks every service at the same moment is told: the facts of each, oldest first, by type. */
export interface OutsideView {
  /** The step since which it looks like this. */
  readonly index: number;
  /** Milliseconds since the simulation began. */
  readonly time: number;
  readonly facts: Readonly<Record<string, readonly Fact['type'][]>>;
}

/**
 * All that an outsider can have seen in a run of services, in order: a view after each append. Nothing hides the ones
 * in the middle; two-phase commit would, by its locks.
 *
 * @throws InvalidInputError for no trace
 */
export function outsideViews(trace: Trace): readonly OutsideView[] {
  let facts: OutsideView['facts'] = {};
  return requireTrace(trace, 'outsideViews: trace').flatMap((step) => {
    if (step.kind !== 'write') return [];
    const added = (step.entry as unknown as ServiceEntry).facts.map(({ type }) => type);
    facts = { ...facts, [step.node]: [...(facts[step.node] ?? []), ...added] };
    return [{ index: step.index, time: step.time, facts }];
  });
}

/**
 * How an order ended: `done` when it is checked out, paid and its stock reserved; `cancelled` when it is cancelled and
 * nothing of it is left reserved or paid; `open` in between.
 */
export function orderOutcome({ facts }: Pick<OutsideView, 'facts'>): 'done' | 'cancelled' | 'open' {
  const count = (type: string): number =>
    Object.values(facts).reduce((sum, types) => sum + types.filter((one) => one === type).length, 0);
  const reserved = count('StockReserved') - count('StockReleased');
  const paid = count('PaymentCompleted');
  if (count('OrderCheckedOut') === 1 && paid === 1 && reserved === 1) return 'done';
  return count('OrderCancelled') === 1 && paid === 0 && reserved === 0 ? 'cancelled' : 'open';
}
