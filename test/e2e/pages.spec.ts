import { expect, LOST, test } from './book.ts';

test.describe('an address that does not exist', () => {
  test.use({ expectedFaults: ['404'] });

  test('is answered as missing, by a page that leads on to the chapters and the search', async ({ page }) => {
    const response = await page.goto(LOST);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no page at this address');
    await page.getByRole('main').getByRole('link', { name: 'Replay and time travel' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Replay and time travel');
  });
});

test('the front page leads to the first chapter in one click', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: /^Begin with/ }).click();
  await expect(page).toHaveURL(/\/lessons\/[a-z-]+\/$/);
});
