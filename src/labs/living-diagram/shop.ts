import {
  createCommandHandler,
  createRepository,
  fold,
  type Aggregate,
  type CommandHandler,
} from '../../../engine/aggregates/index.ts';
import {
  cart,
  cartSummary,
  type Cart,
  type CartCommand,
  type CartEvent,
  type CartSummary,
} from '../../../engine/domains/cart.ts';
import { EngineError } from '../../../engine/errors.ts';
import {
  createBusLink,
  createEventBus,
  type BusLink,
  type BusSubscription,
} from '../../../engine/messaging/index.ts';
import {
  createProjector,
  MemoryReadModelStore,
  rowOf,
  type Projector,
  type ReadModelStore,
} from '../../../engine/projections/index.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import type { Fact, Rows } from './view.ts';

/** Monday 4 May 2026, 9:00 (UTC); each append is a minute later. */
const OPENING = Date.UTC(2026, 4, 4, 9);
const MINUTE = 60_000;

const NAME = 'cart summary';

/** The database answers nobody. */
export class UnreachableError extends EngineError {
  readonly code = 'read-database-unreachable';

  constructor() {
    super('The read database cannot be reached. Restore it, then read on after its checkpoint.');
  }
}

/** The engine's own parts, wired as in the diagram. What lasts stands in the event store and in the read database. */
export interface Shop {
  /** The cart as it stands in the store. */
  readonly load: (id: string) => Aggregate<Cart>;
  readonly handle: CommandHandler<Cart, CartCommand, CartEvent>;
  readonly link: BusLink<Fact>;
  readonly projector: Projector<Rows>;
  readonly log: () => readonly Fact[];
  /** The row of a cart, as the read database has it. */
  readonly rowFromDatabase: (id: string) => CartSummary | null;
  /** The row of a cart, folded from its stream now. */
  readonly rowFromEvents: (id: string) => { readonly row: CartSummary | null; readonly eventsRead: number };
  /** What the read database keeps, whether or not anybody reaches it. */
  readonly kept: () => { readonly rows: Rows; readonly checkpoint: number };
  readonly setDatabaseReachable: (reachable: boolean) => void;
  /** Subscribes the projection to the bus, or ends its subscription. */
  readonly setSubscribed: (subscribed: boolean) => void;
  /** Whether the projection handles what it is told. */
  readonly setListening: (listening: boolean) => void;
  readonly wipeDatabase: () => void;
  /** An empty store in the place of the one with everything. */
  readonly wipeStore: () => void;
}

export function openShop(): Shop {
  const models = new MemoryReadModelStore<Rows>();
  let reachable = true;
  const reach = (): ReadModelStore<Rows> => {
    if (!reachable) throw new UnreachableError();
    return models;
  };
  const database: ReadModelStore<Rows> = {
    load: (name) => reach().load(name),
    save: (name, saved) => {
      reach().save(name, saved);
    },
    clear: (name) => {
      reach().clear(name);
    },
  };

  let ids = 0;
  let minutes = 0;
  const connect = () => {
    const store = new MemoryEventStore({ clock: () => OPENING + MINUTE * minutes++ });
    const repository = createRepository({ store, decider: cart, newId: () => `command-${++ids}` });
    return {
      store,
      repository,
      handle: createCommandHandler(repository),
      projector: createProjector<Rows, CartEvent>({
        store,
        models: database,
        projection: { name: NAME, ...cartSummary },
      }),
    };
  };
  let parts = connect();

  const bus = createEventBus<Fact>();
  let listening = true;
  const subscribe = (): BusSubscription =>
    bus.subscribe(NAME, (event) => {
      if (listening) parts.projector.apply(event);
    });
  let subscription = subscribe();

  return {
    load: (id) => parts.repository.loadOrNew(id),
    handle: (id, command, options) => parts.handle(id, command, options),
    link: createBusLink(bus),
    get projector() {
      return parts.projector;
    },
    log: () => parts.store.readAll<CartEvent>().events,
    rowFromDatabase: (id) => rowOf(parts.projector.model, id) ?? null,
    rowFromEvents: (id) => {
      const { events } = parts.store.readStream<CartEvent>(`${cart.category}-${id}`);
      return { row: rowOf(fold(cartSummary, events), id) ?? null, eventsRead: events.length };
    },
    kept: () => {
      const saved = models.load(NAME);
      return { rows: saved?.model ?? cartSummary.initial, checkpoint: saved?.checkpoint ?? 0 };
    },
    setDatabaseReachable: (value) => {
      reachable = value;
    },
    setSubscribed: (value) => {
      subscription.stop();
      if (value) subscription = subscribe();
    },
    setListening: (value) => {
      listening = value;
    },
    wipeDatabase: () => {
      models.clear(NAME);
    },
    wipeStore: () => {
      parts = connect();
    },
  };
}
