import type { Delivery } from '../../../engine/messaging/index.ts';
import { UnreachableError, type Shop } from './shop.ts';
import { way, type Stage } from './stage.ts';
import * as say from './texts.ts';
import type { Fact } from './view.ts';

/* The way of an event: event store, event bus, projection, read database. */

/** Publishes what was stored. The parts answer at once; what they did is told one part after the other. */
export function publish(stage: Stage, shop: Shop, fact: Fact): void {
  const { checkpoint, bus } = stage.view;
  const publication = shop.link.publish(fact);
  const publishing = { at: 'bus', way: way('store', 'bus'), label: `${fact.type} published` } as const;
  if (publication.outcome === 'lost') {
    stage.tell(
      { ...publishing, happened: 'lost', narration: say.lost(fact), broken: true },
      { bus: { ...bus, lost: bus.lost + 1 } },
    );
    return;
  }
  const handed = { ...bus, handed: bus.handed + 1 };
  const [delivery] = publication.deliveries;
  if (delivery === undefined) {
    const unheard = {
      ...publishing,
      happened: 'unheard',
      narration: say.unheard(fact),
      broken: true,
    } as const;
    stage.tell(unheard, { bus: { ...handed, event: fact } });
  } else {
    const published = { ...publishing, happened: 'published', narration: say.published(fact) } as const;
    stage.tell(published, { bus: { ...handed, event: fact } });
    project(stage, shop, fact, delivery, checkpoint);
  }
  stage.show({ bus: handed });
}

function project(stage: Stage, shop: Shop, fact: Fact, delivery: Delivery<Fact>, checkpoint: number): void {
  const telling = { at: 'projection', way: way('bus', 'projection'), label: fact.type } as const;
  if (!stage.works('projection')) {
    stage.tell({ ...telling, happened: 'waits', narration: say.held(fact, checkpoint) });
    return;
  }
  if (delivery.outcome === 'failed' && !(delivery.error instanceof UnreachableError)) {
    const [label, narration] = ['projection stops', say.beyond(checkpoint, fact.position)];
    stage.tell({ ...telling, happened: 'failed', label, narration, broken: true });
    return;
  }
  stage.tell({ ...telling, happened: 'told', narration: say.told(fact, checkpoint) });
  if (delivery.outcome === 'ok') showSaved(stage, shop, fact.position - checkpoint);
  else showUnsaved(stage, checkpoint);
}

function showSaved(stage: Stage, shop: Shop, read: number): void {
  stage.show(shop.kept());
  const caughtUp = read > 1;
  stage.tell({
    happened: 'saved',
    at: 'read-database',
    way: way(caughtUp ? 'store' : 'projection', 'read-database'),
    label: caughtUp ? `caught up to ${stage.view.checkpoint}` : 'row saved',
    narration: say.saved(stage.view, read),
  });
}

function showUnsaved(stage: Stage, checkpoint: number): void {
  const taken = way('projection', 'read-database');
  const telling = { at: 'read-database', way: taken, label: 'row not saved' } as const;
  if (stage.view.conditions['read-database'] === 'paused') {
    stage.tell({ ...telling, happened: 'waits', narration: say.rowWaits(checkpoint) });
  } else {
    stage.tell({ ...telling, happened: 'failed', narration: say.notSaved(checkpoint), broken: true });
  }
}
