import type { Part, Way } from './parts.ts';
import type { AskRequest, Source } from './requests.ts';
import type { Shop } from './shop.ts';
import { way, type Stage } from './stage.ts';
import * as say from './texts.ts';
import { same, type Answer } from './view.ts';

/* The way of a question: client, query, what it is looked up in, and back. */

const PLACES = { 'read-database': 'read-database', events: 'store' } as const satisfies Record<Source, Part>;

export function ask(stage: Stage, shop: Shop, request: AskRequest): void {
  if (!stage.enters('client', request)) return;
  const taken = way('client', 'query');
  if (!stage.enters('query', request, taken)) return;
  const label = say.requestName(request);
  stage.tell({ happened: 'asked', at: 'query', way: taken, label, narration: say.asked(request) });
  lookUp(stage, shop, request);
}

/** Goes on with a question that waited at a part. */
export function resumeQuestion(stage: Stage, shop: Shop, part: Part, request: AskRequest): void {
  if (part === 'query') lookUp(stage, shop, request);
  else answer(stage, shop, request, way(part, 'query'));
}

function lookUp(stage: Stage, shop: Shop, request: AskRequest): void {
  const place = PLACES[request.from];
  const taken = way(place, 'query');
  if (stage.enters(place, request, taken)) answer(stage, shop, request, taken);
}

function answer(stage: Stage, shop: Shop, { cart, from }: AskRequest, taken: Way): void {
  const folded = shop.rowFromEvents(cart);
  const { row, eventsRead } = from === 'events' ? folded : { row: shop.rowFromDatabase(cart), eventsRead: 0 };
  const found: Answer = { from, row, eventsRead, current: same(row, folded.row) };
  const label = `${say.events(eventsRead)} read`;
  stage.tell({ happened: 'read', at: 'query', way: taken, label, narration: say.read(found, cart) });
  const back = { at: 'client', way: way('query', 'client'), label: 'answer' } as const;
  if (stage.works('client')) {
    stage.tell({ ...back, happened: 'answered', narration: say.answered(found) }, { answer: found });
  } else {
    stage.tell({ ...back, happened: 'failed', narration: say.noScreen(), broken: true });
  }
}
