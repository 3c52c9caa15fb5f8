import type { Confidence } from './answers.ts';

/** How each kind of input is used, and what is said when nothing was given yet. */
export const HOW = {
  pick: {
    one: 'Choose one.',
    many: 'Choose each one that is right.',
    line: 'Choose the line that is wrong.',
    missing: 'Choose first, then answer.',
  },
  arrange: {
    how: 'Put them in order with the arrows.',
    missing: 'Put them in order first.',
  },
  sort: { how: 'Choose where each of them belongs.', missing: 'One of them has no place yet.' },
  type: { how: 'Type your answer.', missing: 'Type something first, even a guess.' },
  write: {
    how: 'Write it in your own words. Then another answer is shown, and you compare.',
    missing: 'Write a sentence first: comparing needs two.',
  },
  confidence: { guess: 'I guess', 'think so': 'I think so', sure: 'I am sure' },
} as const satisfies Record<string, Record<string, string>> & { confidence: Record<Confidence, string> };

/** The first thing that is said about an answer: whether it is right, and what that means with this confidence. */
export function verdictOf(right: boolean | null, confidence: Confidence): string {
  if (right === null) return 'Now compare.';
  if (right) {
    return confidence === 'guess'
      ? '✓ Right, and you guessed: read the reason before you go on.'
      : '✓ Right.';
  }
  return confidence === 'sure'
    ? '✗ Not so, though you were sure. That is worth a second look: surprises are what stays.'
    : '✗ Not so.';
}
