import { InvalidInputError } from '../errors.ts';
import type { DomainEvent, RecordedEvent } from '../events/index.ts';
import { requireCount, requireObject, requireWholeNumber } from '../guards.ts';
import { CheckpointBeyondHeadError, type EventStore, type LogFilter } from '../store/index.ts';
import { NotStoppedError, type EventFailedError } from './errors.ts';
import { createGate } from './gate.ts';
import { parkedFrom, processPage, type Work } from './processing.ts';
import type { Applied, Advanced, Processor, Status } from './processor.ts';
import type { ReadModelStore, SavedReadModel } from './read-model-store.ts';
import { headOf, readPage } from './reading.ts';

/** What a processor is made of. */
export interface ProcessorParts<Model, Event extends DomainEvent> extends Work<Model, Event> {
  readonly name: string;
  readonly store: EventStore;
  readonly filter: LogFilter;
  readonly models: Pick<ReadModelStore<Model>, 'load' | 'save'>;
  /** Where to begin when nothing is saved. */
  readonly start: SavedReadModel<Model>;
  /** How many stored events share one save. */
  readonly pageSize: number;
}

/** A processor, and the means to build on it. */
export interface ProcessorCore<Model> {
  readonly processor: Processor;
  /** What is saved now, or the start. */
  readonly load: () => SavedReadModel<Model>;
  /** Does something that must not meet a half-handled event; no event counts as failed afterwards. */
  readonly reset: (work: () => void) => void;
}

/**
 * The loop that carries a checkpoint along the log. All that lasts is in the store of read models: whoever makes
 * another processor from the same parts, after a crash say, goes on where this one was.
 */
export function createProcessor<Model, Event extends DomainEvent>(
  parts: ProcessorParts<Model, Event>,
): ProcessorCore<Model> {
  const { who, name, store, filter, models, start, pageSize } = parts;
  let failed: EventFailedError | undefined;
  const gate = createGate(who);
  /** The highest position that was pushed while busy. */
  let pushed = 0;

  const load = (): SavedReadModel<Model> => models.load(name) ?? start;
  /** A failure counts as long as the checkpoint stands right before it: others may save under this name, too. */
  const failureAt = (checkpoint: number): EventFailedError | undefined =>
    failed?.position === checkpoint + 1 ? failed : undefined;
  const statusAt = (checkpoint: number): Status => {
    const error = failureAt(checkpoint);
    return error === undefined ? { state: 'running' } : { state: 'stopped', error };
  };

  const requireHead = (checkpoint: number): number => {
    const head = headOf(store);
    if (checkpoint > head) throw new CheckpointBeyondHeadError(who, checkpoint, head);
    return head;
  };

  /** Handles at most `max` stored events up to `upTo` (or the end of the log), or to what is pushed meanwhile. */
  const run = (max: number, upTo?: number): Advanced => {
    let saved = load();
    let handled = 0;
    pushed = 0;
    const end = upTo ?? requireHead(saved.checkpoint);
    while (failureAt(saved.checkpoint) === undefined && handled < max) {
      const limit = Math.max(end, pushed);
      if (saved.checkpoint >= limit) break;
      const count = Math.min(max - handled, limit - saved.checkpoint, pageSize);
      const page = readPage<Event>(store, filter, saved.checkpoint, count);
      const done = processPage(parts, saved, page, limit);
      models.save(name, done.saved);
      ({ saved } = done);
      failed = done.failure;
      handled += done.handled;
    }
    return { handled, checkpoint: saved.checkpoint, status: statusAt(saved.checkpoint) };
  };

  const requireFailure = (action: 'retry' | 'park'): EventFailedError => {
    const failure = failureAt(load().checkpoint);
    if (failure === undefined) throw new NotStoppedError(who, action);
    return failure;
  };

  const processor: Processor = {
    name,
    get checkpoint() {
      return load().checkpoint;
    },
    get lag() {
      const { checkpoint } = load();
      return requireHead(checkpoint) - checkpoint;
    },
    get status() {
      return statusAt(load().checkpoint);
    },
    get parked() {
      return load().parked;
    },
    advance(max) {
      requireCount(max, 'advance: max');
      return gate.enter(() => run(max));
    },
    catchUp: () => gate.enter(() => run(Infinity)),
    retry: () =>
      gate.enter(() => {
        const { position } = requireFailure('retry');
        failed = undefined;
        return run(1, position);
      }),
    park: () => {
      gate.enter(() => {
        const failure = requireFailure('park');
        const { model, parked } = load();
        models.save(name, { model, checkpoint: failure.position, parked: [...parked, parkedFrom(failure)] });
      });
    },
    apply(event: RecordedEvent): Applied {
      const { position } = requireObject(event, 'apply: event');
      requireWholeNumber(position, 'apply: event.position', 1);
      const { checkpoint } = load();
      const unchanged = { handled: 0, checkpoint, status: statusAt(checkpoint) };
      const head = requireHead(checkpoint);
      if (position <= checkpoint) return { outcome: 'skipped', ...unchanged };
      if (position > head) {
        throw new InvalidInputError('apply: event.position', `a position up to ${head}, the head`, position);
      }
      if (gate.busy) {
        pushed = Math.max(pushed, position);
        return { outcome: 'deferred', ...unchanged };
      }
      const advanced = gate.enter(() => run(Infinity, position));
      return { outcome: advanced.checkpoint >= position ? 'handled' : 'stopped', ...advanced };
    },
  };

  return {
    processor,
    load,
    reset: (work) => {
      gate.enter(() => {
        work();
        failed = undefined;
      });
    },
  };
}
