import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, given } from '../../../engine/aggregates/index.ts';
import { byTimeOfDay, day, exampleDay, type NoteMoment } from '../../../engine/domains/your-day.ts';
import { MemoryEventStore } from '../../../engine/store/index.ts';
import { handlerFor, run } from './deciding.ts';

const note = (label: string, minute: number): NoteMoment => ({ type: 'NoteMoment', data: { label, minute } });

const example = [
  note('WokeUp', 420),
  note('AteBreakfast', 450),
  note('StartedLearning', 480),
  note('HadInsight', 495),
];

describe('a day', () => {
  test('of the example is four events, from 7:00 to 8:15', () => {
    expect(run(day, example).events).toEqual(exampleDay);
  });

  test('takes what the learner writes, in any words', () => {
    const store = new MemoryEventStore();
    const handle = handlerFor(store, day);
    handle('mine', note('  fed the cat ', 6 * 60 + 45));
    handle('mine', note('läste en bok 📖', 1439));
    expect(store.readStream('day-mine').events).toMatchObject([
      { type: 'fed the cat', data: { minute: 405 } },
      { type: 'läste en bok 📖', data: { minute: 1439 } },
    ]);
  });

  test.each(['', '   '])('refuses an empty label (%j)', (label) => {
    expect(given(day, []).when(note(label, 420)).thenRefused('empty-label').difference).toBe('');
  });

  test.each([-1, 1440, 420.5, NaN, Infinity])('refuses %s as a time of the day', (minute) => {
    expect(given(day, []).when(note('WokeUp', minute)).thenRefused('not-in-day').difference).toBe('');
  });

  test.each([0, 1439])('takes minute %i, at the edge of the day', (minute) => {
    const events = [{ type: 'WokeUp', data: { minute } }];
    expect(given(day, []).when(note('WokeUp', minute)).then(events).difference).toBe('');
  });
});

describe('the row', () => {
  test('keeps the insight, and nothing of how the day came there', () => {
    expect(fold(day, exampleDay)).toEqual({ label: 'HadInsight', minute: 495 });
  });

  test('is null before anything happened', () => {
    expect(fold(day, [])).toBeNull();
  });

  test('keeps what was written last, even if it happened first', () => {
    const { states } = run(day, [note('AteBreakfast', 450), note('WokeUp', 420)]);
    expect(states.at(-1)).toEqual({ label: 'WokeUp', minute: 420 });
  });

  test('is the same for any two days that end alike', () => {
    const anyMoment = fc.tuple(fc.string(), fc.integer({ min: -10, max: 1450 }));
    const anyDay = fc.array(anyMoment.map(([label, minute]) => note(label, minute)));
    fc.assert(
      fc.property(anyDay, (before) => {
        expect(run(day, [...before, ...example]).states.at(-1)).toEqual({ label: 'HadInsight', minute: 495 });
      }),
    );
  });
});

describe('the time line', () => {
  test('orders by the time of the day what was noted in another order', () => {
    const { events } = run(day, [note('ate', 450), note('woke up', 420), note('read the news', 450)]);
    expect(byTimeOfDay(events).map(({ type }) => type)).toEqual(['woke up', 'ate', 'read the news']);
    expect(events.map(({ type }) => type)).toEqual(['ate', 'woke up', 'read the news']);
  });
});
