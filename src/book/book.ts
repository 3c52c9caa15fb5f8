import { LAB_MODELS } from './lab-models.ts';
import { href } from '../ui/href.ts';
import { readEntries } from './content-file.ts';
import { planSchema } from './plans.ts';
import { readQuestionBook } from './question-book.ts';
import { misconceptionSchema, sourceSchema, termSchema } from './references.ts';

/** What stands in `content` beside the lessons, read once in a build. A mistake in it stops the build here. */

const texts = import.meta.glob<string>('../../content/**/*.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const files = new Map(
  Object.entries(texts).map(([path, text]) => [path.replace(/^.*\/content\//, ''), text] as const),
);
const textOf = (file: string): string => files.get(file) ?? '';

export const misconceptions = readEntries(
  'misconceptions.yaml',
  textOf('misconceptions.yaml'),
  'misconceptions',
  misconceptionSchema,
);

export const sources = readEntries('sources.yaml', textOf('sources.yaml'), 'sources', sourceSchema);

export const terms = readEntries('glossary.yaml', textOf('glossary.yaml'), 'terms', termSchema);

export const questions = readQuestionBook({
  questions: new Map(
    [...files]
      .filter(([file]) => file.startsWith('questions/'))
      .map(([file, text]) => [file.slice('questions/'.length), text] as const),
  ),
  misconceptions,
  sources,
  labs: LAB_MODELS,
  href,
});

export const plans = readEntries('plans.yaml', textOf('plans.yaml'), 'plans', planSchema);
