import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { lessonSchema } from './book/frontmatter.ts';

/** The chapters of the book: adding a file to `content/lessons` is all it takes to add one. */
const lessons = defineCollection({
  loader: glob({
    pattern: '**/*.mdx',
    base: './content/lessons',
    // The whole file name, so that two files can never hide one another; `catalogue` makes the address from it.
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: lessonSchema,
});

export const collections = { lessons };
