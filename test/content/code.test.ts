import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { lessons } from './book.ts';

const root = fileURLToPath(new URL('../../content/lessons/', import.meta.url));

/** The blocks of TypeScript in the chapters, as files that stand beside them. */
const blocks = new Map(
  [...lessons].flatMap(([file, text]) =>
    [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(
      ([, code], i) => [`${root}${file}.${i + 1}.ts`, `${code as string}\nexport {};\n`] as const,
    ),
  ),
);

function faultsIn(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

test('every block of TypeScript in the chapters type-checks', () => {
  expect(faultsIn(blocks)).toEqual([]);
});

test('a block that does not would be found', () => {
  const faults = faultsIn(new Map([[`${root}none.ts`, 'export const balance: number = "five";']]));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain('not assignable');
});
