import { grade } from './grade.ts';
import type { Question, Response } from './question.ts';

/** How sure the learner was. */
export const CONFIDENCES = ['guess', 'think so', 'sure'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** A fact about the learner. Whether the answer was right is not in it: that is a projection, by the key of today. */
export interface AnswerGiven {
  readonly type: 'AnswerGiven';
  readonly data: {
    readonly question: string;
    readonly rev: number;
    /** From 1, for this question. */
    readonly attempt: number;
    readonly response: Response;
    readonly confidence: Confidence;
  };
}

/** Where answers go and come from. Keeping them longer is another adapter of this port. */
export interface Answers {
  give(answer: AnswerGiven): void;
  /** All answers to a question, the oldest first. */
  to(question: string): readonly AnswerGiven[];
}

/** Answers that live as long as the page. */
export function memoryAnswers(): Answers {
  const all: AnswerGiven[] = [];
  return {
    give: (answer) => void all.push(answer),
    to: (question) => all.filter(({ data }) => data.question === question),
  };
}

const KEY = 'replaybook-answers';
/** More answers than this are not kept: nobody gives so many in one visit, and a foreign script might. */
const MOST = 2_000;

/**
 * Answers that live as long as the visit: they are there when the reader comes back to a page in the same tab.
 *
 * @param storage may refuse (private windows, full disks): then the page remembers what it is told, and no more
 */
export function visitAnswers(storage: Pick<Storage, 'getItem' | 'setItem'>): Answers {
  let all = readAll(storage);
  return {
    give(answer) {
      all = [...all, answer].slice(-MOST);
      try {
        storage.setItem(KEY, JSON.stringify(all));
      } catch {
        // It stays in `all` for as long as this page is open.
      }
    },
    to: (question) => all.filter(({ data }) => data.question === question),
  };
}

/** What was stored, as far as it has the form of answers: anybody may have written there. */
function readAll(storage: Pick<Storage, 'getItem'>): readonly AnswerGiven[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter(isAnswer).slice(-MOST) : [];
  } catch {
    return [];
  }
}

function isAnswer(value: unknown): value is AnswerGiven {
  const { type, data } = (value ?? {}) as Partial<AnswerGiven>;
  if (type !== 'AnswerGiven' || typeof data !== 'object') return false;
  const { question, rev, attempt, response, confidence } = data as Partial<AnswerGiven['data']>;
  return (
    typeof question === 'string' &&
    Number.isSafeInteger(rev) &&
    Number.isSafeInteger(attempt) &&
    Array.isArray(response) &&
    response.every((part) => typeof part === 'string') &&
    CONFIDENCES.includes(confidence as Confidence)
  );
}

/** What an answer was worth by the key of today; null where only the learner can tell, or where the question changed. */
export const wasRight = (question: Question, { data }: AnswerGiven): boolean | null =>
  data.rev === question.rev ? grade(question, data.response).right : null;
