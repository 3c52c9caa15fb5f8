/**
 * The browser in which the tests run: the first that is there. One module for the component tests and the
 * end-to-end tests, so that both see the same browser.
 *
 * A fresh machine has none. Then the one inside `@sparticuz/chromium`, which comes with the other packages, is
 * unpacked once, with the libraries and the font that it brings where the system has none.
 */
import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createWriteStream } from 'node:fs';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright';
import { extract } from 'tar-fs';
import { cache, root, run } from './commands.mjs';

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Google\\Chrome\\Application\\chrome.exe'),
];

/**
 * What Playwright needs to launch the browser. Unpacks or downloads one where there is none.
 *
 * @returns {Promise<import('playwright').LaunchOptions>}
 */
export async function launchOptions() {
  const sandboxed = process.getuid?.() !== 0 && !process.env.CI;
  const args = sandboxed ? ARGS : [...ARGS, '--no-sandbox'];
  return { args, ...(await findBrowser()) };
}

async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
    return { executablePath: named };
  }
  if (existsSync(chromium.executablePath())) return {};
  const installed = SYSTEM.find((path) => existsSync(path));
  if (installed) return { executablePath: installed };
  if (process.platform === 'linux' && process.arch === 'x64') return bundled();
  await run('npx', ['playwright', 'install', 'chromium']);
  return {};
}

/** The browser of `@sparticuz/chromium`, without the package's own launcher, which is made for another platform. */
async function bundled() {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const { version } = createRequire(import.meta.url)(join(packed, '..', 'package.json'));
  const folder = join(root, 'node_modules', '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(packed, folder);
  const executablePath = join(folder, 'chromium');
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const starts = spawnSync(executablePath, ['--version'], { env }).status === 0;
  if (!starts) env.LD_LIBRARY_PATH = [join(folder, 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { executablePath, env };
}

async function unpack(packed, folder) {
  mkdirSync(cache, { recursive: true });
  const part = mkdtempSync(join(cache, 'chromium-'));
  const read = (name) => [createReadStream(join(packed, name)), createBrotliDecompress()];
  await pipeline(...read('chromium.br'), createWriteStream(join(part, 'chromium'), { mode: 0o755 }));
  await pipeline(...read('al2023.tar.br'), extract(part));
  await pipeline(...read('fonts.tar.br'), extract(part));
  writeFileSync(join(part, 'fonts.conf'), fontConfiguration(join(folder, 'fonts')));
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The system's fonts, and the one that the browser brings. */
function fontConfiguration(fonts) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
  <cachedir>${fonts}/cache</cachedir>
</fontconfig>
`;
}
