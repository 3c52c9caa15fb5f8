import fc from 'fast-check';
import { expect, test } from 'vitest';
import type {
  Direction,
  ExpectedVersion,
  LogFilter,
  ReadStreamOptions,
  Subscription,
} from '../../../engine/store/index.ts';
import { ModelStore, type ModelEvent, type Outcome } from './model/model-store.ts';
import { attempt, type StoreFactory, type StoreUnderTest } from './store-under-test.ts';

type Step =
  | { do: 'append'; stream: string; ids: string[]; type: string; expected: Expectation }
  | {
      do: 'retry';
      stream: string;
      behind: number;
      count: number;
      expected: 'exact' | 'any' | 'stream-exists';
    }
  | { do: 'deleted' | 'tombstoned'; stream: string; expected: Expectation }
  | { do: 'read'; stream: string; page: Page }
  | { do: 'read-all'; filter: LogFilter; page: Page }
  | { do: 'subscribe'; filter: LogFilter; after: number; bufferSize: number }
  | { do: 'pause' | 'resume' | 'stop'; which: number };

/** An expectation, or an exact version so many events behind the stream. */
type Expectation = ExpectedVersion | { behind: number };

interface Page {
  direction: Direction;
  from: number | undefined;
  max: number | undefined;
}

const stream = fc.constantFrom('a-1', 'a-2', 'b-1');
const type = fc.constantFrom('opened', 'closed');
const expected: fc.Arbitrary<Expectation> = fc.oneof(
  fc.constantFrom<ExpectedVersion[]>('any', 'no-stream', 'stream-exists'),
  fc.nat(6),
  fc.record({ behind: fc.nat(2) }),
);
const page = fc.record<Page>({
  direction: fc.constantFrom<Direction[]>('forwards', 'backwards'),
  from: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  max: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
});
const filter: fc.Arbitrary<LogFilter> = fc.record(
  { prefix: fc.constantFrom('a-', 'b-1'), types: fc.subarray(['opened', 'closed'], { minLength: 1 }) },
  { requiredKeys: [] },
);
const ids = fc.oneof(
  { arbitrary: fc.array(fc.uuid(), { maxLength: 4 }), weight: 2 },
  { arbitrary: fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }), weight: 1 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('append' as const), stream, ids, type, expected }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('retry' as const),
      stream,
      behind: fc.integer({ min: 1, max: 5 }),
      count: fc.integer({ min: 1, max: 5 }),
      expected: fc.constantFrom('exact' as const, 'any' as const, 'stream-exists' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deleted' as const), stream, expected }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tombstoned' as const), stream, expected }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const), stream, page }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read-all' as const), filter, page }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      filter,
      after: fc.nat(8),
      bufferSize: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const, 'stop' as const),
      which: fc.nat(3),
    }),
  },
);

/** Subscriptions as the test sees them, beside what the model says that they have come to. */
interface Watcher {
  readonly subscription: Subscription;
  readonly seen: string[];
  readonly filter: LogFilter;
  readonly after: number;
  upTo: number;
  state: 'running' | 'paused' | 'stopped';
}

export function workload(create: StoreFactory): void {
  test('answers like a model of the contract, whatever is asked of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = { real: await create(), model: new ModelStore(), watchers: [] as Watcher[] };
        for (const next of steps) {
          await take(next, world);
          await checkWatchers(world);
        }
        const { events } = await world.real.store.readAll();
        expect(events.map(essence)).toEqual(world.model.log);
      }),
      { numRuns: 300 },
    );
  });
}

interface World {
  readonly real: StoreUnderTest;
  readonly model: ModelStore;
  readonly watchers: Watcher[];
}

async function take(next: Step, { real, model, watchers }: World): Promise<void> {
  switch (next.do) {
    case 'append': {
      const events = next.ids.map((id) => ({ id, type: next.type, data: null }));
      const meant = exactly(next.expected, model.stream(next.stream).length);
      const answer = await outcomeOf(() => real.store.append(next.stream, events, { expected: meant }));
      expect(answer).toEqual(model.append(next.stream, events, meant));
      return;
    }
    case 'retry': {
      const past = model.stream(next.stream);
      const version = Math.max(0, past.length - next.behind);
      const events = past
        .slice(version, version + next.count)
        .map(({ id, type }) => ({ id, type, data: null }));
      const meant = next.expected === 'exact' ? version : next.expected;
      const answer = await outcomeOf(() => real.store.append(next.stream, events, { expected: meant }));
      expect(answer).toEqual(model.append(next.stream, events, meant));
      return;
    }
    case 'deleted':
    case 'tombstoned': {
      const meant = exactly(next.expected, model.stream(next.stream).length);
      const close = next.do === 'deleted' ? 'deleteStream' : 'tombstoneStream';
      const answer = await outcomeOf(() => real.store[close](next.stream, { expected: meant }));
      expect(answer).toEqual(model.close(next.stream, next.do, meant));
      return;
    }
    case 'read': {
      const { direction, from, max = Infinity } = next.page;
      const slice = await real.store.readStream(next.stream, optionsOf(next.page));
      const modelled = { stream: next.stream, ...model.readStream(next.stream, direction, from, max) };
      expect({ ...slice, events: slice.events.map(essence) }).toEqual(modelled);
      return;
    }
    case 'read-all': {
      const { direction, from, max = Infinity } = next.page;
      const slice = await real.store.readAll({ ...next.filter, ...optionsOf(next.page) });
      const modelled = model.readAll(next.filter, direction, from, max);
      expect({ ...slice, events: slice.events.map(essence) }).toEqual(modelled);
      return;
    }
    case 'subscribe': {
      const { filter, after, bufferSize } = next;
      const seen: string[] = [];
      const subscription = await real.store.subscribe(
        (event) => void seen.push(`${event.position} ${event.id}`),
        { ...filter, after, bufferSize },
      );
      watchers.push({ subscription, seen, filter, after, upTo: after, state: 'running' });
      return;
    }
    default: {
      const watcher = watchers[next.which % watchers.length];
      if (watcher === undefined) return;
      watcher.subscription[next.do]();
      if (watcher.state !== 'stopped')
        watcher.state = ({ pause: 'paused', resume: 'running', stop: 'stopped' } as const)[next.do];
    }
  }
}

async function checkWatchers({ real, model, watchers }: World): Promise<void> {
  await real.settle();
  for (const watcher of watchers) {
    if (watcher.state === 'running') watcher.upTo = Math.max(watcher.after, model.log.length);
    const due = model.between(watcher.filter, watcher.after, watcher.upTo);
    expect(watcher.seen).toEqual(due.map(({ position, id }) => `${position} ${id}`));
    expect(watcher.subscription.position).toBe(watcher.upTo);
    expect(watcher.subscription.state).toBe(watcher.state === 'running' ? 'live' : watcher.state);
  }
}

const essence = ({ id, type, stream, version, position }: ModelEvent): ModelEvent => ({
  id,
  type,
  stream,
  version,
  position,
});

const exactly = (expected: Expectation, version: number): ExpectedVersion =>
  typeof expected === 'object' ? Math.max(0, version - expected.behind) : expected;

const optionsOf = ({ direction, from, max }: Page): ReadStreamOptions => ({
  direction,
  ...(from === undefined ? {} : { from }),
  ...(max === undefined ? {} : { max }),
});

async function outcomeOf<T>(action: () => T | Promise<T>): Promise<Outcome<T>> {
  return attempt(action).catch((error: unknown) => ({ refused: (error as { code: string }).code }));
}
