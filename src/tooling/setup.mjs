/** Installs exactly what the lock names, where that has not been done yet. Needs nothing but Node 20 and npm. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root, run } from './commands.mjs';

const stamp = join(cache, 'installed');

/** @throws {Error} when the installation fails */
export async function setUp() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing what package-lock.json names …');
  const status = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) throw new Error(`The installation failed (npm ci ended with status ${status}).`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}
