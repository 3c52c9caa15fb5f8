import { PARTS, type LessonFrontmatter } from './frontmatter.ts';

const NUMERALS = ['I', 'II', 'III'] as const;
const FILE_NAME = /^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/** A chapter that exists, as every list of chapters shows it. */
export interface Chapter extends Omit<LessonFrontmatter, 'part'> {
  /** The name of its file in `content/lessons`, without the ending. */
  readonly id: string;
  /** The last part of its address. */
  readonly slug: string;
  /** Its path in this site, to be given to `href`. */
  readonly path: string;
  readonly part: { readonly numeral: string; readonly title: string };
}

/** A mistake in the files of the lessons, said to their author. */
export class LessonFileError extends Error {
  constructor(id: string, problem: string) {
    super(`content/lessons/${id}.mdx: ${problem}`);
    this.name = 'LessonFileError';
  }
}

/**
 * All chapters, in the order of the book.
 *
 * @param entries the lessons as Astro's content collection gives them
 * @throws LessonFileError when a file name does not say number and address, when it contradicts the frontmatter,
 *   when two files claim one number or address, and when a part begins again after another one has begun
 */
export function catalogue(
  entries: readonly { readonly id: string; readonly data: LessonFrontmatter }[],
): Chapter[] {
  const chapters = entries.map(({ id, data }) => toChapter(id, data)).sort((a, b) => a.number - b.number);
  chapters.forEach((chapter, i) => {
    const before = chapters[i - 1];
    if (before === undefined) return;
    if (before.number === chapter.number) {
      throw new LessonFileError(chapter.id, `the number ${chapter.number} is taken by ${before.id}.mdx.`);
    }
    if (NUMERALS.indexOf(before.part.numeral as never) > NUMERALS.indexOf(chapter.part.numeral as never)) {
      const problem = `part "${chapter.part.title}" comes before part "${before.part.title}" of ${before.id}.mdx.`;
      throw new LessonFileError(chapter.id, problem);
    }
  });
  const bySlug = new Map<string, Chapter>();
  for (const chapter of chapters) {
    const twin = bySlug.get(chapter.slug);
    if (twin) throw new LessonFileError(chapter.id, `its address is taken by ${twin.id}.mdx.`);
    bySlug.set(chapter.slug, chapter);
  }
  return chapters;
}

/** The chapters before and after one, of those that exist. */
export function neighbours(
  chapters: readonly Chapter[],
  number: number,
): { previous: Chapter | undefined; next: Chapter | undefined } {
  return {
    previous: chapters.findLast((chapter) => chapter.number < number),
    next: chapters.find((chapter) => chapter.number > number),
  };
}

function toChapter(id: string, data: LessonFrontmatter): Chapter {
  const [, number, slug] = FILE_NAME.exec(id) ?? [];
  if (number === undefined || slug === undefined) {
    const expected = 'two digits, a hyphen, and words in small letters joined by hyphens';
    throw new LessonFileError(id, `expected a file name of ${expected}, e.g. 05-replay-and-time-travel.mdx.`);
  }
  if (Number(number) !== data.number) {
    throw new LessonFileError(
      id,
      `the file name says chapter ${Number(number)}, its head says ${data.number}.`,
    );
  }
  const part = { numeral: NUMERALS[PARTS.indexOf(data.part)] as string, title: data.part };
  return { ...data, id, slug, path: `/lessons/${slug}/`, part };
}
