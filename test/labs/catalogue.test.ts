import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Lab } from '../../src/lab-frame/lab.ts';
import { labEntry, labPath, LABS } from '../../src/labs/catalogue.ts';

const names = (folder: string): string[] =>
  readdirSync(new URL(`../../src/${folder}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.astro'))
    .map((entry) => entry.name.replace(/\.astro$/, ''))
    .filter((name) => name !== 'index')
    .sort();

const ids = LABS.map(({ id }) => id).toSorted();

/** The lab of a folder: the one value of its `lab.ts` that has scenarios. */
async function labOf(id: string): Promise<Lab<unknown, unknown> | undefined> {
  const module = (await import(`../../src/labs/${id}/lab.ts`)) as Record<string, unknown>;
  return Object.values(module).find(
    (value): value is Lab<unknown, unknown> =>
      typeof value === 'object' && value !== null && 'scenarios' in value,
  );
}

describe('the catalogue of labs', () => {
  test('holds every lab that has a folder, a page and an embeddable page, and no other', () => {
    expect(names('labs')).toEqual(ids);
    expect(names('pages/labs')).toEqual(ids);
    expect(names('pages/embed')).toEqual(ids);
  });

  test.each(LABS)('calls $id by its own name', async ({ id, title, summary }) => {
    const lab = await labOf(id);
    expect([lab?.id, lab?.title]).toEqual([id, title]);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  });

  test('is in the order of the chapters', () => {
    const chapters = LABS.map(({ chapter }) => chapter);
    expect(chapters).toEqual(chapters.toSorted((one, other) => one - other));
  });

  test('knows the address of a lab, and refuses one that is not there', () => {
    expect(labPath(labEntry('time-machine').id)).toBe('/labs/time-machine/');
    expect(() => labEntry('gone')).toThrow('There is no lab "gone"');
  });
});
