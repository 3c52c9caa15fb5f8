import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import {
  article,
  byAuthor,
  frontPage,
  searchable,
  searchText,
  type ArticleCommand,
  type ArticleEvent,
} from '../../../engine/domains/newsroom.ts';
import { rowOf } from '../../../engine/projections/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { handlerFor } from './deciding.ts';

const published: ArticleEvent = {
  type: 'ArticlePublished',
  data: { headline: 'Bridge opens', byline: 'Ida', text: 'It is ten feet long.' },
};
const corrected: ArticleEvent = {
  type: 'ArticleCorrected',
  data: { text: 'It is ten miles long.', note: 'We had the unit wrong.' },
};
const signedOver: ArticleEvent = { type: 'BylineChanged', data: { from: 'Ida', to: 'Max' } };
const illustrated: ArticleEvent = {
  type: 'ImageAttached',
  data: { image: 'bridge.jpg', caption: 'At dawn' },
};

const publish = (
  headline = 'Bridge opens',
  byline = 'Ida',
  text = 'It is ten feet long.',
): ArticleCommand => ({
  type: 'PublishArticle',
  data: { headline, byline, text },
});
const correct = (text = 'It is ten miles long.', note = 'We had the unit wrong.'): ArticleCommand => ({
  type: 'CorrectArticle',
  data: { text, note },
});
const sign = (byline: string): ArticleCommand => ({ type: 'ChangeByline', data: { byline } });
const attach = (image = 'bridge.jpg', caption = 'At dawn'): ArticleCommand => ({
  type: 'AttachImage',
  data: { image, caption },
});

const expectEvents = (
  past: readonly ArticleEvent[],
  command: ArticleCommand,
  events: readonly ArticleEvent[],
): void => {
  expect(given(article, past).when(command).then(events).difference).toBe('');
};
const expectRefused = (past: readonly ArticleEvent[], command: ArticleCommand, reason: string): void => {
  expect(given(article, past).when(command).thenRefused(reason).difference).toBe('');
};

describe('an article', () => {
  test('is published, then corrected, signed over and illustrated', () => {
    expectEvents([], publish(), [published]);
    expectEvents([published], correct(), [corrected]);
    expectEvents([published], sign('Max'), [signedOver]);
    expectEvents([published], attach(), [illustrated]);
  });

  test('is published once only', () => {
    expectRefused([published], publish(), 'already-published');
  });

  test.each([correct(), sign('Max'), attach()])('that nobody published refuses $type', (command) => {
    expectRefused([], command, 'not-published');
  });

  test('shows an image once', () => {
    expectRefused([published, illustrated], attach('bridge.jpg', 'At dusk'), 'already-attached');
  });

  test('does not change when it says that already', () => {
    expectEvents([published, corrected], correct(), []);
    expectEvents([published, signedOver], sign('Max'), []);
  });

  test.each([
    publish(''),
    publish('Bridge opens', ' '),
    publish('Bridge opens', 'Ida', ''),
    correct(''),
    correct('It is ten miles long.', ' '),
    sign(''),
    attach(''),
    attach('bridge.jpg', ''),
  ])('cannot read $type without each of its texts', (command) => {
    const past = command.type === 'PublishArticle' ? [] : [published];
    expect(() => article.decide(command, fold(article, past))).toThrow(InvalidInputError);
  });
});

/** What the store holds after these commands, each for the article it names. */
function history(
  commands: readonly (readonly [string, ArticleCommand])[],
): readonly RecordedEvent<ArticleEvent>[] {
  const store = new MemoryEventStore();
  const handle = handlerFor(store, article);
  for (const [id, command] of commands) handle(id, command);
  return store.readAll<ArticleEvent>().events;
}

const twoArticles = history([
  ['bridge', publish()],
  ['storm', publish('Storm nears', 'Max', 'Stay in.')],
  ['bridge', correct()],
  ['bridge', attach()],
  ['bridge', attach('crowd.jpg', 'The first walkers')],
  ['bridge', sign('Max')],
]);

/** Something that is in the same log, but of another category. */
const elsewhere = twoArticles.map((event) => ({
  ...event,
  stream: event.stream.replace('article', 'draft'),
}));

describe('the front page', () => {
  test('shows the article published last first, as it is now', () => {
    expect(fold(frontPage, twoArticles)).toEqual([
      { articleId: 'storm', headline: 'Storm nears', byline: 'Max', image: null, corrected: false },
      { articleId: 'bridge', headline: 'Bridge opens', byline: 'Max', image: 'bridge.jpg', corrected: true },
    ]);
  });
});

describe('the articles by author', () => {
  test('moves an article to the one who signs for it now', () => {
    expect(fold(byAuthor, twoArticles.slice(0, 2))).toEqual({ Ida: ['bridge'], Max: ['storm'] });
    expect(fold(byAuthor, twoArticles)).toEqual({ Ida: [], Max: ['storm', 'bridge'] });
  });

  test('names the same authors as the front page, whatever was published and signed over', () => {
    const anyId = fc.constantFrom('a', 'b', 'c', 'd');
    const anyAuthor = fc.constantFrom('Ida', 'Max', 'constructor');
    const anyChange = fc.tuple(anyId, fc.oneof(anyAuthor.map(sign), fc.constant(correct())));
    const firsts = fc.tuple(anyAuthor, anyAuthor, anyAuthor, anyAuthor);
    fc.assert(
      fc.property(firsts, fc.array(anyChange, { maxLength: 20 }), (authors, changes) => {
        const publications = authors.map((author, i) => ['abcd'.charAt(i), publish('News', author)] as const);
        const events = history([...publications, ...changes]);
        const table = fold(byAuthor, events);
        const onFrontPage = fold(frontPage, events).map(
          ({ articleId, byline }) => `${articleId} by ${byline}`,
        );
        const inTable = Object.keys(table).flatMap((author) =>
          (rowOf(table, author) ?? []).map((id) => `${id} by ${author}`),
        );
        expect(inTable.toSorted()).toEqual(onFrontPage.toSorted());
      }),
    );
  });
});

describe('what search is fed with', () => {
  test('is the corrected text, with byline and captions as they are now', () => {
    const bridge = rowOf(fold(searchable, twoArticles), 'bridge');
    expect(bridge && searchText(bridge)).toBe(
      'Bridge opens\nMax\nIt is ten miles long.\nAt dawn\nThe first walkers',
    );
  });
});

describe.each([
  ['the front page', frontPage],
  ['the articles by author', byAuthor],
  ['what search is fed with', searchable],
])('%s', (_, view) => {
  const { initial } = view;
  const evolve = view.evolve as (state: unknown, event: RecordedEvent<ArticleEvent>) => unknown;

  test('passes over what is no article', () => {
    expect(elsewhere.reduce(evolve, initial)).toEqual(initial);
  });

  test('passes over an article that it never saw published', () => {
    const changes = twoArticles.filter(({ type }) => type !== 'ArticlePublished');
    expect(changes.reduce(evolve, initial)).toEqual(initial);
  });
});
