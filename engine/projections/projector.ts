import type { DomainEvent } from '../events/index.ts';
import { requireObject, requirePort } from '../guards.ts';
import type { EventStore } from '../store/index.ts';
import { requireErrorPolicy, type ErrorPolicy } from './error-policy.ts';
import { createProcessor } from './create-processor.ts';
import type { Advanced, Processor } from './processor.ts';
import { requireProjection, type Projection } from './projection.ts';
import type { ReadModelStore } from './read-model-store.ts';
import { settle } from './settle.ts';

export interface ProjectorOptions<Model, Event extends DomainEvent> {
  readonly store: EventStore;
  readonly projection: Projection<Model, Event>;
  readonly models: ReadModelStore<Model>;
  /** Default: `stop`. */
  readonly onError?: ErrorPolicy;
}

/** Keeps one read model up to date. */
export interface Projector<Model> extends Processor {
  /** The read model as it was saved last, frozen. It answers for the log up to the checkpoint. */
  readonly model: Model;
  /**
   * Throws the read model away, its checkpoint and the list of parked events too: `advance` begins at position 1.
   *
   * @throws BusyError; what the store of read models throws
   */
  clear(): void;
  /**
   * Clears, then replays the log from position 1 to its end. Readers meanwhile see a model that is not finished;
   * see `createBlueGreen`.
   *
   * @throws as `clear` and `catchUp`
   */
  rebuild(): Advanced;
}

/** How many events share one save while catching up. All of them are saved together with their checkpoint. */
const PAGE_SIZE = 100;

/**
 * Makes the projector of a projection. It keeps nothing itself: another one made from the same stores goes on
 * where this one was. One projector at a time should work under a name.
 *
 * @throws InvalidInputError for options that are none
 * Source: the projectors of Emmett and the asynchronous daemon of Marten; the checkpoint (and that it belongs to
 *   the model) is the position of KurrentDB's catch-up subscriptions and the tracking token of Axon.
 */
export function createProjector<Model, Event extends DomainEvent>(
  options: ProjectorOptions<Model, Event>,
): Projector<Model> {
  const where = 'createProjector';
  const { store, models } = requireObject(options, `${where}: options`);
  requirePort(store, ['readAll'], `${where}: store`);
  requirePort(models, ['load', 'save', 'clear'], `${where}: models`);
  const { name, initial, evolve, ...filter } = requireProjection(options.projection, `${where}: projection`);

  const { processor, load, reset } = createProcessor<Model, Event>({
    who: `projection "${name}"`,
    name,
    store,
    filter,
    models,
    start: Object.freeze({ model: initial, checkpoint: 0, parked: Object.freeze([]) }),
    handle: (model, events) => {
      const evolved = events.reduce<Model>((so, event) => evolve(so, event), model);
      return settle(evolved, model, `evolve of ${name}`);
    },
    onError: requireErrorPolicy(options.onError, `${where}: onError`),
    pageSize: PAGE_SIZE,
  });
  const clear = (): void => {
    reset(() => {
      models.clear(name);
    });
  };

  return {
    name,
    get model() {
      return load().model;
    },
    get checkpoint() {
      return processor.checkpoint;
    },
    get lag() {
      return processor.lag;
    },
    get status() {
      return processor.status;
    },
    get parked() {
      return processor.parked;
    },
    advance: (max) => processor.advance(max),
    catchUp: () => processor.catchUp(),
    retry: () => processor.retry(),
    park: () => {
      processor.park();
    },
    apply: (event) => processor.apply(event),
    clear,
    rebuild: () => {
      clear();
      return processor.catchUp();
    },
  };
}
