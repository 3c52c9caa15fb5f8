/**
 * `npm test`: everything that must hold, in the order in which a mistake is cheapest to find. Stops at the first step
 * that fails. The last line counts the tests that ran; a step that is no test suite counts when it fails.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, run } from './commands.mjs';
import { setUp } from './setup.mjs';
import { SITES } from './sites.mjs';

const reports = join(cache, 'reports');

const STEPS = [
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'unit and property tests', command: ['npm', 'run', '--silent', 'test:unit'], count: vitestReport },
  { name: 'component tests', command: ['npm', 'run', '--silent', 'test:components'], count: vitestReport },
  ...SITES.map(({ name, env }) => ({ name: `build (${name})`, command: ['astro', 'build'], env })),
  { name: 'end-to-end tests', command: ['npm', 'run', '--silent', 'test:e2e'], count: playwrightReport },
];

let passed = 0;
let failed = 0;
try {
  await setUp();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  for (const step of STEPS) if (!(await take(step))) break;
} catch (error) {
  failed += 1;
  console.error(error);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Takes one step and counts its tests. False when it failed. */
async function take({ name, command: [command, ...args], env = {}, count }) {
  const begun = Date.now();
  console.log(`\n── ${name}`);
  const report = join(reports, `${name.replace(/\W+/g, '-')}.json`);
  const status = await run(command, args, { ...env, ...(count ? { REPORT: report } : {}) });
  const tests = count ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 };
  passed += tests.passed;
  failed += status === 0 ? tests.failed : Math.max(1, tests.failed);
  console.log(
    `── ${name}: ${status === 0 ? 'done' : `failed with status ${status}`} in ${Math.round((Date.now() - begun) / 1000)} s`,
  );
  return status === 0;
}

function vitestReport({ numPassedTests, numFailedTests }) {
  return { passed: numPassedTests, failed: numFailedTests };
}

/** A test that passed only when it was tried again counts as failed; none is tried again by default. */
function playwrightReport({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
