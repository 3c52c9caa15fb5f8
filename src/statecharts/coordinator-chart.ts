import { createMachine } from 'xstate';
import { RULES, type Outcome, type Variant } from '../../engine/commit/index.ts';

/** What can happen to a coordinator, as it matters to its state. */
export type CoordinatorEvent =
  | { readonly type: 'begin' }
  | { readonly type: 'all voted, one NO' }
  | { readonly type: 'all voted, some YES, no NO' }
  | { readonly type: 'all voted READ-ONLY' }
  | { readonly type: 'time is over' }
  | { readonly type: 'all acknowledged' };

/**
 * The coordinator of two-phase commit as a statechart, to be looked at and stepped through. What it does is decided by
 * the engine's decider; the tests hold that the two agree on every path.
 *
 * Where a variant has an outcome that nobody acknowledges, the coordinator is done when it has decided.
 */
export function coordinatorChart(variant: Variant) {
  const decided = (outcome: Outcome) => {
    if (!RULES[variant].acknowledged[outcome]) return 'ended';
    return outcome === 'commit' ? 'committing' : 'aborting';
  };
  return createMachine({
    types: {} as { events: CoordinatorEvent },
    id: 'coordinator',
    initial: 'init',
    states: {
      init: { on: { begin: 'waiting' } },
      waiting: {
        on: {
          'all voted, some YES, no NO': decided('commit'),
          'all voted, one NO': decided('abort'),
          'all voted READ-ONLY': 'ended',
          'time is over': decided('abort'),
        },
      },
      committing: { on: { 'all acknowledged': 'ended' } },
      aborting: { on: { 'all acknowledged': 'ended' } },
      ended: { type: 'final' },
    },
  });
}
