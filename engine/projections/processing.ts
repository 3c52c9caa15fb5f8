import { UpcastError, type DomainEvent, type RecordedEvent } from '../events/index.ts';
import type { Handling } from './error-policy.ts';
import { EventFailedError, reasonOf } from './errors.ts';
import type { ParkedEvent, SavedReadModel } from './read-model-store.ts';
import type { Page, Step } from './reading.ts';

/** What is done with events, by whom, and what if it fails. */
export interface Work<Model, Event extends DomainEvent> {
  /** Such as `projection "balances"`. */
  readonly who: string;
  /** Handles all that was read from one stored event; gives the model after it. */
  readonly handle: (model: Model, events: readonly RecordedEvent<Event>[]) => Model;
  readonly onError: Handling;
}

/** How far a page was processed. */
export interface Processed<Model> {
  readonly saved: SavedReadModel<Model>;
  /** How many stored events were applied or parked. */
  readonly handled: number;
  /** The event that could not be handled; the checkpoint stands right before it. */
  readonly failure: EventFailedError | undefined;
}

/**
 * Processes a stretch of the log that begins right after the checkpoint, up to a position (inclusive), or to the first
 * event that fails. Nothing is saved.
 */
export function processPage<Model, Event extends DomainEvent>(
  work: Work<Model, Event>,
  from: SavedReadModel<Model>,
  page: Page<Event>,
  upTo: number,
): Processed<Model> {
  let { model, parked } = from;
  let handled = 0;
  for (const step of page.steps) {
    if (step.position > upTo) break;
    const outcome = attempt(work, model, step);
    if (!(outcome instanceof EventFailedError)) model = outcome.model;
    else if (work.onError.then === 'park') parked = [...parked, parkedFrom(outcome)];
    else return { saved: { model, checkpoint: step.position - 1, parked }, handled, failure: outcome };
    handled += 1;
  }
  return {
    saved: { model, checkpoint: Math.min(page.through, upTo), parked },
    handled,
    failure: undefined,
  };
}

/** The entry for the list of parked events. */
export function parkedFrom({ position, stream, eventId, cause }: EventFailedError): ParkedEvent {
  return { position, stream, eventId, error: reasonOf(cause) };
}

function attempt<Model, Event extends DomainEvent>(
  { who, handle, onError }: Work<Model, Event>,
  model: Model,
  { position, events }: Step<Event>,
): { readonly model: Model } | EventFailedError {
  if (events instanceof UpcastError) {
    const { stream, eventId } = events;
    return new EventFailedError({ who, position, stream, eventId }, 1, events);
  }
  for (let attempts = 1; ; attempts += 1) {
    try {
      return { model: handle(model, events) };
    } catch (error) {
      if (attempts <= onError.retries) continue;
      const [{ stream, id: eventId }] = events as readonly [RecordedEvent<Event>];
      return new EventFailedError({ who, position, stream, eventId }, attempts, error);
    }
  }
}
