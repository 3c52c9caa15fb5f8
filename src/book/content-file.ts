import { parseDocument } from 'yaml';
import type { z } from 'zod';

/** A mistake in a file of `content`, said to its author: which file, which entry, what is wrong. */
export class ContentError extends Error {
  constructor(file: string, entry: string | null, problem: string) {
    super(`content/${file}: ${entry === null ? '' : `"${entry}": `}${problem}.`);
    this.name = 'ContentError';
  }
}

/**
 * The entries of a YAML file.
 *
 * @param file its path within `content`, for what is said about it
 * @param key under which the file has its list, such as `questions`
 * @throws ContentError for what is no YAML, for an entry that is not of the schema, and for two with one id
 */
export function readEntries<Schema extends z.ZodType<{ readonly id: string }>>(
  file: string,
  text: string,
  key: string,
  schema: Schema,
): readonly z.infer<Schema>[] {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new ContentError(file, null, mistake.message.split('\n')[0] as string);
  const list = (document.toJS() as Record<string, unknown> | null)?.[key];
  if (!Array.isArray(list)) throw new ContentError(file, null, `expected a list under "${key}"`);
  const entries = list.map((raw: unknown, i): z.infer<Schema> => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const name = (raw as { id?: unknown } | null)?.id;
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
    throw new ContentError(file, typeof name === 'string' ? name : `entry ${i + 1}`, problems.join('; '));
  });
  const twice = entries.find(({ id }, i) => entries.findIndex((one) => one.id === id) !== i);
  if (twice) throw new ContentError(file, twice.id, 'its id is used twice');
  return entries;
}
