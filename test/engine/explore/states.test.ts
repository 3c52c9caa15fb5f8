import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { InvalidInputError } from '../../../engine/errors.ts';
import { implementsModel, searchStates, type Model } from '../../../engine/explore/index.ts';

/** A model from a table: each state's successors. It begins in 0. */
const graph = (
  successors: readonly (readonly number[])[],
  more: Partial<Model<number, string>> = {},
): Model<number, string> => ({
  initial: [0],
  actions: (state) => (successors[state] ?? []).map((next) => ({ action: `${state}→${next}`, next })),
  key: (state) => state,
  ...more,
});

/** Up to 12 states, each with up to 4 successors, perhaps itself or the same one twice. */
const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), { minLength: size, maxLength: size }),
  );

/** What can be reached in any number of steps, by the definition. */
const closure = (successors: readonly (readonly number[])[], from: number): Set<number> => {
  const reached = new Set([from]);
  for (const state of reached) for (const next of successors[state] ?? []) reached.add(next);
  return reached;
};

/** How many steps each state is away from 0, by relaxing every step as often as there are states. */
const distances = (successors: readonly (readonly number[])[]): number[] => {
  const far = successors.map((_, i) => (i === 0 ? 0 : Infinity));
  for (const _ of successors) {
    successors.forEach((nexts, i) =>
      nexts.forEach((next) => (far[next] = Math.min(far[next]!, far[i]! + 1))),
    );
  }
  return far;
};

const never = { name: 'never', holds: () => true };

describe('the search of states', () => {
  test('counts every reachable state once, every action of each, and the levels', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        const reached = closure(successors, 0);
        const report = searchStates(graph(successors)).runToEnd();
        expect(report).toMatchObject({
          outcome: 'complete',
          distinct: reached.size,
          generated: 1 + [...reached].reduce((sum, state) => sum + successors[state]!.length, 0),
          depth: 1 + Math.max(...distances(successors).filter(Number.isFinite)),
          waiting: 0,
          violations: 0,
          counterexample: null,
        });
      }),
    );
  });

  test('finds a shortest way to a state that breaks an invariant, and the way can be walked', () => {
    fc.assert(
      fc.property(graphs, fc.nat(11), (successors, bad) => {
        const holds = (state: number) => state !== bad;
        const model = graph(successors, { properties: [never, { name: 'not bad', holds }] });
        const { counterexample, violations } = searchStates(model).runToEnd();
        const distance = distances(successors)[bad] ?? Infinity;
        if (distance === Infinity) {
          expect(counterexample).toBeNull();
          expect(violations).toBe(0);
          return;
        }
        expect(violations).toBe(1);
        expect(counterexample).toMatchObject({ property: 'not bad', initial: 0 });
        expect(counterexample!.steps).toHaveLength(distance);
        let at = 0;
        for (const { action, state } of counterexample!.steps) {
          expect(successors[at]).toContain(state);
          expect(action).toBe(`${at}→${state}`);
          at = state;
        }
        expect(at).toBe(bad);
      }),
    );
  });

  test('finds the steps that break a step property, the last step of the counterexample being the first of them', () => {
    fc.assert(
      fc.property(graphs, (successors) => {
        const holds = (before: number, after: number) => after >= before;
        const model = graph(successors, { stepProperties: [{ name: 'upwards', holds }] });
        const { counterexample, violations } = searchStates(model).runToEnd();
        const falls = [...closure(successors, 0)].flatMap((state) =>
          successors[state]!.filter((next) => next < state).map(() => distances(successors)[state]! + 1),
        );
        expect(violations).toBe(falls.length);
        expect(counterexample?.steps.length ?? Infinity).toBe(Math.min(Infinity, ...falls));
        const [last, previous] = (counterexample?.steps ?? []).toReversed();
        if (last !== undefined) expect(last.state).toBeLessThan(previous?.state ?? 0);
      }),
    );
  });

  test('asks a step property of the initial states, too', () => {
    const begins = { name: 'begins at 1', initially: (state: number) => state === 1, holds: () => true };
    const report = searchStates(graph([[]], { stepProperties: [begins] })).runToEnd();
    expect(report.counterexample).toEqual({ property: 'begins at 1', initial: 0, steps: [] });
  });

  test('finds exactly the states from which no goal can be reached', () => {
    fc.assert(
      fc.property(graphs, fc.nat(11), (successors, goal) => {
        const model = graph(successors, {
          possibilities: [
            { name: 'can end', concerns: (state) => state % 2 === 0, goal: (state) => state === goal },
          ],
        });
        const { violations, counterexample } = searchStates(model).runToEnd();
        const stuck = [...closure(successors, 0)].filter(
          (state) => state % 2 === 0 && !closure(successors, state).has(goal),
        );
        expect(violations).toBe(stuck.length);
        const nearest = Math.min(Infinity, ...stuck.map((state) => distances(successors)[state]!));
        expect(counterexample?.steps.length ?? Infinity).toBe(nearest);
      }),
    );
  });

  test('counts a state for each property that it breaks, and names them', () => {
    const properties = [
      { name: 'below 2', holds: (state: number) => state < 2 },
      { name: 'below 1', holds: (state: number) => state < 1 },
    ];
    const report = searchStates(graph([[1], [2], []], { properties })).runToEnd();
    expect(report.violations).toBe(3);
    expect(report.properties.map(({ name, violations }) => [name, violations])).toEqual([
      ['below 2', 1],
      ['below 1', 2],
    ]);
    expect(report.counterexample?.property).toBe('below 1');
  });

  test('comes to the same report whatever the portions', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 9 }), (successors, budget) => {
        const model = graph(successors, {
          properties: [{ name: 'not 3', holds: (state) => state !== 3 }],
          possibilities: [{ name: 'back', concerns: () => true, goal: (state) => state === 0 }],
        });
        const search = searchStates(model);
        let report = search.advance(budget);
        while (report.outcome === 'searching') report = search.advance(budget);
        expect(report).toEqual(searchStates(model).runToEnd());
        expect(search.advance(budget)).toEqual(report);
      }),
    );
  });

  test('expands no more states than its budget allows, and tells how many wait', () => {
    const search = searchStates(graph([[1, 2], [3], [4], [], []]));
    expect(search.advance(1)).toMatchObject({ outcome: 'searching', distinct: 3, waiting: 2, depth: 2 });
    expect(search.advance(2)).toMatchObject({ outcome: 'searching', distinct: 5, waiting: 2, depth: 3 });
    expect(search.runToEnd()).toMatchObject({ outcome: 'complete', distinct: 5, waiting: 0 });
  });

  test('knows states by their keys, which may be texts or large numbers', () => {
    const ring = (key: (state: number) => string | bigint) => ({
      initial: [0],
      actions: (state: number) => [{ action: 'on', next: (state + 1) % 5 }],
      key,
    });
    for (const key of [(state: number) => `s${state}`, (state: number) => 2n ** 80n + BigInt(state)]) {
      expect(searchStates(ring(key)).runToEnd()).toMatchObject({ distinct: 5, generated: 6, depth: 5 });
    }
  });

  test('goes on failing when the model failed', () => {
    const failing = graph([[]], {
      actions: () => {
        throw new Error('no such state');
      },
    });
    const search = searchStates(failing);
    expect(() => search.advance(5)).toThrow('no such state');
    expect(() => search.runToEnd()).toThrow('no such state');
  });
});

describe('a bound', () => {
  const line = graph([[1], [2], [3], [4], []]);

  test.each([
    [{ maxStates: 3 }, { outcome: 'maxStates', distinct: 3, depth: 3 }],
    [{ maxDepth: 2 }, { outcome: 'maxDepth', distinct: 2, depth: 2 }],
  ])('%j ends the search and is named', (bounds, expected) => {
    expect(searchStates(line, bounds).runToEnd()).toMatchObject(expected);
  });

  test.each([{ maxStates: 5 }, { maxDepth: 5 }])('%j that leaves nothing out is not named', (bounds) => {
    expect(searchStates(line, bounds).runToEnd()).toMatchObject({ outcome: 'complete', distinct: 5 });
  });

  test('makes nothing impossible that may be possible behind it', () => {
    const model = graph([[1], [2], [3], [4], []], {
      possibilities: [{ name: 'arrives', concerns: () => true, goal: (state) => state === 4 }],
    });
    expect(searchStates(model, { maxDepth: 2 }).runToEnd()).toMatchObject({ violations: 0 });
  });

  test.each([0, -1, 1.5, NaN, Infinity, '10' as unknown as number])('of %s is refused by its name', (bad) => {
    expect(() => searchStates(line, { maxStates: bad })).toThrow(InvalidInputError);
    expect(() => searchStates(line, { maxStates: bad })).toThrow('searchStates: maxStates');
    expect(() => searchStates(line, { maxDepth: bad })).toThrow('searchStates: maxDepth');
    expect(() => searchStates(line).advance(bad)).toThrow('advance: budget');
  });

  test('on the states is refused if it is more than a search could ever keep', () => {
    expect(searchStates(line, { maxStates: 16_777_216 }).runToEnd().outcome).toBe('complete');
    expect(() => searchStates(line, { maxStates: 16_777_217 })).toThrow(
      'searchStates: maxStates: expected a whole number from 1 to 16777216, got 16777217.',
    );
  });
});

describe('symmetry', () => {
  /** Two clocks with three hours each, which nothing tells apart. */
  type Clocks = readonly [number, number];
  const clocks = (more: Partial<Model<Clocks, string>> = {}): Model<Clocks, string> => ({
    initial: [[1, 0]],
    actions: ([a, b]) => [
      ...(a < 2 ? [{ action: 'first', next: [a + 1, b] as const }] : []),
      ...(b < 2 ? [{ action: 'second', next: [a, b + 1] as const }] : []),
    ],
    key: (state) => state.join(),
    ...more,
  });
  const canonical = ([a, b]: Clocks): Clocks => (a <= b ? [a, b] : [b, a]);

  test('counts states that differ only in their order once', () => {
    expect(searchStates(clocks()).runToEnd()).toMatchObject({ distinct: 6 });
    expect(searchStates(clocks({ canonical })).runToEnd()).toMatchObject({ distinct: 5 });
  });

  test('still gives a counterexample that the model itself can walk', () => {
    const properties = [{ name: 'not both at 2', holds: ([a, b]: Clocks) => a + b < 4 }];
    const model = clocks({ canonical, properties });
    const { counterexample } = searchStates(model).runToEnd();
    expect(counterexample?.initial).toEqual([1, 0]);
    let at: Clocks = [1, 0];
    for (const { action, state } of counterexample!.steps) {
      expect([...model.actions(at)]).toContainEqual({ action, next: state });
      at = state;
    }
    expect(at).toEqual([2, 2]);
    expect(counterexample!.steps).toHaveLength(3);
  });

  test('that is none is found out when a counterexample cannot be walked', () => {
    const wrong = ([a, b]: Clocks): Clocks => [Math.max(a, b), Math.max(a, b)];
    const properties = [{ name: 'not at 2', holds: ([a]: Clocks) => a < 2 }];
    const actions = ([a, b]: Clocks) =>
      a === b && a === 1 ? [{ action: 'both', next: [2, 2] as const }] : [];
    const model = clocks({ canonical: wrong, properties, actions });
    expect(() => searchStates(model).runToEnd()).toThrow(InvalidInputError);
  });
});

describe('a model that implements another', () => {
  /** Counts to 3, one by one. */
  const counter = graph([[1], [2], [3], []]);
  const fine = (successors: number[][], initial = 0): Model<number, string> => ({
    ...graph(successors, { stepProperties: [implementsModel('counts', counter, (state) => state >> 1)] }),
    initial: [initial],
  });

  test('may take steps that the other does not see', () => {
    expect(searchStates(fine([[1], [2], [3], [4], []])).runToEnd().violations).toBe(0);
  });

  test('must not take a step that the other has not', () => {
    expect(searchStates(fine([[1], [4], [], [], []])).runToEnd().counterexample?.steps).toEqual([
      { action: '0→1', state: 1 },
      { action: '1→4', state: 4 },
    ]);
  });

  test('must not begin where the other cannot', () => {
    expect(searchStates(fine([[], [], []], 2)).runToEnd().counterexample).toEqual({
      property: 'counts',
      initial: 2,
      steps: [],
    });
  });
});

describe('what is no model is refused', () => {
  test.each([
    ['model', null],
    ['model.initial', graph([[]], { initial: [] })],
    ['model.actions', graph([[]], { actions: undefined as never })],
    ['model.key', graph([[]], { key: 'id' as never })],
    ['model.canonical', graph([[]], { canonical: 1 as never })],
    ['model.properties', graph([[]], { properties: {} as never })],
    ['model.properties[0].name', graph([[]], { properties: [{ name: '', holds: () => true }] })],
    ['model.properties[1].name', graph([[]], { properties: [never, never] })],
    ['model.stepProperties[0].holds', graph([[]], { stepProperties: [{ name: 'x' } as never] })],
    [
      'model.possibilities[0].goal',
      graph([[]], { possibilities: [{ name: 'x', concerns: () => true } as never] }),
    ],
  ])('%s', (where, model) => {
    expect(() => searchStates(model as Model<number, string>)).toThrow(`searchStates: ${where}:`);
  });
});
