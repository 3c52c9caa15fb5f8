import { defineConfig } from '@playwright/test';
import { launchOptions } from '../src/tooling/browser.mjs';
import { SITES } from '../src/tooling/sites.mjs';

const report = process.env['REPORT'];
const launch = await launchOptions();

/** Every test runs twice: on the book at the root of a host, and below a path. */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 30_000,
  reporter: report ? [['dot'], ['json', { outputFile: report }]] : 'list',
  projects: SITES.map(({ name, url }) => ({
    name,
    use: { baseURL: url, browserName: 'chromium', launchOptions: launch },
  })),
  globalSetup: './e2e/serve-sites.ts',
});
