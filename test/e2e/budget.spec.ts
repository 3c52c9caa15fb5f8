import { CHAPTER, EMBEDS, expect, LAB_PAGES, LABS, PAGES, test, weigh } from './book.ts';

/** KiB of HTML, CSS and JavaScript, compressed, before any lab or diagram comes near the screen. */
const BUDGET = 40;

/** The run time and the frame of all labs. */
const isShared = (url: string): boolean => /run-time\.|lab-frame|client\.svelte/.test(url);

/** Its first question is on the screen when it opens, and needs what questions need. */
const NINE = './questions/';

for (const path of PAGES.filter((path) => !LAB_PAGES.includes(path) && path !== NINE)) {
  test(`${path} weighs at most ${BUDGET} KiB when it opens, without the labs' run time`, async ({ page }) => {
    // A window so low that nothing which waits for the screen comes near it.
    await page.setViewportSize({ width: 1280, height: 300 });
    const weight = weigh(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    expect((await weight.bytes()) / 1024).toBeLessThanOrEqual(BUDGET);
    expect(await weight.scripts()).not.toMatch(/svelte|xstate|mermaid\.initialize/i);
  });
}

test('the page of the nine weighs at most 40 KiB beside what questions share', async ({ page }) => {
  const weight = weigh(page);
  await page.goto(NINE, { waitUntil: 'networkidle' });
  const [shared, all] = await Promise.all([weight.bytes(isShared), weight.bytes()]);
  expect((all - shared) / 1024).toBeLessThanOrEqual(BUDGET);
});

test('the questions’ own code weighs at most 12 KiB, and comes with the first question', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto(CHAPTER, { waitUntil: 'networkidle' });
  const weight = weigh(page);
  await page.locator('.asked').first().scrollIntoViewIfNeeded();
  await expect(page.locator('.asked astro-island').first()).not.toHaveAttribute('ssr');
  await page.waitForLoadState('networkidle');
  const own = await weight.bytes((url) => /\/(questions|QuestionCard)\./.test(url));
  expect(own / 1024).toBeGreaterThan(1);
  expect(own / 1024).toBeLessThanOrEqual(12);
});

/** The parts of the engine that a lab runs: no budget is set for them, so this holds them to what is reasonable. */
const isEngine = (url: string): boolean => /\/engine-\w+\./.test(url);
const ENGINE_BUDGET = 30;

/** The words of a lab, apart from its code; they weigh what a page of prose weighs. */
const isWords = (url: string): boolean => /\/words-[\w-]+\./.test(url);
const WORDS_BUDGET = 10;

/** `two-users` is drawn by `TwoUsers.svelte`, and its files are named so. */
const componentOf = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

const isOwn = (url: string): boolean => LABS.some((name) => url.includes(`/_astro/${componentOf(name)}.`));

for (const path of [...LAB_PAGES, ...EMBEDS]) {
  test(`${path} weighs at most 40 KiB, what labs share 50, the lab 12, its words ${WORDS_BUDGET}, its engine ${ENGINE_BUDGET}`, async ({
    page,
  }) => {
    const weight = weigh(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    const [shared, own, engine, words, all] = await Promise.all([
      weight.bytes(isShared),
      weight.bytes(isOwn),
      weight.bytes(isEngine),
      weight.bytes(isWords),
      weight.bytes(),
    ]);
    expect(shared / 1024).toBeGreaterThan(10);
    expect(shared / 1024).toBeLessThanOrEqual(50);
    expect(own / 1024).toBeGreaterThan(1);
    expect(own / 1024).toBeLessThanOrEqual(12);
    expect(engine / 1024).toBeLessThanOrEqual(ENGINE_BUDGET);
    expect(words / 1024).toBeLessThanOrEqual(WORDS_BUDGET);
    expect((all - shared - own - engine - words) / 1024).toBeLessThanOrEqual(40);
  });
}

test('what all labs share weighs at most 50 KiB, what is of one lab alone at most 12, and it comes with the first lab', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto(CHAPTER, { waitUntil: 'networkidle' });
  // What else may come near the screen together with the lab has its own budget.
  await page.evaluate(() =>
    document.querySelectorAll('book-diagram, .asked').forEach((other) => other.remove()),
  );
  const weight = weigh(page);
  await page.locator('section.lab').scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island').first()).not.toHaveAttribute('ssr');
  await page.waitForLoadState('networkidle');
  const shared = (await weight.bytes(isShared)) / 1024;
  const own = (await weight.bytes((url) => !isShared(url) && !isEngine(url) && !isWords(url))) / 1024;
  expect(shared).toBeGreaterThan(10);
  expect(shared).toBeLessThanOrEqual(50);
  expect(own).toBeGreaterThan(1);
  expect(own).toBeLessThanOrEqual(12);
});
