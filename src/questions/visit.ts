import { memoryAnswers, visitAnswers, type Answers } from './answers.ts';

/** The answers of this visit. A browser that refuses to store anything gives the page a memory of its own. */
function open(): Answers {
  try {
    return visitAnswers(sessionStorage);
  } catch {
    return memoryAnswers();
  }
}

let answers: Answers | undefined;

/** The same for all questions of a page; opened with the first of them. */
export const answersOfVisit = (): Answers => (answers ??= open());
