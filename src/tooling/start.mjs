/** `npm start`: installs where needed, builds where something has changed, serves the book and prints its address. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root, run } from './commands.mjs';
import { setUp } from './setup.mjs';

const SOURCES = [
  'src',
  'content',
  'engine',
  'astro.config.mjs',
  'svelte.config.js',
  'tsconfig.json',
  'package-lock.json',
];
const USUAL_PORT = 4321;
const stamp = join(cache, 'built');

try {
  await setUp();
  await buildWhereStale();
  const { url } = await serveBook();
  console.log(`\nReplaybook is open at ${url}\nPress Ctrl+C to close it.`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function buildWhereStale() {
  const wanted = fingerprint();
  const page = join(root, 'dist', 'index.html');
  if (existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Building the book …');
  const status = await run('astro', ['build']);
  if (status !== 0) throw new Error(`The build failed (status ${status}). Nothing is served.`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** What the build depends on: every source, and the two variables that say where the book will be hosted. */
function fingerprint() {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([process.env.SITE ?? '', process.env.BASE ?? '']));
  for (const source of SOURCES) {
    for (const file of filesIn(source))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path) {
  const entries = path.includes('.')
    ? []
    : readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  if (entries.length === 0) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}

/** At PORT and HOST where they are given; else at the usual port, or any free one when that is taken. */
async function serveBook() {
  const { serve } = await import('./serve.mjs');
  const { PORT, HOST, BASE } = process.env;
  const options = { folder: join(root, 'dist'), base: BASE ?? '/', ...(HOST ? { host: HOST } : {}) };
  try {
    return await serve({ ...options, port: Number(PORT ?? USUAL_PORT) });
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    if (PORT)
      throw new Error(`The port ${PORT} is taken. Choose another: PORT=8080 npm start`, { cause: error });
    return serve({ ...options, port: 0 });
  }
}
