import {
  createUpcast,
  type Json,
  type RecordedEvent,
  type Upcaster,
} from '../../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../../engine/store/index.ts';

/** One account over fifteen years: every deposit was written in the shape that was in use in its year. */

const STREAM = 'account-ada';

interface Entry {
  readonly year: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Json;
}

const ENTRIES: readonly Entry[] = [
  { year: 2011, type: 'AccountCreated', schemaVersion: 1, data: { owner: 'Ada' } },
  { year: 2012, type: 'MoneyDeposited', schemaVersion: 1, data: { euros: 50 } },
  { year: 2018, type: 'MoneyDeposited', schemaVersion: 2, data: { amount: 2_000, atm: '456' } },
  { year: 2019, type: 'MoneyDeposited', schemaVersion: 2, data: { amount: 1_050 } },
  {
    year: 2026,
    type: 'MoneyDeposited',
    schemaVersion: 3,
    data: { amount: 5_000, via: 'ATM 456', reason: 'salary payment' },
  },
];

/** From the first shape to the second: whole euros become cents. Nobody wrote down a machine then. */
const inCents: Upcaster = {
  type: 'MoneyDeposited',
  from: 1,
  upcast({ data }) {
    const { euros } = data as { readonly euros: number };
    return { type: 'MoneyDeposited', schemaVersion: 2, data: { amount: euros * 100 } };
  },
};

/** From the second shape to the third: what was never recorded is said to be so, and not made up. */
const withReason: Upcaster = {
  type: 'MoneyDeposited',
  from: 2,
  upcast({ data }) {
    const { amount, atm } = data as { readonly amount: number; readonly atm?: string };
    const via = atm === undefined ? 'not recorded' : `ATM ${atm}`;
    return { type: 'MoneyDeposited', schemaVersion: 3, data: { amount, via, reason: 'not recorded' } };
  },
};

export const upcast = createUpcast([inCents, withReason]);

/** The store as it stands on disk: it knows nothing of upcasters. */
export function storeOfThreeEras(): MemoryEventStore {
  let now = 0;
  const store = new MemoryEventStore({ clock: () => now });
  ENTRIES.forEach(({ year, type, schemaVersion, data }, i) => {
    now = Date.UTC(year, 2, 1, 12);
    store.append(STREAM, [{ id: `event-${i + 1}`, type, schemaVersion, data }], { expected: i });
  });
  return store;
}

export const storedEvents = (store: MemoryEventStore): readonly RecordedEvent[] =>
  store.readStream(STREAM).events;
