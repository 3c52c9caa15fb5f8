import { describe, expect, test } from 'vitest';
import {
  memoryAnswers,
  visitAnswers,
  wasRight,
  type AnswerGiven,
  type Answers,
} from '../../src/questions/answers.ts';
import type { Question } from '../../src/questions/question.ts';

const given = (question: string, response: readonly string[], attempt = 1): AnswerGiven => ({
  type: 'AnswerGiven',
  data: { question, rev: 1, attempt, response, confidence: 'think so' },
});

function storage(initial: Record<string, string> = {}) {
  const all = new Map(Object.entries(initial));
  return {
    all,
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
  };
}

const PORTS: [string, () => Answers][] = [
  ['in memory', memoryAnswers],
  ['of the visit', () => visitAnswers(storage())],
];

describe.each(PORTS)('answers %s', (_, open) => {
  test('are there again, the oldest first, for their question alone', () => {
    const answers = open();
    answers.give(given('Q1', ['a']));
    answers.give(given('Q2', ['b']));
    answers.give(given('Q1', ['c'], 2));
    expect(answers.to('Q1').map(({ data }) => data.response)).toEqual([['a'], ['c']]);
    expect(answers.to('Q3')).toEqual([]);
  });
});

describe('answers of the visit', () => {
  test('are there on the next page', () => {
    const shared = storage();
    visitAnswers(shared).give(given('Q1', ['a']));
    expect(visitAnswers(shared).to('Q1')).toEqual([given('Q1', ['a'])]);
  });

  test.each([
    'no JSON',
    '{}',
    'null',
    '[null, 7, "x", {"type": "AnswerGiven"}]',
    JSON.stringify([{ ...given('Q1', ['a']), type: 'Other' }]),
    JSON.stringify([{ type: 'AnswerGiven', data: { ...given('Q1', []).data, response: [1] } }]),
    JSON.stringify([{ type: 'AnswerGiven', data: { ...given('Q1', []).data, confidence: 'certain' } }]),
  ])('leave aside what is no answer: %s', (text) => {
    const answers = visitAnswers(storage({ 'replaybook-answers': text }));
    expect(answers.to('Q1')).toEqual([]);
    answers.give(given('Q1', ['b']));
    expect(answers.to('Q1')).toHaveLength(1);
  });

  test('are kept by the page where the browser refuses to', () => {
    const answers = visitAnswers({
      getItem: () => {
        throw new Error('denied');
      },
      setItem: () => {
        throw new Error('full');
      },
    });
    answers.give(given('Q1', ['a']));
    expect(answers.to('Q1')).toHaveLength(1);
  });

  test('forget the oldest of more than two thousand', () => {
    const shared = storage();
    const answers = visitAnswers(shared);
    for (let i = 1; i <= 2_001; i++) answers.give(given('Q1', ['a'], i));
    expect(answers.to('Q1')).toHaveLength(2_000);
    expect(visitAnswers(shared).to('Q1')[0]?.data.attempt).toBe(2);
  });
});

describe('whether an answer was right', () => {
  const question = (correct: string, rev = 1): Question => ({
    id: 'Q1',
    rev,
    kind: 'choice',
    title: '',
    prompt: '',
    hints: [],
    explanation: '',
    sources: [],
    input: {
      type: 'pick',
      many: false,
      code: false,
      options: ['a', 'b'].map((id) => ({ id, text: id, correct: id === correct, why: '' })),
    },
  });

  test('is judged by the key of today, so that a corrected key re-grades the past', () => {
    expect(wasRight(question('a'), given('Q1', ['a']))).toBe(true);
    expect(wasRight(question('b'), given('Q1', ['a']))).toBe(false);
  });

  test('is not known for an answer to what meant something else', () => {
    expect(wasRight(question('a', 2), given('Q1', ['a']))).toBeNull();
  });
});
