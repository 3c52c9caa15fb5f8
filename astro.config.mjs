import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { codeThemes } from './src/lessons/code-themes.ts';
import { searchIndex } from './src/tooling/search-index.ts';

/*
 * SITE     the origin at which the book is hosted, such as a school's own; for canonical addresses. May be left out.
 * BASE     the path below it, such as /courses/es; the root where left out.
 * OUT_DIR  where the build goes; dist where left out.
 */
const { SITE, BASE, OUT_DIR } = process.env;

/** What labs and questions share stands in files of its own, so that a reader loads it once. */
const SHARED_CHUNKS = [
  { name: 'run-time', priority: 3, test: /[\\/]node_modules[\\/](svelte|xstate|esm-env)[\\/]/ },
  { name: 'lab-frame', priority: 3, test: /[\\/]src[\\/](lab-frame[\\/]|ui[\\/](format|href))/ },
  { name: 'questions', priority: 3, test: /[\\/]src[\\/]questions[\\/]/ },
  {
    // The words of a lab apart from its code, as they are in the source.
    priority: 1,
    name: (id) => `words-${/[\\/]labs[\\/]([\w-]+)[\\/]/.exec(id)?.[1]}`,
    test: /[\\/]src[\\/]labs[\\/][\w-]+[\\/](texts|narration|scenarios)\.ts$/,
  },
  {
    priority: 2,
    name: (id) => `engine-${/[\\/]engine[\\/](\w+)[\\/]/.exec(id)?.[1] ?? 'base'}`,
    test: /[\\/]engine[\\/]/,
  },
];

/** For the browser, and for the pages that are written now: else styles would come once under each one's name. */
const inSharedChunks = {
  build: { rolldownOptions: { output: { codeSplitting: { groups: SHARED_CHUNKS } } } },
};

export default defineConfig({
  ...(SITE ? { site: SITE } : {}),
  base: BASE || '/',
  outDir: OUT_DIR || './dist',
  publicDir: './src/public',
  trailingSlash: 'always',
  integrations: [svelte(), mdx(), searchIndex()],
  markdown: { shikiConfig: codeThemes },
  vite: {
    environments: {
      client: inSharedChunks,
      prerender: inSharedChunks,
    },
  },
  security: {
    csp: {
      directives: [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "worker-src 'self'",
        "img-src 'self' data:",
      ],
      // Colours of code and places in pictures are written as style attributes, which no hash can allow.
      styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
    },
  },
});
