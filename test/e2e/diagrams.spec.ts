import { CHAPTER, expect, test, weigh } from './book.ts';

test('a diagram is drawn when it comes near the screen, and not before', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(CHAPTER, { waitUntil: 'networkidle' });
  expect(requests.filter((url) => url.includes('mermaid'))).toEqual([]);
  const diagram = page.locator('book-diagram').first();
  await diagram.scrollIntoViewIfNeeded();
  await expect(diagram.getByRole('img', { name: 'From a position to a state' })).toBeVisible();
  await expect(diagram.getByText('sequenceDiagram')).toBeHidden();
});

test('a diagram takes the colours of the theme, again when the theme changes', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(CHAPTER);
  const diagram = page.locator('book-diagram').first();
  await diagram.scrollIntoViewIfNeeded();
  const label = diagram.locator('.messageText').first();
  await expect(label).toHaveCSS('fill', 'rgb(27, 26, 23)');
  await page.locator('.themes label').last().click();
  await expect(label).toHaveCSS('fill', 'rgb(237, 234, 226)');
  await page.locator('.themes label').first().click();
  await expect(label).toHaveCSS('fill', 'rgb(27, 26, 23)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(label).toHaveCSS('fill', 'rgb(237, 234, 226)');
});

test('what a diagram says stands in words beside it', async ({ page }) => {
  await page.goto(CHAPTER);
  await page.getByText('The diagram in words').first().click();
  await expect(page.getByText('The marker asks for the state at position p.')).toBeVisible();
});

test('a source that cannot be read is shown with the reason', async ({ page }) => {
  await page.route(`**/${CHAPTER.slice(2)}`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('>sequenceDiagram\n', '>sequenceDiagrams\n');
    await route.fulfill({ response, body });
  });
  await page.goto(CHAPTER);
  const diagram = page.locator('book-diagram').first();
  await diagram.scrollIntoViewIfNeeded();
  await expect(diagram.getByText('This diagram could not be drawn')).toBeVisible();
  await expect(diagram.getByText('participant M as Marker')).toBeVisible();
});

test('the library of the diagrams weighs at most 215 KiB', async ({ page }) => {
  await page.route('**/*', (route) => route.continue());
  await page.goto(CHAPTER, { waitUntil: 'networkidle' });
  // The lab may come near the screen together with the diagram; only the library is weighed here.
  await page.evaluate(() => document.querySelectorAll('astro-island').forEach((island) => island.remove()));
  const weight = weigh(page);
  const diagram = page.locator('book-diagram').first();
  await diagram.scrollIntoViewIfNeeded();
  await expect(diagram.getByRole('img')).toBeVisible();
  const kibibytes = (await weight.bytes()) / 1024;
  expect(kibibytes).toBeGreaterThan(50);
  expect(kibibytes).toBeLessThanOrEqual(215);
});
