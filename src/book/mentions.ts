/** What the chapters' files mention: read from their source, so that pages can say where something is used. */

const texts = import.meta.glob<string>('../../content/lessons/*.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Each chapter's number with its source. */
const sources = Object.entries(texts).map(
  ([path, text]) => [Number(/\/(\d\d)-[^/]*$/.exec(path)?.[1]), text] as const,
);

/** The numbers of the chapters that use a component with an id, such as `Source` or `Question`; ascending. */
export function chaptersWith(component: 'Question' | 'Source' | 'Term', id: string): readonly number[] {
  const tag = new RegExp(`<${component}\\s[^>]*\\bid="${id}"`);
  return sources
    .filter(([, text]) => tag.test(text))
    .map(([number]) => number)
    .sort((a, b) => a - b);
}

/** The ids that a chapter gives to a component, in the order of the page. */
export function idsIn(component: 'Question' | 'Source' | 'Term', chapter: number): readonly string[] {
  const text = sources.find(([number]) => number === chapter)?.[1] ?? '';
  return [...text.matchAll(new RegExp(`<${component}\\s[^>]*\\bid="([^"]+)"`, 'g'))].map(
    ([, id]) => id as string,
  );
}
