import { expect, PAGES, test } from './book.ts';

for (const path of PAGES) {
  test(`${path} has one main heading, a title, a description, and its landmarks`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('h1')).toHaveCount(1);
    await expect(page).toHaveTitle(/Replaybook/);
    await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /\w{3,}.*\./);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('banner')).toHaveCount(1);
    await expect(page.getByRole('contentinfo')).toHaveCount(1);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  test(`${path} carries a policy that lets no foreign and no unknown script run`, async ({ page }) => {
    await page.goto(path);
    const content = await page
      .locator('meta[http-equiv="content-security-policy" i]')
      .getAttribute('content');
    const policy = new Map(
      (content ?? '')
        .split(';')
        .map((directive) => directive.trim().split(/\s+/))
        .map(([name = '', ...sources]) => [name, sources]),
    );
    expect(policy.get('default-src')).toEqual(["'self'"]);
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
    expect(policy.get('worker-src')).toEqual(["'self'"]);
    const extras = path === './search/' ? ["'wasm-unsafe-eval'"] : [];
    const hashes = /^'sha(256|384|512)-[\w+/=]+'$/;
    const named = policy.get('script-src')?.filter((source) => !hashes.test(source));
    expect(named?.toSorted()).toEqual(["'self'", ...extras].toSorted());
  });

  for (const width of [360, 1920]) {
    test(`${path} fits into ${width} pixels`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      const over = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(over).toBeLessThanOrEqual(0);
    });
  }
}

test('the header fits into a window of any width', async ({ page }) => {
  await page.goto('./glossary/');
  for (let width = 320; width <= 1280; width += 16) {
    await page.setViewportSize({ width, height: 800 });
    const right = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('.site-header *')].map((one) => one.getBoundingClientRect().right),
      ),
    );
    expect(right, `at ${width} pixels`).toBeLessThanOrEqual(width);
  }
});

test('no two pages share a title or a description', async ({ page }) => {
  const titles = new Set<string>();
  const descriptions = new Set<string | null>();
  for (const path of PAGES) {
    await page.goto(path);
    titles.add(await page.title());
    descriptions.add(await page.locator('meta[name="description"]').getAttribute('content'));
  }
  expect(titles.size).toBe(PAGES.length);
  expect(descriptions.size).toBe(PAGES.length);
});

test.describe('a script that somebody brings into a page', () => {
  test.use({ expectedFaults: ['Executing inline script violates'] });

  test('does not run', async ({ page }) => {
    await page.goto('./contents/');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      return 'ran' in window;
    });
    expect(ran).toBe(false);
  });
});
