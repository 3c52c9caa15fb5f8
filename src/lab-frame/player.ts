import { assign, setup } from 'xstate';

/** How fast a trace plays, in milliseconds a step. */
export const SPEEDS = { slow: 1_200, normal: 600, fast: 200 } as const;
export type Speed = keyof typeof SPEEDS;

/** What the learner said before the first step: an option's id, or that they would rather not. */
export type Commitment = { readonly choice: string } | 'skipped';

interface PlayerContext {
  /** How many steps the trace has, the start among them. */
  readonly length: number;
  /** Which step is shown, from 0. */
  readonly cursor: number;
  /** The furthest step that was ever shown since the last reset. */
  readonly furthest: number;
  readonly speed: Speed;
  readonly commitment: Commitment | null;
}

export type PlayerEvent =
  | { readonly type: 'predict'; readonly choice: string }
  | { readonly type: 'skip' }
  | { readonly type: 'seek'; readonly to: number }
  | { readonly type: 'step' }
  | { readonly type: 'back' }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'speed'; readonly speed: Speed }
  /** The learner changed the run, so the trace is another one. */
  | { readonly type: 'retrace'; readonly length: number; readonly cursor: number }
  | { readonly type: 'prove' }
  /** The proof came to its end, or the learner stopped it. */
  | { readonly type: 'proved' }
  | { readonly type: 'reset'; readonly length: number; readonly cursor: number };

/** The cursor at `index`, as far as the trace goes. */
function moveTo(index: number, context: Pick<PlayerContext, 'length' | 'furthest'>) {
  const cursor = Math.max(0, Math.min(index, context.length - 1));
  return { cursor, furthest: Math.max(context.furthest, cursor) };
}

/** Where a scenario begins: nothing is seen but the step that it opens at, and nothing is committed to. */
function opening({ length, cursor }: { readonly length: number; readonly cursor: number }) {
  return { length, cursor, furthest: cursor, commitment: null };
}

/**
 * The player of every lab: first a prediction, then the transport.
 *
 * `predicting` holds everything still until the learner commits or skips. `paused` and `playing` move the cursor over
 * the trace; `finished` is at its last step, from where playing begins anew. `proving` holds everything still while
 * the engine tries all cases. Nothing plays by itself.
 */
export const playerMachine = setup({
  types: {
    context: {} as PlayerContext,
    events: {} as PlayerEvent,
    input: {} as { readonly length: number; readonly cursor: number },
  },
  delays: { stepTime: ({ context }) => SPEEDS[context.speed] },
  guards: {
    hasNext: ({ context }) => context.cursor < context.length - 1,
    isAlone: ({ context }) => context.length === 1,
  },
  actions: {
    forward: assign(({ context }) => moveTo(context.cursor + 1, context)),
    backward: assign(({ context }) => moveTo(context.cursor - 1, context)),
    rewind: assign(({ context }) => moveTo(0, context)),
  },
}).createMachine({
  id: 'player',
  context: ({ input }) => ({ ...opening(input), speed: 'normal' }),
  initial: 'predicting',
  on: {
    speed: { actions: assign({ speed: ({ event }) => event.speed }) },
    reset: { target: '.predicting', actions: assign(({ event }) => opening(event)) },
  },
  states: {
    predicting: {
      on: {
        predict: {
          target: 'moving',
          actions: assign({ commitment: ({ event }) => ({ choice: event.choice }) }),
        },
        skip: { target: 'moving', actions: assign({ commitment: 'skipped' }) },
      },
    },
    moving: {
      initial: 'settling',
      on: {
        seek: { target: '.settling', actions: assign(({ context, event }) => moveTo(event.to, context)) },
        step: { target: '.settling', actions: 'forward' },
        back: { target: '.settling', actions: 'backward' },
        retrace: {
          target: '.settling',
          actions: assign(({ context, event }) => ({
            length: event.length,
            ...moveTo(event.cursor, { length: event.length, furthest: context.furthest }),
          })),
        },
        prove: 'proving',
      },
      states: {
        /** Left at once: is there anything to come? */
        settling: { always: [{ target: 'paused', guard: 'hasNext' }, { target: 'finished' }] },
        paused: { on: { play: 'playing' } },
        playing: {
          on: { pause: 'paused' },
          always: { target: 'finished', guard: ({ context }) => context.cursor >= context.length - 1 },
          after: { stepTime: { target: 'playing', reenter: true, actions: 'forward' } },
        },
        finished: {
          on: { play: [{ guard: 'isAlone' }, { target: 'playing', actions: 'rewind' }] },
        },
      },
    },
    proving: { on: { proved: 'moving' } },
  },
});
