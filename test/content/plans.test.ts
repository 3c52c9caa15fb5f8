import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readEntries } from '../../src/book/content-file.ts';
import { planSchema } from '../../src/book/plans.ts';

const text = readFileSync(new URL('../../content/plans.yaml', import.meta.url), 'utf8');
const read = (yaml: string) => readEntries('plans.yaml', yaml, 'plans', planSchema);

describe('the plans of lessons', () => {
  test('are there for each of the eighteen chapters, in order', () => {
    expect(read(text).map(({ chapter }) => chapter)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
  });

  test('last 45 minutes and another 45: a plan that does not is refused', () => {
    expect(() => read(text.replace('[7, ', '[8, '))).toThrow(/single: expected steps of 45 minutes together/);
  });
});
