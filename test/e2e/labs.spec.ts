import { expect, expectNoFindings, LAB_PAGES, test } from './book.ts';

for (const path of LAB_PAGES) {
  test(`axe finds nothing on ${path}, in either theme, while each scenario stands open and moves`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(path);
    const lab = page.locator('section.lab');
    for (const tab of await lab.getByRole('tab').all()) {
      await tab.click();
      await lab.getByRole('button', { name: 'Skip' }).click();
      await lab.getByRole('button', { name: 'Table', exact: true }).click();
      const toTheEnd = lab.getByRole('button', { name: 'Go to the end' });
      if (await toTheEnd.isEnabled()) await toTheEnd.click();
      await expectNoFindings(page, 'section.lab');
      await lab.getByRole('button', { name: 'Table', exact: true }).click();
    }
  });

  test.describe('by touch', () => {
    test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

    test(`${path} has no control under 40 pixels, and nothing wider than 360, in any scenario`, async ({
      page,
    }) => {
      test.slow();
      await page.goto(path);
      const lab = page.locator('section.lab');
      for (const tab of await lab.getByRole('tab').all()) {
        await tab.tap();
        await lab.getByRole('button', { name: 'Skip' }).tap();
        for (const control of await lab.locator('button:visible, select:visible, summary:visible').all()) {
          const box = await control.boundingBox();
          expect(box?.height ?? 40, await control.innerText()).toBeGreaterThanOrEqual(40);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      }
    });
  });
}

test.describe('before a class', () => {
  test.use({ viewport: { width: 1920, height: 1080 } });

  for (const path of LAB_PAGES) {
    test(`${path} fills the screen: what it says has letters of 24 pixels or more, and fits its width`, async ({
      page,
    }) => {
      await page.goto(path);
      const lab = page.locator('section.lab');
      await lab.getByRole('button', { name: 'Skip' }).click();
      await lab.getByRole('button', { name: 'Full screen' }).click();
      await expect
        .poll(() => page.evaluate(() => document.fullscreenElement?.className ?? ''))
        .toMatch(/lab/);
      const sizes = await lab.evaluate((element) => {
        const size = (selector: string): number => {
          const part = element.querySelector(selector) as Element & { currentCSSZoom: number };
          return Number.parseFloat(getComputedStyle(part).fontSize) * part.currentCSSZoom;
        };
        return {
          narration: size('.narration p'),
          button: size('.steering button'),
          over: element.scrollWidth - element.clientWidth,
        };
      });
      expect(sizes.narration).toBeGreaterThanOrEqual(24);
      expect(sizes.button).toBeGreaterThanOrEqual(24);
      expect(sizes.over).toBeLessThanOrEqual(0);
    });
  }
});
