import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const eslint = new ESLint();

/** What lint says of a text, as if it stood in a file of the project. */
async function problems(text: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

const RESTRICTIONS = /no-restricted-(globals|properties|syntax|imports)|no-console/;

describe('lint keeps the engine pure: it refuses', () => {
  test.each([
    ['the clock', 'export const now = Date.now();'],
    ['the clock as an object', 'export const now = new Date();'],
    ['a clock that is finer', 'export const now = performance.now();'],
    ['chance', 'export const dice = Math.random();'],
    ['chance from the platform', 'export const id = crypto.randomUUID();'],
    ['a timer', 'setTimeout(() => undefined, 1);'],
    ['an interval', 'setInterval(() => undefined, 1);'],
    ['a microtask', 'queueMicrotask(() => undefined);'],
    ['the document', 'export const title = document.title;'],
    ['the window', 'export const width = window.innerWidth;'],
    ['storage', "export const kept = localStorage.getItem('x');"],
    ['the network', "export const page = fetch('/');"],
    ['the console', "console.log('x');"],
    ['the process', 'export const home = process.env;'],
    ['a language that differs from machine to machine', 'export const n = new Intl.NumberFormat();'],
    ['comparing by the language of the machine', "export const order = 'a'.localeCompare('b');"],
    ['the way round through globalThis', 'export const now = globalThis.Date;'],
    ['loading while it runs', "export const later = import('./guards.ts');"],
    ['a package', "import { z } from 'zod';\nexport const x = z;"],
    ['a module of Node', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;"],
    ['the site', "import { href } from '../src/ui/href.ts';\nexport const x = href;"],
    ['a test', "import { plainData } from '../test/engine/arbitrary.ts';\nexport const x = plainData;"],
  ])('%s', async (_, text) => {
    expect((await problems(text, 'engine/errors.ts')).join('\n')).toMatch(RESTRICTIONS);
  });

  test('and lets the rest of the language be', async () => {
    const text =
      "import { requireName } from './guards.ts';\nexport const ids = new Map([[requireName('a', 'here'), Math.max(1, 2)]]);\n";
    expect(await problems(text, 'engine/errors.ts')).toEqual([]);
  });
});

describe('lint keeps the arrows going one way: it refuses', () => {
  test.each([
    [
      'a lab in the frame',
      "import { play } from '../labs/time-machine/lab.ts';\nexport const x = play;",
      'src/lab-frame/player.ts',
    ],
    [
      'the book in a lab',
      "import { PARTS } from '../../book/frontmatter.ts';\nexport const x = PARTS;",
      'src/labs/time-machine/lab.ts',
    ],
    [
      'a lab in another lab',
      "import { play } from '../teller/lab.ts';\nexport const x = play;",
      'src/labs/time-machine/lab.ts',
    ],
    [
      'the frame in the small components',
      "import { SPEEDS } from '../lab-frame/player.ts';\nexport const x = SPEEDS;",
      'src/ui/format.ts',
    ],
    [
      'a page in the lessons',
      "import page from '../pages/index.astro';\nexport const x = page;",
      'src/lessons/engine-source.ts',
    ],
    [
      'the lessons in the book',
      "import { engineSource } from '../lessons/engine-source.ts';\nexport const x = engineSource;",
      'src/book/chapters.ts',
    ],
    [
      'a lab in the questions',
      "import { LABS } from '../labs/catalogue.ts';\nexport const x = LABS;",
      'src/questions/grade.ts',
    ],
  ])('%s', async (_, text, filePath) => {
    expect((await problems(text, filePath)).join('\n')).toMatch(/no-restricted-imports/);
  });
});
