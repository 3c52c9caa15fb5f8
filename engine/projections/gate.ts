import { BusyError } from './errors.ts';

/** Lets one piece of work in at a time. */
export interface Gate {
  readonly busy: boolean;
  /** Does the work and gives its result. @throws BusyError if it is asked to from within other work */
  enter<Result>(work: () => Result): Result;
}

/** @param who for the error's message, such as `projection "balances"` */
export function createGate(who: string): Gate {
  let busy = false;
  return {
    get busy() {
      return busy;
    },
    enter(work) {
      if (busy) throw new BusyError(who);
      busy = true;
      try {
        return work();
      } finally {
        busy = false;
      }
    },
  };
}
