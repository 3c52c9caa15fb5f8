import type { RecordedEvent } from '../events/index.ts';
import type { EventFailedError } from './errors.ts';
import type { ParkedEvent } from './read-model-store.ts';

/** `stopped`: at the event that `error` names, until `retry` or `park`. The checkpoint stands right before it. */
export type Status =
  { readonly state: 'running' } | { readonly state: 'stopped'; readonly error: EventFailedError };

/** What a call did. */
export interface Advanced {
  /** How many stored events were handled or parked; those that the filter passes over do not count. */
  readonly handled: number;
  /** Where the checkpoint is now. */
  readonly checkpoint: number;
  /** Look here: an event that fails is not thrown at whoever happened to call. */
  readonly status: Status;
}

/**
 * What became of a pushed event.
 *
 * - `handled`: the checkpoint has reached it (the filter may have passed over it, the policy may have parked it).
 * - `skipped`: it was at or below the checkpoint already: a duplicate, or late.
 * - `stopped`: it, or one before it, cannot be handled. It is not lost: it stands in the log.
 * - `deferred`: it came while another one was being handled, and is handled right after, unless that call was
 *   limited to a number of events; then it stands in the log, and counts as lag.
 */
export interface Applied extends Advanced {
  readonly outcome: 'handled' | 'skipped' | 'stopped' | 'deferred';
}

/** Whoever goes along the log with a checkpoint: a projector or a reactor. */
export interface Processor {
  /** Under this name its checkpoint is kept. */
  readonly name: string;
  /** The position up to which the log is dealt with. */
  readonly checkpoint: number;
  /**
   * How many positions the checkpoint is behind the end of the log.
   *
   * @throws CheckpointBeyondHeadError
   */
  readonly lag: number;
  readonly status: Status;
  /** The events that were stepped over, since the beginning. */
  readonly parked: readonly ParkedEvent[];
  /**
   * Handles at most `max` stored events. While stopped, it does nothing.
   *
   * @throws InvalidInputError for a maximum below 1; CheckpointBeyondHeadError; BusyError; what the stores throw.
   *   The checkpoint then stands where it was last saved.
   */
  advance(max: number): Advanced;
  /**
   * Handles everything up to the end of the log as it is now. While stopped, it does nothing.
   *
   * @throws as `advance`
   */
  catchUp(): Advanced;
  /**
   * Tries the failed event once more (with all retries of the policy). If it succeeds, the processor is running again.
   *
   * @throws NotStoppedError if none has failed; otherwise as `advance`
   */
  retry(): Advanced;
  /**
   * Steps over the failed event, deliberately: it is listed among the parked, and the processor is running again.
   *
   * @throws NotStoppedError if none has failed; BusyError; what the store of checkpoints throws
   */
  park(): void;
  /**
   * Takes note of an event that somebody delivered, such as a bus. Deliveries may be repeated, late, out of order or
   * lost, and may bring a split event in pieces. Hence they only say how far to go: the events themselves are read
   * from the log, from the checkpoint to this position, and so a gap is filled, not jumped over.
   *
   * @throws InvalidInputError for an event that this log does not have; otherwise as `advance`
   */
  apply(event: RecordedEvent): Applied;
}
