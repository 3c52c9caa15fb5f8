import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  searchRuns,
  simulationGame,
  type RunsReport,
  type SimulationGameOptions,
} from '../../../engine/explore/index.ts';
import {
  createSimulation,
  type Effect,
  type Simulation,
  type Step,
} from '../../../engine/simulation/index.ts';
import { recorder } from '../simulation/echo.ts';

const NODES = ['a', 'b'] as const;

/** How often a message may lead to others: so every run comes to an end. */
const HOPS = 1;

const node = fc.constantFrom(...NODES);
const timer = fc.constantFrom('t', 'u');

/** What a node wants, but for how far its messages have come, which the node adds. */
const effect = fc.oneof(
  { arbitrary: fc.record({ type: fc.constant('send'), to: node, message: fc.nat(1) }), weight: 3 },
  fc.record({ type: fc.constant('write'), entry: fc.nat(1), forced: fc.boolean() }),
  fc.record({ type: fc.constant('set-timer'), name: timer, after: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ type: fc.constant('cancel-timer'), name: timer }),
) as fc.Arbitrary<Effect>;

const effects = (maxLength: number): fc.Arbitrary<readonly Effect[]> => fc.array(effect, { maxLength });

interface Program {
  readonly start: readonly Effect[];
  readonly restart: readonly Effect[];
  readonly message: readonly Effect[];
  readonly timer: readonly Effect[];
}

const program: fc.Arbitrary<Program> = fc.record({
  start: effects(2),
  restart: effects(1),
  message: effects(1),
  timer: effects(1),
});

const withHops = (wanted: readonly Effect[], hops: number): readonly Effect[] =>
  wanted
    .filter(({ type }) => type !== 'send' || hops <= HOPS)
    .map((one) => (one.type === 'send' ? { ...one, message: { hops, tag: one.message } } : one));

const nodeOf = ({ start, restart, message, timer: onTimer }: Program) =>
  recorder({
    onStart: (log) => withHops(log.length === 0 ? start : restart, 0),
    onMessage: (received) => withHops(message, (received as { readonly hops: number }).hops + 1),
    onTimer: () => withHops(onTimer, HOPS),
  });

/** What can be seen from a node: what happened to it, and what it did. Messages' ids are the simulator's, not its. */
const seenBy = ({ trace }: Simulation, name: string): string =>
  JSON.stringify(
    trace.flatMap((step) => ('node' in step && step.node === name ? [{ ...step, ...NOT_TO_BE_SEEN }] : [])),
  );

const NOT_TO_BE_SEEN = {
  index: undefined,
  time: undefined,
  cause: undefined,
  message: undefined,
  due: undefined,
} satisfies Partial<Record<keyof Step | 'message' | 'due', undefined>>;

const some = fc.subarray([...NODES]);

/** What has happened to a node by the end, it has seen on the way: to compare ends is to compare all histories. */
test('distinct orders lead to every end that there is, as all nodes together have seen it, and to no other', () => {
  fc.assert(
    fc.property(
      fc.record({ a: program, b: program }),
      fc.record({ drop: some, duplicate: some, crash: some, restart: some }),
      fc.constantFrom('any-time' as const, 'when-idle' as const),
      fc.constantFrom('any' as const, 'fifo' as const),
      fc.nat(1),
      (programs, faults, timers, order, maxCost) => {
        const nodes = { a: nodeOf(programs.a), b: nodeOf(programs.b) };
        const search = (orders: NonNullable<SimulationGameOptions['orders']>): [RunsReport, Set<string>] => {
          const seen = new Set<string>();
          const look = (simulation: Simulation): null => {
            if (simulation.choices().length > 0) return null;
            seen.add(NODES.map((name) => seenBy(simulation, name)).join());
            return null;
          };
          const create = () => createSimulation({ nodes, seed: 1, network: { order } });
          const game = simulationGame({ create, violation: look, faults, timers, orders, maxWakes: 1 });
          return [searchRuns(game, { maxCost, maxRuns: 1_500 }).runToEnd(), seen];
        };
        const [all, inAll] = search('every');
        fc.pre(all.outcome === 'complete');
        const [distinct, inDistinct] = search('distinct');
        expect(distinct.outcome).toBe('complete');
        expect(distinct.runs).toBeLessThanOrEqual(all.runs);
        expect([...inDistinct].sort()).toEqual([...inAll].sort());
      },
    ),
    { numRuns: 50 },
  );
});
