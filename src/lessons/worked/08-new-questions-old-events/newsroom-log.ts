import { createCommandHandler, createRepository } from '../../../../engine/aggregates/index.ts';
import { article, type ArticleCommand } from '../../../../engine/domains/newsroom.ts';
import { MemoryEventStore, type EventStore } from '../../../../engine/store/index.ts';

/** A short week of a small newspaper, in the order in which it happened. */
const WEEK: readonly (readonly [id: string, command: ArticleCommand])[] = [
  [
    'bridge',
    {
      type: 'PublishArticle',
      data: {
        headline: 'Old bridge to close',
        byline: 'Ida Holm',
        text: 'The bridge closes in May for two years.',
      },
    },
  ],
  ['bridge', { type: 'AttachImage', data: { image: 'bridge.jpg', caption: 'Cyclists on the old bridge' } }],
  [
    'ferry',
    {
      type: 'PublishArticle',
      data: {
        headline: 'Ferry runs again',
        byline: 'Jon Berg',
        text: 'The ferry takes passengers from Monday on.',
      },
    },
  ],
  [
    'bridge',
    {
      type: 'CorrectArticle',
      data: {
        text: 'The bridge closes in June for two years.',
        note: 'The bridge closes in June, not in May.',
      },
    },
  ],
  ['ferry', { type: 'ChangeByline', data: { byline: 'Ida Holm' } }],
  ['ferry', { type: 'AttachImage', data: { image: 'ferry.jpg', caption: 'Passengers in the rain' } }],
];

/** The newspaper's log: each of these commands, decided by the rules of an article. */
export function newsroomLog(): EventStore {
  const store = new MemoryEventStore();
  let commands = 0;
  const handle = createCommandHandler(
    createRepository({ store, decider: article, newId: () => `command-${(commands += 1)}` }),
  );
  for (const [id, command] of WEEK) handle(id, command);
  return store;
}
