import { describe, expect, test } from 'vitest';
import { engineSource, EngineSourceError, excerpt } from '../../src/lessons/engine-source.ts';

const sources = new Map([
  [
    'counting/count.ts',
    `import { start } from '../site/start.ts';

/** How one counts. */
export interface Step {
  readonly by: number;
}

/** Counts. */
export function count(step: Step): number {
  // from the start
  return start + step.by;
}

/** Twice that. */
export const twice = (step: Step): number => 2 * count(step);

export type Count = typeof count; // as it is

export class Counter {
  value = 0;
}

function hidden(): void {}
`,
  ],
]);

const source = (name: string, file = 'counting/count.ts'): string => engineSource(sources, file, name);

describe('lines of the engine in a lesson', () => {
  test('are those of the exported function, with the comments inside and without the one above it', () => {
    expect(source('count')).toBe(
      [
        'export function count(step: Step): number {',
        '  // from the start',
        '  return start + step.by;',
        '}',
      ].join('\n'),
    );
  });

  test.each([
    ['twice', 'export const twice = (step: Step): number => 2 * count(step);'],
    ['Count', 'export type Count = typeof count; // as it is'],
    ['Step', 'export interface Step {\n  readonly by: number;\n}'],
    ['Counter', 'export class Counter {\n  value = 0;\n}'],
  ])('can be those of %s', (name, expected) => {
    expect(source(name)).toBe(expected);
  });

  test('stop the build when the file is gone', () => {
    expect(() => source('count', 'counting/moved.ts')).toThrow(EngineSourceError);
    expect(() => source('count', 'counting/moved.ts')).toThrow('there is no file engine/counting/moved.ts.');
  });

  test.each(['counter', 'hidden', 'start'])(
    'stop the build when the file does not export %s, and list what it does',
    (name) => {
      expect(() => source(name)).toThrow(
        `<EngineCode file="counting/count.ts" name="${name}" />: engine/counting/count.ts exports no "${name}". ` +
          'It exports Step, count, twice, Count, Counter.',
      );
    },
  );

  test('can be those of what the file keeps to itself, where that is asked for', () => {
    expect(engineSource(sources, 'counting/count.ts', 'hidden', 'all')).toBe('function hidden(): void {}');
    expect(engineSource(sources, 'counting/count.ts', 'Count', 'all')).toBe(
      'export type Count = typeof count; // as it is',
    );
    expect(() => engineSource(sources, 'counting/count.ts', 'start', 'all')).toThrow(
      'engine/counting/count.ts declares no "start". It declares Step, count, twice, Count, Counter, hidden.',
    );
  });
});

describe('an excerpt', () => {
  const code = ['function f() {', '  a();', '  b();', '  c();', '  d();', '  e();', '  g();', '}'].join('\n');

  test('keeps the ends, the marked line and its neighbours, and says where lines are left out', () => {
    expect(excerpt(code, ['e()'], 1)).toBe(
      ['function f() {', '  …', '  d();', '  e();', '  g();', '}'].join('\n'),
    );
  });

  test('leaves no single line out: an ellipsis would take as much room', () => {
    expect(excerpt(code, ['c()'], 1)).toContain('  a();');
    expect(excerpt(code, ['c()'], 1)).toContain('  …');
  });

  test('is the whole where nothing is far away', () => {
    expect(excerpt(code, [], Infinity)).toBe(code);
    expect(excerpt(code, ['a()', 'd()'], 2)).toBe(code);
  });
});
