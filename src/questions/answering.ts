import { assign, setup } from 'xstate';
import type { Confidence } from './answers.ts';
import type { Response } from './question.ts';

interface AnsweringContext {
  /** How many hints there are, and how many of them are shown. */
  readonly hints: number;
  readonly shown: number;
  /** How often it was answered. */
  readonly attempts: number;
  /** The last answer, while it stands. */
  readonly answer: { readonly response: Response; readonly confidence: Confidence } | null;
}

export type AnsweringEvent =
  | { readonly type: 'hint' }
  | { readonly type: 'answer'; readonly response: Response; readonly confidence: Confidence }
  | { readonly type: 'explain' }
  | { readonly type: 'retry' }
  /** It was answered earlier in this visit. */
  | {
      readonly type: 'recall';
      readonly response: Response;
      readonly confidence: Confidence;
      readonly attempts: number;
    };

/**
 * A learner at one question: `reading` it, `hinted` once a hint is shown, `answered` when the verdict and the reason
 * stand there, `explained` when everything is said. From both of these one may try again; the hints stay shown.
 */
export const answeringMachine = setup({
  types: {
    context: {} as AnsweringContext,
    events: {} as AnsweringEvent,
    input: {} as { readonly hints: number },
  },
  guards: { hasHint: ({ context }) => context.shown < context.hints },
  actions: {
    showHint: assign(({ context }) => ({ shown: context.shown + 1 })),
    forget: assign({ answer: null }),
  },
}).createMachine({
  id: 'answering',
  context: ({ input }) => ({ hints: input.hints, shown: 0, attempts: 0, answer: null }),
  initial: 'asking',
  states: {
    asking: {
      initial: 'reading',
      on: {
        hint: { guard: 'hasHint', target: '.hinted', actions: 'showHint' },
        answer: {
          target: 'answered',
          actions: assign(({ context, event: { response, confidence } }) => ({
            attempts: context.attempts + 1,
            answer: { response, confidence },
          })),
        },
        recall: {
          target: 'answered',
          actions: assign(({ event: { response, confidence, attempts } }) => ({
            attempts,
            answer: { response, confidence },
          })),
        },
      },
      states: { reading: {}, hinted: {}, last: { type: 'history' } },
    },
    answered: { on: { explain: 'explained', retry: { target: 'asking.last', actions: 'forget' } } },
    explained: { on: { retry: { target: 'asking.last', actions: 'forget' } } },
  },
});
