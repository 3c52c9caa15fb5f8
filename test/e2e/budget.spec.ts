import { expect, PAGES, test, weigh } from './book.ts';

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
