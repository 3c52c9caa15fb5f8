import type { Locator } from '@playwright/test';
import { CHAPTER, expect, expectNoFindings, test } from './book.ts';

test('a question is answered by keyboard alone, and the focus goes to the result', async ({ page }) => {
  await page.goto(`${CHAPTER}#Q5`);
  const question = page.locator('.asked').filter({ hasText: 'What does replay do?' });
  await question.scrollIntoViewIfNeeded();
  await expect(question.locator('astro-island')).not.toHaveAttribute('ssr');
  await question.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await question.getByRole('button', { name: 'I am sure' }).focus();
  await page.keyboard.press('Enter');
  await expect(question.locator('.result')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(question.locator('.result').getByText('It adds nothing to the log')).toBeVisible();
});

test('an answer is remembered on other pages of the visit', async ({ page }) => {
  await page.goto('./questions/');
  const question = () => page.locator('.asked').filter({ hasText: 'What does replay do?' });
  await question().scrollIntoViewIfNeeded();
  await question()
    .getByRole('radio', { name: /reads the stored events again/ })
    .check();
  await question().getByRole('button', { name: 'I am sure' }).click();
  await expect(question().getByText('✓ Right.')).toBeVisible();
  await page.goto(CHAPTER);
  await question().scrollIntoViewIfNeeded();
  await expect(question().getByText('✓ Right.')).toBeVisible();
});

/** Gives any answer to a question, whatever kind it is, once it is awake. */
async function answer(question: Locator): Promise<void> {
  await question.scrollIntoViewIfNeeded();
  await expect(question.locator('astro-island')).not.toHaveAttribute('ssr');
  const inputs = question.locator('input[type=radio], input[type=checkbox]');
  if ((await inputs.count()) > 0) await inputs.first().check();
  for (const select of await question.locator('select').all()) await select.selectOption({ index: 1 });
  for (const field of await question.locator('input[type=text], textarea').all()) await field.fill('1');
  await question.getByRole('button', { name: 'I guess' }).click();
}

test('all nine are on one page, and each of them leads to a lab that plays the run which shows it', async ({
  page,
}) => {
  test.slow();
  for (let n = 1; n <= 9; n++) {
    await page.goto(`./questions/#Q${n}`);
    const question = page.locator(`#Q${n}`);
    await expect(question.getByRole('heading', { level: 2 })).toContainText(`Q${n}`);
    await answer(question);
    const link = question.getByRole('link', { name: /^Show me/ });
    const address = await link.evaluate((element) => (element as HTMLAnchorElement).href);
    await page.goto(address);
    const lab = page.locator('section.lab');
    await expect(lab.getByRole('slider')).toBeAttached();
    await expect(lab.getByRole('alert')).toHaveCount(0);
    await expect(lab.locator('.where')).not.toHaveText(/of 0$/);
  }
});

test('axe finds nothing, in either theme, while the nine are answered and explained', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto('./questions/');
  for (const question of await page.locator('.asked').all()) {
    await answer(question);
    await question.getByRole('button', { name: /^(Explain|Done comparing)$/ }).click();
  }
  await expectNoFindings(page, 'main');
});
