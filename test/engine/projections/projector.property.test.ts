import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Upcaster } from '../../../engine/events/index.ts';
import {
  createProjector,
  MemoryReadModelStore,
  withRow,
  type Projection,
  type Projector,
} from '../../../engine/projections/index.ts';
import { Bank, foldAll, type Balances, type BankEvent } from './bank.ts';

interface Journal {
  readonly sums: Balances;
  readonly seen: readonly string[];
}

/** Remembers each event that it saw, in order: nothing lost, doubled or swapped can hide. */
const journal: Projection<Journal, BankEvent> = {
  name: 'journal',
  initial: { sums: {}, seen: [] },
  evolve: ({ sums, seen }, event) => ({
    sums: withRow(
      sums,
      event.stream,
      (sum = 0) => sum + (event.type === 'deposited' ? event.data.amount : 0),
    ),
    seen: [...seen, `${event.position}.${event.part?.index ?? 0}`],
  }),
};

/** Reads even amounts as two halves, and 7 as nothing. */
const upcaster: Upcaster = {
  type: 'deposited',
  from: 1,
  upcast({ data }) {
    const { amount } = data as { amount: number };
    const as = (part: number) => ({ type: 'deposited', schemaVersion: 2, data: { amount: part } });
    if (amount === 7) return [];
    return amount % 2 === 0 ? [as(amount / 2), as(amount / 2)] : as(amount);
  },
};

type Action =
  | { readonly do: 'append'; readonly stream: string; readonly what: readonly (number | string)[] }
  | { readonly do: 'advance'; readonly max: number }
  | { readonly do: 'push'; readonly at: number }
  | { readonly do: 'crash' | 'crash while saving' | 'rebuild' | 'clear' };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      stream: fc.constantFrom('ann', 'anna', 'bob'),
      what: fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('a note')), { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), max: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('push' as const), at: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'crash' as const,
        'crash while saving' as const,
        'rebuild' as const,
        'clear' as const,
      ),
    }),
  },
);

const filter = fc.constantFrom(
  {},
  { types: ['deposited'] },
  { prefix: 'ann' },
  { prefix: 'b', types: ['noted'] },
);

class CrashingStore extends MemoryReadModelStore<Journal> {
  down = false;
  override save(...args: Parameters<MemoryReadModelStore<Journal>['save']>): void {
    if (this.down) throw new Error('down');
    super.save(...args);
  }
}

/** What the projector must have seen at its checkpoint, whichever way it got there. */
function seenUpTo(model: Journal, checkpoint: number): readonly string[] {
  return model.seen.filter((entry) => Number.parseInt(entry, 10) <= checkpoint);
}

test('whatever comes between, the model is the plain fold of all events up to the checkpoint, and at last of all', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), filter, fc.boolean(), (actions, wanted, splitting) => {
      const bank = splitting ? new Bank(upcaster) : new Bank();
      const projection = { ...journal, ...wanted };
      const models = new CrashingStore();
      const make = (): Projector<Journal> => createProjector({ store: bank.store, models, projection });
      let projector = make();

      for (const step of actions) {
        const before = projector.checkpoint;
        switch (step.do) {
          case 'append':
            bank.add(step.stream, ...step.what);
            break;
          case 'advance':
            expect(projector.advance(step.max).handled).toBeLessThanOrEqual(step.max);
            break;
          case 'push': {
            const { events } = bank.store.readAll();
            const event = events[step.at % (events.length + 1)];
            if (event === undefined) break;
            const { outcome } = projector.apply(event);
            expect(outcome).toBe(event.position <= before ? 'skipped' : 'handled');
            expect(projector.checkpoint).toBe(Math.max(before, event.position));
            break;
          }
          case 'crash':
            projector = make();
            break;
          case 'crash while saving':
            models.down = true;
            if (projector.lag > 0) expect(() => projector.catchUp()).toThrow('down');
            models.down = false;
            projector = make();
            expect(projector.checkpoint).toBe(before);
            break;
          case 'rebuild':
            projector.rebuild();
            expect(projector.lag).toBe(0);
            break;
          case 'clear':
            projector.clear();
            break;
        }
        const all = foldAll(bank.store, projection);
        expect(projector.model.seen).toEqual(seenUpTo(all, projector.checkpoint));
      }

      projector.catchUp();
      expect(projector.model).toEqual(foldAll(bank.store, projection));
      expect(projector).toMatchObject({ lag: 0, parked: [], status: { state: 'running' } });
    }),
    { numRuns: 300 },
  );
});
