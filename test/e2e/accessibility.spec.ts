import { AxeBuilder } from '@axe-core/playwright';
import { expect, PAGES, scrollThrough, test, THEMES, WIDTHS } from './book.ts';

for (const path of PAGES) {
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      test(`axe finds nothing on ${path} in the ${theme} at ${width} pixels`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 800 });
        await page.goto(path);
        await scrollThrough(page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
        ).toEqual([]);
      });
    }
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
