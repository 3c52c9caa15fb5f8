import { describe, expect, test } from 'vitest';
import { lessonSchema } from '../../src/book/frontmatter.ts';

const sound = {
  number: 5,
  title: 'Replay and time travel',
  part: 'Facts',
  minutes: 25,
  summary: 'Any state that ever was can be had again.',
  question: 'Is the history wrong?',
  lab: 'time-machine',
};

describe('the head of a lesson', () => {
  test('is accepted when complete, with a lab or without one', () => {
    const { lab: _, ...withoutLab } = sound;
    expect(lessonSchema.safeParse(sound).success).toBe(true);
    expect(lessonSchema.safeParse(withoutLab).success).toBe(true);
  });

  test.each(['number', 'title', 'part', 'minutes', 'summary', 'question'])(
    'is refused without its %s',
    (key) => {
      const { [key as keyof typeof sound]: _, ...rest } = sound;
      const { error } = lessonSchema.safeParse(rest);
      expect(error?.issues.map((issue) => issue.path)).toEqual([[key]]);
    },
  );

  test.each([
    ['a part that the book does not have', { part: 'Fact' }, 'part'],
    ['a number that is none', { number: '5' }, 'number'],
    ['half a chapter', { number: 5.5 }, 'number'],
    ['no minutes', { minutes: 0 }, 'minutes'],
    ['an empty title', { title: ' ' }, 'title'],
    ['a lab that is no folder name', { lab: 'Time machine' }, 'lab'],
  ])('is refused for %s, and the message names the key', (_, change, key) => {
    const { error } = lessonSchema.safeParse({ ...sound, ...change });
    expect(error?.issues.map((issue) => issue.path)).toEqual([[key]]);
  });

  test('is refused for a misspelt key, which the message names', () => {
    const { error } = lessonSchema.safeParse({ ...sound, minuts: 25 });
    expect(error?.message).toContain('minuts');
  });
});
