import { z } from 'zod';

/** What chapters and questions refer to by id: sources, terms and misconceptions. Each has a file in `content`. */

const sentence = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected words-with-hyphens');

export const sourceSchema = z.strictObject({
  id: slug,
  title: sentence,
  /** Whose it is, and when: `Pat Helland, 2015`. */
  by: sentence,
  href: z.url({ protocol: /^https$/ }),
  kind: z.enum(['book', 'paper', 'article', 'talk', 'documentation', 'code']),
});

export const termSchema = z.strictObject({
  id: slug,
  /** As it is written in running text. */
  term: sentence,
  /** Other forms of it, such as the plural. */
  also: z.array(sentence).default([]),
  /** One or two sentences which do without the term itself. */
  definition: sentence,
  /** The chapter that explains it. */
  chapter: z.int().min(1).max(18),
});

export const misconceptionSchema = z.strictObject({
  id: slug,
  /** What somebody believes who has it. */
  name: sentence,
  /** What is so instead, in a sentence. */
  truth: sentence,
  /** The chapter that deals with it. */
  chapter: z.int().min(1).max(18),
});

export type SourceEntry = z.infer<typeof sourceSchema>;
export type Term = z.infer<typeof termSchema>;
export type MisconceptionEntry = z.infer<typeof misconceptionSchema>;
