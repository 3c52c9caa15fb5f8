import type { Locator, Page } from '@playwright/test';
import { CHAPTER, expect, expectNoFindings, test } from './book.ts';

/** The chapter's lab, once it answers. */
async function openLab(page: Page): Promise<Locator> {
  await page.goto(CHAPTER);
  const lab = page.getByRole('region', { name: 'Time machine' });
  await lab.scrollIntoViewIfNeeded();
  await expect(page.locator('astro-island').first()).not.toHaveAttribute('ssr');
  return lab;
}

/** Presses Tab until what has the focus is called so; the number of presses is bounded, so a lost control is found. */
async function tabTo(
  page: Page,
  role: 'button' | 'radio' | 'tab' | 'slider',
  name: string | RegExp,
): Promise<void> {
  const wanted = page.getByRole('region', { name: 'Time machine' }).getByRole(role, { name });
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No press of Tab led to the ${role} ${String(name)}.`);
}

test('the whole lab can be completed by keyboard alone', async ({ page }) => {
  test.slow();
  const lab = await openLab(page);
  const goal = (text: RegExp) =>
    lab.getByRole('list', { name: 'Goals' }).getByRole('listitem').filter({ hasText: text });
  // Begin where the prose before the lab ends.
  await page.getByRole('link', { name: 'Travel first, then hunt' }).focus();

  await tabTo(page, 'radio', '750.00');
  await page.keyboard.press('Space');
  await tabTo(page, 'button', 'Commit to it');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', /^Event 5\b/);
  await page.keyboard.press('Enter');
  await expect(lab.getByText('✓ 750.00')).toBeVisible();
  await tabTo(page, 'button', /^Event 7\b/);
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Take it out of the fold');
  await page.keyboard.press('Enter');
  await expect(goal(/end at 230.00 \(reached\)/)).toBeVisible();
  await lab.getByLabel('State on date and time (UTC)').focus();
  await page.keyboard.type('050520260300PM');
  await page.keyboard.press('Enter');
  await expect(goal(/15:00 \(reached\)/)).toBeVisible();

  await lab.getByRole('tab', { name: '1 Travel' }).focus();
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'radio', /^One of the events/);
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'button', 'Commit to it');
  await page.keyboard.press('Enter');
  for (const event of [6, 3, 4, 5]) {
    await tabTo(page, 'slider', 'Position in the log');
    await page.keyboard.press('Home');
    for (let step = 0; step < event; step++) await page.keyboard.press('ArrowRight');
    await lab.getByRole('button', { name: 'Look at the state after it' }).focus();
    await page.keyboard.press('Enter');
  }
  await lab.getByRole('button', { name: 'This is the first wrong one' }).focus();
  await page.keyboard.press('Enter');
  await expect(goal(/at most 4 looks \(reached\)/)).toBeVisible();
  await lab.getByRole('radio', { name: 'new version of Friday, 9:30' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(goal(/history unchanged \(reached\)/)).toBeVisible();
});

test('the focus stays in the lab when its control goes away, so that the keys still work', async ({
  page,
}) => {
  const lab = await openLab(page);
  await lab.getByRole('button', { name: 'Skip' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await expect(lab.getByText(/^1 of 12$/)).toBeVisible();
});

test('the trace plays, and stops when the lab leaves the screen', async ({ page }) => {
  const lab = await openLab(page);
  await lab.getByRole('button', { name: 'Skip' }).click();
  await lab.getByLabel('Speed').selectOption('fast');
  await lab.getByRole('button', { name: 'Play' }).click();
  await expect(lab.getByText(/^[1-9]\d? of 12$/)).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await expect(lab.getByRole('button', { name: 'Play' })).toBeAttached();
});

test.describe('by touch at 360 pixels', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the lab can be used, its controls are large enough, and nothing is wider than the screen', async ({
    page,
  }) => {
    const lab = await openLab(page);
    await lab.getByRole('button', { name: 'Skip' }).tap();
    await lab.getByRole('button', { name: 'Go to the end' }).tap();
    await lab.getByRole('button', { name: /^Event 7\b/ }).tap();
    await lab.getByRole('button', { name: 'Take it out of the fold' }).tap();
    await expect(lab.getByText(/taken out of the fold, still in the log/)).toBeVisible();
    for (const control of await lab
      .locator('button:visible, select:visible, input[type=datetime-local]:visible')
      .all()) {
      const box = await control.boundingBox();
      expect(box?.height, await control.innerText()).toBeGreaterThanOrEqual(40);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

test('axe finds nothing, in either theme, while a bug is hunted and the code repaired', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const lab = await openLab(page);
  await lab.getByRole('tab', { name: '2 Hunt the bug' }).click();
  await lab.getByRole('button', { name: 'Skip' }).click();
  for (const position of [4, 5]) {
    await lab.getByRole('button', { name: new RegExp(`^Event ${position}\\b`) }).click();
    await lab.getByRole('button', { name: 'Look at the state after it' }).click();
  }
  await lab.getByRole('button', { name: 'This is the first wrong one' }).click();
  await lab.getByRole('radio', { name: 'repaired version' }).click();
  await lab.getByRole('button', { name: 'Take it out of the fold' }).click();
  await expectNoFindings(page, 'section.lab');
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('the lab is a still figure: its question, its log, its narration and its trace as a table', async ({
    page,
  }) => {
    await page.goto(CHAPTER);
    const lab = page.getByRole('region', { name: 'Time machine' });
    await expect(lab.getByText('Twelve events, five days')).toBeVisible();
    await expect(lab.getByText('MoneyWithdrawn').first()).toBeVisible();
    await expect(lab.getByRole('row').filter({ hasText: '750.00' })).toBeVisible();
    await expect(lab.getByRole('button', { name: 'Play' })).toBeHidden();
  });
});

test('printed, the lab shows its picture and its trace, and nothing to press', async ({ page }) => {
  const lab = await openLab(page);
  await page.emulateMedia({ media: 'print' });
  await expect(lab.getByRole('table', { name: /^Time machine/ })).toBeVisible();
  await expect(lab.getByRole('button', { name: 'Undo' })).toBeHidden();
});

/** Holds back the lab's own script until it is let go. */
async function holdBack(page: Page): Promise<() => void> {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/TimeMachine*.js', async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test('what is pressed and said before the lab is awake is done once it wakes', async ({ page }) => {
  const wake = await holdBack(page);
  await page.goto('./labs/time-machine/', { waitUntil: 'domcontentloaded' });
  const lab = page.getByRole('region', { name: 'Time machine' });
  await lab.getByRole('radio', { name: '750.00' }).check();
  await lab.getByRole('button', { name: 'Table', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('astro-island').first()).toHaveAttribute('ssr');
  wake();
  await expect(lab.getByRole('table', { name: /^Time machine/ })).toBeVisible();
  await lab.getByRole('button', { name: 'Commit to it' }).click();
  await lab.getByRole('button', { name: /^Event 5\b/ }).click();
  await expect(lab.getByText('✓ 750.00')).toBeVisible();
});

test('a question that is answered before it is awake is answered once, and its page is not left', async ({
  page,
}) => {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/QuestionCard*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./questions/', { waitUntil: 'domcontentloaded' });
  const question = page.locator('section.question').first();
  await question.getByRole('radio').first().check();
  await page.keyboard.press('Enter');
  for (const _ of [1, 2, 3]) await question.getByRole('button', { name: 'Hint 1' }).click();
  await question.getByRole('button', { name: 'I guess' }).click();
  await question.getByRole('button', { name: 'I am sure' }).click();
  letGo();
  await expect(question.locator('.result')).toBeVisible();
  await expect(question.getByRole('list', { name: 'Hints' }).getByRole('listitem')).toHaveCount(1);
  expect(new URL(page.url()).search).toBe('');
  const kept = await page.evaluate(() => sessionStorage.getItem('replaybook-answers'));
  expect(JSON.parse(kept ?? '[]')).toMatchObject([{ data: { attempt: 1, confidence: 'guess' } }]);
});

test.describe('a lab whose script does not come', () => {
  test.use({ expectedFaults: ['TimeMachine', 'ERR_FAILED'] });

  test('says so, and offers nothing that would not answer', async ({ page }) => {
    await page.route('**/TimeMachine*.js*', (route) => route.abort());
    await page.goto('./labs/time-machine/');
    await expect(page.getByRole('alert')).toContainText('could not be loaded');
    for (const control of await page.locator('section.lab :is(button, input)').all())
      await expect(control).toBeDisabled();
  });
});

test('a link made in one browser opens the same trace in another', async ({ page, browser }) => {
  await page.goto('./labs/time-machine/');
  const lab = page.getByRole('region', { name: 'Time machine' });
  await lab.getByRole('button', { name: 'Skip' }).click();
  for (const event of [7, 3]) {
    await lab.getByRole('button', { name: new RegExp(`^Event ${event}\\b`) }).click();
    await lab.getByRole('button', { name: 'Take it out of the fold' }).click();
  }
  await lab.getByRole('button', { name: 'Share', exact: true }).click();
  const link = await lab.getByLabel('A link to exactly this run').inputValue();
  await lab.getByRole('button', { name: 'Table' }).click();
  const table = lab.getByRole('table', { name: /^Time machine/ });
  const shown = await table.innerText();
  expect(shown).toContain('no');

  const other = await browser.newContext();
  const visitor = await other.newPage();
  await visitor.goto(link);
  const same = visitor.getByRole('region', { name: 'Time machine' });
  await same.getByRole('button', { name: 'Table' }).click();
  expect(await same.getByRole('table', { name: /^Time machine/ }).innerText()).toBe(shown);
  await other.close();
});

test('the frame that is offered shows the same run within a page of anybody', async ({ page, browser }) => {
  await page.goto('./labs/time-machine/');
  const lab = page.getByRole('region', { name: 'Time machine' });
  await lab.getByRole('button', { name: 'Skip' }).click();
  await lab.getByRole('button', { name: /^Event 7\b/ }).click();
  await lab.getByRole('button', { name: 'Take it out of the fold' }).click();
  await lab.getByRole('button', { name: 'Share', exact: true }).click();
  const frame = await lab.getByLabel('To show it within a page of your own').inputValue();
  const other = await browser.newContext();
  const course = await other.newPage();
  await course.setContent(frame);
  const shown = course.frameLocator('iframe').getByRole('region', { name: 'Time machine' });
  await shown.getByRole('button', { name: /^Event 7\b/ }).click();
  await expect(shown.getByRole('button', { name: 'Put it back into the fold' })).toBeVisible();
  await other.close();
});

test('a link of a newer book is told apart from a damaged one, and the lab still works', async ({ page }) => {
  await page.goto('./labs/time-machine/#run=7.time-machine.W10');
  const lab = page.getByRole('region', { name: 'Time machine' });
  await expect(lab.getByRole('alert')).toContainText('newer edition');
  await lab.getByRole('button', { name: 'All right' }).click();
  await lab.getByRole('button', { name: 'Skip' }).click();
  await lab.getByRole('button', { name: 'One step on' }).click();
  await expect(lab.getByText(/^1 of 12$/)).toBeVisible();
});

test('a lab can stand in a frame of any other page, without the book around it', async ({
  page,
  baseURL,
}) => {
  const other = new URL('a-page-of-a-school/', baseURL).href;
  await page.route(other, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>x</title><iframe title="lab" width="900" height="900" src="${baseURL}embed/time-machine/"></iframe>`,
    }),
  );
  await page.goto(other);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Skip' }).click();
  await frame.getByRole('button', { name: 'One step on' }).click();
  await expect(frame.getByText(/^1 of 12$/)).toBeVisible();
  await expect(frame.getByRole('searchbox')).toHaveCount(0);
});
