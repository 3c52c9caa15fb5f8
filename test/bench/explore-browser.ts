import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { launchOptions } from '../../src/tooling/browser.mjs';
import type { Searched } from './explore-search.ts';

const PAGE = 'http://localhost/';

export interface BrowserFigures {
  readonly browser: string;
  readonly searches: readonly Searched[];
}

/** Searches in a worker of a real browser, with the code bundled as the book bundles its own. */
export async function searchInBrowser(participants: number, rounds: number): Promise<BrowserFigures> {
  const code = await bundle(fileURLToPath(new URL('explore-worker.ts', import.meta.url)));
  const browser = await chromium.launch(await launchOptions());
  try {
    const page = await browser.newPage();
    await page.route(`${PAGE}**`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Benchmark</title>' }),
    );
    await page.goto(PAGE);
    const searches = await page.evaluate(runInWorker, { code, order: { participants, rounds } });
    return { browser: `Chromium ${browser.version()}`, searches };
  } finally {
    await browser.close();
  }
}

/** In the page: starts the worker, and waits for its only answer. */
function runInWorker({ code, order }: { code: string; order: unknown }): Promise<readonly Searched[]> {
  return new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const worker = new Worker(url, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<readonly Searched[]>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(order);
  });
}

async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: true, lib: { entry, formats: ['es'], fileName: 'worker' } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const output of outputs) {
    if ('output' in output) return output.output[0].code;
  }
  throw new Error('The worker was not bundled.');
}
