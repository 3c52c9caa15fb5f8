import { expect, expectNoFindings, PAGES, scrollThrough, test, WIDTHS } from './book.ts';

for (const path of PAGES) {
  for (const width of WIDTHS) {
    test(`axe finds nothing on ${path} at ${width} pixels, in either theme`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      await scrollThrough(page);
      await expect(page.locator('book-diagram:not([data-state])')).toHaveCount(0);
      await expectNoFindings(page);
    });
  }
}

test('the first stop of the keyboard leads past the header', async ({ page }) => {
  await page.goto('./');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link').first()).toBeFocused();
});

test.describe('in forced colours', () => {
  test('the notes keep their borders, and so their shapes', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto('./');
    for (const note of await page.locator('.note:not(.hotspot)').all()) {
      await expect(note).not.toHaveCSS('border-top-width', '0px');
    }
  });
});
