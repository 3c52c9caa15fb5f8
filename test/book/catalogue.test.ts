import { describe, expect, test } from 'vitest';
import { catalogue, LessonFileError, neighbours } from '../../src/book/catalogue.ts';
import type { LessonFrontmatter } from '../../src/book/frontmatter.ts';

const lesson = (
  id: string,
  number: number,
  part: LessonFrontmatter['part'] = 'Facts',
): { id: string; data: LessonFrontmatter } => ({
  id,
  data: { number, title: `Title of ${id}`, part, minutes: 20, summary: 'What it shows.', question: 'Why?' },
});

describe('the catalogue of chapters', () => {
  test('lists chapters by their number, whatever order the files come in', () => {
    const chapters = catalogue([
      lesson('11-snapshots', 11, 'Living with it'),
      lesson('02-good-events', 2),
      lesson('07-projections', 7, 'Many readers, many writers'),
    ]);
    expect(chapters.map((chapter) => chapter.number)).toEqual([2, 7, 11]);
  });

  test('takes the address from the file name, without the number', () => {
    const [chapter] = catalogue([lesson('05-replay-and-time-travel', 5)]);
    expect(chapter).toMatchObject({
      id: '05-replay-and-time-travel',
      slug: 'replay-and-time-travel',
      path: '/lessons/replay-and-time-travel/',
    });
  });

  test('numbers the parts with Roman numerals', () => {
    const chapters = catalogue([lesson('01-a', 1), lesson('12-b', 12, 'Living with it')]);
    expect(chapters.map((chapter) => chapter.part)).toEqual([
      { numeral: 'I', title: 'Facts' },
      { numeral: 'III', title: 'Living with it' },
    ]);
  });

  test('is empty for no lessons', () => {
    expect(catalogue([])).toEqual([]);
  });

  test.each([
    '5-replay',
    'replay',
    '05_replay',
    '05-Replay',
    '05-',
    '05-replay-',
    '005-replay',
    'part-1/05-replay',
  ])('refuses the file name %s and shows what one looks like', (id) => {
    expect(() => catalogue([lesson(id, 5)])).toThrow(LessonFileError);
    expect(() => catalogue([lesson(id, 5)])).toThrow(`content/lessons/${id}.mdx: expected a file name`);
  });

  test('refuses a head that contradicts the file name', () => {
    expect(() => catalogue([lesson('05-replay', 6)])).toThrow(
      'content/lessons/05-replay.mdx: the file name says chapter 5, its head says 6.',
    );
  });

  test('refuses two chapters of one number and names both', () => {
    expect(() => catalogue([lesson('05-replay', 5), lesson('05-travel', 5)])).toThrow(
      'content/lessons/05-travel.mdx: the number 5 is taken by 05-replay.mdx.',
    );
  });

  test('refuses two chapters at one address', () => {
    expect(() => catalogue([lesson('05-replay', 5), lesson('06-replay', 6)])).toThrow(
      'content/lessons/06-replay.mdx: its address is taken by 05-replay.mdx.',
    );
  });

  test('refuses a part that goes on after a later one has begun', () => {
    expect(() => catalogue([lesson('05-a', 5, 'Living with it'), lesson('06-b', 6, 'Facts')])).toThrow(
      'content/lessons/06-b.mdx: part "Facts" comes before part "Living with it" of 05-a.mdx.',
    );
  });
});

describe('the neighbours of a chapter', () => {
  const chapters = catalogue([lesson('02-a', 2), lesson('05-b', 5), lesson('09-c', 9)]);

  test('are the nearest that exist, across gaps in the numbers', () => {
    const { previous, next } = neighbours(chapters, 5);
    expect([previous?.number, next?.number]).toEqual([2, 9]);
  });

  test('are missing at either end', () => {
    expect(neighbours(chapters, 2).previous).toBeUndefined();
    expect(neighbours(chapters, 9).next).toBeUndefined();
  });
});
