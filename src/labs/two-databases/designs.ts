import { fold } from '../../../engine/aggregates/index.ts';
import { userAddress, type UserAddressEvent } from '../../../engine/domains/address.ts';
import { balanceOf, balances, type BalanceChanged } from '../../../engine/domains/ledger.ts';
import { bobsPurchase, purchase, type PurchaseEvent } from '../../../engine/domains/purchase.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';

/** Three small domains, each in two designs: a table of rows that are overwritten, and streams of events. */

export type ScenarioId = 'same' | 'past' | 'repair';
/** What stands in a cell: an address, whole kroner, or pieces. */
export type Value = string | number;
export type Fact = UserAddressEvent | BalanceChanged | PurchaseEvent;
export type Recorded = RecordedEvent<Fact>;

/** A command that was obeyed, with everything that both designs are told about it. */
export interface Entry {
  /** Whose row and stream it is about. */
  readonly key: string;
  /** An address to move to, an amount to add (below 0: to take), or the quantity that is wanted. */
  readonly value: Value;
  /** Milliseconds since 1970 (UTC). */
  readonly at: number;
  readonly by: string;
  readonly why: string;
  /** Whether the table had its columns for when, who and why at that time. */
  readonly columns: boolean;
}

export interface Design {
  readonly table: string;
  readonly keyColumn: string;
  readonly valueColumn: string;
  /** The rows of the table, in order. */
  readonly keys: readonly string[];
  /** What a command may carry. */
  readonly values: readonly Value[];
  /** Why the learner gives them. */
  readonly reason: string;
  /** The id of the first event; the others follow. */
  readonly firstId: number;
  readonly streamOf: (key: string) => string;
  /** What the cell holds afterwards: the whole of the first design. */
  readonly overwrite: (cell: Value | null, value: Value) => Value;
  /** The events that a command leads to, decided on the past of its stream. Throws what the decider throws. */
  readonly decide: (entry: Entry, past: readonly Recorded[]) => readonly Fact[];
  /** What the cell of a key would hold, folded from the whole log. */
  readonly fold: (key: string, log: readonly Recorded[]) => Value | null;
}

const inStream = <E extends Fact>(log: readonly Recorded[], stream: string) =>
  log.filter(
    (event) => event.stream === stream,
  ) as readonly RecordedEvent<Fact>[] as readonly RecordedEvent<E>[];

const replace = (_: Value | null, value: Value): Value => value;

const userStream = (key: string): string => `user-${key.toLowerCase()}`;

const addresses: Design = {
  overwrite: replace,
  table: 'users',
  keyColumn: 'user',
  valueColumn: 'address',
  keys: ['Ada', 'Ben'],
  values: ['Oak Lane 1', 'Elm Street 5', 'Harbour 9'],
  reason: 'moving house',
  firstId: 101,
  streamOf: userStream,
  decide: ({ value, why }, past) =>
    userAddress.decide(
      { type: 'ChangeAddress', data: { to: String(value), reason: why } },
      fold(userAddress, past as readonly RecordedEvent<UserAddressEvent>[]),
    ),
  fold: (key, log) => fold(userAddress, inStream<UserAddressEvent>(log, userStream(key))).address,
};

const LEDGER = 'ledger-trip';

const ledger: Design = {
  table: 'balances',
  keyColumn: 'person',
  valueColumn: 'balance',
  keys: ['Julius', 'Hannes'],
  values: [10, 75, 90, -5],
  reason: 'for the trip',
  firstId: 201,
  streamOf: () => LEDGER,
  overwrite: (cell, value) => Number(cell ?? 0) + Number(value),
  decide: ({ key, value }) => [{ type: 'BalanceChanged', data: { person: key, amount: Number(value) } }],
  fold: (key, log) => {
    const state = fold(balances, log as readonly RecordedEvent<BalanceChanged>[]);
    return Object.hasOwn(state, key) ? balanceOf(state, key) : null;
  },
};

const PURCHASE = 'purchase-7';
const [placed] = bobsPurchase;

const order: Design = {
  overwrite: replace,
  table: 'orders',
  keyColumn: 'customer',
  valueColumn: 'quantity',
  keys: ['Bob'],
  values: [5, 6, 7, 60],
  reason: 'correction',
  firstId: Number(placed?.id),
  streamOf: () => PURCHASE,
  decide: ({ value }, past) => {
    const state = fold(purchase, past as readonly RecordedEvent<PurchaseEvent>[]);
    const quantity = Number(value);
    return purchase.decide(
      state.quantity === null
        ? { type: 'PlaceOrder', data: { customer: 'Bob', item: 'notebook', quantity } }
        : { type: 'ChangeQuantity', data: { quantity } },
      state,
    );
  },
  fold: (_, log) => fold(purchase, log as readonly RecordedEvent<PurchaseEvent>[]).quantity,
};

export const DESIGNS: Readonly<Record<ScenarioId, Design>> = { same: addresses, past: ledger, repair: order };
