import { CHAPTER, expect, test } from './book.ts';

test('a printed lesson has no controls, shows every answer, and is dark on white whatever the theme', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(CHAPTER);
  await page.locator('.themes label').last().click();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  for (const control of await page.locator('.needs-script').all()) await expect(control).toBeHidden();
  await expect(page.locator('details').getByText('A read model is a fold.')).toBeVisible();
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('html')).toHaveCSS('color', 'rgb(27, 26, 23)');
});
