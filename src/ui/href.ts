/**
 * The address of a page or file of this site, wherever the site is hosted: a school may serve the book from
 * `/courses/es/`.
 *
 * @param path from the root of the book, with a slash first, e.g. `/lessons/replay-and-time-travel/#the-rule`
 * @throws Error for a path without that slash, which would silently depend on the page it is written on
 */
export function href(path: string, base: string = import.meta.env.BASE_URL): string {
  if (!path.startsWith('/') || path.startsWith('//')) {
    throw new Error(
      `href: expected a path of this site that begins with one "/", got ${JSON.stringify(path)}.`,
    );
  }
  return base.replace(/\/$/, '') + path;
}
