import { InvalidInputError } from '../../errors.ts';

/** A participant (resource manager) of a transaction, as the models see it. They are numbered from 0. */
export type ParticipantState = 'working' | 'prepared' | 'committed' | 'aborted';

export const MOST_PARTICIPANTS = 6;

/** @throws InvalidInputError for anything but a whole number from 1 to 6 */
export function requireParticipants(value: unknown, where: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= MOST_PARTICIPANTS) {
    return value as number;
  }
  throw new InvalidInputError(where, `a whole number from 1 to ${MOST_PARTICIPANTS}`, value);
}

/** The invariant of every commit protocol: nobody has committed while somebody else has aborted. */
export const isConsistent = (participants: readonly ParticipantState[]): boolean =>
  !(participants.includes('committed') && participants.includes('aborted'));
