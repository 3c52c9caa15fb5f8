import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import type { Proof } from '../../src/lab-frame/lab.ts';
import { foldRows, keepBooks } from '../../src/labs/two-databases/books.ts';
import { DESIGNS, type Entry, type ScenarioId, type Value } from '../../src/labs/two-databases/designs.ts';
import { play, twoDatabases } from '../../src/labs/two-databases/lab.ts';
import { OPENINGS } from '../../src/labs/two-databases/openings.ts';
import { PROOFS } from '../../src/labs/two-databases/proof.ts';
import { findTwin, QUESTIONS } from '../../src/labs/two-databases/questions.ts';
import { fingerprint } from '../../src/labs/two-databases/tampering.ts';
import {
  answerOf,
  designOf,
  questionsOf,
  type Command,
  type Side,
  type World,
} from '../../src/labs/two-databases/world.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'two-databases',
  scenario,
  seed: 1,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]) => play(run(scenario, commands));

const endOf = (scenario: ScenarioId, ...commands: Command[]): World =>
  playOf(scenario, ...commands).at(commands.length).view;

const scenarioOf = (scenario: ScenarioId) => twoDatabases.scenarios.find(({ id }) => id === scenario)!;

/** Which goals of a scenario a run reaches. */
function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const one = run(scenario, commands);
  return scenarioOf(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map(({ id }) => id);
}

const write = (key: string, value: Value): Command => ({ type: 'write', key, value });
const ask = (side: Side, question: string): Command => ({ type: 'ask', side, question });
const edit = (position: number): Command => ({ type: 'edit', position });
const remove = (position: number): Command => ({ type: 'delete', position });
const addColumns: Command = { type: 'add-columns' };

const [OAK, ELM, HARBOUR] = ['Oak Lane 1', 'Elm Street 5', 'Harbour 9'] as const;
const apart = [write('Ada', ELM), write('Ben', OAK), write('Ben', ELM)];
const THE_FOUR = ['then', 'who', 'why', 'count'];
const allFour = THE_FOUR.map((question) => ask('row', question));
const corrected = write('Bob', 6);

/** Some possible commands of a scenario: values that change nothing are left out. */
const commandsOf = (scenario: ScenarioId): fc.Arbitrary<Command[]> => {
  const { keys, values } = DESIGNS[scenario];
  const writes = fc.record({ key: fc.constantFrom(...keys), value: fc.constantFrom(...values) });
  return fc.array(writes, { maxLength: 12 }).map((all) => {
    const cells = new Map<string, Value | null>(
      endOf(scenario).rows.map(({ key, value }) => [key, value] as const),
    );
    return all.flatMap(({ key, value }) => {
      const cell = cells.get(key) ?? null;
      const after = DESIGNS[scenario].overwrite(cell, value);
      if (after === cell) return [];
      cells.set(key, after);
      return [write(key, value)];
    });
  });
};

const SCENARIOS = ['same', 'past', 'repair'] as const;

describe('the two books', () => {
  test.each(SCENARIOS)('of %s say the same after every step, whatever is written', (scenario) => {
    fc.assert(
      fc.property(commandsOf(scenario), (commands) => {
        const trace = playOf(scenario, ...commands);
        for (let at = 0; at < trace.length; at++) {
          const { rows, events } = trace.at(at).view;
          expect(foldRows(DESIGNS[scenario], events)).toEqual(rows.map(({ value }) => value));
        }
      }),
      { numRuns: 50 },
    );
  });

  test.each(SCENARIOS)(
    'of %s: one keeps as many cells as before, the other one event more a write',
    (scenario) => {
      fc.assert(
        fc.property(commandsOf(scenario), (commands) => {
          const [start, end] = [endOf(scenario), endOf(scenario, ...commands)];
          expect(end.rows).toHaveLength(start.rows.length);
          expect(end.events).toHaveLength(start.events.length + commands.length);
          expect(end.events.slice(0, start.events.length)).toEqual(start.events);
        }),
        { numRuns: 50 },
      );
    },
  );

  test('begin as the ledger says: Julius 110 and Hannes 70 after five entries', () => {
    const { rows, events } = endOf('past');
    expect(rows.map(({ key, value }) => [key, value])).toEqual([
      ['Julius', 110],
      ['Hannes', 70],
    ]);
    expect(events).toHaveLength(5);
  });

  test('begin with Bob’s 5 that became 60, under the ids 321 and 322', () => {
    expect(endOf('repair').events.map(({ id, data }) => [id, data])).toEqual([
      ['321', { customer: 'Bob', item: 'notebook', quantity: 5 }],
      ['322', { from: 5, to: 60 }],
    ]);
  });

  test('show what a write erased at its step, and not at the next one', () => {
    const trace = playOf('same', ...apart, write('Ada', HARBOUR));
    expect(trace.at(3).view.erased).toEqual({ key: 'Ben', value: OAK });
    expect(trace.at(4).view.erased).toEqual({ key: 'Ada', value: ELM });
    expect(trace.at(1).view.erased).toBeNull();
  });
});

describe('a question', () => {
  test.each(SCENARIOS)(
    'of %s that the row cannot answer has a twin, and one that it can has none',
    (scenario) => {
      fc.assert(
        fc.property(commandsOf(scenario), fc.boolean(), fc.nat(12), (commands, withColumns, where) => {
          const more = commands.toSpliced(
            Math.min(where, commands.length),
            0,
            ...(withColumns && scenario === 'past' ? [addColumns] : []),
          );
          const world = endOf(scenario, ...more);
          for (const question of questionsOf(world)) {
            const said = answerOf(world, 'row', question).text;
            const twin = findTwin(designOf(world), question, world.entries, world.now);
            if (said === null) {
              expect(twin).not.toBeNull();
              expect(foldRows(designOf(world), twin!.events)).toEqual(world.rows.map(({ value }) => value));
              expect(question.fromLog(twin!.events).answer).not.toBe(question.fromLog(world.events).answer);
            } else {
              expect(twin).toBeNull();
              expect(said).toBe(question.fromLog(world.events).answer);
            }
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each([
    ['past', [], 'now', 'Julius 110 kr, Hannes 70 kr', [1, 2, 3, 4, 5]],
    ['past', [], 'then', '75 kr', [2]],
    ['past', [], 'who', 'By Julius: “bus ticket”', [3]],
    ['past', [], 'why', 'By Hannes: “tickets sold”', [4]],
    ['past', [], 'count', 'Put in 4, taken out 1', [1, 2, 3, 4, 5]],
    ['same', apart, 'now', 'Ada Elm Street 5, Ben Elm Street 5', [1, 2, 3]],
    ['same', apart, 'before', 'Oak Lane 1', [3]],
    ['same', [write('Ben', OAK)], 'before', 'Nowhere on record: no address before this one', [1]],
    ['same', [write('Ada', OAK)], 'before', 'Nowhere on record: no address before this one', []],
    ['same', [], 'now', 'Ada none yet, Ben none yet', []],
    ['repair', [corrected], 'now', 'Bob 6', [1, 2, 3]],
    ['repair', [corrected], 'noon', '60', [1, 2]],
  ] as const)(
    'of %s after %j: “%s” is answered by the log with %s',
    (scenario, commands, question, text, used) => {
      const { answers } = endOf(scenario, ...commands, ask('log', question));
      expect(answers).toEqual([
        expect.objectContaining({ question, side: 'log', text, used: [...used], twin: null }),
      ]);
    },
  );

  test('keeps one answer of a side, and none that was true of an earlier moment', () => {
    const textsOf = (...commands: Command[]) => endOf('past', ...commands).answers.map(({ text }) => text);
    const asked = [ask('log', 'count'), ask('log', 'count')];
    expect(textsOf(...asked)).toEqual(['Put in 4, taken out 1']);
    expect(textsOf(...asked, write('Hannes', 10))).toEqual([]);
    expect(textsOf(...asked, write('Hannes', 10), ask('log', 'count'))).toEqual(['Put in 5, taken out 1']);
    expect(textsOf(...asked, addColumns)).toEqual([]);
    expect(textsOf(...asked, edit(1))).toEqual(['Put in 4, taken out 1']);
  });

  test('about who and why is answered by new columns for the next change alone', () => {
    const before = endOf('past', addColumns, ask('row', 'who'));
    expect(before.answers[0]?.text).toBeNull();
    const after = endOf('past', addColumns, write('Hannes', 10), ask('row', 'who'), ask('row', 'then'));
    expect(after.answers.map(({ text }) => text)).toEqual(['By you: “for the trip”', null]);
    const next = endOf('past', addColumns, write('Hannes', 10), write('Hannes', -5), ask('row', 'who'));
    expect(next.rows[1]?.changed?.at).toBe(next.events.at(-1)?.recordedAt);
  });
});

describe('the predictions', () => {
  test.each([
    ['same', apart, 'same'],
    ['past', allFour, 'none'],
    ['past', [addColumns, write('Hannes', 10), ...allFour], 'none'],
    ['repair', [edit(2), remove(2)], 'append'],
  ] as const)('of %s after %j come out as %s, by the trace', (scenario, commands, expected) => {
    const { prediction } = scenarioOf(scenario);
    const trace = playOf(scenario, ...commands);
    expect(prediction.outcome(trace)).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
    expect(prediction.settledAt(trace)).toBe(commands.length);
  });

  test('of same does not change its outcome when they part again', () => {
    const { prediction } = scenarioOf('same');
    const trace = playOf('same', ...apart, write('Ada', HARBOUR));
    expect([prediction.settledAt(trace), prediction.outcome(trace)]).toEqual([3, 'same']);
  });

  test.each([
    ['same', apart.slice(0, 2)],
    ['same', [write('Ada', ELM), write('Ben', ELM)]],
    ['past', allFour.slice(1)],
    ['past', THE_FOUR.map((question) => ask('log', question))],
    ['repair', [edit(2), edit(1)]],
  ] as const)('of %s stay open after %j', (scenario, commands) => {
    expect(scenarioOf(scenario).prediction.settledAt(playOf(scenario, ...commands))).toBe(Infinity);
  });
});

/** Each goal with runs that reach it, and runs that nearly do. */
const GOALS: readonly [ScenarioId, string, readonly Command[][], readonly Command[][]][] = [
  [
    'same',
    'same',
    [apart, [write('Ben', OAK), write('Ada', HARBOUR), write('Ada', OAK)]],
    [
      [write('Ada', ELM), write('Ben', ELM)],
      [write('Ada', ELM), write('Ben', ELM), write('Ben', OAK)],
      [write('Ada', ELM), write('Ada', OAK), write('Ben', ELM), write('Ben', OAK)],
      [],
    ],
  ],
  [
    'same',
    'before',
    [
      [...apart, ask('log', 'before')],
      [write('Ben', OAK), write('Ben', ELM), ask('log', 'before')],
    ],
    [
      [...apart, ask('row', 'before')],
      [...apart, ask('log', 'now')],
      [write('Ben', OAK), ask('log', 'before')],
      [write('Ben', OAK), ask('log', 'before'), write('Ben', ELM)],
    ],
  ],
  [
    'past',
    'then',
    [[ask('log', 'then')]],
    [[ask('row', 'then')], [ask('log', 'now')], [addColumns, ask('row', 'then')]],
  ],
  [
    'past',
    'four',
    [allFour, [ask('row', 'now'), ...allFour.toReversed()]],
    [allFour.slice(1), [...allFour.slice(1), ask('row', 'now')], THE_FOUR.map((one) => ask('log', one))],
  ],
  [
    'past',
    'enough',
    [[ask('row', 'now'), ask('log', 'now')]],
    [[ask('row', 'now')], [ask('log', 'now')], [ask('row', 'now'), write('Hannes', 10), ask('log', 'now')]],
  ],
  [
    'past',
    'columns',
    [[addColumns, write('Hannes', 10), ask('row', 'who')]],
    [
      [addColumns, ask('row', 'who')],
      [write('Hannes', 10), addColumns, ask('row', 'who')],
      [addColumns, write('Julius', 10), ask('row', 'who')],
      [addColumns, write('Hannes', 10), ask('log', 'who')],
    ],
  ],
  [
    'repair',
    'refused',
    [
      [edit(2), remove(2)],
      [remove(1), edit(2)],
    ],
    [[edit(2), edit(1)], [remove(2)]],
  ],
  [
    'repair',
    'repaired',
    [[corrected], [edit(2), remove(2), write('Bob', 7), corrected]],
    [[write('Bob', 5)], [corrected, write('Bob', 60)], [edit(2), remove(2)]],
  ],
  [
    'repair',
    'packer',
    [[corrected, ask('log', 'noon')]],
    [
      [ask('log', 'noon'), corrected],
      [corrected, ask('row', 'noon')],
      [write('Bob', 7), ask('log', 'noon')],
    ],
  ],
];

describe('the goals', () => {
  test('are all tried here', () => {
    const all = twoDatabases.scenarios.flatMap(({ id, goals }) => goals.map((goal) => [id, goal.id]));
    expect(GOALS.map(([scenario, goal]) => [scenario, goal])).toEqual(all);
  });

  for (const [scenario, goal, solutions, misses] of GOALS) {
    test.each(solutions.map((commands) => [commands]))(`${scenario}/${goal} is reached by %j`, (commands) => {
      expect(goalsMet(scenario, ...commands)).toContain(goal);
    });
    test.each(misses.map((commands) => [commands]))(
      `${scenario}/${goal} is not reached by %j`,
      (commands) => {
        expect(goalsMet(scenario, ...commands)).not.toContain(goal);
      },
    );
  }
});

describe('tampering with the log', () => {
  test.each([
    ['same', apart, 3],
    ['past', [], 5],
    ['repair', [], 2],
  ] as const)(
    'of %s is refused at every event, by the store, and changes nothing',
    (scenario, commands, events) => {
      const before = fingerprint(endOf(scenario, ...commands).events);
      for (let position = 1; position <= events; position++) {
        const edited = endOf(scenario, ...commands, edit(position));
        expect(edited.attempt?.refusals.map(({ by }) => by)).toEqual(['frozen', 'version']);
        const removed = endOf(scenario, ...commands, remove(position));
        expect(removed.attempt?.refusals).toEqual([{ by: 'copy', left: events - 1, stored: events }]);
        for (const world of [edited, removed]) {
          expect(world.attempt?.unchanged).toBe(true);
          expect(fingerprint(world.events)).toBe(before);
        }
      }
    },
  );

  test('tells the refusal in the words of the store', () => {
    expect(playOf('repair', edit(2)).at(1).narration).toContain(
      'Stream "purchase-7": expected version 1, but it is at version 2. Nothing was written.',
    );
  });

  test('lets the correction stand behind the mistake', () => {
    const { events } = endOf('repair', edit(2), remove(2), corrected);
    expect(events.map(({ version, data }) => [version, data])).toEqual([
      [1, { customer: 'Bob', item: 'notebook', quantity: 5 }],
      [2, { from: 5, to: 60 }],
      [3, { from: 60, to: 6 }],
    ]);
  });
});

describe('the trace', () => {
  const long: readonly [ScenarioId, Command[]][] = [
    ['same', [...apart, ask('row', 'before'), ask('log', 'before'), edit(1), remove(3)]],
    ['past', [...allFour, ask('log', 'then'), addColumns, write('Hannes', -5), ask('row', 'who')]],
    ['repair', [edit(2), remove(2), corrected, ask('log', 'noon'), ask('row', 'noon')]],
  ];

  test.each(long)(
    'of %s has a sentence, a name and a place among the commands for every step',
    (scenario, commands) => {
      const trace = playOf(scenario, ...commands);
      expect(trace.length).toBe(commands.length + 1);
      for (let at = 0; at < trace.length; at++) {
        const step = trace.at(at);
        expect(step.narration).toMatch(/\w+.*[.”]$/);
        expect(step.narration).not.toMatch(/undefined|null|NaN|\[object/);
        expect(step.label).toMatch(/^[A-Z]/);
        expect(step.after).toBe(at);
        expect(step.line === undefined).toBe(at === 0);
        for (const column of twoDatabases.columns) expect(column.cell(step.view)).not.toBe('');
      }
    },
  );

  test.each(long)('of %s is the same twice, to the last letter', (scenario, commands) => {
    const text = (): string => {
      const trace = playOf(scenario, ...commands);
      return JSON.stringify(Array.from({ length: trace.length }, (_, at) => trace.at(at)));
    };
    expect(text()).toBe(text());
  });

  test('tells a write with what is gone and what is added', () => {
    expect(playOf('repair', corrected).at(1).narration).toBe(
      'In the table Bob’s cell held 60, which is gone. In the log event 3 is added: OrderQuantityChanged, 60 → 6, Thu 7 May, 13:00, by you: “correction”. Both say now: Bob 6.',
    );
  });

  test('calls nothing broken: a row that cannot say is as it was made, and so is a store that refuses', () => {
    const trace = playOf('past', ask('row', 'now'), ask('log', 'then'), ask('row', 'then'), edit(1));
    expect(Array.from({ length: trace.length }, (_, at) => trace.at(at).broken)).not.toContain(true);
  });
});

describe('the proof', () => {
  const prove = (proof: Proof<Command>, one: ReturnType<typeof run>) => {
    const search = proof.start(one);
    for (;;) {
      const report = search.advance(100);
      if (report.outcome !== 'searching') return report;
    }
  };

  test('counts the pairs of histories that end in one row, and plays the shortest in this lab', () => {
    const report = prove(PROOFS.same, run('same'));
    // 3 addresses: 1 + 3 · (1 + 2 + 4 + 8 + 16 + 32) histories, of which 63 end at each address.
    expect(PROOFS.same.cases(run('same'))).toContain('190 histories of at most 6 moves');
    expect(report).toMatchObject({
      tried: (190 * 189) / 2,
      failing: (3 * 63 * 62) / 2,
      outcome: 'complete',
      progress: 1,
    });
    const { commands } = report.counterexample!;
    expect(commands).toHaveLength(3);
    expect(goalsMet('same', ...commands)).toContain('same');
  });

  test.each(THE_FOUR)(
    'finds pairs of ledgers with the same rows and different answers to “%s”',
    (question) => {
      const report = prove(PROOFS.past, run('past', [ask('row', question)]));
      expect(report.tried).toBe((4681 * 4680) / 2);
      expect(report.failing).toBeGreaterThan(0);
      const { commands } = report.counterexample!;
      const { answers } = playOf('past', ...commands).at(commands.length).view;
      expect(answers.find((one) => one.side === 'row' && one.question === question)?.text).toBeNull();
    },
  );

  test('finds none for “now”: there the row was enough', () => {
    const report = prove(PROOFS.past, run('past', [ask('log', 'now')]));
    expect(report).toMatchObject({ tried: (4681 * 4680) / 2, failing: 0, counterexample: null });
  });

  test('counts what comparing every pair one by one counts', () => {
    const { keys, values } = DESIGNS.same;
    const histories: Value[][] = [[]];
    for (const one of histories) {
      if (one.length < 6)
        for (const value of values) if (one.at(-1) !== value) histories.push([...one, value]);
    }
    const ends = histories.map(
      (one) =>
        keepBooks(
          DESIGNS.same,
          one.map((value) => ({ key: keys[1]!, value, at: 0, by: '', why: 'why', columns: false })),
        ).rows[1]?.value,
    );
    let pairs = 0;
    for (const [i, end] of ends.entries()) pairs += ends.slice(0, i).filter((other) => other === end).length;
    expect(pairs).toBe(prove(PROOFS.same, run('same')).failing);
  });

  test.each(THE_FOUR)('counts for “%s” what comparing ledgers one by one counts', (id) => {
    const { keys, values } = DESIGNS.past;
    const question = QUESTIONS.past.find((one) => one.id === id)!;
    const times = OPENINGS.past.entries.map(({ at }) => at);
    const ledgers: Entry[][] = [[]];
    for (const one of ledgers) {
      if (one.length === 4) break;
      const at = times[one.length]!;
      for (const key of keys) {
        for (const value of values) {
          ledgers.push([...one, { key, value, at, by: 'you', why: `entry ${value}`, columns: false }]);
        }
      }
    }
    const seen = ledgers.map((entries) => {
      const { rows, events } = keepBooks(DESIGNS.past, entries);
      return [rows.map(({ value }) => value).join(), question.fromLog(events).answer] as const;
    });
    let pairs = 0;
    for (const [i, [rows, answer]] of seen.entries()) {
      for (let j = 0; j < i; j++) if (seen[j]![0] === rows && seen[j]![1] !== answer) pairs++;
    }
    const proved = prove(PROOFS.past, run('past', [ask('log', id)]));
    expect([proved.tried, proved.failing]).toEqual([(seen.length * (seen.length - 1)) / 2, pairs]);
  });

  test('finds no way that changes what was stored', () => {
    expect(prove(PROOFS.repair, run('repair'))).toMatchObject({
      tried: 81,
      failing: 0,
      outcome: 'complete',
      counterexample: null,
    });
  });

  test.each(SCENARIOS)('of %s says what it tries', (scenario) => {
    expect(PROOFS[scenario].cases(run(scenario))).toMatch(/\d/);
    expect(PROOFS[scenario].failure).not.toBe('');
  });
});

describe('a run without meaning', () => {
  const tooMany = Array.from({ length: 501 }, () => ask('row', 'now'));
  test.each([
    ['an unknown scenario', 'gone', [], 'run.scenario'],
    ['a scenario named like a part of every object', '__proto__', [], 'run.scenario'],
    ['an unknown command', 'same', [{ type: 'fly' }], 'run.commands[0].type'],
    ['a command that is none', 'same', [null], 'run.commands[0]'],
    ['an unknown user', 'same', [write('Ada', ELM), write('constructor', ELM)], 'run.commands[1].key'],
    ['an address that is markup', 'same', [write('Ada', '<img src=x>')], 'run.commands[0].value'],
    ['an address in place of an amount', 'past', [write('Julius', ELM)], 'run.commands[0].value'],
    ['an amount that is text', 'past', [write('Julius', '10')], 'run.commands[0].value'],
    ['a quantity that it has already', 'repair', [write('Bob', 60)], 'run.commands[0]'],
    ['a move to where one lives', 'same', [write('Ada', ELM), write('Ada', ELM)], 'run.commands[1]'],
    ['a question of another scenario', 'repair', [ask('log', 'count')], 'run.commands[0].question'],
    ['a third side', 'past', [{ type: 'ask', side: 'both', question: 'now' }], 'run.commands[0].side'],
    ['a position beyond the log', 'repair', [edit(3)], 'run.commands[0].position'],
    ['position 0', 'repair', [remove(0)], 'run.commands[0].position'],
    ['half a position', 'repair', [edit(1.5)], 'run.commands[0].position'],
    ['columns added twice', 'past', [addColumns, addColumns], 'run.commands[1]'],
    ['columns where there are none to add', 'same', [addColumns], 'run.commands[0]'],
    ['too many commands', 'past', tooMany, 'run.commands'],
    ['commands that are no list', 'past', 'ask', 'run.commands'],
  ])('with %s is refused, and says where', (_, scenario, commands, where) => {
    const bad = () => play(run(scenario as ScenarioId, commands as Command[]));
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(where);
  });

  test.each([0.5, NaN, 2 ** 53, '1'])('with the seed %s is refused', (seed) => {
    expect(() => play({ ...run('same'), seed: seed as number })).toThrow('run.seed');
  });

  test('with the most commands that are played is played', () => {
    expect(playOf('past', ...tooMany.slice(1)).length).toBe(501);
  });
});
