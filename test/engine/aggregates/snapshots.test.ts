import { describe, expect, test } from 'vitest';
import {
  everyEvents,
  everyMinutes,
  everySave,
  MemorySnapshotStore,
  type Snapshot,
  type SnapshotPolicy,
} from '../../../engine/aggregates/index.ts';
import { InvalidInputError } from '../../../engine/errors.ts';

const MINUTE = 60_000;
const snapshot: Snapshot = {
  stream: 'account-1',
  version: 3,
  schemaVersion: 1,
  takenAt: 5,
  state: { balance: 7 },
};

/** The versions at which a policy takes a snapshot, if batches of these sizes are saved a minute apart. */
function versionsTaken(policy: SnapshotPolicy, batches: readonly number[], minutes = 1): number[] {
  const taken: number[] = [];
  let [version, now] = [0, 0];
  let last: { version: number; takenAt: number } | undefined;
  for (const size of batches) {
    version += size;
    now += minutes * MINUTE;
    if (!policy({ stream: 'account-1', version, now, last })) continue;
    taken.push(version);
    last = { version, takenAt: now };
  }
  return taken;
}

describe('the policy "every n events"', () => {
  test('takes a snapshot whenever n events came since the last', () => {
    expect(versionsTaken(everyEvents(3), [1, 1, 1, 1, 1, 1, 1])).toEqual([3, 6]);
  });

  test('is not jumped over by a batch, and counts on from the snapshot that was really taken', () => {
    expect(versionsTaken(everyEvents(3), [2, 2, 2, 2])).toEqual([4, 8]);
    expect(versionsTaken(everyEvents(3), [10, 1, 1, 1])).toEqual([10, 13]);
  });

  test('takes one at each save for n = 1', () => {
    expect(versionsTaken(everyEvents(1), [1, 2, 1])).toEqual([1, 3, 4]);
  });

  test.each([0, -1, 1.5, NaN, Infinity, '3', undefined])('refuses n = %o', (n) => {
    expect(() => everyEvents(n as number)).toThrow(InvalidInputError);
  });
});

describe('the policy "every n minutes"', () => {
  test('takes the first at once, then each when the last is n minutes old', () => {
    expect(versionsTaken(everyMinutes(3), [1, 1, 1, 1, 1, 1, 1])).toEqual([1, 4, 7]);
  });

  test('counts whole minutes to the millisecond', () => {
    const moment = { stream: 'account-1', version: 9, last: { version: 1, takenAt: 100 } };
    expect(everyMinutes(2)({ ...moment, now: 100 + 2 * MINUTE - 1 })).toBe(false);
    expect(everyMinutes(2)({ ...moment, now: 100 + 2 * MINUTE })).toBe(true);
  });

  test.each([0, -1, 0.5, NaN, '3', undefined])('refuses n = %o', (n) => {
    expect(() => everyMinutes(n as number)).toThrow(InvalidInputError);
  });
});

test('the policy "every save" takes one after every save', () => {
  expect(versionsTaken(everySave, [1, 5, 1], 0)).toEqual([1, 6, 7]);
});

describe('the snapshot store in memory', () => {
  test('gives back what was saved last for the stream, and nothing for others', () => {
    const store = new MemorySnapshotStore();
    store.save(snapshot);
    store.save({ ...snapshot, version: 2 });
    expect(store.load('account-1')).toEqual({ ...snapshot, version: 2 });
    expect(store.load('account-2')).toBeUndefined();
  });

  test('forgets what is deleted', () => {
    const store = new MemorySnapshotStore();
    store.save(snapshot);
    store.delete('account-2');
    expect(store.load('account-1')).toEqual(snapshot);
    store.delete('account-1');
    expect(store.load('account-1')).toBeUndefined();
  });

  test('keeps a frozen copy, which neither side can change', () => {
    const store = new MemorySnapshotStore();
    const state = { lines: [1] };
    store.save({ ...snapshot, state });
    state.lines.push(2);
    const kept = store.load('account-1') as Snapshot<typeof state>;
    expect(kept.state).toEqual({ lines: [1] });
    expect(() => kept.state.lines.push(3)).toThrow(TypeError);
    expect(Object.isFrozen(kept)).toBe(true);
  });

  test.each([
    ['no snapshot', undefined],
    ['an empty stream name', { ...snapshot, stream: '' }],
    ['version 0', { ...snapshot, version: 0 }],
    ['schema version 0', { ...snapshot, schemaVersion: 0 }],
    ['a time that is none', { ...snapshot, takenAt: NaN }],
    ['a Map as its state', { ...snapshot, state: new Map() }],
    ['a Date within its state', { ...snapshot, state: { at: new Date(0) } }],
    ['no state', { ...snapshot, state: undefined }],
  ])('refuses %s, and keeps what it had', (_, bad) => {
    const store = new MemorySnapshotStore();
    store.save(snapshot);
    expect(() => {
      store.save(bad as Snapshot);
    }).toThrow(InvalidInputError);
    expect(store.load('account-1')).toEqual(snapshot);
  });

  test('refuses an empty name', () => {
    const store = new MemorySnapshotStore();
    expect(() => store.load('')).toThrow(InvalidInputError);
    expect(() => {
      store.delete('');
    }).toThrow(InvalidInputError);
  });
});
