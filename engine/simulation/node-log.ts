import type { Json } from '../events/index.ts';

/** An entry of a node's log, and whether a crash would leave it. */
export interface LoggedEntry {
  readonly entry: Json;
  /** Forced, or written before something that was. The entries that are not stand at the end of the log. */
  readonly durable: boolean;
}

/** The log of a node, oldest entry first. It stands outside of the node, as plain data. */
export type NodeLog = readonly LoggedEntry[];

/**
 * The log with one more entry.
 *
 * @param forced whether the write waits until the disk has it; it then has all that was written before, too
 */
export function written(log: NodeLog, entry: Json, forced: boolean): NodeLog {
  return forced ? [...log.map(asDurable), asDurable({ entry })] : [...log, { entry, durable: false }];
}

/**
 * What a crash leaves of a log: all that is durable, and of the rest the first `keep` entries, because the disk may
 * have written some of them on its own. What is left is durable.
 *
 * @param keep a whole number from 0; more than there are keeps all
 */
export function afterCrash(log: NodeLog, keep: number): NodeLog {
  return log.slice(0, durableLength(log) + keep).map(asDurable);
}

/** What recovery reads. */
export const entriesOf = (log: NodeLog): readonly Json[] => log.map(({ entry }) => entry);

function durableLength(log: NodeLog): number {
  const volatile = log.findIndex(({ durable }) => !durable);
  return volatile === -1 ? log.length : volatile;
}

const asDurable = ({ entry }: { readonly entry: Json }): LoggedEntry => ({ entry, durable: true });
