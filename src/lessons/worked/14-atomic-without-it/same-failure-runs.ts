import {
  createChoreographedSaga,
  createCommit,
  createOneEvent,
  createOrchestratedSaga,
  type CommitRecord,
  type CommitScenario,
  type ServiceEntry,
} from '../../../../engine/commit/index.ts';
import {
  createSimulation,
  type AnyBehaviour,
  type Fault,
  type Step,
  type Trace,
} from '../../../../engine/simulation/index.ts';

/** One order that touches three services, by four designs, with the same failures: each is run on the simulator. */

export type EventDesign = 'one-event' | 'choreographed' | 'orchestrated';

/**
 * `inventory-down`: Inventory crashes just before it writes its part. `decider-down`: whoever writes the record that
 * decides crashes right after it. Both come back. `declined`: the bank declines the card.
 */
export type Failure = 'none' | 'inventory-down' | 'decider-down' | 'declined';

/** All in milliseconds: how long a message is on its way, a forced write takes, and a crashed node is down. */
export const HOP = 10;
export const FORCE = 5;
export const DOWN = 1_000;

/** Long after all is over, in milliseconds. */
export const LONG = 5_000;

export type Write = Extract<Step, { kind: 'write' }>;

/** A run, and which write it was that made the outcome certain. */
export interface OrderRun {
  readonly trace: Trace;
  readonly decides: (write: Write) => boolean;
}

/** The order in two phases, presumed nothing, with a coordinator of its own. */
export function runInTwoPhases(failure: Failure): OrderRun & { readonly scenario: CommitScenario } {
  const scenario = createCommit({
    participants: ['orders', 'inventory', 'payment'].map((name) => ({
      name,
      vote: name === 'payment' && failure === 'declined' ? 'no' : 'yes',
    })),
    variant: 'presumed-nothing',
  });
  const decides = ({ node, entry }: Write): boolean =>
    node === scenario.coordinator && ['commit', 'abort'].includes(recordOf(entry).type);
  return { scenario, decides, trace: run(scenario.nodes, failure, decides) };
}

/** The order by services that keep facts and tell each other of them. */
export function runByEvents(design: EventDesign, failure: Failure): OrderRun {
  const create = {
    'one-event': createOneEvent,
    choreographed: createChoreographedSaga,
    orchestrated: createOrchestratedSaga,
  }[design];
  const { nodes } = create({ card: failure === 'declined' ? 'declined' : 'good' });
  const decides = ({ entry }: Write): boolean =>
    factsOf(entry).some((type) => type === 'PaymentCompleted' || type === 'PaymentDeclined');
  return { decides, trace: run(nodes, failure, decides) };
}

export const recordOf = (entry: Write['entry']): CommitRecord => entry as unknown as CommitRecord;
const factsOf = (entry: Write['entry']): readonly string[] =>
  (entry as unknown as Partial<ServiceEntry>).facts?.map(({ type }) => type) ?? [];

/** What the services have before the order is placed. */
const BEFORE = ['OrderCreated', 'ItemAdded', 'StockReceived'];

/** Whether any of these facts belongs to the placing of the order. */
export const isPlaced = (types: readonly string[]): boolean => types.some((type) => !BEFORE.includes(type));

/** The writes that belong to the order, not to the machines or to what was there before. */
export const writesOf = (trace: Trace): readonly Write[] =>
  trace
    .filter((step) => step.kind === 'write')
    .filter(({ entry }) => recordOf(entry).type !== 'boot')
    .filter(({ entry }) => factsOf(entry).length === 0 || isPlaced(factsOf(entry)));

type Nodes = Readonly<Record<string, AnyBehaviour>>;

function run(nodes: Nodes, failure: Failure, decides: (write: Write) => boolean): Trace {
  const sound = play(nodes, []);
  if (failure === 'none' || failure === 'declined') return sound;
  const isDown = failure === 'inventory-down';
  const write = writesOf(sound).find((one) => (isDown ? one.node === 'inventory' : decides(one)));
  if (write === undefined) throw new Error(`expected a write to crash at (${failure})`);
  const performed = effectsUpTo(sound, write) + (isDown ? 0 : 1);
  return play(nodes, [{ type: 'crash', node: write.node, when: { performed }, restartAfter: DOWN }]);
}

function play(nodes: Nodes, script: readonly Fault[]): Trace {
  const simulation = createSimulation({
    nodes,
    seed: 1,
    network: { latency: { min: HOP, max: HOP }, order: 'fifo' },
    forceTime: FORCE,
    script,
  });
  // Somebody who is blocked asks for ever, so it need not go quiet.
  while ((simulation.choices()[0]?.due ?? Infinity) <= LONG) simulation.next();
  return simulation.trace;
}

const EFFECTS = ['write', 'send', 'set-timer', 'cancel-timer', 'note'];

/** The how-manieth thing this write is that its node did. */
const effectsUpTo = (trace: Trace, { node, index }: Write): number =>
  trace.filter(
    (step) => step.index <= index && EFFECTS.includes(step.kind) && 'node' in step && step.node === node,
  ).length;
