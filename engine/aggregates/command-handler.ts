import { causedBy, type DomainEvent, type EventMetadata, type RecordedEvent } from '../events/index.ts';
import { requireName, requireObject, requireWholeNumber } from '../guards.ts';
import { WrongExpectedVersionError, type AppendResult } from '../store/index.ts';
import { decideEvents } from './decider.ts';
import type { Repository } from './repository.ts';
import type { SnapshotOutcome } from './snapshotting.ts';

export interface CommandHandlerOptions {
  /** How often to decide again when someone else was faster. Default 3; 0 never does. */
  readonly retries?: number;
}

export interface HandleOptions {
  /** The command's id: the cause of its events, and what a retry is recognised by. Default: the repository's `newId`. */
  readonly commandId?: string;
  /** The version that the sender saw and decided on. With it, a conflict is the sender's to solve: no retries. */
  readonly expected?: number;
  /** The command's own metadata. Its events get it too, with the command as their cause (see `causedBy`). */
  readonly metadata?: EventMetadata;
}

export interface CommandResult<State, Event extends DomainEvent> {
  /** `written`; `already-written` for a retry that was recognised; `checked` if there was nothing to change. */
  readonly outcome: AppendResult['outcome'];
  readonly events: readonly RecordedEvent<Event>[];
  /** The version of the aggregate after the command, to expect next time. */
  readonly version: number;
  /** The state at that version. */
  readonly state: State;
  /** How often it was decided: 1, and one more for each conflict. */
  readonly attempts: number;
  /** What became of the snapshot, if something was written and the repository keeps snapshots. */
  readonly snapshot?: SnapshotOutcome;
}

/**
 * Handles one command for the aggregate with this id, which need not exist yet.
 *
 * @throws CommandRefusedError when the rules forbid it; WrongExpectedVersionError when the aggregate is not at the
 *   explicitly expected version, or when others were faster each time; StreamTombstonedError for a stream closed for
 *   ever; InvalidInputError for a bad id or option. Nothing is written then.
 */
export type CommandHandler<State, Command, Event extends DomainEvent> = (
  id: string,
  command: Command,
  options?: HandleOptions,
) => CommandResult<State, Event>;

const DEFAULT_RETRIES = 3;

/**
 * Makes the way of a command: load the aggregate, decide, append. If someone else appended in between, load again
 * and decide anew, on what is true now: the first decision is thrown away, as it may no longer be right.
 *
 * With an explicit version the command is decided on the state of that version, as its sender saw it. So a sender
 * who got no answer may send the same command (same id, same version) again: it comes to the same events with the
 * same ids, and the store acknowledges them. Without a version, each sending is a command of its own, to be told
 * apart by whoever may send twice.
 *
 * An event's id names its stream, the version it was meant for and the command. It is the same in every retry with
 * an explicit version, and never given to two events of one stream.
 *
 * @throws InvalidInputError for what is no repository, and for retries that are no whole number from 0
 * Source: the application service of domain-driven design; expected versions and retries as in Emmett and Eventide.
 */
export function createCommandHandler<State, Command, Event extends DomainEvent>(
  repository: Repository<State, Command, Event>,
  options: CommandHandlerOptions = {},
): CommandHandler<State, Command, Event> {
  requireObject(repository, 'createCommandHandler: repository');
  const { retries = DEFAULT_RETRIES } = requireObject(options, 'createCommandHandler: options');
  requireWholeNumber(retries, 'createCommandHandler: retries', 0);

  return (id, command, handleOptions = {}) => {
    const { expected, commandId = repository.newId(), metadata } = requireHandleOptions(handleOptions);
    const saving = {
      metadata: { ...metadata, ...causedBy({ id: commandId, ...(metadata && { metadata }) }) },
    };
    for (let attempts = 1; ; attempts += 1) {
      const aggregate = expected === undefined ? repository.loadOrNew(id) : repository.loadAt(id, expected);
      const events = decideEvents(repository.decider, command, aggregate.state);
      const idAt = (version: number): string => `${aggregate.stream}@${version}/${commandId}`;
      try {
        const { aggregate: saved, ...result } = repository.save(aggregate, events, { ...saving, idAt });
        return { ...result, state: saved.state, attempts };
      } catch (error) {
        const mayRetry = expected === undefined && attempts <= retries;
        if (!mayRetry || !(error instanceof WrongExpectedVersionError)) throw error;
      }
    }
  };
}

function requireHandleOptions(options: HandleOptions): HandleOptions {
  const { commandId, expected, metadata } = requireObject(options, 'handle: options');
  if (commandId !== undefined) requireName(commandId, 'handle: commandId');
  if (expected !== undefined) requireWholeNumber(expected, 'handle: expected', 0);
  if (metadata !== undefined) requireObject(metadata, 'handle: metadata');
  return options;
}
