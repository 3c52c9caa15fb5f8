import type { APIRequestContext, Page } from '@playwright/test';
import { expect, PAGES, test } from './book.ts';

test.use({ javaScriptEnabled: false });

/** Everything in a page that points somewhere: where to, and which of its own ids could be pointed at. */
async function readPage(page: Page, url: string): Promise<{ targets: string[]; ids: string[] }> {
  await page.goto(url);
  return page.evaluate(() => ({
    targets: [...document.querySelectorAll('[href], [src], [action]')].flatMap((element) =>
      ['href', 'src', 'action'].flatMap((name) => {
        const value = element.getAttribute(name);
        return value === null ? [] : [new URL(value, document.baseURI).href];
      }),
    ),
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
  }));
}

async function isPage(request: APIRequestContext, url: string): Promise<boolean> {
  const response = await request.get(url);
  expect(response.ok(), url).toBe(true);
  return response.headers()['content-type']?.startsWith('text/html') ?? false;
}

test('every link, file and anchor of the book is there, and stays below the path it is hosted at', async ({
  page,
  request,
  baseURL,
}) => {
  const root = new URL(baseURL ?? '').href;
  const pages = new Map<string, string[]>();
  const anchors = new Set<string>();
  const checked = new Set<string>();
  const queue = PAGES.map((path) => new URL(path, root).href);
  for (const url of queue) {
    if (checked.has(url)) continue;
    checked.add(url);
    if (!(await isPage(request, url))) continue;
    const { targets, ids } = await readPage(page, url);
    pages.set(url, ids);
    for (const target of targets) {
      const { origin, hash } = new URL(target);
      if (origin !== new URL(root).origin) continue;
      expect(target.startsWith(root), `${target} on ${url} leaves ${root}`).toBe(true);
      // A run of a lab is no place in its page; the build has played it.
      if (hash !== '' && !hash.startsWith('#run=')) anchors.add(target);
      queue.push(target.slice(0, target.length - hash.length));
    }
  }
  expect(pages.size).toBeGreaterThanOrEqual(PAGES.length);
  for (const anchor of anchors) {
    const [url = '', id = ''] = anchor.split('#');
    expect(pages.get(url), anchor).toContain(decodeURIComponent(id));
  }
});

test('no id stands twice in a page', async ({ page }) => {
  for (const path of PAGES) {
    const { ids } = await readPage(page, path);
    expect(new Set(ids).size, path).toBe(ids.length);
  }
});
