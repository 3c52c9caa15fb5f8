import { idInStream, refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';
import { rowOf, type Table } from '../projections/index.ts';
import { rowPerStream, type View } from './view.ts';

/** What happens to one article, such as in the stream `article-moon-landing`. */
export type ArticleEvent =
  | DomainEvent<'ArticlePublished', { headline: string; byline: string; text: string }>
  /** The text as it should have been, and what readers are told about it. */
  | DomainEvent<'ArticleCorrected', { text: string; note: string }>
  | DomainEvent<'BylineChanged', { from: string; to: string }>
  | DomainEvent<'ImageAttached', { image: string; caption: string }>;

export type ArticleCommand =
  | {
      readonly type: 'PublishArticle';
      readonly data: { readonly headline: string; readonly byline: string; readonly text: string };
    }
  | { readonly type: 'CorrectArticle'; readonly data: { readonly text: string; readonly note: string } }
  | { readonly type: 'ChangeByline'; readonly data: { readonly byline: string } }
  | { readonly type: 'AttachImage'; readonly data: { readonly image: string; readonly caption: string } };

export interface Article {
  readonly status: 'none' | 'published';
  readonly byline: string;
  readonly text: string;
  readonly images: readonly string[];
}

/**
 * An article of a newspaper. It refuses, by the reason of the `CommandRefusedError`:
 *
 * - `already-published`: an article is published once, and corrected after that
 * - `not-published`: there is nothing to correct, sign or illustrate before
 * - `already-attached`: an article shows an image once
 *
 * A correction to the same text, and a change to the same byline, change nothing: nothing happens. A command without
 * its texts is malformed and throws an `InvalidInputError`.
 */
export const article: Decider<Article, ArticleCommand, ArticleEvent> = {
  category: 'article',
  initial: { status: 'none', byline: '', text: '', images: [] },

  decide(command, state) {
    if (command.type === 'PublishArticle') {
      const headline = requireName(command.data.headline, 'PublishArticle: headline');
      const byline = requireName(command.data.byline, 'PublishArticle: byline');
      const text = requireName(command.data.text, 'PublishArticle: text');
      if (state.status === 'none') return [{ type: 'ArticlePublished', data: { headline, byline, text } }];
      return refuse('already-published', 'This article is published already. Correct it instead.');
    }
    if (state.status === 'none') {
      return refuse('not-published', 'There is no such article yet. Publish it first.');
    }
    switch (command.type) {
      case 'CorrectArticle': {
        const text = requireName(command.data.text, 'CorrectArticle: text');
        const note = requireName(command.data.note, 'CorrectArticle: note');
        return text === state.text ? [] : [{ type: 'ArticleCorrected', data: { text, note } }];
      }
      case 'ChangeByline': {
        const from = state.byline;
        const to = requireName(command.data.byline, 'ChangeByline: byline');
        return from === to ? [] : [{ type: 'BylineChanged', data: { from, to } }];
      }
      case 'AttachImage': {
        const image = requireName(command.data.image, 'AttachImage: image');
        const caption = requireName(command.data.caption, 'AttachImage: caption');
        if (!state.images.includes(image)) return [{ type: 'ImageAttached', data: { image, caption } }];
        return refuse('already-attached', 'The article shows this image already. Attach another one.', {
          image,
        });
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'ArticlePublished':
        return { ...state, status: 'published', byline: event.data.byline, text: event.data.text };
      case 'ArticleCorrected':
        return { ...state, text: event.data.text };
      case 'BylineChanged':
        return { ...state, byline: event.data.to };
      case 'ImageAttached':
        return { ...state, images: [...state.images, event.data.image] };
    }
  },
};

export interface FrontPageEntry {
  readonly articleId: string;
  readonly headline: string;
  readonly byline: string;
  /** The first image that was attached, if any. */
  readonly image: string | null;
  readonly corrected: boolean;
}

/** The front page: every article, the last published first. A correction does not bring an old one back to the top. */
export const frontPage: View<readonly FrontPageEntry[], ArticleEvent> = {
  initial: [],
  evolve(entries, event) {
    const articleId = idInStream('article', event.stream);
    if (articleId === undefined) return entries;
    if (event.type === 'ArticlePublished') {
      const { headline, byline } = event.data;
      return [{ articleId, headline, byline, image: null, corrected: false }, ...entries];
    }
    return entries.map((entry) => (entry.articleId === articleId ? changed(entry, event) : entry));
  },
};

function changed(
  entry: FrontPageEntry,
  event: Exclude<ArticleEvent, { type: 'ArticlePublished' }>,
): FrontPageEntry {
  switch (event.type) {
    case 'ArticleCorrected':
      return { ...entry, corrected: true };
    case 'BylineChanged':
      return { ...entry, byline: event.data.to };
    case 'ImageAttached':
      return { ...entry, image: entry.image ?? event.data.image };
  }
}

/**
 * The articles of each author, by id, in the order in which they became theirs. An author whose last article was
 * signed over to another keeps an empty list.
 */
export const byAuthor: View<Table<readonly string[]>, ArticleEvent> = {
  initial: {},
  evolve(authors, event) {
    const articleId = idInStream('article', event.stream);
    if (articleId === undefined) return authors;
    const of = (author: string): readonly string[] => rowOf(authors, author) ?? [];
    switch (event.type) {
      case 'ArticlePublished':
        return { ...authors, [event.data.byline]: [...of(event.data.byline), articleId] };
      case 'BylineChanged': {
        const { from, to } = event.data;
        if (!of(from).includes(articleId)) return authors;
        const left = of(from).filter((id) => id !== articleId);
        return { ...authors, [from]: left, [to]: [...of(to), articleId] };
      }
      case 'ArticleCorrected':
      case 'ImageAttached':
        return authors;
    }
  },
};

/** What can be found of an article. */
export interface Searchable {
  readonly headline: string;
  readonly byline: string;
  readonly text: string;
  readonly captions: readonly string[];
}

/** What a search engine is fed with, by article: the text as it is now, so that nobody finds what was corrected. */
export const searchable = rowPerStream<Searchable, ArticleEvent>('article', (row, event) => {
  if (event.type === 'ArticlePublished') return { ...event.data, captions: [] };
  if (row === undefined) return undefined;
  switch (event.type) {
    case 'ArticleCorrected':
      return { ...row, text: event.data.text };
    case 'BylineChanged':
      return { ...row, byline: event.data.to };
    case 'ImageAttached':
      return { ...row, captions: [...row.captions, event.data.caption] };
  }
});

/** All words of an article in one text, a line for each part. */
export function searchText({ headline, byline, text, captions }: Searchable): string {
  return [headline, byline, text, ...captions].join('\n');
}
