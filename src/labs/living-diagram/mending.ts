import { cartSummary } from '../../../engine/domains/cart.ts';
import { resumeQuestion } from './asking.ts';
import { noReplay } from './breaking.ts';
import { resumeCommand } from './commanding.ts';
import type { Condition, Deed, Part } from './parts.ts';
import { replay } from './replaying.ts';
import type { Shop } from './shop.ts';
import type { Stage } from './stage.ts';
import * as say from './texts.ts';
import type { View } from './view.ts';

/** Cuts, pauses, wipes or restores a part. */
export function apply(stage: Stage, shop: Shop, deed: Deed, part: Part): void {
  const before = stage.view;
  const telling = { at: part, label: `${deed} ${say.thePart(part)}` };
  const elsewhere = before.waiting.filter(({ at }) => at !== part);
  const becomes = (condition: Condition): Partial<View> => ({
    conditions: { ...before.conditions, [part]: condition },
  });
  switch (deed) {
    case 'cut':
      stage.tell(
        { ...telling, happened: 'cut', narration: say.cut(before, part) },
        { ...becomes('cut'), waiting: elsewhere },
      );
      break;
    case 'pause':
      stage.tell({ ...telling, happened: 'paused', narration: say.paused(part) }, becomes('paused'));
      break;
    case 'restore':
      stage.tell(
        { ...telling, happened: 'restored', narration: say.restored(before, part) },
        { ...becomes('works'), waiting: elsewhere },
      );
      break;
    case 'wipe': {
      const broken = part === 'store' && before.events.length > 0;
      stage.tell(
        { ...telling, happened: 'wiped', narration: say.wiped(before, part), broken },
        { ...wiped(shop, part), waiting: elsewhere },
      );
    }
  }
  connect(shop, part, stage.view.conditions[part]);
  if (deed === 'restore') goOn(stage, shop, part, before);
}

/** Makes a part forget what it keeps, and gives what is shown of it then. */
function wiped(shop: Shop, part: Part): Partial<View> {
  switch (part) {
    case 'store':
      shop.wipeStore();
      return { events: [], truth: cartSummary.initial };
    case 'read-database':
      shop.wipeDatabase();
      return shop.kept();
    case 'client':
      return { answer: null };
    case 'aggregate':
      return { aggregate: null };
    default:
      return {};
  }
}

/** Sets the engine's parts to what the diagram shows. What runs through the others is held where it enters them. */
function connect(shop: Shop, part: Part, condition: Condition): void {
  if (part === 'bus') shop.link[condition === 'cut' ? 'cut' : 'mend']();
  if (part === 'read-database') shop.setDatabaseReachable(condition === 'works');
  if (part === 'projection') {
    shop.setSubscribed(condition !== 'cut');
    shop.setListening(condition === 'works');
  }
}

/** What waited at a part that was paused goes on. What a cut had stopped does not. */
function goOn(stage: Stage, shop: Shop, part: Part, before: View): void {
  const projects = part === 'projection' || part === 'read-database';
  if (projects && before.conditions[part] === 'paused' && noReplay(stage.view) === null) {
    if (stage.view.checkpoint < stage.view.events.length) replay(stage, shop);
  }
  for (const { at, request } of before.waiting) {
    if (at !== part) continue;
    if (request.type === 'ask') resumeQuestion(stage, shop, part, request);
    else resumeCommand(stage, shop, part, request);
  }
}
