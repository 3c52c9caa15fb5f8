import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CartEvent } from '../../engine/domains/cart.ts';
import { createProjector, MemoryReadModelStore } from '../../engine/projections/index.ts';
import type { EventStore } from '../../engine/store/index.ts';
import { afterAMonth, cameBack, type CameBack } from '../../engine/domains/came-back.ts';
import {
  cartHistory,
  rowsAfter,
  SEED,
  withoutSecondThoughts,
} from '../../src/lessons/worked/08-new-questions-old-events/cart-history.ts';

const proseOfChapter = (): string =>
  readFileSync(
    new URL('../../content/lessons/08-new-questions-old-events.mdx', import.meta.url),
    'utf8',
  ).replaceAll(/\s+/g, ' ');

const eventsOf = (store: EventStore) => store.readAll<CartEvent>().events;

function ask(store: EventStore): CameBack {
  const models = new MemoryReadModelStore<CameBack>();
  const projector = createProjector<CameBack, CartEvent>({ store, projection: cameBack, models });
  expect(projector.catchUp().status.state).toBe('running');
  return projector.model;
}

describe('the question of chapter 8', () => {
  test.each([SEED, 7, 1851])(
    'two pasts leave the same rows, and only one of them has second thoughts (seed %i)',
    (seed) => {
      const shop = cartHistory(seed);
      const twin = withoutSecondThoughts(eventsOf(shop));
      expect(rowsAfter(eventsOf(twin))).toEqual(rowsAfter(eventsOf(shop)));
      expect(ask(twin)).toMatchObject({ found: [], removed: {} });
      expect(ask(shop).found.length).toBeGreaterThan(0);
    },
  );

  test('the figures in the prose are those of the run', () => {
    const store = cartHistory(SEED);
    const model = ask(store);
    const late = afterAMonth(model);
    const last = eventsOf(store).at(-1)?.recordedAt ?? 0;
    const thirtyDays = 30 * 24 * 60 * 60 * 1_000;
    const prose = proseOfChapter();
    const customers = eventsOf(store).flatMap(({ data }) => ('customer' in data ? [data.customer] : []));
    const waiting = Object.values(model.removed);
    expect(prose).toContain(
      `log holds ${eventsOf(store).length.toLocaleString('en-GB')} events of ${new Set(customers).size} customers`,
    );
    expect(prose).toContain(
      `finds ${late.length} items, bought by ${new Set(late.map(({ customer }) => customer)).size} different customers`,
    );
    expect(prose).toContain(`${waiting.length} items were taken out and have not been bought since`);
    expect(prose).toContain(
      `${waiting.filter((at) => last - at < thirtyDays).length} of them have been out for less than a month`,
    );
  });

  test('every removal is accounted for in the prose', () => {
    const counts = { times: 0, notWhollyOut: 0, again: 0, items: 0 };
    const model = eventsOf(cartHistory(SEED)).reduce((before, event) => {
      const after = cameBack.evolve(before, event);
      if (event.type !== 'ItemRemoved') return after;
      const more = Object.keys(after.removed).length - Object.keys(before.removed).length;
      counts.times += 1;
      counts[after.removed === before.removed ? 'notWhollyOut' : more === 0 ? 'again' : 'items'] += 1;
      return after;
    }, cameBack.initial);
    const { times, notWhollyOut, again, items } = counts;
    const waiting = Object.keys(model.removed).length;
    expect(items).toBe(model.found.length + waiting);
    expect(proseOfChapter()).toContain(
      `taken out ${times} times, and the fold knows of ${model.found.length} items that were bought after all and ${waiting} that were not, which makes ${items}. Of the other ${times - items} removals, ${notWhollyOut} left another one of the same item in the cart`,
    );
    expect(proseOfChapter()).toContain(`${again} were of an item that the customer had taken out before`);
  });
});
