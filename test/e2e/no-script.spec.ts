import { CHAPTER, expect, PAGES, test } from './book.ts';

test.use({ javaScriptEnabled: false });

for (const path of PAGES) {
  test(`${path} can be read without a script, and offers nothing that needs one`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const control of await page.locator('.needs-script').all()) await expect(control).toBeHidden();
  });
}

test('a lesson without a script is whole: its prose, its diagram as text, and its answers', async ({
  page,
}) => {
  await page.goto(CHAPTER);
  await expect(page.getByText('It adds nothing to the log and removes nothing from it.')).toBeVisible();
  await expect(page.getByText('sequenceDiagram')).toBeVisible();
  const question = page.locator('.asked').filter({ hasText: 'The wrong rate' });
  await expect(question.getByText('Clearing the read model and replaying').first()).toBeVisible();
  await question.getByText('Say it first, then compare').click();
  await expect(question.locator('details').getByText('A read model is a fold.')).toBeVisible();
});

test('the form in the header reaches the search page, which says what to do instead', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('searchbox').fill('replay');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\/\?q=replay$/);
  await expect(page.getByText('Searching needs a script')).toBeVisible();
});
