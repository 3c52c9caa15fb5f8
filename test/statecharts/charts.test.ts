import { describe, expect, test } from 'vitest';
import { initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { CommandRefusedError } from '../../engine/aggregates/index.ts';
import {
  createCoordinator,
  createParticipant,
  RULES,
  VARIANTS,
  type CoordinatorCommand,
  type ParticipantCommand,
  type Variant,
} from '../../engine/commit/index.ts';
import { chartDiagram } from '../../src/statecharts/chart-diagram.ts';
import { coordinatorChart, type CoordinatorEvent } from '../../src/statecharts/coordinator-chart.ts';
import { participantChart, type ParticipantEvent } from '../../src/statecharts/participant-chart.ts';

const NAMES = ['payment', 'inventory'];

const COORDINATOR: Record<CoordinatorEvent['type'], CoordinatorCommand> = {
  begin: { type: 'Begin', data: { participants: NAMES } },
  'all voted, one NO': {
    type: 'CountVotes',
    data: { participants: NAMES, votes: { payment: 'yes', inventory: 'no' } },
  },
  'all voted, some YES, no NO': {
    type: 'CountVotes',
    data: { participants: NAMES, votes: { payment: 'yes', inventory: 'read-only' } },
  },
  'all voted READ-ONLY': {
    type: 'CountVotes',
    data: { participants: NAMES, votes: { payment: 'read-only', inventory: 'read-only' } },
  },
  'time is over': { type: 'GiveUp', data: { participants: NAMES, votes: { payment: 'yes' } } },
  'all acknowledged': { type: 'CountAcknowledgements', data: { acknowledged: NAMES } },
};

const PARTICIPANT: Record<ParticipantEvent['type'], ParticipantCommand> = {
  'asked to prepare': { type: 'Prepare', data: { coordinator: 'coordinator', participants: NAMES } },
  'told COMMIT': { type: 'Learn', data: { outcome: 'commit' } },
  'told ABORT': { type: 'Learn', data: { outcome: 'abort' } },
  'gives up': { type: 'AbortAlone' },
};

interface Deciding<State, Command, Event> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** The status that the decider's log says after these commands; a refused command changes nothing. */
function decided<State extends { readonly status: string }, Command, Event>(
  decider: Deciding<State, Command, Event>,
  commands: readonly Command[],
): string {
  return commands.reduce((state, command) => {
    try {
      return decider.decide(command, state).reduce(decider.evolve, state);
    } catch (error) {
      if (error instanceof CommandRefusedError) return state;
      throw error;
    }
  }, decider.initial).status;
}

/** The state of the chart after these events. An event without a transition changes nothing. */
function charted(machine: AnyStateMachine, types: readonly string[]): string {
  const start: AnyMachineSnapshot = initialTransition(machine)[0];
  const end = types.reduce<AnyMachineSnapshot>(
    (snapshot, type) => (snapshot.status === 'done' ? snapshot : transition(machine, snapshot, { type })[0]),
    start,
  );
  return String(end.value);
}

/** All sequences of these items, up to a length, the empty one too. */
function sequences<Item>(items: readonly Item[], most: number): Item[][] {
  if (most === 0) return [[]];
  const shorter = sequences(items, most - 1);
  const longest = shorter.filter((sequence) => sequence.length === most - 1);
  return [...shorter, ...longest.flatMap((sequence) => items.map((item) => [...sequence, item]))];
}

/** The log knows `waiting` only where the variant writes that it collects votes. */
const statusInLog = (chartState: string, variant: Variant): string => {
  if (chartState !== 'waiting') return chartState;
  return RULES[variant].coordinator.collecting === 'none' ? 'init' : 'collecting';
};

const types = <Type extends string>(commands: Record<Type, unknown>): Type[] =>
  Object.keys(commands) as Type[];

const pathsOf = (machine: AnyStateMachine): string[][] =>
  getSimplePaths(machine).map(({ steps }) =>
    steps
      .map(({ event }: { event: { type: string } }) => event.type)
      .filter((type) => type !== 'xstate.init'),
  );

describe.each(VARIANTS)('the chart of the coordinator, %s', (variant) => {
  const machine = coordinatorChart(variant);
  const decider = createCoordinator(variant, 't1');
  const statusOf = (path: readonly string[]): string =>
    decided(
      decider,
      path.map((type) => COORDINATOR[type as CoordinatorEvent['type']]),
    );

  test('has only paths that are runs of the decider', () => {
    const paths = pathsOf(machine);
    expect(paths.length).toBeGreaterThan(4);
    for (const path of paths) {
      expect(statusOf(path), path.join(', ')).toBe(statusInLog(charted(machine, path), variant));
    }
  });

  test('has every run of the decider, up to five things that happen after the beginning', () => {
    const runs = sequences(types(COORDINATOR), 5).map((rest) => ['begin', ...rest]);
    for (const run of runs) {
      const expected = statusInLog(charted(machine, run), variant);
      if (statusOf(run) !== expected) expect.fail(`${run.join(', ')}: ${statusOf(run)}, not ${expected}`);
    }
    expect(runs.length).toBe(9_331);
  });
});

describe.each(['yes', 'no'] as const)('the chart of a participant that votes %s', (vote) => {
  const machine = participantChart(vote);
  const decider = createParticipant('t1', vote);
  const statusOf = (path: readonly string[]): string =>
    decided(
      decider,
      path.map((type) => PARTICIPANT[type as ParticipantEvent['type']]),
    );

  test('has only paths that are runs of the decider', () => {
    const paths = pathsOf(machine);
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(statusOf(path), path.join(', ')).toBe(charted(machine, path));
  });

  test('has every run of the decider, up to six things that happen', () => {
    const runs = sequences(types(PARTICIPANT), 6);
    for (const run of runs) {
      if (statusOf(run) !== charted(machine, run)) expect.fail(run.join(', '));
    }
    expect(runs.length).toBe(5_461);
  });
});

describe('a chart as a diagram', () => {
  test('has an arrow for each transition, from the first state to the final ones', () => {
    expect(chartDiagram(participantChart('yes'))).toBe(
      [
        'stateDiagram-v2',
        '  [*] --> working',
        '  working --> prepared: asked to prepare',
        '  working --> aborted: told ABORT',
        '  working --> aborted: gives up',
        '  prepared --> committed: told COMMIT',
        '  prepared --> aborted: told ABORT',
        '  committed --> [*]',
        '  aborted --> [*]',
      ].join('\n'),
    );
  });

  test('leaves out what a variant does not have', () => {
    expect(chartDiagram(coordinatorChart('presumed-nothing'))).toContain('aborting --> ended');
    expect(chartDiagram(coordinatorChart('presumed-abort'))).not.toContain('aborting');
    expect(chartDiagram(coordinatorChart('presumed-commit'))).not.toContain('committing');
  });
});
