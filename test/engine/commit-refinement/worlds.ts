import {
  contradictions,
  createCommit,
  type CommitScenario,
  type Variant,
  type Vote,
} from '../../../engine/commit/index.ts';
import {
  createSimulation,
  type AnyBehaviour,
  type Effect,
  type Simulation,
  type SimulationOptions,
} from '../../../engine/simulation/index.ts';

/** Two-phase commit with participants `p1`, `p2` and so on, who vote as given. */
export const commitOf = (
  votes: readonly Exclude<Vote, 'read-only'>[],
  variant: Variant,
  cooperative = false,
): CommitScenario =>
  createCommit({ variant, cooperative, participants: votes.map((vote, i) => ({ name: `p${i + 1}`, vote })) });

export const worldOf = (
  { nodes }: Pick<SimulationOptions, 'nodes'>,
  options: Partial<SimulationOptions> = {},
): Simulation => createSimulation({ nodes, seed: 1, ...options });

/** What contradicts what, if anything does. */
export const contradictionIn = ({ trace }: Simulation): string | null =>
  contradictions(trace)[0]?.message ?? null;

/** What is not forced though it should be: the participants' prepare records, or the coordinator's commit record. */
export type Unforced = 'prepare' | 'commit';

/** The same scenario with one record less forced: a mistake that two-phase commit does not forgive. */
export function withoutForcing(
  { nodes, coordinator, participants }: CommitScenario,
  record: Unforced,
): Pick<SimulationOptions, 'nodes'> {
  const wrong: Record<string, AnyBehaviour> = { ...nodes };
  const names = record === 'prepare' ? participants.map(({ name }) => name) : [coordinator];
  for (const name of names) wrong[name] = writingLazily(wrong[name] as AnyBehaviour, record);
  return { nodes: wrong };
}

function writingLazily({ start, receive, wake }: AnyBehaviour, record: Unforced): AnyBehaviour {
  type Answer = ReturnType<AnyBehaviour['start']>;
  const unforced = (effect: Effect): Effect =>
    effect.type === 'write' && (effect.entry as { readonly type: string }).type === record
      ? { ...effect, forced: false }
      : effect;
  const lazily = ({ state, effects }: Answer): Answer => ({ state, effects: effects.map(unforced) });
  return {
    start: (log) => lazily(start(log)),
    receive: (state, message, from) => lazily(receive(state, message, from)),
    wake: (state, timer) => lazily(wake(state, timer)),
  };
}
