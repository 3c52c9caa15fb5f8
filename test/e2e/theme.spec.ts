import { expect, test } from './book.ts';

const DARK = 'rgb(21, 23, 28)';
const LIGHT = 'rgb(251, 248, 241)';

for (const [wish, colour] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  test(`without a choice the page is ${wish} when the system wishes so`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: wish });
    await page.goto('./');
    await expect(page.locator('html')).toHaveCSS('background-color', colour);
    await expect(page.getByRole('radio', { name: 'Theme of your system' })).toBeChecked();
  });
}

test('a theme chosen by keyboard holds at once, on the next page and after a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./');
  await page.getByRole('radio', { name: 'Theme of your system' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);
  await page.getByRole('link', { name: 'Contents' }).first().click();
  await expect(page).toHaveURL(/contents/);
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Dark theme' })).toBeChecked();
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);
});

test('a kept theme stands before the page has a body, so that nothing flashes', async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('replaybook:theme', 'dark');
    new MutationObserver((_, observer) => {
      if (document.querySelector('body') === null) return;
      observer.disconnect();
      Object.assign(window, { themeAtFirst: document.documentElement.dataset['theme'] });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('./');
  expect(await page.evaluate(() => (window as unknown as { themeAtFirst: string }).themeAtFirst)).toBe(
    'dark',
  );
});

test('going back to the theme of the system forgets the choice', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./');
  await page.locator('.themes label').last().click();
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);
  await page.locator('.themes label').first().click();
  await expect(page.locator('html')).toHaveCSS('background-color', LIGHT);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('a choice made in another tab holds in this one', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('./');
  const other = await context.newPage();
  await other.goto(page.url());
  await other.locator('.themes label').last().click();
  await expect(page.locator('html')).toHaveCSS('background-color', DARK);
  await expect(page.getByRole('radio', { name: 'Dark theme' })).toBeChecked();
});
