import { InvalidInputError } from '../../engine/errors.ts';
import { toFragment } from '../lab-frame/share.ts';
import { labPath } from '../labs/catalogue.ts';
import type { AnyLab } from './lab-models.ts';
import { compose, type References } from '../questions/compose.ts';
import type { PageLink, Question } from '../questions/question.ts';
import { questionSchema, type AuthoredQuestion, type AuthoredRun } from '../questions/schema.ts';
import { ContentError, readEntries } from './content-file.ts';
import type { MisconceptionEntry, SourceEntry } from './references.ts';

/** A question with what only the book knows of it. */
export interface BookQuestion {
  readonly question: Question;
  readonly authored: AuthoredQuestion;
  /** The number of the chapter whose file it stands in. */
  readonly chapter: number;
}

export interface BookFiles {
  /** The text of each file of `content/questions`, by its name, such as `05-replay-and-time-travel.yaml`. */
  readonly questions: ReadonlyMap<string, string>;
  readonly misconceptions: readonly MisconceptionEntry[];
  readonly sources: readonly SourceEntry[];
  readonly labs: Readonly<Record<string, AnyLab>>;
  /** Makes an address of a path within the site. */
  readonly href: (path: string) => string;
}

/**
 * All questions of the book by their ids, in the order of the chapters.
 *
 * @throws ContentError for the first mistake of an author, with file, id and reason
 */
export function readQuestionBook(files: BookFiles): ReadonlyMap<string, BookQuestion> {
  const references = referencesOf(files);
  const book = new Map<string, BookQuestion & { file: string }>();
  for (const [name, text] of [...files.questions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = `questions/${name}`;
    const chapter = Number(/^(\d\d)-[a-z0-9-]+\.yaml$/.exec(name)?.[1]);
    if (Number.isNaN(chapter))
      throw new ContentError(file, null, 'expected the name of its chapter, and .yaml');
    for (const authored of readEntries(file, text, 'questions', questionSchema)) {
      const twin = book.get(authored.id);
      if (twin) throw new ContentError(file, authored.id, `its id is used in ${twin.file}, too`);
      try {
        book.set(authored.id, { question: compose(authored, references), authored, chapter, file });
      } catch (error) {
        throw new ContentError(file, authored.id, (error as Error).message.replace(/\.$/, ''));
      }
    }
  }
  return book;
}

function referencesOf({ misconceptions, sources, labs, href }: BookFiles): References {
  return {
    misconception(id) {
      const found = misconceptions.find((one) => one.id === id);
      if (found === undefined) throw new Error(`there is no misconception "${id}" in misconceptions.yaml`);
      return { id, name: found.name, truth: found.truth };
    },
    source(id) {
      const found = sources.find((one) => one.id === id);
      if (found === undefined) throw new Error(`there is no source "${id}" in sources.yaml`);
      return { href: found.href, text: `${found.title} (${found.by})` };
    },
    run: (run) => runLink(run, labs, href),
  };
}

/**
 * A link to a run, which is played first.
 *
 * @throws Error for a lab that does not exist, and for a run that it cannot play
 */
export function runLink(
  { lab, scenario, seed, commands, says }: AuthoredRun,
  labs: BookFiles['labs'],
  href: BookFiles['href'],
): PageLink {
  const model = Object.hasOwn(labs, lab) ? labs[lab] : undefined;
  if (model === undefined) throw new Error(`there is no lab "${lab}"`);
  const run = { lab, scenario, seed, commands };
  try {
    model.play(run);
  } catch (error) {
    if (error instanceof InvalidInputError)
      throw new Error(`the run of ${lab} cannot be played: ${error.message}`, { cause: error });
    throw error;
  }
  return { href: href(labPath(lab)) + toFragment(run), text: says };
}
