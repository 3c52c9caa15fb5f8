/** What the tests of the built book share: its pages, a page that fails on any fault, and the weight of what it loads. */
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page, type Response } from '@playwright/test';

/** Relative to the project's base URL, so that the same tests run at the root and below a path. */
export const LESSONS = readdirSync(new URL('../../content/lessons', import.meta.url))
  .filter((file) => file.endsWith('.mdx'))
  .map((file) => `./lessons/${file.replace(/^\d+-/, '').replace(/\.mdx$/, '')}/`);

/** A page that is not there; the book answers with one that helps. */
export const LOST = './no/such/page/';

/** The labs, by the names of their pages. */
export const LABS = readdirSync(new URL('../../src/pages/labs', import.meta.url))
  .map((file) => file.replace(/\.astro$/, ''))
  .filter((name) => name !== 'index');

export const LAB_PAGES = LABS.map((name) => `./labs/${name}/`);
export const EMBEDS = LABS.map((name) => `./embed/${name}/`);

export const PAGES = [
  './',
  './contents/',
  './labs/',
  './questions/',
  './glossary/',
  './sources/',
  './teachers/',
  './search/',
  './404.html',
  ...LESSONS,
  ...LAB_PAGES,
];

/** A chapter with a lab and a diagram. */
export const CHAPTER = './lessons/replay-and-time-travel/';

export const WIDTHS = [360, 1280] as const;
export const THEMES = ['light', 'dark'] as const;

interface Fixtures {
  /** Faults that a test brings about on purpose: text that their messages contain. */
  expectedFaults: string[];
  noFaults: void;
}

/**
 * A test whose page must stay free of faults: an error on the console (which is where the browser reports breaches of
 * the content security policy), an exception, a request that fails.
 */
export const test = base.extend<Fixtures>({
  expectedFaults: [[], { option: true }],
  noFaults: [
    async ({ page, expectedFaults }, use) => {
      const faults: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText ?? '';
        // A font still on its way when the reader goes on to the next page is no fault.
        if (reason !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${reason}`);
      });
      await use();
      expect(faults.filter((fault) => !expectedFaults.some((text) => fault.includes(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Scrolls once through the page, so that everything that waits for the screen has been on it. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    scrollTo({ top: 0, behavior: 'instant' });
  });
}

/** What axe has to say of colour at the level that the book holds itself to. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What every picture by Mermaid stands in; it is drawn anew when the theme changes. */
const PICTURES = '.canvas svg';

/**
 * Looks with axe at the page, or at what a selector names in it, in both themes: for everything in the light, and in
 * the dark for all that has to do with colour, since colours are all that a theme changes. Pictures are waited for.
 */
export async function expectNoFindings(page: Page, within = 'html'): Promise<void> {
  for (const theme of THEMES) {
    await page
      .locator(PICTURES)
      .evaluateAll((pictures) => pictures.forEach((picture) => picture.setAttribute('data-stale', '')));
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    if (theme === 'dark') await expect(page.locator(`${PICTURES}[data-stale]`)).toHaveCount(0);
    const axe = new AxeBuilder({ page }).include(within).options({ resultTypes: ['violations'] });
    const { violations } = await (theme === 'dark' ? axe.withRules(COLOUR_RULES) : axe).analyze();
    expect(
      violations.map(({ id, nodes }) => `${theme}: ${id}: ${nodes.map((node) => node.html).join(' ')}`),
    ).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

const WEIGHED = new Set(['document', 'stylesheet', 'script']);

/** Notes what HTML, CSS and JavaScript a page fetches from now on. */
export function weigh(page: Page): {
  bytes: (wanted?: (url: string) => boolean) => Promise<number>;
  scripts: () => Promise<string>;
} {
  const responses: Response[] = [];
  page.on('response', (response) => {
    if (WEIGHED.has(response.request().resourceType())) responses.push(response);
  });
  return {
    /** The sum of it in bytes, each file compressed with gzip; of all files, or of those whose address is wanted. */
    bytes: async (wanted = () => true) => {
      const bodies = await Promise.all(responses.filter((one) => wanted(one.url())).map((one) => one.body()));
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    },
    /** The text of all its scripts. */
    scripts: async () => {
      const scripts = responses.filter((response) => response.request().resourceType() === 'script');
      return (await Promise.all(scripts.map((response) => response.text()))).join('\n');
    },
  };
}
