import { EngineError } from '../errors.ts';
import { copyFrozen, type Json } from '../events/index.ts';
import { requireName } from '../guards.ts';

/** The command makes sense, but the rules of the domain forbid it in this state. Nothing has happened. */
export class CommandRefusedError extends EngineError {
  readonly code = 'command-refused';
  /** Stable, for programs: which rule refused, such as `overdraft`. */
  readonly reason: string;
  /** What the rule looked at, such as the balance and the amount. Frozen. */
  readonly details: Json | undefined;

  constructor(reason: string, message: string, details?: Json) {
    super(requireName(message, 'refuse: message'));
    this.reason = requireName(reason, 'refuse: reason');
    this.details = details === undefined ? undefined : copyFrozen(details, 'refuse: details');
  }
}

/** There is no aggregate with this id: nothing was ever written to its stream, or the stream is closed. */
export class AggregateNotFoundError extends EngineError {
  readonly code = 'aggregate-not-found';
  readonly category: string;
  readonly id: string;
  readonly stream: string;

  constructor(category: string, id: string, stream: string) {
    super(
      `There is no ${category} "${id}" (stream "${stream}"). ` +
        'Check the id, create it with a first command, or use find where it may be missing.',
    );
    this.category = category;
    this.id = id;
    this.stream = stream;
  }
}
