import type { DomainEvent, RecordedEvent } from '../events/index.ts';
import { InvalidInputError } from '../errors.ts';
import { requireFunction, requireName, requireObject, requirePort } from '../guards.ts';
import type { EventStore, LogFilter } from '../store/index.ts';
import { createProcessor } from './create-processor.ts';
import { requireErrorPolicy, type ErrorPolicy } from './error-policy.ts';
import { ReplayRefusedError } from './errors.ts';
import type { Processor } from './processor.ts';
import { requireFilter } from './projection.ts';
import type { ReadModelStore, SavedReadModel } from './read-model-store.ts';
import { headOf } from './reading.ts';

/** Where reactors keep how far they are. There is no model, and nothing here can be cleared. */
export type ReactorCheckpoints = Pick<ReadModelStore<null>, 'load' | 'save'>;

export interface ReactorOptions<Event extends DomainEvent> extends LogFilter {
  readonly store: EventStore;
  readonly checkpoints: ReactorCheckpoints;
  /** Under this name its checkpoint is kept. */
  readonly name: string;
  /**
   * What happens in the world because of an event.
   *
   * @param key the same whenever this event comes again: its id; for part 2 of a split event, the id and `/2`
   */
  readonly effect: (event: RecordedEvent<Event>, key: string) => void;
  /**
   * Where a reactor begins that has no checkpoint yet: with what happens from now on, or with the whole past. Ask
   * yourself whether everyone should get an email for every order of the last ten years.
   */
  readonly startAt: 'now' | 'beginning';
  /** Default: `stop`. */
  readonly onError?: ErrorPolicy;
}

/** Lets each event have its effect. It has no rebuild: what is done is done. */
export type Reactor = Processor;

/**
 * Makes a reactor: side effects upon events, with a checkpoint of their own. Rebuilding projections does not touch it.
 *
 * Delivery is at least once. The effect comes first, the checkpoint after it: a crash in between repeats the effect,
 * with the same key (the other way round it would be lost). Exactly once is up to who carries the effect out, by
 * refusing a key for the second time. Of a split event whose later part fails, the earlier parts come again, too.
 *
 * @throws InvalidInputError for options that are none; what the store of checkpoints throws
 * @throws ReplayRefusedError (from all that reads the checkpoint) if the checkpoint went back behind this reactor
 * Source: Emmett tells reactors from projectors and has them say where to start; Axon marks handlers that must not
 *   be replayed; the idempotent receiver is from Hohpe and Woolf, "Enterprise Integration Patterns".
 */
export function createReactor<Event extends DomainEvent>(options: ReactorOptions<Event>): Reactor {
  const { store, checkpoints, name, effect, startAt } = requireObject(options, 'createReactor: options');
  requirePort(store, ['readAll'], 'createReactor: store');
  requirePort(checkpoints, ['load', 'save'], 'createReactor: checkpoints');
  requireName(name, 'createReactor: name');
  requireFunction(effect, 'createReactor: effect');
  const who = `reactor "${name}"`;
  const filter = requireFilter(options, 'createReactor: options');
  const onError = requireErrorPolicy(options.onError, 'createReactor: onError');

  const start: SavedReadModel<null> = {
    model: null,
    checkpoint: requireStart(startAt) === 'now' ? headOf(store) : 0,
    parked: [],
  };
  const models = neverBack(checkpoints, who);
  // Saved at once: after a crash, 'now' must still mean then.
  if (models.load(name) === undefined) models.save(name, start);

  return createProcessor<null, Event>({
    who,
    name,
    store,
    filter,
    models,
    start,
    handle: (_, events) => {
      for (const event of events) effect(event, keyOf(event));
      return null;
    },
    onError,
    pageSize: 1, // the checkpoint follows each effect at once
  }).processor;
}

function requireStart(startAt: unknown): 'now' | 'beginning' {
  if (startAt === 'now' || startAt === 'beginning') return startAt;
  throw new InvalidInputError('createReactor: startAt', "'now' or 'beginning'", startAt);
}

function keyOf({ id, part }: RecordedEvent): string {
  return part === undefined ? id : `${id}/${part.index}`;
}

/** Watches that a checkpoint only ever moves forwards, whoever else may write to where it is kept. */
function neverBack(checkpoints: ReactorCheckpoints, who: string): ReactorCheckpoints {
  let reached = 0;
  return {
    load: (name) => {
      const saved = checkpoints.load(name);
      const checkpoint = saved?.checkpoint ?? 0;
      if (checkpoint < reached) throw new ReplayRefusedError(who, checkpoint, reached);
      reached = checkpoint;
      return saved;
    },
    save: (name, saved) => {
      checkpoints.save(name, saved);
      reached = saved.checkpoint;
    },
  };
}
