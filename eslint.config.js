import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The globals of browsers and Node that pure code has no business with; those of the language itself stay. */
const IMPURE_GLOBALS = Object.keys({ ...globals.browser, ...globals.node, ...globals.worker })
  .filter((name) => !(name in globals.es2025) && !(name in globals.jest))
  .concat('Date', 'WeakRef', 'FinalizationRegistry', 'Intl', 'Atomics', 'SharedArrayBuffer');

/** The arrows go one way: what stands here may import only what stands after it. */
const ARROWS = [
  {
    files: 'src/ui',
    forbidden: ['pages', 'layouts', 'lessons', 'book', 'labs', 'lab-frame', 'questions', 'workbook'],
  },
  {
    files: 'src/lab-frame',
    forbidden: ['pages', 'layouts', 'lessons', 'book', 'labs', 'questions', 'workbook'],
  },
  { files: 'src/labs', forbidden: ['pages', 'layouts', 'lessons', 'book', 'questions', 'workbook'] },
  {
    files: 'src/questions',
    forbidden: ['pages', 'layouts', 'lessons', 'book', 'labs', 'lab-frame', 'workbook'],
  },
  { files: 'src/book', forbidden: ['pages', 'layouts', 'lessons'] },
  { files: 'src/lessons', forbidden: ['pages', 'layouts'] },
];

const forbidImports = (patterns) => ['error', { patterns }];

export default defineConfig(
  globalIgnores(['dist', '.astro', 'test-results', 'node_modules']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  astro.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte', '.astro'],
      },
      globals: { ...globals.browser, ...globals.node },
    },
  },
  // A white space at the edge of an element is kept only when it is written as an expression.
  { files: ['**/*.svelte'], rules: { 'svelte/no-useless-mustaches': 'off' } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // Ports are plain objects of functions here: nothing is lost when one is taken out of its object.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    name: 'the engine is pure: no clock, no chance, no timers, no input or output, nothing from outside',
    files: ['engine/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Chance is passed in, so that the same input gives the same output.',
        },
        { property: 'toLocaleString', message: 'It differs from machine to machine.' },
        { property: 'localeCompare', message: 'It differs from machine to machine. Compare with <.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ImportExpression', message: 'The engine loads nothing while it runs.' },
        {
          selector: 'MemberExpression[object.name="globalThis"]',
          message: 'The engine takes nothing from its surroundings.',
        },
      ],
      '@typescript-eslint/no-restricted-imports': forbidImports([
        { regex: '^[^.]', message: 'The engine imports nothing from outside engine/.' },
        { regex: '(^|/)(src|test|content)/', message: 'The engine imports nothing from outside engine/.' },
      ]),
    },
  },
  ...ARROWS.map(({ files, forbidden }) => ({
    name: `${files} imports nothing that builds upon it`,
    files: [`${files}/**`],
    rules: {
      '@typescript-eslint/no-restricted-imports': forbidImports([
        {
          regex: `(^|/)(${forbidden.join('|')})/`,
          message: 'The arrows go one way: see the map of folders in the README.',
        },
        ...(files === 'src/labs'
          ? [{ regex: '^\\.\\./[a-z]+(-[a-z]+)*/', message: 'A lab never imports another lab.' }]
          : []),
      ]),
    },
  })),
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-array-delete': 'off',
      // Tests give what the types forbid, and look at what changes behind the back of the flow analysis.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  { files: ['**/*.{js,mjs,astro}', '**/*.svelte'], extends: [ts.configs.disableTypeChecked] },
);
