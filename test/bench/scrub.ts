/** Scrubs a lab in a real browser, and writes how long its frames take to SCRUB.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { launchOptions } from '../../src/tooling/browser.mjs';
import { serve } from '../../src/tooling/serve.mjs';

/** How many events the marker is dragged over, one a frame. */
const EVENTS = 1_000;
const SLOWDOWNS = [1, 4];

const folder = mkdtempSync(join(tmpdir(), 'replaybook-'));
try {
  const built = spawnSync('astro', ['build'], { env: { ...process.env, OUT_DIR: folder, BASE: '/' } });
  if (built.status !== 0) throw new Error(`The build failed: ${String(built.stderr)}`);
  const server = await serve({ folder, base: '/', port: 0 });
  const browser = await chromium.launch(await launchOptions());
  const rows: string[] = [];
  for (const slowdown of SLOWDOWNS) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await openLongLife(page, `${server.url}labs/time-machine/`);
    const client = await page.context().newCDPSession(page);
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    const { frames, work } = await scrub(page);
    rows.push(
      `| ${slowdown === 1 ? 'as it is' : `slowed ${slowdown} times`} | ${spread(frames)} | ${spread(work)} |`,
    );
    await page.close();
  }
  writeFileSync(new URL('SCRUB.md', import.meta.url), report(browser.version(), rows));
  await browser.close();
  await server.close();
} finally {
  rmSync(folder, { recursive: true });
}

async function openLongLife(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.getByRole('tab', { name: '3 A long life' }).click();
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('slider').focus();
}

/** Moves the scrubber by one event in each frame. Milliseconds between frames, and of work in each. */
function scrub(page: Page): Promise<{ frames: number[]; work: number[] }> {
  return page.evaluate(async (events) => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range]');
    if (slider === null) throw new Error('There is no scrubber.');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const [frames, work]: [number[], number[]] = [[], []];
    let last = await frame();
    for (let event = 1; event <= events; event++) {
      const begun = performance.now();
      slider.valueAsNumber = 20_000 + event;
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve(); // the picture is drawn anew at the end of this turn
      document.body.getBoundingClientRect();
      work.push(performance.now() - begun);
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    return { frames, work };
  }, EVENTS);
}

function spread(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1);
  return `${at(0.5)} | ${at(0.95)}`;
}

function report(version: string, rows: readonly string[]): string {
  return `# Benchmark of scrubbing

Written by \`npm run bench\` with Chromium ${version} on ${availableParallelism()} cores. In the Time machine's third
scenario, a history of 100,000 events, the scrubber moves by one event in each frame, ${EVENTS.toLocaleString('en')} times. A screen of
60 frames a second leaves 16.7 ms for each; work is what the page does to show the new state: fold, picture, layout.

| processor | frame, median (ms) | frame, 95th percentile (ms) | work, median (ms) | work, 95th percentile (ms) |
| --------- | -----------------: | --------------------------: | ----------------: | -------------------------: |
${rows.join('\n')}
`;
}
