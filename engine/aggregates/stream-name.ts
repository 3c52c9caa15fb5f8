import { InvalidInputError } from '../errors.ts';
import { requireName } from '../guards.ts';

/** The name of a kind of aggregate: one word, without the dash that ends it in the names of streams. */
export function requireCategory(category: unknown, where: string): string {
  const name = requireName(category, where);
  if (/[\s-]/u.test(name)) throw new InvalidInputError(where, 'a name without dashes and white space', name);
  return name;
}

/**
 * The stream of one aggregate: `account` and `42` make `account-42`.
 *
 * Different pairs make different names, and `account-` is the prefix of accounts alone: the category ends at the
 * first dash. An id may hold dashes itself.
 *
 * @throws InvalidInputError for a category with a dash or white space, and for an id that is no string, is empty, or
 *   has white space around it (two names that look alike would be two aggregates)
 */
export function streamName(category: string, id: string): string {
  requireCategory(category, 'streamName: category');
  requireName(id, 'streamName: id');
  if (id !== id.trim()) {
    throw new InvalidInputError('streamName: id', 'an id without white space around it', id);
  }
  return `${category}-${id}`;
}

/**
 * The id of the aggregate that a stream belongs to, or undefined if it is one of another category: `order-1001` is
 * order `1001`, and no cart. The reverse of `streamName`.
 */
export function idInStream(category: string, stream: string): string | undefined {
  const prefix = `${category}-`;
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined;
}
