import { describe, EngineError } from '../errors.ts';

/** Who met which event, for messages. */
export interface Encounter {
  /** Such as `projection "balances"`. */
  readonly who: string;
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
}

/** An event could not be handled. What went wrong is the `cause`. */
export class EventFailedError extends EngineError implements Encounter {
  readonly code = 'event-failed';
  readonly who: string;
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
  /** How often it was tried in a row. */
  readonly attempts: number;

  constructor(encounter: Encounter, attempts: number, cause: unknown) {
    const { who, position, stream, eventId } = encounter;
    super(
      `The ${who} failed at position ${position} (event ${eventId} of stream "${stream}", ` +
        `${attempts === 1 ? '1 attempt' : `${attempts} attempts`}): ${reasonOf(cause)} ` +
        `The checkpoint stays at ${position - 1}. Mend the cause and retry, or park the event.`,
      { cause },
    );
    this.who = who;
    this.position = position;
    this.stream = stream;
    this.eventId = eventId;
    this.attempts = attempts;
  }
}

/** Asked to retry or to park, although there is no event that failed. */
export class NotStoppedError extends EngineError {
  readonly code = 'not-stopped';

  constructor(who: string, action: 'retry' | 'park') {
    super(`The ${who} is running: there is no failed event to ${action}. Look at its status first.`);
  }
}

/** Called from within its own work: only pushed events may arrive there, and they wait. */
export class BusyError extends EngineError {
  readonly code = 'busy';

  constructor(who: string) {
    super(`The ${who} is in the middle of an event. Call it again when that call has returned.`);
  }
}

/** The checkpoint of a reactor went back: its effects would happen a second time. */
export class ReplayRefusedError extends EngineError {
  readonly code = 'replay-refused';
  readonly checkpoint: number;
  readonly reached: number;

  constructor(who: string, checkpoint: number, reached: number) {
    super(
      `The ${who} has caused its effects up to position ${reached}, but its checkpoint says ${checkpoint}. ` +
        'Effects are never replayed. Restore the checkpoint, or make a reactor under a new name.',
    );
    this.checkpoint = checkpoint;
    this.reached = reached;
  }
}

/** Something about the swap of two read models that cannot be done now. */
export class BlueGreenRefusedError extends EngineError {
  readonly code = 'blue-green-refused';
  readonly reason: 'occupied' | 'nothing-beside' | 'no-candidate' | 'no-former' | 'stopped' | 'not-caught-up';

  constructor(reason: BlueGreenRefusedError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What went wrong, in a sentence, whatever was thrown. */
export function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : `It threw ${describe(cause)}`;
  return text.endsWith('.') ? text : `${text}.`;
}
