import { createRandom } from '../../engine/simulation/index.ts';

/** A number made of a text: the same for the same text, and another for nearly every other. Source: FNV-1a, 32 bits. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The items in an order that depends on the text and on nothing else. Source: Fisher and Yates. */
export function shuffle<Item>(items: readonly Item[], text: string): readonly Item[] {
  return shuffled(items, createRandom(seedOf(text)).integer);
}

/** The first shuffled order that fits, so that no question begins with its answer; as it is where none of 100 does. */
export function shuffleUntil<Item>(
  items: readonly Item[],
  text: string,
  fits: (order: readonly Item[]) => boolean,
): readonly Item[] {
  const { integer } = createRandom(seedOf(text));
  for (let turn = 0; turn < 100; turn++) {
    const order = shuffled(items, integer);
    if (fits(order)) return order;
  }
  return items;
}

function shuffled<Item>(items: readonly Item[], integer: (below: number) => number): readonly Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = integer(i + 1);
    [order[i], order[j]] = [order[j] as Item, order[i] as Item];
  }
  return order;
}
