import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { createTimeline, historyOf, type Fold, type History } from '../../../engine/timeline/index.ts';
import { bank, moves, replay, tally, type Moved } from './bank.ts';

const amounts = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 60 });
const ones = (count: number): Moved[] => moves(Array.from({ length: count }, () => 1));
const bound = (length: number): number => (length <= 1_024 ? 0 : length / 512);

describe('the state at a position', () => {
  test('is the plain fold of so many events, at every position', () => {
    fc.assert(
      fc.property(amounts, (list) => {
        const events = moves(list);
        const timeline = createTimeline(historyOf(events), bank);
        for (let position = 0; position <= events.length; position += 1) {
          expect(timeline.stateAt(position)).toMatchObject({ position, state: replay(events, position) });
        }
      }),
    );
  });

  test('is the plain fold in long histories too, whatever was asked before', () => {
    const events = ones(5_000);
    const timeline = createTimeline(historyOf(events), tally);
    fc.assert(
      fc.property(fc.nat(5_000), (position) => {
        expect(timeline.stateAt(position).state).toEqual({ count: position, sum: position });
      }),
    );
  });

  test.each([0, 1, 1_023, 1_024, 1_025, 2_048, 2_049, 10_000])(
    'in a history of %i is found within the promised reads and memory',
    (length) => {
      const timeline = createTimeline(historyOf(ones(length)), tally);
      for (let position = 0; position <= length; position += 1) {
        const { state, eventsRead, checkpoint } = timeline.stateAt(position);
        if (state.count !== position || eventsRead !== position - checkpoint) expect.fail(`at ${position}`);
        if (eventsRead > bound(length) || eventsRead > timeline.stride - 1) expect.fail(`at ${position}`);
      }
      expect(timeline.checkpoints).toBeLessThanOrEqual(1_025);
      expect(timeline.length).toBe(length);
    },
  );

  test('in a history of a million events takes fewer than 1,024 reads', () => {
    const million = 1_000_000;
    const event = moves([1])[0]!;
    let read = 0;
    const history: History<Moved> = {
      length: million,
      eventAt: () => {
        read += 1;
        return event;
      },
    };
    const timeline = createTimeline(history, tally);
    expect(read).toBe(million);
    for (const position of [1, 1_023, 1_024, 499_999, 511_999, 777_777, 999_423, million]) {
      read = 0;
      const at = timeline.stateAt(position);
      expect(at.state).toEqual({ count: position, sum: position });
      expect(at.eventsRead).toBe(read);
      expect(read).toBeLessThan(1_024);
    }
    expect([timeline.stride, timeline.checkpoints]).toEqual([1_024, 977]);
  });

  test('at the end costs nothing', () => {
    expect(createTimeline(historyOf(ones(5_001)), tally).stateAt(5_001)).toEqual({
      state: { count: 5_001, sum: 5_001 },
      position: 5_001,
      eventsRead: 0,
      checkpoint: 5_001,
    });
  });

  test.each([-1, 4, 0.5, NaN, Infinity, 2 ** 53, '1', null, undefined])(
    'is refused at position %o of 3',
    (position) => {
      const timeline = createTimeline(historyOf(ones(3)), tally);
      expect(() => timeline.stateAt(position as number)).toThrow(
        'stateAt: position: expected a position from 0 to 3, got',
      );
    },
  );
});

describe('extending a timeline', () => {
  test('gives the same as making it from the whole history', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }), (pieces) => {
        const growing: Moved[] = [];
        const timeline = createTimeline(historyOf(growing), tally);
        const all = ones(pieces.reduce((sum, piece) => sum + piece, 0));
        for (const piece of pieces) {
          growing.push(...all.slice(growing.length, growing.length + piece));
          expect(timeline.extend()).toBe(piece);
        }
        const whole = createTimeline(historyOf(all), tally);
        expect([timeline.length, timeline.stride, timeline.checkpoints]).toEqual([
          whole.length,
          whole.stride,
          whole.checkpoints,
        ]);
        for (const part of [0, 0.1, 0.5, 0.9, 1]) {
          const position = Math.floor(part * all.length);
          expect(timeline.stateAt(position)).toEqual(whole.stateAt(position));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('does not happen by itself', () => {
    const growing = ones(2);
    const timeline = createTimeline(historyOf(growing), tally);
    growing.push(...ones(3).slice(2));
    expect(timeline.length).toBe(2);
    expect(() => timeline.stateAt(3)).toThrow(InvalidInputError);
    expect(timeline.extend()).toBe(1);
    expect(timeline.stateAt(3).state.count).toBe(3);
    expect(timeline.extend()).toBe(0);
  });

  test('is refused for a history that became shorter', () => {
    const shrinking = ones(3);
    const timeline = createTimeline(historyOf(shrinking), tally);
    shrinking.pop();
    expect(() => timeline.extend()).toThrow(InvalidInputError);
  });

  test('stops before an event that the fold fails on, and can go on once it does not', () => {
    const events = ones(3);
    let broken = true;
    const fragile: Fold<number, Moved> = {
      initial: 0,
      evolve: (count, { position }) => {
        if (broken && position === 2) throw new Error('no');
        return count + 1;
      },
    };
    const growing: Moved[] = [];
    const timeline = createTimeline(historyOf(growing), fragile);
    growing.push(...events);
    expect(() => timeline.extend()).toThrow('no');
    expect([timeline.length, timeline.stateAt(1).state]).toEqual([1, 1]);
    broken = false;
    expect(timeline.extend()).toBe(2);
    expect(timeline.stateAt(3).state).toBe(3);
  });
});

describe('the position at a time', () => {
  test('is that of the last event recorded at or before it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 30 }),
        fc.integer({ min: -25, max: 25 }),
        (list, time) => {
          const times = list.toSorted((a, b) => a - b);
          const timeline = createTimeline(
            historyOf(
              moves(
                times.map(() => 1),
                times,
              ),
            ),
            tally,
          );
          expect(timeline.positionAt(time)).toBe(times.filter((at) => at <= time).length);
        },
      ),
    );
  });

  test('sees what the history gained', () => {
    const growing = moves([1, 1], [10, 20]);
    const timeline = createTimeline(historyOf(growing), tally);
    expect(timeline.positionAt(30)).toBe(2);
    growing.push(...moves([1, 1, 1], [10, 20, 30]).slice(2));
    timeline.extend();
    expect(timeline.positionAt(30)).toBe(3);
  });

  test('reads few events once the times are known to be in order', () => {
    const events = ones(100_000);
    let read = 0;
    const history = { length: events.length, eventAt: (at: number) => ((read += 1), events[at - 1]!) };
    const timeline = createTimeline<unknown, Moved>(history, tally as Fold<unknown, Moved>);
    timeline.positionAt(5);
    read = 0;
    expect(timeline.positionAt(77_777)).toBe(77_777);
    expect(read).toBeLessThanOrEqual(17);
  });

  test.each([[[10, 9]], [[1, 2, 3, 2, 4]]])('is refused where times go back, as in %o', (times) => {
    const timeline = createTimeline(
      historyOf(
        moves(
          times.map(() => 1),
          times,
        ),
      ),
      tally,
    );
    expect(() => timeline.positionAt(5)).toThrow(/times never go back/);
  });

  test('is refused where times go back between what was known and what came', () => {
    const growing = moves([1], [10]);
    const timeline = createTimeline(historyOf(growing), tally);
    timeline.positionAt(5);
    growing.push(...moves([1, 1], [10, 9]).slice(1));
    timeline.extend();
    expect(() => timeline.positionAt(5)).toThrow('recordedAt of position 2');
  });

  test.each([NaN, 0.5, '5', undefined])('is refused for the time %o', (time) => {
    const timeline = createTimeline(historyOf(ones(1)), tally);
    expect(() => timeline.positionAt(time as number)).toThrow(InvalidInputError);
  });
});

describe('making a timeline', () => {
  test.each<[unknown, unknown]>([
    [null, tally],
    [{ length: 1 }, tally],
    [{ length: -1, eventAt: () => undefined }, tally],
    [historyOf([]), null],
    [historyOf([]), { initial: 0 }],
  ])('is refused for %o and %o', (history, fold) => {
    expect(() => createTimeline(history as History<Moved>, fold as typeof tally)).toThrow(InvalidInputError);
  });

  test.each([undefined, null, 'abc', 7, { length: 0.5 }])(
    'is refused for %o in place of an array',
    (events) => {
      expect(() => historyOf(events as unknown as Moved[])).toThrow(InvalidInputError);
    },
  );

  test('is refused for an array with a hole, which it names', () => {
    const events = ones(3);
    delete events[1];
    expect(() => createTimeline(historyOf(events), tally)).toThrow('position 2: expected a recorded event');
  });
});
