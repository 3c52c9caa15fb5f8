import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from '../src/tooling/browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Milliseconds. No test is about speed: a busy machine must not fail one. */
const PATIENCE = 60_000;
const report = process.env['REPORT'];

export default defineConfig({
  root,
  test: {
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        root,
        test: {
          name: 'unit',
          testTimeout: PATIENCE,
          include: ['test/**/*.test.ts'],
          exclude: ['test/components/**'],
        },
      },
      {
        root,
        plugins: [svelte()],
        // Imported when the first diagram is drawn: found only then, it would reload the page under a test.
        optimizeDeps: { include: ['mermaid'] },
        test: {
          name: 'components',
          testTimeout: PATIENCE,
          include: ['test/components/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: await launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
