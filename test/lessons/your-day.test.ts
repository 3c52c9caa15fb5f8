import { describe, expect, test } from 'vitest';
import { CommandRefusedError } from '../../engine/aggregates/index.ts';
import {
  exampleMoments,
  keepDiary,
  LONGEST_LABEL,
  minuteOf,
  MOST_MOMENTS,
} from '../../src/lessons/your-day/diary.ts';
import { keepMoments, keptMoments } from '../../src/lessons/your-day/kept.ts';
import { askDay, formatMinute } from '../../src/lessons/your-day/texts.ts';

describe('a diary', () => {
  test('keeps the moments as they were noted, shows them by the time of the day, and folds them to the last one', () => {
    const { events, timeline, row } = keepDiary([
      { label: ' lunch ', minute: 720 },
      { label: 'woke up', minute: 400 },
    ]);
    expect(events.map(({ type, version }) => [version, type])).toEqual([
      [1, 'lunch'],
      [2, 'woke up'],
    ]);
    expect(timeline.map(({ type }) => type)).toEqual(['woke up', 'lunch']);
    expect(row).toEqual({ label: 'woke up', minute: 400 });
  });

  test('refuses what the rules of a day refuse', () => {
    expect(() => keepDiary([{ label: '  ', minute: 1 }])).toThrow(CommandRefusedError);
    expect(() => keepDiary([{ label: 'slept', minute: minuteOf('') }])).toThrow(CommandRefusedError);
  });

  test('is asked four questions, of which its row answers the one about what was noted last', () => {
    const { timeline, row } = keepDiary(exampleMoments);
    if (row === null) throw new Error('The example has events.');
    expect(askDay(timeline, row)).toEqual([
      { question: 'What was noted last?', fromEvents: '8:15 HadInsight', fromRow: '8:15 HadInsight' },
      { question: 'What did the day begin with?', fromEvents: '7:00 WokeUp', fromRow: null },
      { question: 'What came before the latest of them?', fromEvents: '8:00 StartedLearning', fromRow: null },
      { question: 'How much happened?', fromEvents: '4 events', fromRow: null },
    ]);
  });
});

test('times are read from a field, and written as people write them', () => {
  expect([minuteOf('07:30'), minuteOf('00:00'), minuteOf('23:59')]).toEqual([450, 0, 1439]);
  expect([formatMinute(450), formatMinute(5), formatMinute(1439)]).toEqual(['7:30', '0:05', '23:59']);
});

describe('what was kept of a day', () => {
  const holding = (text: string | null) => ({ getItem: () => text, setItem: () => undefined });

  test('comes back as it was', () => {
    let text: string | null = null;
    const storage = { getItem: () => text, setItem: (_: string, value: string) => void (text = value) };
    expect(keptMoments(storage)).toEqual([]);
    keepMoments(storage, exampleMoments);
    expect(keptMoments(storage)).toEqual(exampleMoments);
  });

  test.each([
    ['no JSON', '{'],
    ['no list', '{"label":"a","minute":1}'],
    ['no moments', '[null,1,"a"]'],
    ['a label that is none', '[{"label":7,"minute":1}]'],
    ['an empty label', '[{"label":" ","minute":1}]'],
    ['a label that is too long', JSON.stringify([{ label: 'a'.repeat(LONGEST_LABEL + 1), minute: 1 }])],
    ['a minute outside the day', '[{"label":"a","minute":1440}]'],
    ['half a minute', '[{"label":"a","minute":0.5}]'],
    ['too many', JSON.stringify(Array(MOST_MOMENTS + 1).fill({ label: 'a', minute: 1 }))],
  ])('is nothing when it is %s', (_, text) => {
    expect(keptMoments(holding(text))).toEqual([]);
  });

  test('holds no more than the moments themselves', () => {
    expect(keptMoments(holding('[{"label":" a ","minute":1,"more":true}]'))).toEqual([
      { label: 'a', minute: 1 },
    ]);
  });

  test('is nothing where a browser refuses to store, and keeping fails in silence', () => {
    const refusing = {
      getItem: () => {
        throw new Error('no');
      },
      setItem: () => {
        throw new Error('no');
      },
    };
    expect(keptMoments(refusing)).toEqual([]);
    expect(() => {
      keepMoments(refusing, exampleMoments);
    }).not.toThrow();
  });
});
