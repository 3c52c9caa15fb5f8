import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../engine/errors.ts';
import { fold } from '../../engine/aggregates/index.ts';
import { account } from '../../engine/domains/account.ts';
import type { Command, Fact, Order } from '../../src/labs/teller/commands.ts';
import { play, teller } from '../../src/labs/teller/lab.ts';
import { DECIDE, EVOLVE, hasLine, MOVED_RULE } from '../../src/labs/teller/listing.ts';
import { LENGTH, tellerProof } from '../../src/labs/teller/proof.ts';
import { plainBalance, type Code } from '../../src/labs/teller/variants.ts';
import type { ScenarioId, View } from '../../src/labs/teller/view.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'teller',
  scenario,
  seed: 1,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]) => play(run(scenario, commands));

const stepsOf = (scenario: ScenarioId, ...commands: Command[]) => {
  const trace = playOf(scenario, ...commands);
  return Array.from({ length: trace.length }, (_, at) => trace.at(at));
};

const endOf = (scenario: ScenarioId, ...commands: Command[]): View =>
  stepsOf(scenario, ...commands).at(-1)!.view;

const scenarioOf = (id: ScenarioId) => teller.scenarios.find((one) => one.id === id)!;

function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const one = run(scenario, commands);
  return scenarioOf(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map((goal) => goal.id);
}

const create: Order = { type: 'create' };
const block: Order = { type: 'block' };
const deposit = (amount: number): Order => ({ type: 'deposit', amount });
const withdraw = (amount: number): Order => ({ type: 'withdraw', amount });
const deploy = (code: Code): Command => ({ type: 'deploy', code });

const created: Fact = { type: 'AccountCreated' };
const deposited = (amount: number): Fact => ({ type: 'MoneyDeposited', amount });
const withdrawn = (amount: number): Fact => ({ type: 'MoneyWithdrawn', amount });

type Spec = Omit<Extract<Command, { type: 'check' }>, 'type'>;
const check = (spec: Spec): Command => ({ type: 'check', ...spec });

describe('a command that is accepted', () => {
  const steps = stepsOf('withdrawal', withdraw(30_000));

  test('passes five stations, one step each', () => {
    expect(steps.map(({ label }) => label)).toEqual([
      'Start',
      'Withdraw 300.00: load',
      'Withdraw 300.00: fold',
      'Withdraw 300.00: decide',
      'Withdraw 300.00: append',
      'Withdraw 300.00: project',
    ]);
  });

  test('is written at the fourth and not before, and reaches the statement at the fifth', () => {
    expect(steps.map(({ view }) => view.events.length)).toEqual([2, 2, 2, 2, 3, 3]);
    expect(steps.map(({ view }) => view.state.balance)).toEqual([
      100_000, 100_000, 100_000, 100_000, 70_000, 70_000,
    ]);
    expect(steps.map(({ view }) => view.statement.paidOut)).toEqual([0, 0, 0, 0, 0, 30_000]);
  });

  test('is narrated so that nobody needs the picture', () => {
    expect(steps.map(({ narration }) => narration)).toEqual([
      'The stream account-ada has 2 events: AccountCreated, MoneyDeposited 1,000.00. Folded: open, owner Ada, balance 1,000.00. Give a command.',
      'Withdraw 300.00 arrives. The repository loads the stream account-ada: 2 events.',
      'evolve folds 2 events into the state: open, owner Ada, balance 1,000.00. It judges nothing: what is recorded has happened.',
      'No rule of decide speaks against it. It answers with MoneyWithdrawn 300.00; nothing is written yet.',
      'The repository appends MoneyWithdrawn 300.00, expecting version 2, which is where the stream still stands. It becomes version 3, and evolve makes the state: open, owner Ada, balance 700.00.',
      'The projection brings the statement up to date: paid in 1,000.00, paid out 300.00. Its readers never ask the account.',
    ]);
  });
});

describe('a command that is refused', () => {
  test('ends at the third station, with the reason, and nothing is written', () => {
    const steps = stepsOf('withdrawal', withdraw(30_000), withdraw(100_000));
    expect(steps.slice(6).map(({ label }) => label)).toEqual([
      'Withdraw 1,000.00: load',
      'Withdraw 1,000.00: fold',
      'Withdraw 1,000.00: decide',
    ]);
    expect(steps.at(-1)!.narration).toBe(
      'decide refuses: overdraft, as nobody may withdraw more than there is. The balance is 700.00. Nothing is written: the stream stays at version 3.',
    );
    expect(steps.at(-1)!.view.events).toHaveLength(3);
  });

  const orders = fc.oneof(
    fc.constantFrom(create, block),
    fc.constantFrom(-10_000, 10_000, 30_000, 100_000).map(deposit),
    fc.constantFrom(-10_000, 10_000, 30_000, 100_000).map(withdraw),
  );

  test('changes neither stream, state nor statement, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 12 }), (commands) => {
        const steps = stepsOf('refusals', ...commands);
        for (const [i, { view }] of steps.entries()) {
          const { stage } = view;
          if (stage.kind !== 'command' || stage.at !== 'decide') continue;
          if (stage.handling.decision.kind !== 'refused') continue;
          const before = steps[i - 3]!.view;
          expect([view.events, view.state, view.statement]).toEqual([
            before.events,
            before.state,
            before.statement,
          ]);
        }
      }),
    );
  });

  test('leaves a stream that folds to the state shown, after every command', () => {
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 12 }), (commands) => {
        const { events, state, statement } = endOf('refusals', ...commands);
        expect(fold(account, events)).toEqual(state);
        expect(statement.paidIn - statement.paidOut).toBe(plainBalance(events));
        expect(plainBalance(events)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('every step belongs to its command', () => {
  test('so that a command given there comes after it', () => {
    const steps = stepsOf('withdrawal', withdraw(30_000), withdraw(100_000), block);
    expect(steps.map(({ after }) => after)).toEqual([0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]);
  });

  test('and says who tells whom what, as far as somebody does', () => {
    const lines = stepsOf('withdrawal', withdraw(30_000)).map(({ line }) => line && [line.from, line.to]);
    expect(lines).toEqual([
      undefined,
      ['Teller', 'Repository'],
      ['Event store', 'Repository'],
      ['Account', 'Repository'],
      ['Repository', 'Event store'],
      ['Event store', 'Statement'],
    ]);
  });
});

describe('the goals of the first scenario', () => {
  test('500.00 is reached by the history of the module', () => {
    expect(goalsMet('withdrawal', withdraw(30_000), withdraw(20_000))).toEqual(['five-hundred']);
  });

  test('a refusal on the way does not spoil it: it left no trace', () => {
    expect(goalsMet('withdrawal', withdraw(30_000), withdraw(100_000), withdraw(20_000))).toEqual([
      'five-hundred',
      'stopped',
    ]);
  });

  test.each([
    ['500.00 goes at once', [withdraw(50_000)]],
    ['the order is another', [withdraw(20_000), withdraw(30_000)]],
    ['there is more history behind it', [withdraw(30_000), withdraw(20_000), deposit(10_000)]],
  ])('500.00 is not reached so when %s', (_, commands) => {
    expect(goalsMet('withdrawal', ...commands)).not.toContain('five-hundred');
  });

  test.each([
    ['nothing was asked', []],
    ['all was accepted', [withdraw(100_000), block]],
  ])('nothing was stopped when %s', (_, commands) => {
    expect(goalsMet('withdrawal', ...commands)).not.toContain('stopped');
  });
});

describe('the goals of the refusals', () => {
  const allSix = [
    deposit(10_000),
    create,
    create,
    withdraw(10_000),
    deposit(-10_000),
    block,
    deposit(10_000),
    block,
  ];

  test('all six can be heard with two events in the stream', () => {
    expect(goalsMet('refusals', ...allSix)).toEqual(['every-refusal', 'two-events']);
    expect(endOf('refusals', ...allSix).events.map(({ type }) => type)).toEqual([
      'AccountCreated',
      'AccountBlocked',
    ]);
  });

  test('all six with one event more are all six, and no more than that', () => {
    expect(goalsMet('refusals', ...allSix.toSpliced(3, 0, deposit(10_000), withdraw(20_000)))).toEqual([
      'every-refusal',
    ]);
  });

  test.each(allSix.flatMap((_, left) => (left === 1 ? [] : [[left]])))(
    'without command %i of the eight, something is missing',
    (left) => {
      expect(goalsMet('refusals', ...allSix.toSpliced(left, 1))).toEqual([]);
    },
  );

  test('blocked too early, the account hides the rules behind the block', () => {
    const early = [deposit(10_000), create, create, block, withdraw(10_000), deposit(-10_000), block];
    expect(endOf('refusals', ...early).refusals).toEqual([
      'not-created',
      'already-created',
      'blocked',
      'already-blocked',
    ]);
    expect(goalsMet('refusals', ...early)).toEqual([]);
  });
});

describe('the goals of the specifications', () => {
  const past = [created, deposited(10_000)];
  const refused = check({
    given: past,
    when: withdraw(30_000),
    then: { type: 'refused', reason: 'overdraft' },
  });
  const replayed = check({
    given: [...past, withdrawn(30_000)],
    when: deposit(50_000),
    then: { type: 'state', balance: 30_000 },
  });

  test('a refused overdraft finds out both faulty versions', () => {
    expect(goalsMet('specs', refused)).toEqual(['overdraft-spec']);
    expect(stepsOf('specs', refused).at(-1)!.narration).toBe(
      'Then expect refused: overdraft. It came out with the rule in decide: refused: overdraft, passed; with the rule left out: MoneyWithdrawn 300.00, failed; with the rule in evolve: MoneyWithdrawn 300.00, failed.',
    );
  });

  test('an overdraft of the past finds out the evolve that judges, and it alone', () => {
    expect(goalsMet('specs', replayed)).toEqual(['replay-spec']);
    const steps = stepsOf('specs', replayed);
    expect(steps[1]!.narration).toBe(
      'Given AccountCreated, MoneyDeposited 100.00, MoneyWithdrawn 300.00. Folded with the rule in decide: open, owner Ada, balance −200.00; with the rule left out: open, owner Ada, balance −200.00; with the rule in evolve: open, owner Ada, balance 100.00.',
    );
    expect(steps[3]!.narration).toContain(
      'with the rule in evolve: open, owner Ada, balance 600.00, failed.',
    );
  });

  test.each<[string, Spec]>([
    [
      'another reason is expected',
      { given: past, when: withdraw(30_000), then: { type: 'refused', reason: 'blocked' } },
    ],
    [
      'the withdrawal is covered',
      { given: past, when: withdraw(10_000), then: { type: 'refused', reason: 'overdraft' } },
    ],
    ['the event is expected', { given: past, when: withdraw(30_000), then: withdrawn(30_000) }],
    [
      'something else is refused',
      { given: past, when: create, then: { type: 'refused', reason: 'already-created' } },
    ],
  ])('the overdraft is not specified when %s', (_, spec) => {
    expect(goalsMet('specs', check(spec))).not.toContain('overdraft-spec');
  });

  test.each<[string, Spec]>([
    [
      'the past is within the rule',
      { given: past, when: deposit(50_000), then: { type: 'state', balance: 60_000 } },
    ],
    [
      'the wrong sum is expected',
      {
        given: [...past, withdrawn(30_000)],
        when: deposit(50_000),
        then: { type: 'state', balance: 60_000 },
      },
    ],
    [
      'only the event is looked at',
      {
        given: [...past, withdrawn(30_000)],
        when: deposit(50_000),
        then: deposited(50_000),
      },
    ],
    [
      'a refusal finds out both',
      { given: past, when: withdraw(30_000), then: { type: 'refused', reason: 'overdraft' } },
    ],
  ])('the replay is not specified when %s', (_, spec) => {
    expect(goalsMet('specs', check(spec))).not.toContain('replay-spec');
  });

  test('a specification that fails with the sound code is broken, and one that passes is not', () => {
    const wrong = check({ given: [], when: create, then: { type: 'refused', reason: 'blocked' } });
    expect(stepsOf('specs', wrong).map(({ broken }) => broken === true)).toEqual([false, false, false, true]);
    expect(stepsOf('specs', refused).some(({ broken }) => broken)).toBe(false);
  });
});

describe('the goals of the rule', () => {
  const overdraw = withdraw(30_000);

  test('the account is overdrawn by one withdrawal, and nobody stops it', () => {
    expect(goalsMet('rule', overdraw)).toEqual(['overdraw']);
    const broken = stepsOf('rule', overdraw).filter((step) => step.broken);
    expect(broken.map(({ label }) => label)).toEqual(['Withdraw 300.00: append']);
    expect(broken[0]!.narration).toContain('balance −200.00. Nobody stopped it: the account is overdrawn.');
  });

  test.each([
    ['the last cent goes', [withdraw(10_000)]],
    ['the sound code is put into service first', [deploy('sound'), overdraw]],
    ['there is enough', [deposit(50_000), overdraw]],
  ])('it is not overdrawn when %s', (_, commands) => {
    expect(goalsMet('rule', ...commands)).toEqual([]);
  });

  test('with the rule in evolve the event is written, and the state looks away', () => {
    expect(goalsMet('rule', deploy('in-evolve'), overdraw)).toEqual(['overdraw', 'disagree']);
    const step = stepsOf('rule', deploy('in-evolve'), overdraw).find(({ broken }) => broken)!;
    expect([step.view.state.balance, plainBalance(step.view.events)]).toEqual([10_000, -20_000]);
    expect(step.narration).toContain('the events add up to −200.00, the state says 100.00');
  });

  test('the same stream says another thing as soon as the rule stands in evolve', () => {
    expect(goalsMet('rule', overdraw, deploy('in-evolve'))).toContain('disagree');
    expect(stepsOf('rule', overdraw, deploy('in-evolve')).at(-1)!.narration).toContain('evolve looked away');
  });

  test.each([
    ['the rule is left out', [overdraw]],
    ['the rule is in evolve and nothing is overdrawn', [deploy('in-evolve'), withdraw(10_000)]],
  ])('state and events agree while %s', (_, commands) => {
    expect(goalsMet('rule', ...commands)).not.toContain('disagree');
  });

  test('it is repaired by the sound code and a deposit', () => {
    expect(goalsMet('rule', overdraw, deploy('sound'), deposit(20_000))).toEqual(['overdraw', 'repair']);
  });

  test.each([
    ['the sound code comes alone', [overdraw, deploy('sound')]],
    ['the deposit comes alone', [overdraw, deposit(20_000)]],
    ['the deposit is too small', [overdraw, deploy('sound'), deposit(10_000)]],
    ['the rule goes into evolve, which hides it', [overdraw, deploy('in-evolve')]],
    ['nothing was broken', [deploy('sound'), deposit(20_000)]],
  ])('it is not repaired when %s', (_, commands) => {
    expect(goalsMet('rule', ...commands)).not.toContain('repair');
  });

  test('another version in service changes no event', () => {
    const [before, after] = [endOf('rule', overdraw), endOf('rule', overdraw, deploy('in-evolve'))];
    expect(after.events).toEqual(before.events);
  });
});

describe('the predictions', () => {
  const oldHistory = check({
    given: [created, deposited(10_000), withdrawn(30_000)],
    when: deposit(50_000),
    then: { type: 'state', balance: 30_000 },
  });

  test.each<[ScenarioId, string, Command[], number]>([
    ['withdrawal', 'MoneyWithdrawn', [withdraw(30_000)], 4],
    ['withdrawal', 'MoneyWithdrawn', [block, withdraw(30_000)], Infinity],
    ['refusals', 'refused', [create, block, deposit(10_000)], 13],
    ['refusals', 'refused', [deposit(10_000)], Infinity],
    ['specs', '30000', [oldHistory], 1],
    ['specs', '30000', [check({ given: [], when: create, then: created })], Infinity],
    ['rule', 'nobody', [withdraw(30_000)], 4],
    ['rule', 'nobody', [deploy('sound'), withdraw(30_000)], Infinity],
  ])('of %s come out as %s, after %j at step %d', (scenario, outcome, commands, settledAt) => {
    const { prediction } = scenarioOf(scenario);
    const trace = playOf(scenario, ...commands);
    expect(prediction.settledAt(trace)).toBe(settledAt);
    expect(prediction.settledAt(playOf(scenario))).toBe(Infinity);
    if (settledAt < Infinity) expect(prediction.outcome(trace)).toBe(outcome);
    expect(prediction.options.map(({ id }) => id)).toContain(outcome);
  });
});

describe('the lines of code that are shown', () => {
  const plain = (source: string) => source.replace(/\s+/g, ' ');
  const read = (path: string) => plain(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  const domain = read('engine/domains/account.ts') + read('engine/domains/amounts.ts');
  const variants = read('src/labs/teller/variants.ts');

  test.each([...Object.values(DECIDE).flat(), ...EVOLVE].map(({ code }) => [code]))(
    '%s: stand in the source',
    (code) => {
      for (const part of code.split('…')) expect(domain).toContain(plain(part).trim());
    },
  );

  test.each([...Object.values(DECIDE).flat(), ...EVOLVE, MOVED_RULE].map(({ code }) => [code]))(
    '%s: closes what it opens',
    (code) => {
      for (const [opening, closing] of [
        ['(', ')'],
        ['{', '}'],
        ['[', ']'],
      ] as const) {
        expect(code.split(opening).length).toBe(code.split(closing).length);
      }
    },
  );

  test('of the moved rule stand in the source of that version', () => {
    expect(variants).toContain(MOVED_RULE.code);
  });

  test('are met in the order in which they stand there: what is shown before the live one did not speak', () => {
    const refusals = endOf(
      'refusals',
      ...[withdraw(-10_000), create, withdraw(-10_000), withdraw(10_000), block, withdraw(-10_000)],
    ).refusals;
    expect(refusals).toEqual(['not-created', 'invalid-amount', 'overdraft', 'blocked']);
    expect(DECIDE.withdraw.map(({ id }) => id)).toEqual([
      'not-created',
      'blocked',
      'invalid-amount',
      'overdraft',
      'MoneyWithdrawn',
    ]);
  });

  test('are all there in the sound code; the others lack the rule against overdrafts', () => {
    const lacking = (code: Code) =>
      DECIDE.withdraw.filter((line) => !hasLine(code, line)).map(({ id }) => id);
    expect([lacking('sound'), lacking('left-out'), lacking('in-evolve')]).toEqual([
      [],
      ['overdraft'],
      ['overdraft'],
    ]);
  });
});

describe('the proof', () => {
  const prove = (scenario: ScenarioId, ...commands: Command[]) =>
    tellerProof.start(run(scenario, commands)).advance(1_000_000);

  /** Every sequence of this many movements, by plain sums: how many go below 0 on the way. */
  function overdrawing(balance: number, moves: readonly number[], left: number): number {
    if (balance < 0) return moves.length ** left;
    if (left === 0) return 0;
    return moves.reduce((sum, move) => sum + overdrawing(balance + move, moves, left - 1), 0);
  }

  test('with the rule in decide no sequence overdraws', () => {
    expect(prove('withdrawal')).toMatchObject({
      tried: 5 ** LENGTH,
      failing: 0,
      outcome: 'complete',
      counterexample: null,
    });
    expect(prove('rule', deploy('sound'))).toMatchObject({
      tried: 3 ** LENGTH,
      failing: 0,
      outcome: 'complete',
    });
  });

  test('with the rule left out as many overdraw as plain sums say, and the shortest takes one command', () => {
    const report = prove('rule');
    expect(report).toMatchObject({
      tried: 243,
      failing: overdrawing(10_000, [10_000, -10_000, -30_000], LENGTH),
      outcome: 'complete',
    });
    expect(report.failing).toBeGreaterThan(100);
    expect(report.counterexample?.commands).toEqual([withdraw(30_000)]);
  });

  test('with the rule in evolve it is no better', () => {
    const report = prove('rule', deploy('in-evolve'));
    expect(report.failing).toBe(prove('rule').failing);
    expect(report.counterexample?.commands).toEqual([deploy('in-evolve'), withdraw(30_000)]);
  });

  test('the counterexample can be played, and breaks the account', () => {
    const { counterexample } = prove('rule', deploy('in-evolve'), deposit(50_000));
    expect(stepsOf('rule', ...counterexample!.commands).some(({ broken }) => broken)).toBe(true);
  });

  test('goes on where it was, a budget at a time, and says what it covers', () => {
    const search = tellerProof.start(run('rule'));
    expect(search.advance(100)).toMatchObject({ tried: 100, outcome: 'searching' });
    expect(search.advance(200)).toMatchObject({ tried: 243, outcome: 'complete', progress: 1 });
    expect(tellerProof.cases(run('rule'))).toBe(
      'sequences of 5 commands from the scenario’s beginning (each of Deposit 100.00, Withdraw 100.00, Withdraw 300.00; shorter ones are their beginnings), with the rule left out',
    );
  });
});

describe('a trace', () => {
  const runs: [ScenarioId, Command[]][] = [
    ['withdrawal', [withdraw(30_000), withdraw(100_000), create, deposit(-10_000), block, block]],
    ['refusals', [deposit(10_000), create, block]],
    ['specs', [check({ given: [], when: block, then: created })]],
    ['rule', [withdraw(30_000), deploy('in-evolve'), withdraw(30_000), deploy('sound'), withdraw(10_000)]],
  ];

  test.each(runs)('of %s is the same twice', (scenario, commands) => {
    expect(stepsOf(scenario, ...commands)).toEqual(stepsOf(scenario, ...commands));
  });

  test.each(runs)(
    'of %s has whole sentences for every step, and the table a cell for every column',
    (scenario, commands) => {
      for (const { label, narration, view } of stepsOf(scenario, ...commands)) {
        expect(label).toMatch(/^[A-Z]/);
        expect(narration).toMatch(/^.+[.]$/);
        expect(narration).not.toMatch(/undefined|NaN|\[object|\.\./);
        for (const column of teller.columns) expect(column.cell(view)).toBeTypeOf('string');
      }
    },
  );
});

describe('a run without meaning', () => {
  const evil = (value: unknown) => value as Command;

  test.each([
    ['an unknown scenario', 'gone', [], 'run.scenario'],
    ['a scenario from the prototype', 'toString', [], 'run.scenario'],
    ['no list of commands', 'rule', 'create', 'run.commands'],
    ['more commands than 500', 'rule', Array(501).fill(deposit(10_000)), 'run.commands'],
    ['no command', 'withdrawal', [null], 'run.commands[0]'],
    ['an unknown command', 'withdrawal', [block, evil({ type: 'rob' })], 'run.commands[1].type'],
    ['a command that is not offered here', 'rule', [create], 'run.commands[0].type'],
    [
      'a new version where the code is not in question',
      'refusals',
      [deploy('left-out')],
      'run.commands[0].type',
    ],
    ['an amount that is not at the counter', 'withdrawal', [withdraw(1)], 'run.commands[0].amount'],
    ['an amount that is no number', 'withdrawal', [withdraw(NaN)], 'run.commands[0].amount'],
    [
      'an amount in letters',
      'withdrawal',
      [evil({ type: 'deposit', amount: '10000' })],
      'run.commands[0].amount',
    ],
    ['unknown code', 'rule', [deploy('constructor' as Code)], 'run.commands[0].code'],
    [
      'events that are none',
      'specs',
      [evil({ type: 'check', given: {}, when: create })],
      'run.commands[0].given',
    ],
    [
      'an event of nothing',
      'specs',
      [check({ given: [withdrawn(-10_000)], when: create, then: { type: 'state', balance: 0 } })],
      'run.commands[0].given[0].amount',
    ],
    [
      'too many events',
      'specs',
      [check({ given: Array<Fact>(7).fill(created), when: create, then: { type: 'state', balance: 0 } })],
      'run.commands[0].given',
    ],
    [
      'a specification of no command',
      'specs',
      [evil({ type: 'check', given: [], when: { type: 'check' }, then: { type: 'state', balance: 0 } })],
      'run.commands[0].when.type',
    ],
    [
      'an unknown reason',
      'specs',
      [evil({ type: 'check', given: [], when: create, then: { type: 'refused', reason: '<b>' } })],
      'run.commands[0].then.reason',
    ],
    [
      'an unknown expectation',
      'specs',
      [evil({ type: 'check', given: [], when: create, then: { type: '__proto__' } })],
      'run.commands[0].then.type',
    ],
  ])('with %s is refused, and says where', (_, scenario, commands, where) => {
    const bad = () => play(run(scenario as ScenarioId, commands as Command[]));
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(expect.objectContaining({ where }) as Error);
  });

  test('with a seed that is none is refused', () => {
    expect(() => play({ ...run('rule'), seed: 0.5 })).toThrow(/run.seed/);
  });

  test('with 500 commands is played', () => {
    expect(playOf('rule', ...Array<Command>(500).fill(deposit(10_000))).length).toBe(2_501);
  });
});
