import { z } from 'astro/zod';

/** The parts of the book, in order. */
export const PARTS = ['Facts', 'Many readers, many writers', 'Living with it'] as const;

const sentence = z.string().trim().min(1);

/** What stands at the head of a lesson's file. Strict: a misspelt key stops the build instead of being lost. */
export const lessonSchema = z.strictObject({
  /** The chapter's number; the same as in its file name. */
  number: z.int().min(1).max(99),
  title: sentence,
  part: z.enum(PARTS),
  /** Reading and working time for somebody new to it. */
  minutes: z.int().min(1).max(120),
  /** What the chapter shows, in one or two sentences: for the contents, search engines and link previews. */
  summary: sentence.max(240),
  /** The question that the chapter's story raises. */
  question: sentence,
  /** The folder of its lab in `src/labs`, when it has one. */
  lab: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/, 'expected the name of a folder in src/labs, in small letters and hyphens')
    .optional(),
});

export type LessonFrontmatter = z.infer<typeof lessonSchema>;
