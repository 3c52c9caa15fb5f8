/** A deterministic world: nodes with their logs, a bad network, a clock and chance of its own, and what happened. */
export type { Behaviour, Effect, Reaction } from './behaviour.ts';
export type { Choice } from './choices.ts';
export type { Command } from './commands.ts';
export type { Guard } from './consumer-guards.ts';
export { createConsumer, type ConsumerOptions, type ConsumerState } from './consumers.ts';
export type { InFlight, LinkOptions, NetworkOptions } from './network.ts';
export type { LoggedEntry, NodeLog } from './node-log.ts';
export { createProducer, type ProducerOptions, type ProducerState } from './producer.ts';
export { createRandom, type Random } from './random.ts';
export { defineWorld, playRun, type LabWorld, type Played, type Run, type Scenario } from './run.ts';
export type { Fault } from './script.ts';
export { createSimulation, type NodeView, type Quiet, type Simulation } from './simulation.ts';
export type { StreamEvent, StreamMessage } from './stream-messages.ts';
export { traceHash, type By, type Happening, type Step, type Trace } from './trace.ts';
export type { AnyBehaviour, SimulationOptions } from './world.ts';
