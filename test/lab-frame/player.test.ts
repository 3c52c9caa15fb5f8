import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createActor } from 'xstate';
import { playerMachine, SPEEDS } from '../../src/lab-frame/player.ts';

const start = (length = 5, cursor = 0) => createActor(playerMachine, { input: { length, cursor } }).start();

/** A player whose learner has committed. */
function ready(length = 5) {
  const player = start(length);
  player.send({ type: 'predict', choice: 'a' });
  return player;
}

const cursorOf = (player: ReturnType<typeof start>) => player.getSnapshot().context.cursor;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('before the learner has committed', () => {
  test('nothing moves, whatever is pressed', () => {
    const player = start();
    player.send({ type: 'step' });
    player.send({ type: 'seek', to: 3 });
    player.send({ type: 'play' });
    vi.advanceTimersByTime(10_000);
    expect(player.getSnapshot().matches('predicting')).toBe(true);
    expect(cursorOf(player)).toBe(0);
  });

  test('a prediction is remembered, and opens the transport', () => {
    const player = ready();
    expect(player.getSnapshot().context.commitment).toEqual({ choice: 'a' });
    player.send({ type: 'step' });
    expect(cursorOf(player)).toBe(1);
  });

  test('skipping opens the transport too, and is remembered as skipped', () => {
    const player = start();
    player.send({ type: 'skip' });
    expect(player.getSnapshot().context.commitment).toBe('skipped');
    expect(player.getSnapshot().matches({ moving: 'paused' })).toBe(true);
  });

  test('a prediction cannot be changed once it was made', () => {
    const player = ready();
    player.send({ type: 'predict', choice: 'b' });
    expect(player.getSnapshot().context.commitment).toEqual({ choice: 'a' });
  });
});

test('a scenario may open at a later step, which then counts as seen', () => {
  const { context } = start(5, 4).getSnapshot();
  expect(context).toMatchObject({ cursor: 4, furthest: 4 });
});

describe('moving', () => {
  test('steps and jumps stay within the trace, for any sequence of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(
          fc.oneof(
            fc.constant({ type: 'step' } as const),
            fc.constant({ type: 'back' } as const),
            fc.record({ type: fc.constant('seek' as const), to: fc.integer({ min: -5, max: 30 }) }),
          ),
        ),
        (length, events) => {
          const player = ready(length);
          for (const event of events) {
            player.send(event);
            expect(cursorOf(player)).toBeGreaterThanOrEqual(0);
            expect(cursorOf(player)).toBeLessThan(length);
          }
        },
      ),
    );
  });

  test('the furthest step that was seen does not shrink on the way back', () => {
    const player = ready();
    player.send({ type: 'seek', to: 3 });
    player.send({ type: 'seek', to: 1 });
    expect(player.getSnapshot().context.furthest).toBe(3);
  });

  test('a shorter trace takes the marker to its end', () => {
    const player = ready();
    player.send({ type: 'seek', to: 4 });
    player.send({ type: 'retrace', length: 3, cursor: 4 });
    expect(cursorOf(player)).toBe(2);
  });
});

describe('playing', () => {
  test('takes one step each step time, and is finished at the last', () => {
    const player = ready(3);
    player.send({ type: 'play' });
    vi.advanceTimersByTime(SPEEDS.normal - 1);
    expect(cursorOf(player)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(cursorOf(player)).toBe(1);
    vi.advanceTimersByTime(SPEEDS.normal);
    expect(cursorOf(player)).toBe(2);
    expect(player.getSnapshot().matches({ moving: 'finished' })).toBe(true);
    vi.advanceTimersByTime(10 * SPEEDS.normal);
    expect(cursorOf(player)).toBe(2);
  });

  test('takes the new speed from the next step on', () => {
    const player = ready(4);
    player.send({ type: 'speed', speed: 'fast' });
    player.send({ type: 'play' });
    vi.advanceTimersByTime(SPEEDS.fast);
    expect(cursorOf(player)).toBe(1);
  });

  test.each([
    { type: 'pause' },
    { type: 'step' },
    { type: 'back' },
    { type: 'seek', to: 1 },
    { type: 'retrace', length: 5, cursor: 0 },
  ] as const)('is interrupted by $type', (event) => {
    const player = ready();
    player.send({ type: 'play' });
    player.send(event);
    const cursor = cursorOf(player);
    vi.advanceTimersByTime(10 * SPEEDS.slow);
    expect(cursorOf(player)).toBe(cursor);
  });

  test('begins anew from the last step', () => {
    const player = ready();
    player.send({ type: 'seek', to: 4 });
    expect(player.getSnapshot().matches({ moving: 'finished' })).toBe(true);
    player.send({ type: 'play' });
    expect(cursorOf(player)).toBe(0);
    vi.advanceTimersByTime(SPEEDS.normal);
    expect(cursorOf(player)).toBe(1);
  });

  test('does not begin where there is but one step', () => {
    const player = ready(1);
    player.send({ type: 'play' });
    expect(player.getSnapshot().matches({ moving: 'finished' })).toBe(true);
  });
});

test('a reset asks for a new prediction and forgets where the learner was, but not the speed', () => {
  const player = ready();
  player.send({ type: 'speed', speed: 'slow' });
  player.send({ type: 'seek', to: 4 });
  player.send({ type: 'reset', length: 2, cursor: 1 });
  const { context } = player.getSnapshot();
  expect(player.getSnapshot().matches('predicting')).toBe(true);
  expect(context).toMatchObject({ length: 2, cursor: 1, furthest: 1, commitment: null, speed: 'slow' });
});

describe('while the engine tries everything', () => {
  test('nothing moves', () => {
    const player = ready();
    player.send({ type: 'prove' });
    for (const type of ['step', 'back', 'play'] as const) player.send({ type });
    player.send({ type: 'seek', to: 3 });
    vi.advanceTimersByTime(10_000);
    expect(player.getSnapshot().matches('proving')).toBe(true);
    expect(cursorOf(player)).toBe(0);
  });

  test('the end of it gives the transport back, where it was', () => {
    const player = ready();
    player.send({ type: 'seek', to: 3 });
    player.send({ type: 'prove' });
    player.send({ type: 'proved' });
    expect(player.getSnapshot().matches({ moving: 'paused' })).toBe(true);
    expect(cursorOf(player)).toBe(3);
  });

  test('a reset ends it', () => {
    const player = ready();
    player.send({ type: 'prove' });
    player.send({ type: 'reset', length: 5, cursor: 0 });
    expect(player.getSnapshot().matches('predicting')).toBe(true);
  });
});
