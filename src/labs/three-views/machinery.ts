import type { OrderEvent } from '../../../engine/domains/orders.ts';
import {
  createBlueGreen,
  createProjector,
  type BlueGreen,
  type Projection,
  type Projector,
} from '../../../engine/projections/index.ts';
import { openShop, type Shop } from './history.ts';
import { readModelOf, VIEW_IDS, type Version, type ViewId } from './read-models.ts';
import { createCrashingStore, type CrashingStore } from './saving.ts';
import type { ScenarioId, ScreenId } from './view.ts';

/** The engine's own parts: one log, a projector for each view, a blue-green pair, and where all of them save. */
export interface Machinery extends Shop {
  readonly models: CrashingStore;
  readonly served: BlueGreen<unknown, OrderEvent>;
  readonly servingVersion: Version;
  /** Views whose code fails, and at which event. */
  readonly spoilt: Map<ScreenId, number>;
  versionOf(id: ScreenId): Version;
  /** Undefined for the one beside, where there is none. */
  projectorOf(id: ScreenId): Projector<unknown> | undefined;
  /** Makes the projector of a view anew, from what is saved, as after a crash. */
  restart(view: ViewId): void;
  prepare(): void;
  swap(): void;
  rollBack(): void;
  /** Lets the code of version 2 go on with the table and the checkpoint of version 1. */
  replace(): void;
}

/** Where the views stand when a scenario opens. */
const STANDING: Readonly<Record<ScenarioId, Readonly<Record<ViewId, number>>>> = {
  lag: { orders: 3, products: 5, history: 0 },
  crash: { orders: 0, products: 0, history: 0 },
  rebuild: { orders: 9, products: 9, history: 9 },
  versions: { orders: 9, products: 9, history: 9 },
};

export function createMachinery(scenario: ScenarioId): Machinery {
  const shop = openShop();
  const { store } = shop;
  const models = createCrashingStore(scenario === 'crash' ? 'apart' : 'together');
  const spoilt = new Map<ScreenId, number>();

  /** A projection of a view, with code that can be spoilt. */
  const codeOf = (view: ViewId, version: Version): Projection<unknown, OrderEvent> => {
    const { projection } = readModelOf(view, version);
    return {
      ...projection,
      evolve: (model, event) => {
        if (spoilt.get(view) === event.position) throw new Error(`The code cannot handle ${event.type}`);
        return projection.evolve(model, event);
      },
    };
  };
  const start = (view: ViewId): Projector<unknown> =>
    createProjector({ store, models, projection: codeOf(view, 1) });
  const serve = (serving: Projection<unknown, OrderEvent>): BlueGreen<unknown, OrderEvent> =>
    createBlueGreen({ store, models, serving });

  const projectors = { orders: start('orders'), products: start('products'), history: start('history') };
  let served = serve(codeOf('products', 1));
  let servingVersion: Version = 1;
  const other = (): Version => (servingVersion === 1 ? 2 : 1);

  for (const view of VIEW_IDS) {
    const max = STANDING[scenario][view];
    if (max > 0) projectors[view].advance(max);
  }

  return {
    ...shop,
    models,
    spoilt,
    get served() {
      return served;
    },
    get servingVersion() {
      return servingVersion;
    },
    versionOf(id) {
      if (id === 'beside') return other();
      return id === 'products' ? servingVersion : 1;
    },
    projectorOf(id) {
      if (id === 'beside') return served.beside;
      return scenario === 'versions' && id === 'products' ? served.serving : projectors[id];
    },
    restart(view) {
      projectors[view] = start(view);
    },
    prepare() {
      served.prepare(codeOf('products', 2));
    },
    swap() {
      served.swap();
      servingVersion = other();
    },
    rollBack() {
      served.rollBack();
      servingVersion = other();
    },
    replace() {
      // The mistake: other code under the old name goes on with the table and the checkpoint that it finds there.
      served = serve({ ...codeOf('products', 2), name: served.serving.name });
      servingVersion = 2;
    },
  };
}
