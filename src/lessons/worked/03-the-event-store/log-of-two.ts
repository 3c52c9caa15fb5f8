import type { AccountEvent } from '../../../../engine/domains/account.ts';
import { bobsPurchase, type PurchaseEvent } from '../../../../engine/domains/purchase.ts';
import { causedBy, type NewEvent, type RecordedEvent } from '../../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../../engine/store/index.ts';

/** Two streams in one log: Bob's purchase, and the account from which it is paid. */

type Fact = AccountEvent | PurchaseEvent;

const [placed, changed] = bobsPurchase as readonly [NewEvent<PurchaseEvent>, NewEvent<PurchaseEvent>];
const PURCHASE = 'purchase-7';
const ACCOUNT = 'account-bob';
const MINUTE = 60_000;

/** Monday, 4 May 2026, 9:00 (UTC), and a quarter of an hour later with each append. */
let now = 1_777_885_200_000;
const store = new MemoryEventStore({ clock: () => now });

function record(stream: string, event: NewEvent<Fact>): RecordedEvent<Fact> {
  const { version } = store.readStream<Fact>(stream);
  store.append<Fact>(stream, [event], { expected: version });
  now += 15 * MINUTE;
  return store.readStream<Fact>(stream).events.at(-1) as RecordedEvent<Fact>;
}

record(ACCOUNT, { id: '318', type: 'AccountCreated', data: { owner: 'Bob' } });
record(ACCOUNT, {
  id: '319',
  type: 'MoneyDeposited',
  data: { amount: 4_000, via: 'ATM 456', reason: 'school fair' },
});
// The request that set everything after it in motion.
const request = { id: 'request-88' };
const order = record(PURCHASE, { ...placed, metadata: causedBy(request) });
record(ACCOUNT, {
  id: '323',
  type: 'MoneyWithdrawn',
  data: { amount: 1_500, via: 'card', reason: 'order purchase-7' },
  metadata: causedBy(order),
});
record(PURCHASE, changed);

/** The whole log, in order of position. */
export const log: readonly RecordedEvent<Fact>[] = store.readAll<Fact>().events;
