import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { BookQuestion } from '../../src/book/question-book.ts';
import { grade } from '../../src/questions/grade.ts';
import { questions } from './book.ts';

const all = [...questions.values()];
const named = all.map((one) => [one.question.id, one] as const);
const textsOf = ({ question }: BookQuestion): string[] =>
  question.input.type === 'pick' && !question.input.code
    ? question.input.options.map(({ text }) => text)
    : [];

describe('each question', () => {
  test.each(named)('%s has no option that speaks of the others or of its place', (_, one) => {
    for (const text of textsOf(one)) {
      expect(text).not.toMatch(
        /(all|none|both|neither) of (the|these)|the (above|first|second|last) option/i,
      );
    }
  });

  test.each(named)('%s tells the teacher of no letter and no place, since options are shuffled', (_, one) => {
    expect(one.authored.classroom?.notes ?? '').not.toMatch(
      /\b(chose|chooses|answer is) [a-h]\b|(first|second|third|last) (two )?(answer|option|line)/,
    );
  });

  test.each(named)('%s has options alike in length, and the right one does not stick out', (_, one) => {
    const { input } = one.question;
    if (input.type !== 'pick' || input.code) return;
    const lengths = input.options.map(({ text }) => text.length);
    const right = Math.max(...input.options.filter(({ correct }) => correct).map(({ text }) => text.length));
    const wrong = Math.max(
      ...input.options.filter(({ correct }) => !correct).map(({ text }) => text.length),
      0,
    );
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(Math.max(30, right * 0.6));
    expect(right).toBeLessThanOrEqual(Math.max(wrong * 1.25, wrong + 12));
  });

  test.each(named)('%s asks nothing in the negative unless the word is bold', (_, { question }) => {
    expect(/which[^.?]*\bnot\b[^.?]*\?/i.exec(question.prompt.replaceAll(/\*\*[^*]+\*\*/g, ''))).toBeNull();
  });

  test.each(named)('%s is right when answered by its key, and wrong when left empty', (_, { question }) => {
    const { input } = question;
    if (input.type === 'pick' && !input.code) {
      const key = input.options.filter(({ correct }) => correct).map(({ id }) => id);
      expect(grade(question, key).right).toBe(true);
    }
    if (input.type === 'type') {
      expect(
        grade(
          question,
          input.fields.map(({ accepted }) => accepted[0] as string),
        ).right,
      ).toBe(true);
      // What is listed as a known mistake is a mistake.
      for (const { value } of input.wrong) {
        expect(
          grade(
            question,
            input.fields.map(() => value),
          ).right,
        ).toBe(false);
      }
    }
    if (input.type === 'sort')
      expect(
        grade(
          question,
          input.items.map(({ bin }) => bin),
        ).right,
      ).toBe(true);
    expect(grade(question, []).right).not.toBe(true);
  });

  test.each(named)('%s does not begin with its answer', (_, { question }) => {
    const { input } = question;
    if (input.type === 'arrange')
      expect(
        grade(
          question,
          input.items.map(({ id }) => id),
        ).right,
      ).toBe(false);
  });
});

const outcomeOf = (code: string, shows: string): unknown =>
  runInNewContext(`${stripTypeScriptTypes(code)}\n;(${shows})`, {}, { timeout: 1_000 });

describe('code in questions', () => {
  const spots = all.flatMap(({ authored }) =>
    authored.kind === 'spot' ? [[authored.id, authored] as const] : [],
  );

  test.each(spots)('%s shows its fault when it runs, and does not when it is mended', (_, spot) => {
    expect(outcomeOf(spot.code, spot.shows)).toBe(true);
    expect(outcomeOf(spot.fixed, spot.shows)).toBe(false);
  });

  const snippets = all.flatMap(({ authored }) =>
    authored.kind !== 'spot' && authored.code !== undefined ? [[authored.id, authored.code] as const] : [],
  );

  test.each(snippets)('%s shows code that runs', (_, code) => {
    expect(() => outcomeOf(code, 'true')).not.toThrow();
  });
});
