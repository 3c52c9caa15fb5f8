import { readdirSync, readFileSync } from 'node:fs';
import { LAB_MODELS } from '../../src/book/lab-models.ts';
import { readEntries } from '../../src/book/content-file.ts';
import { readQuestionBook } from '../../src/book/question-book.ts';
import { misconceptionSchema, sourceSchema, termSchema } from '../../src/book/references.ts';

/** The files of the book, read as the build reads them, for the tests of its content. */
const CONTENT = new URL('../../content/', import.meta.url);

const read = (file: string): string => readFileSync(new URL(file, CONTENT), 'utf8');

export const misconceptions = readEntries(
  'misconceptions.yaml',
  read('misconceptions.yaml'),
  'misconceptions',
  misconceptionSchema,
);
export const sources = readEntries('sources.yaml', read('sources.yaml'), 'sources', sourceSchema);
export const terms = readEntries('glossary.yaml', read('glossary.yaml'), 'terms', termSchema);

const filesIn = (folder: string, ending: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(new URL(folder, CONTENT))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => [name, read(folder + name)]),
  );

export const questions = readQuestionBook({
  questions: filesIn('questions/', '.yaml'),
  misconceptions,
  sources,
  labs: LAB_MODELS,
  href: (path) => path,
});

/** The chapters' files: their names and their MDX. */
export const lessons = filesIn('lessons/', '.mdx');
