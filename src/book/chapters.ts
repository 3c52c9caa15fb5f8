import { getCollection, type CollectionEntry } from 'astro:content';
import { catalogue, type Chapter } from './catalogue.ts';

/** The chapters that exist, in order. A mistake in their files stops the build here. */
export async function allChapters(): Promise<Chapter[]> {
  return catalogue(await getCollection('lessons'));
}

/** Each chapter with its text. */
export async function allLessons(): Promise<{ chapter: Chapter; entry: CollectionEntry<'lessons'> }[]> {
  const entries = await getCollection('lessons');
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return catalogue(entries).map((chapter) => ({
    chapter,
    entry: byId.get(chapter.id) as CollectionEntry<'lessons'>,
  }));
}
