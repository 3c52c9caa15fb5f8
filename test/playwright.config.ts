import { defineConfig } from '@playwright/test';
import { launchOptions } from '../src/tooling/browser.mjs';
import { SITES } from '../src/tooling/sites.mjs';

const report = process.env['REPORT'];
const launch = await launchOptions();

/** What does not depend on where the book stands, and is looked at in one place only. */
const ANYWHERE = /(accessibility|budget|facts|labs|print|sheet|theme)\.spec\.ts$/;

/** On the book at the root of a host, and below a path: there, all that follows an address. */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 30_000,
  reporter: report ? [['dot'], ['json', { outputFile: report }]] : 'list',
  projects: SITES.map(({ name, base, url }) => ({
    name,
    ...(base === '/' ? {} : { testIgnore: ANYWHERE }),
    use: { baseURL: url, browserName: 'chromium', launchOptions: launch },
  })),
  globalSetup: './e2e/serve-sites.ts',
});
