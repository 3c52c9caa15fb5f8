import { CHAPTER, expect, PAGES, test, weigh } from './book.ts';

/** KiB of HTML, CSS and JavaScript, compressed, before any lab or diagram comes near the screen. */
const BUDGET = 40;

for (const path of PAGES) {
  test(`${path} weighs at most ${BUDGET} KiB when it opens, without the labs' run time`, async ({ page }) => {
    // A window so low that nothing which waits for the screen comes near it.
    await page.setViewportSize({ width: 1280, height: 300 });
    const weight = weigh(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    expect((await weight.bytes()) / 1024).toBeLessThanOrEqual(BUDGET);
    expect(await weight.scripts()).not.toMatch(/svelte|xstate|mermaid\.initialize/i);
  });
}

test('what all labs share weighs at most 50 KiB, what is of one lab alone at most 12, and it comes with the first lab', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto(CHAPTER, { waitUntil: 'networkidle' });
  // The diagram may come near the screen together with the lab; it has its own budget.
  await page.evaluate(() => document.querySelectorAll('book-diagram').forEach((diagram) => diagram.remove()));
  const weight = weigh(page);
  await page.locator('section.lab').scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island')).not.toHaveAttribute('ssr');
  await page.waitForLoadState('networkidle');
  const isShared = (url: string) => /lab-run-time|client\.svelte/.test(url);
  const shared = (await weight.bytes(isShared)) / 1024;
  const own = (await weight.bytes((url) => !isShared(url))) / 1024;
  expect(shared).toBeGreaterThan(10);
  expect(shared).toBeLessThanOrEqual(50);
  expect(own).toBeGreaterThan(1);
  expect(own).toBeLessThanOrEqual(12);
});
