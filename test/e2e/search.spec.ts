import { expect, test } from './book.ts';

test('a word searched from the header by keyboard is found, and its passage opens in the chapter', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('searchbox', { name: 'Search the book' }).fill('blockchains');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\/\?q=blockchains$/);
  await expect(page).toHaveTitle(/^blockchains · Search/);
  await expect(page.getByRole('status')).toHaveText('One page for “blockchains”');
  await page.getByRole('main').getByRole('link', { name: 'You have met this before' }).click();
  await expect(page).toHaveURL(/\/lessons\/replay-and-time-travel\/#you-have-met-this-before$/);
  await expect(page.getByRole('heading', { name: 'You have met this before' })).toBeInViewport();
});

test('the words that were found are marked', async ({ page }) => {
  await page.goto('./search/?q=ledger');
  await expect(page.locator('mark').first()).toHaveText(/ledger/i);
});

test('a second search replaces the first, and the way back returns to it', async ({ page }) => {
  await page.goto('./search/?q=ledger');
  await expect(page.getByRole('status')).toHaveText(/^\w+ pages? for “ledger”$/);
  await page.getByRole('searchbox').fill('checkout');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/^\w+ pages? for “checkout”$/);
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('ledger');
  await expect(page.getByRole('status')).toHaveText(/^\w+ pages? for “ledger”$/);
});

test('what a wrong option of a question says is not found as if the book said it', async ({ page }) => {
  await page.goto('./search/?q=' + encodeURIComponent('"sends the recorded commands to the aggregate"'));
  await expect(page.getByRole('status')).toContainText('Nothing found');
});

test('without a word it says what to type', async ({ page }) => {
  await page.goto('./search/');
  await expect(page.getByRole('status')).toHaveText(/^Type a word or two/);
});

test('a word that stands nowhere is said to be missing, as text and never as markup', async ({ page }) => {
  const query = '<zqxwvk>';
  await page.goto(`./search/?q=${encodeURIComponent(query)}`);
  await expect(page.getByRole('status')).toContainText(`Nothing found for “${query}”`);
  await expect(page.locator('zqxwvk')).toHaveCount(0);
});

test.describe('where the index is missing', () => {
  test.use({ expectedFaults: ['pagefind', 'ERR_FAILED'] });

  test('the page says so and stays usable', async ({ page }) => {
    await page.route('**/pagefind/**', (route) => route.abort());
    await page.goto('./search/?q=ledger');
    await expect(page.getByRole('status')).toHaveText(/^The search index could not be read/);
    await expect(page.getByRole('searchbox')).toHaveValue('ledger');
  });
});
