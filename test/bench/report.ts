import type { Contender } from './contenders/contender.ts';
import type { Figures } from './measure.ts';

/** A median with the least and the most beside it. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] as number;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

/** How many times as long one takes as another, compared within each round. */
export function ratio(figures: Figures, one: Contender, other: Contender): Spread {
  const others = figures.get(other) ?? [];
  return spreadOf((figures.get(one) ?? []).map((value, round) => value / (others[round] as number)));
}

export const show = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);

export const showSpread = ({ median, min, max }: Spread): string =>
  `${show(median)} (${show(min)}–${show(max)})`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
