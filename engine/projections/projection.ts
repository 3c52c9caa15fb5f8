import { copyFrozen, type DomainEvent, type RecordedEvent } from '../events/index.ts';
import { requireFunction, requireName, requireNames, requireObject } from '../guards.ts';
import type { LogFilter } from '../store/index.ts';

/**
 * A way to read the log: from events to a model that answers one kind of question well.
 *
 * The model is plain data, as in events, because a read model must survive a trip into any database. `evolve` is
 * pure: it gives a new model, changes nothing and causes nothing. Hence a projection may be replayed at any time;
 * what must happen once (an email, a payment) belongs into a reactor. A model of many rows is a `Table`.
 *
 * Source: the left fold over events as Greg Young describes projections; `evolve` is named as in the Decider of
 * Jérémie Chassaing and in Emmett.
 */
export interface Projection<Model, Event extends DomainEvent = DomainEvent> extends LogFilter {
  /** Under this name its read model and checkpoint are kept. When its meaning changes, so should its name. */
  readonly name: string;
  /** The model before the first event. */
  readonly initial: Model;
  /** The model after an event. What it throws stops the projection at this event. */
  readonly evolve: (model: Model, event: RecordedEvent<Event>) => Model;
}

/**
 * Checks a projection and makes it independent of what its author may change later.
 *
 * @throws InvalidInputError for anything but a projection, and for an initial model that is no plain data
 */
export function requireProjection<Model, Event extends DomainEvent>(
  projection: Projection<Model, Event>,
  where: string,
): Projection<Model, Event> {
  requireObject(projection, where);
  return {
    ...requireFilter(projection, where),
    name: requireName(projection.name, `${where}.name`),
    initial: copyFrozen(projection.initial, `${where}.initial`) as Model,
    evolve: requireFunction(projection.evolve, `${where}.evolve`),
  };
}

/** @throws InvalidInputError for an empty prefix, and for types that are no names */
export function requireFilter({ prefix, types }: LogFilter, where: string): LogFilter {
  return {
    ...(prefix !== undefined && { prefix: requireName(prefix, `${where}.prefix`) }),
    ...(types !== undefined && { types: [...requireNames(types, `${where}.types`)] }),
  };
}
