import { InvalidInputError } from '../errors.ts';
import { requireCount, requireObject } from '../guards.ts';
import { replay, type Counterexample, type Failure } from './counterexample.ts';
import { IntList } from './int-list.ts';
import { requireModel, type Key, type Model } from './model.ts';
import { spreadBackwards, StepGraph, turnRound } from './reach.ts';
import { createSearch, type Outcome, type Search } from './search.ts';

export interface StateBounds {
  /**
   * How many distinct states to keep at most, up to 2^24: what the search takes of memory grows with them. Default
   * 1,000,000.
   */
  readonly maxStates?: number;
  /** How many levels to search at most; the initial states are level 1. Default: all. */
  readonly maxDepth?: number;
}

export interface StatesReport<State, Action> {
  /** `complete` if every reachable state was found and expanded; otherwise the bound that left some out. */
  readonly outcome: Outcome<keyof StateBounds>;
  /** How many states were found (under symmetry: how many that differ by more than the order of their parts). */
  readonly distinct: number;
  /** The initial states, and for every state that was expanded each action that is enabled there. */
  readonly generated: number;
  /** How many levels were found: 1 more than the steps that the farthest state is away. */
  readonly depth: number;
  /** How many states were found and still wait to be expanded. */
  readonly waiting: number;
  /** How many states, and steps, break a property; those that break two count twice. */
  readonly violations: number;
  readonly properties: readonly PropertyReport<State, Action>[];
  /** The shortest of all counterexamples. */
  readonly counterexample: Counterexample<State, Action> | null;
}

export interface PropertyReport<State, Action> {
  readonly name: string;
  /** How many states (for a step property: steps and initial states) break it. */
  readonly violations: number;
  /** One that is as short as any. */
  readonly counterexample: Counterexample<State, Action> | null;
}

const DEFAULT_MAX_STATES = 1_000_000;

/**
 * Searches the states of a model level by level, so that the first way found to each is a shortest one.
 *
 * One unit of the search is one state expanded; a possibility takes a few more for each state afterwards. When a
 * bound ended the search, what lies behind it counts as able to reach any goal: only what is certainly impossible
 * is reported.
 *
 * @throws InvalidInputError for what is no model, and for a bound that is not positive or more than can be kept
 * Source: explicit-state model checking, as TLC does it for TLA+; distinct, generated and depth are counted its way.
 */
export function searchStates<State, Action>(
  model: Model<State, Action>,
  bounds: StateBounds = {},
): Search<StatesReport<State, Action>> {
  requireModel(model, 'searchStates: model');
  requireObject(bounds, 'searchStates: bounds');
  const maxStates = requireStates(bounds.maxStates ?? DEFAULT_MAX_STATES, 'searchStates: maxStates');
  const maxDepth =
    bounds.maxDepth === undefined ? Infinity : requireCount(bounds.maxDepth, 'searchStates: maxDepth');

  const { key, canonical, properties = [], stepProperties = [], possibilities = [] } = model;
  const states: State[] = [];
  const indexes = new Map<Key, number>();
  const parents = new IntList();
  const graph = possibilities.length > 0 ? new StepGraph() : null;
  /** States with steps to states that a bound left out. */
  const open: number[] = [];
  const findings = new Map<string, PropertyReport<State, Action>>();
  for (const { name } of [...properties, ...stepProperties, ...possibilities]) {
    findings.set(name, { name, violations: 0, counterexample: null });
  }
  let outcome: Outcome<keyof StateBounds> = 'searching';
  let leftOut: keyof StateBounds | null = null;
  let [generated, expanded] = [0, 0];
  /** The level that new states belong to, and how many there are before it. */
  let [level, levelStart] = [1, 0];

  const fail = (name: string, index: number, fails?: Failure<State>['fails']): void => {
    const { violations, counterexample } = findings.get(name) as PropertyReport<State, Action>;
    findings.set(name, {
      name,
      violations: violations + 1,
      counterexample: counterexample ?? replay(model, name, { path: pathTo(index), ...(fails && { fails }) }),
    });
  };

  const pathTo = (index: number): State[] => {
    const path: State[] = [];
    for (let i = index; i !== NONE; i = parents.at(i)) path.push(states[i] as State);
    return path.reverse();
  };

  /** The number of a state, which is kept if it is new; NONE if a bound leaves it out. */
  const visit = (state: State, parent: number): number => {
    generated += 1;
    const name = key(state);
    const known = indexes.get(name);
    if (known !== undefined) return known;
    const index = states.length;
    if (index >= maxStates || level > maxDepth) {
      leftOut ??= index >= maxStates ? 'maxStates' : 'maxDepth';
      return NONE;
    }
    indexes.set(name, index);
    states.push(state);
    parents.push(parent);
    for (const property of properties) if (!property.holds(state)) fail(property.name, index);
    return index;
  };

  const expand = (source: number): void => {
    const state = states[source] as State;
    graph?.begin();
    let isOpen = false;
    for (const { next } of model.actions(state)) {
      for (const { name, holds } of stepProperties) {
        if (!holds(state, next)) fail(name, source, (before, after) => !holds(before, after));
      }
      const target = visit(canonical === undefined ? next : canonical(next), source);
      if (target === NONE) isOpen = true;
      else graph?.add(target);
    }
    if (isOpen) open.push(source);
    expanded += 1;
  };

  function* work(): Generator<void, void> {
    for (const state of model.initial) {
      const index = visit(canonical === undefined ? state : canonical(state), NONE);
      for (const { name, initially } of stepProperties) {
        if (index !== NONE && initially?.(state) === false) fail(name, index);
      }
    }
    while (expanded < states.length) {
      if (expanded === levelStart) {
        levelStart = states.length;
        level += 1;
      }
      expand(expanded);
      yield;
    }
    if (graph !== null) yield* findDeadEnds(graph);
    outcome = leftOut ?? 'complete';
  }

  function* findDeadEnds(steps: StepGraph): Generator<void, void> {
    const backwards = yield* turnRound(steps, states.length);
    for (const { name, concerns, goal } of possibilities) {
      const able = new Uint8Array(states.length);
      for (const [index, state] of states.entries()) {
        if (goal(state)) able[index] = 1;
        yield;
      }
      for (const index of open) able[index] = 1;
      yield* spreadBackwards(backwards, able);
      for (const [index, state] of states.entries()) {
        if (able[index] === 0 && concerns(state)) fail(name, index);
        yield;
      }
    }
  }

  return createSearch(work(), () => {
    const reports = [...findings.values()];
    return {
      outcome,
      distinct: states.length,
      generated,
      depth: states.length > levelStart ? level : level - 1,
      waiting: states.length - expanded,
      violations: reports.reduce((sum, { violations }) => sum + violations, 0),
      properties: reports,
      counterexample: shortest(reports),
    };
  });
}

/** More keys than this no map holds in V8, the engine of Node and of most browsers. */
const MOST_STATES = 2 ** 24;

function requireStates(value: number, where: string): number {
  if (requireCount(value, where) <= MOST_STATES) return value;
  throw new InvalidInputError(where, `a whole number from 1 to ${MOST_STATES}`, value);
}

/** No state: the parent of an initial one, or the number of one that is left out. */
const NONE = -1;

function shortest<State, Action>(
  reports: readonly PropertyReport<State, Action>[],
): Counterexample<State, Action> | null {
  return reports
    .flatMap(({ counterexample }) => counterexample ?? [])
    .reduce<Counterexample<State, Action> | null>(
      (best, each) => (best === null || each.steps.length < best.steps.length ? each : best),
      null,
    );
}
