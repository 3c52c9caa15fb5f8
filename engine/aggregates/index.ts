/** The writing side: from a command and the past of one aggregate to new events. */
export { fold, refuse, type Decider } from './decider.ts';
export { AggregateNotFoundError, CommandRefusedError } from './errors.ts';
