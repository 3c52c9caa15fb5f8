import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, LESSONS, test } from './book.ts';

/** What each chapter has to bring to its reader, and the words in which it does so; a file for each chapter. */
interface Checklist {
  readonly facts: readonly { readonly fact: string; readonly find: readonly string[] }[];
}

const folder = new URL('../content/checklist/', import.meta.url);
const lists = readdirSync(folder)
  .sort()
  .map(
    (file) =>
      [Number(file.slice(0, 2)), parse(readFileSync(new URL(file, folder), 'utf8')) as Checklist] as const,
  );

test('there is a list of facts for each chapter', () => {
  expect(lists.map(([chapter]) => chapter)).toEqual(LESSONS.map((_, i) => i + 1));
});

for (const [chapter, { facts }] of lists) {
  test(`chapter ${chapter} carries all of its ${facts.length} facts to a reader without a script`, async ({
    browser,
  }, info) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(new URL(LESSONS[chapter - 1] as string, info.project.use.baseURL).href);
    const text = (await page.locator('article[data-pagefind-body]').innerText()).replaceAll(/\s+/g, ' ');
    await context.close();
    const missing = facts.flatMap(({ fact, find }) =>
      find.filter((form) => !new RegExp(form, 'i').test(text)).map((form) => `${fact}: ${form}`),
    );
    expect(missing).toEqual([]);
  });
}
