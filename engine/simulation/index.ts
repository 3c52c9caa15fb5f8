/** A deterministic world: nodes with their logs, a bad network, a clock and chance of its own, and what happened. */
export type { Behaviour, Effect, Reaction } from './behaviour.ts';
export type { LoggedEntry, NodeLog } from './node-log.ts';
export { createRandom, type Random } from './random.ts';
export { traceHash, type By, type Happening, type Step, type Trace } from './trace.ts';
