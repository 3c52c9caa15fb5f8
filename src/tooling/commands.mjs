/** Runs the project's commands with the project's own Node: what stands in node_modules/.bin comes first. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where the tools keep what they can make again. */
export const cache = join(root, 'node_modules', '.cache', 'replaybook');

/**
 * Runs a command in the project's root, showing what it prints.
 *
 * @param {string} command e.g. `astro`, `npm`
 * @param {string[]} args plain words: on Windows they pass through a shell
 * @param {Record<string, string>} env added to the environment
 * @returns {Promise<number>} its exit status
 */
export function run(command, args = [], env = {}) {
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env, PATH: path },
    });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(status ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
