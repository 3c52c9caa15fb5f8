import type { RecordedEvent } from '../../../engine/events/index.ts';
import { add, nothing, type Contender, type Given, type Totals } from './contender.ts';

type Kept = RecordedEvent<Given>;

const noMetadata = Object.freeze({});

/**
 * The least that can be called an event store: an array for the log, one for each stream, and a version check.
 * What it keeps of an event has every field that a reader of the engine's store is given.
 */
function openFloor(keep: (event: Given, stream: string, version: number, position: number) => Kept) {
  const log: Kept[] = [];
  const streams = new Map<string, Kept[]>();
  const foldOf = (events: readonly Kept[]): Totals =>
    events.reduce((totals, { data }) => add(totals, data), nothing);
  return {
    append(name: string, events: readonly Given[], version: number) {
      let stream = streams.get(name);
      if (stream === undefined) streams.set(name, (stream = []));
      if (stream.length !== version)
        throw new Error(`Expected version ${version}, but was ${stream.length}.`);
      for (const event of events) {
        const kept = keep(event, name, stream.length + 1, log.length + 1);
        stream.push(kept);
        log.push(kept);
      }
    },
    foldStream: (name: string) => foldOf(streams.get(name) ?? []),
    foldAll: () => foldOf(log),
  };
}

/** Keeps the writer's own data: whoever holds on to it can change history. */
export const floor: Contender = {
  name: 'floor',
  open: () =>
    openFloor(({ id, type, data }, stream, version, position) => ({
      id,
      type,
      data,
      schemaVersion: 1,
      metadata: noMetadata,
      stream,
      version,
      position,
      recordedAt: 0,
    })),
};

/** Keeps a frozen copy (one level deep, nothing checked): the least that protects history. */
export const frozenFloor: Contender = {
  name: 'frozen floor',
  open: () =>
    openFloor(({ id, type, data }, stream, version, position) =>
      Object.freeze({
        id,
        type,
        data: Object.freeze({ ...data }),
        schemaVersion: 1,
        metadata: noMetadata,
        stream,
        version,
        position,
        recordedAt: 0,
      }),
    ),
};
