import {
  createConsumer,
  createProducer,
  defineWorld,
  playRun,
  traceHash,
  type Run,
} from '../../../engine/simulation/index.ts';

/** A world in which much is left to chance and much goes wrong: all kinds of steps come about in the run below. */
export const troubled = defineWorld({
  lab: 'troubled',
  scenarios: {
    stormy: {
      nodes: {
        seats: createProducer({
          stream: 'seats',
          events: ['A1', 'A2', 'Ä3', '席4', '💺5'].map((seat) => ({ type: 'SeatReserved', data: { seat } })),
          to: ['board', 'mail'],
          every: 3,
          heartbeat: { every: 10, times: 2 },
        }),
        board: createConsumer<string>({
          initial: '',
          evolve: (seats, { data }) => `${seats} ${JSON.stringify(data)}`,
          guards: ['dedupe', 'last-seen', 'gap-buffer'],
          find: { by: 'poll', producer: 'seats', every: 25 },
        }),
        mail: createConsumer<number>({ initial: 0, evolve: (count) => count + 1, find: { by: 'heartbeat' } }),
      },
      network: {
        latency: { min: 1, max: 20 },
        loss: 0.25,
        duplication: 0.25,
        links: [{ from: 'seats', to: 'mail', order: 'fifo' }],
      },
      forceTime: 2,
      slow: { mail: 1.5 },
      script: [
        { type: 'crash', node: 'seats', when: { performed: 9 }, restartAfter: 6 },
        { type: 'delay', from: 'seats', to: 'mail', nth: 1, ms: 30 },
        { type: 'drop', from: 'seats', to: 'board', nth: 2 },
      ],
    },
  },
});

export const troubledRun: Run = {
  lab: 'troubled',
  scenario: 'stormy',
  seed: 2 ** 40 + 7,
  commands: [
    { type: 'quiet', maxSteps: 12 },
    { type: 'duplicate', message: 'm2' },
    { type: 'take', choice: 'perform:seats' },
    { type: 'cut', a: 'seats', b: 'mail' },
    { type: 'next' },
    { type: 'delay', message: 'm2', ms: 4 },
    { type: 'crash', node: 'board' },
    { type: 'quiet', maxSteps: 6 },
    { type: 'restart', node: 'board' },
    { type: 'mend', a: 'seats', b: 'mail' },
    { type: 'drop', message: 'm4' },
    { type: 'quiet' },
  ],
};

/** The hash of the trace that this run gives, on every machine and in every browser. */
export const TROUBLED_HASH = 'beabcdfaa89837f9';

export const playTroubled = (): string => traceHash(playRun([troubled], troubledRun).trace);
