import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fold } from '../../engine/aggregates/index.ts';
import { account, type AccountEvent } from '../../engine/domains/account.ts';
import { MemoryEventStore } from '../../engine/store/index.ts';
import { coordinatorProof } from '../../src/labs/coordinator/proof.ts';
import { proof as viewsProof } from '../../src/labs/three-views/proof.ts';
import { createTimeline, historyOf } from '../../engine/timeline/index.ts';
import { payment, STALL, stallOpened } from '../../src/lessons/worked/11-snapshots/stall.ts';

/** Figures that stand in the prose and that a run can count. */

const proseOf = (chapter: string): string =>
  readFileSync(new URL(`../../content/lessons/${chapter}.mdx`, import.meta.url), 'utf8').replaceAll(
    /\s+/g,
    ' ',
  );

test('chapter 5: the states that are kept of 100,000 events', () => {
  const events = Array.from({ length: 100_000 }, (_, i) => ({
    id: `event-${i}`,
    stream: 'stall',
    version: i + 1,
    position: i + 1,
    recordedAt: i,
    schemaVersion: 1,
    metadata: {},
    ...payment,
  }));
  const timeline = createTimeline(historyOf(events), { initial: 0, evolve: (sum: number) => sum + 1 });
  const prose = proseOf('05-replay-and-time-travel');
  expect(prose).toContain(`after every ${timeline.stride}th of them, ${timeline.checkpoints} in all`);
  expect(prose).toContain(`no jump reads more than ${timeline.stride - 1} events`);
});

test('chapter 7: the crash points, and those that count an event twice', () => {
  const run = { lab: 'three-views', scenario: 'crash', seed: 1, commands: [] };
  const { tried, failing } = viewsProof.start(run).advance(10_000);
  const prose = proseOf('07-projections');
  expect(prose).toContain(`are ${tried} crash points`);
  expect(prose).toContain(`${failing} of the ${tried} end with an event counted twice`);
});

describe('chapter 11: a load of ten thousand events', () => {
  const store = new MemoryEventStore({ clock: () => Date.UTC(2026, 4, 4) });
  const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const events: AccountEvent[] = [stallOpened, ...Array.from({ length: 9_999 }, () => payment)];
  store.append(
    STALL,
    events.map((event, i) => ({ ...event, id: uuid(i) })),
    { expected: 'no-stream' },
  );
  const stored = store.readStream<AccountEvent>(STALL).events;

  test('is as many calls of evolve', () => {
    let calls = 0;
    const evolve: typeof account.evolve = (state, event) => {
      calls += 1;
      return account.evolve(state, event);
    };
    fold({ ...account, evolve }, stored);
    expect(proseOf('11-snapshots')).toContain(`to call \`evolve\` ${calls.toLocaleString('en-GB')} times`);
  });

  test('is some two megabytes of JSON', () => {
    const bytes = stored.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
    expect(Math.round(bytes / 1_000_000)).toBe(2);
    expect(proseOf('11-snapshots')).toContain('some two megabytes of JSON');
  });
});

test('chapter 13: the runs with and without a protocol', () => {
  const prove = (scenario: string) =>
    coordinatorProof.start({ lab: 'coordinator', scenario, seed: 1, commands: [] }).advance(1_000);
  const prose = proseOf('13-two-phase-commit');
  const without = prove('without');
  expect(prose).toContain(
    `there are ${without.tried / 2} places to crash, and so ${without.tried} runs. Of these, ${without.failing} leave half an order`,
  );
  const protocol = prove('two-steps');
  expect(prose).toContain(
    `there are ${protocol.tried / 2} places to crash, and so ${protocol.tried} runs. None leaves half an order.`,
  );
  expect(protocol.failing).toBe(7);
  expect(prose).toContain('In seven of them');
});

test('chapter 12: what an event weighs as JSON', () => {
  const uuid = '00000000-0000-4000-8000-000000000001';
  const store = new MemoryEventStore({ clock: () => Date.UTC(2026, 4, 4) });
  const metadata = { correlationId: uuid, causationId: uuid };
  store.append('account-ada', [{ ...payment, id: uuid, metadata }], { expected: 'no-stream' });
  const bytes = JSON.stringify(store.readStream('account-ada').events[0]).length;
  expect(Math.round(bytes / 50) * 50).toBe(350);
  expect(proseOf('12-events-live-longer-than-code')).toContain('takes about 350 bytes as JSON');
});
