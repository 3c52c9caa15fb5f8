import { WrongExpectedVersionError } from '../store/index.ts';

/** The conflict that a save ran into, or undefined if it was accepted. Whatever else it throws goes on. */
export function conflictOf(save: () => void): WrongExpectedVersionError | undefined {
  try {
    save();
    return undefined;
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return error;
    throw error;
  }
}
