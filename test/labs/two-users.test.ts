import { describe, expect, test } from 'vitest';
import { DOUBLE_BOOKED, seatRace, type Appending } from '../../engine/domains/seat-race.ts';
import { InvalidInputError } from '../../engine/errors.ts';
import { searchRuns } from '../../engine/explore/index.ts';
import { play, twoUsers } from '../../src/labs/two-users/lab.ts';
import { gameFrom, proof } from '../../src/labs/two-users/proof.ts';
import { CUSTOMERS, isDoubleBooked, startRace, type Customer } from '../../src/labs/two-users/race.ts';
import { begin, refusal, type Command, type ScenarioId } from '../../src/labs/two-users/world.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'two-users',
  scenario,
  seed: 1,
  commands,
});

const ann: Command = { type: 'step', customer: 'Ann' };
const ben: Command = { type: 'step', customer: 'Ben' };
const by = (appending: Appending): Command => ({ type: 'appending', appending });
const perSeat: Command = { type: 'boundary', boundary: 'seat' };
const perFlight: Command = { type: 'boundary', boundary: 'flight' };
const sameAgain: Command = { type: 'append-again', customer: 'Ben', expecting: 'loaded' };
const newestAgain: Command = { type: 'append-again', customer: 'Ben', expecting: 'found' };

/** Both load and decide before either appends; Ann appends first. */
const racing = [ann, ben, ann, ben, ann, ben];
/** One after the other. */
const serial = [ann, ann, ann, ben, ben];

const playOf = (scenario: ScenarioId, commands: readonly Command[]) => play(run(scenario, commands));
const endOf = (scenario: ScenarioId, commands: readonly Command[]) => {
  const trace = playOf(scenario, commands);
  return trace.at(trace.length - 1).view;
};
const stages = (scenario: ScenarioId, commands: readonly Command[]) => {
  const { lanes } = endOf(scenario, commands);
  return [lanes.Ann.stage, lanes.Ben.stage];
};

const scenarioOf = (scenario: ScenarioId) => twoUsers.scenarios.find(({ id }) => id === scenario)!;

/** Which goals of a scenario a run reaches. */
function goalsMet(scenario: ScenarioId, commands: readonly Command[]): string[] {
  const one = run(scenario, commands);
  return scenarioOf(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map(({ id }) => id);
}

/** Everything that can be proved of a world set up by these commands. */
const proved = (scenario: ScenarioId, ...commands: Command[]) =>
  proof.start(run(scenario, commands)).advance(1_000);

/** Every order in which two may take at most three steps each, as the turns that are taken. */
function orders(ann: number, ben: number): Customer[][] {
  if (ann === 0 && ben === 0) return [[]];
  return [
    ...(ann === 0 ? [] : orders(ann - 1, ben).map((rest) => ['Ann' as const, ...rest])),
    ...(ben === 0 ? [] : orders(ann, ben - 1).map((rest) => ['Ben' as const, ...rest])),
  ];
}

describe('the race of the lab', () => {
  test.each(['unchecked', 'checked', 'retrying'] as const)(
    '%s, goes in each of the 20 orders as the race of the engine does',
    (appending) => {
      const all = orders(3, 3);
      expect(all).toHaveLength(20);
      for (const order of all) {
        const theirs = seatRace({ customers: CUSTOMERS, appending }).start();
        const ours = gameFrom(startRace({ Ann: '12A', Ben: '12A' }, appending, 'seat')).start();
        for (const customer of order) {
          const choice = theirs.choices().find((name) => name.startsWith(customer));
          expect(ours.choices().includes(customer)).toBe(choice !== undefined);
          if (choice === undefined) continue;
          theirs.take(choice);
          ours.take(customer);
          expect(ours.violation()).toBe(theirs.violation());
        }
      }
    },
  );

  test.each([
    ['last-seat', []],
    ['check', [by('checked')]],
    ['retry', []],
  ] as const)('leaves in %s the stages and events that the race of the engine leaves', (scenario, setUp) => {
    for (const order of orders(3, 3)) {
      const { appending } = endOf(scenario, setUp);
      const theirs = seatRace({ customers: CUSTOMERS, appending }).start();
      const commands: Command[] = [...setUp];
      for (const customer of order) {
        const choice = theirs.choices().find((name) => name.startsWith(customer));
        if (choice === undefined) continue;
        theirs.take(choice);
        commands.push({ type: 'step', customer });
        const { lanes, log } = endOf(scenario, commands);
        expect(CUSTOMERS.map((name) => lanes[name].stage)).toEqual(CUSTOMERS.map(theirs.stageOf));
        expect(log.map(({ type, data, version }) => [type, data, version])).toEqual(
          theirs.store.readAll().events.map(({ type, data, version }) => [type, data, version]),
        );
      }
    }
  });
});

describe('the proof', () => {
  test('without a check: 18 of exactly 20 interleavings double-book, and the search is complete', () => {
    const report = proved('last-seat');
    expect(report).toMatchObject({ tried: 20, failing: 18, outcome: 'complete', progress: 1 });
    expect(report.kinds?.map(({ cases }) => cases)).toEqual([18, 0]);
    expect(proof.cases(run('last-seat'))).toBe(
      'interleavings of these 6 steps: load, decide and append by Ann and by Ben, with no check',
    );
  });

  test('with the check: the same 20, and none fails', () => {
    expect(proved('check', by('checked'))).toMatchObject({
      tried: 20,
      failing: 0,
      outcome: 'complete',
      counterexample: null,
    });
  });

  test('where a refused customer loads and decides again, none fails either', () => {
    expect(proved('retry')).toMatchObject({ tried: 20, failing: 0, outcome: 'complete' });
  });

  test.each([
    ['one stream for the flight, checked', [], 18],
    ['one stream for the flight, retrying', [by('retrying')], 0],
    ['one stream for each seat, checked', [perSeat], 0],
  ])('with two seats and %s turns somebody away from a free seat in %i of 20', (_, commands, failing) => {
    expect(proved('false-conflict', ...commands)).toMatchObject({ tried: 20, failing, outcome: 'complete' });
  });

  test('counts a refusal as failing only where the seat is free', () => {
    const start = startRace({ Ann: '12A', Ben: '31C' }, 'checked', 'flight');
    expect(searchRuns(gameFrom(start)).runToEnd().byViolation).toEqual([
      { violation: 'turned-away', runs: 18 },
    ]);
    const one = startRace({ Ann: '12A', Ben: '12A' }, 'unchecked', 'seat');
    expect(searchRuns(gameFrom(one)).runToEnd().byViolation).toEqual([
      { violation: DOUBLE_BOOKED, runs: 18 },
    ]);
  });

  test('gives a shortest counterexample that plays in the lab and breaks at its last step', () => {
    const { counterexample } = proved('last-seat');
    expect(counterexample?.commands).toHaveLength(6);
    const trace = play(counterexample!);
    expect([trace.length, trace.at(6).broken]).toEqual([7, true]);
    expect(isDoubleBooked(trace.at(6).view)).toBe(true);
  });

  test('sets up in the counterexample what the run had set up', () => {
    const { counterexample, failing } = proved('retry', by('unchecked'), ann);
    expect(failing).toBe(18);
    expect(counterexample?.commands[0]).toEqual(by('unchecked'));
    expect(isDoubleBooked(play(counterexample!).at(7).view)).toBe(true);
  });

  test('can be held and goes on where it was', () => {
    const search = proof.start(run('last-seat'));
    expect(search.advance(5)).toMatchObject({ tried: 5, outcome: 'searching' });
    expect(search.advance(500)).toMatchObject({ tried: 20, failing: 18, outcome: 'complete' });
  });
});

describe('the last seat', () => {
  test('is booked twice by racing, with two events in the log and the first update lost', () => {
    expect(goalsMet('last-seat', racing)).toEqual(['double-book']);
    expect(endOf('last-seat', racing).log.map(({ data }) => data.customer)).toEqual(['Ann', 'Ben']);
  });

  test('is booked once by one after the other, without any check', () => {
    expect(goalsMet('last-seat', serial)).toEqual(['by-luck']);
    expect(goalsMet('last-seat', [ben, ben, ben, ann, ann])).toEqual(['by-luck']);
  });

  test.each([
    ['only one of them has appended', racing.slice(0, 5)],
    ['the second one loaded after the first had appended', serial],
    ['nobody moved', []],
  ])('is not booked twice when %s', (_, commands) => {
    expect(goalsMet('last-seat', commands)).not.toContain('double-book');
  });

  test.each([
    ['the second one does not know yet', serial.slice(0, 4)],
    ['both got it', racing],
    ['both were on their way, and one appended', racing.slice(0, 5)],
  ])('is not booked once for both to know when %s', (_, commands) => {
    expect(goalsMet('last-seat', commands)).not.toContain('by-luck');
  });
});

describe('the check', () => {
  const checked = [by('checked'), ...racing];

  test('turns the lost update into a conflict, with one booking', () => {
    expect(stages('check', checked)).toEqual(['seated', 'conflict']);
    expect(goalsMet('check', checked)).toContain('conflict');
    expect(endOf('check', checked).log).toHaveLength(1);
  });

  test('still saves the seat when it is turned on before the last append', () => {
    expect(goalsMet('check', [...racing.slice(0, 5), by('checked'), ben])).toContain('conflict');
  });

  test.each([
    ['it is off', racing],
    ['it was turned off before the last append', [...checked.slice(0, 6), by('unchecked'), ben]],
    ['one after the other came', [by('checked'), ...serial]],
    ['the second append is still to come', checked.slice(0, 6)],
  ])('leads to no conflict when %s', (_, commands) => {
    expect(goalsMet('check', commands)).not.toContain('conflict');
  });

  test('lets the one who loaded first lose to the one who appended first', () => {
    expect(goalsMet('check', [by('checked'), ann, ben, ben, ben, ann, ann])).toContain('late-loader');
  });

  test.each([
    ['the first loader appends first', checked],
    ['the first loader is not told yet', [by('checked'), ann, ben, ben, ben, ann]],
    ['the check is off', [ann, ben, ben, ben, ann, ann]],
    ['the other one lost', [by('checked'), ann, ben, ann, ann, ben, ben]],
  ])('does not when %s', (_, commands) => {
    expect(goalsMet('check', commands)).not.toContain('late-loader');
  });
});

describe('the retry', () => {
  test('decides again, and hears from the rule that the seat is taken', () => {
    expect(stages('retry', racing)).toEqual(['seated', 'load']);
    expect(stages('retry', [...racing, ben, ben])).toEqual(['seated', 'refused']);
    expect(goalsMet('retry', [...racing, ben, ben])).toEqual(['again']);
  });

  test.each([
    ['it has not decided yet', [...racing, ben]],
    ['there was no conflict', serial],
    ['it appended again instead', [...racing, newestAgain]],
    ['nobody retries', [by('checked'), ...racing]],
  ])('has not decided again when %s', (_, commands) => {
    expect(goalsMet('retry', commands)).not.toContain('again');
  });

  test('books twice in spite of the check when it appends again with the newest number', () => {
    expect(goalsMet('retry', [...racing, newestAgain])).toEqual(['blind']);
    expect(endOf('retry', [...racing, newestAgain]).log.map(({ version }) => version)).toEqual([1, 2]);
  });

  test.each([
    ['it appends again with the number it loaded', [...racing, sameAgain]],
    ['the check was off', [by('unchecked'), ...racing]],
    ['it was off for one append', [...racing.slice(0, 5), by('unchecked'), ben]],
    ['it loads and decides again', [...racing, ben, ben]],
  ])('does not when %s', (_, commands) => {
    expect(goalsMet('retry', commands)).not.toContain('blind');
  });

  test('is refused each time with the number it loaded, and gives up after the third attempt', () => {
    expect(stages('retry', [...racing, sameAgain])).toEqual(['seated', 'load']);
    const commands = [...racing, sameAgain, sameAgain];
    expect(stages('retry', commands)).toEqual(['seated', 'conflict']);
    expect(goalsMet('retry', commands)).toEqual(['bound']);
    expect(endOf('retry', commands).log).toHaveLength(1);
  });

  test.each([
    ['two attempts', [...racing, sameAgain]],
    ['one attempt without any retry', [by('checked'), ...racing]],
    ['two attempts and a new decision', [...racing, sameAgain, ben, ben]],
  ])('does not use up all attempts by %s', (_, commands) => {
    expect(goalsMet('retry', commands)).not.toContain('bound');
  });

  test('sends, blindly, the very events that were refused, under their ids', () => {
    const refused = endOf('retry', racing).lanes.Ben.decided.map(({ id }) => id);
    expect(
      endOf('retry', [...racing, newestAgain])
        .log.map(({ id }) => id)
        .slice(1),
    ).toEqual(refused);
  });
});

describe('the false conflict', () => {
  test('comes of two seats in one stream', () => {
    expect(stages('false-conflict', racing)).toEqual(['seated', 'conflict']);
    expect(goalsMet('false-conflict', racing)).toEqual(['false']);
  });

  test.each([
    ['each seat has a stream', [perSeat, ...racing]],
    ['one after the other comes', [...serial, ben]],
    ['nobody checks', [by('unchecked'), ...racing]],
  ])('does not come when %s', (_, commands) => {
    expect(goalsMet('false-conflict', commands)).not.toContain('false');
  });

  test('is survived by deciding again: both get their seats in one stream', () => {
    const commands = [by('retrying'), ...racing, ben, ben, ben];
    expect(stages('false-conflict', commands)).toEqual(['seated', 'seated']);
    expect(goalsMet('false-conflict', commands)).toEqual(['false', 'retry']);
  });

  test.each([
    ['nobody retries', racing],
    ['there was no conflict to survive', [by('retrying'), ...serial, ben]],
    ['the second round is not over', [by('retrying'), ...racing, ben, ben]],
    ['each seat has a stream', [perSeat, by('retrying'), ...racing]],
  ])('is not survived in one stream when %s', (_, commands) => {
    expect(goalsMet('false-conflict', commands)).not.toContain('retry');
  });

  test('is impossible where each seat has its stream: both win, racing, each checked', () => {
    expect(goalsMet('false-conflict', [perSeat, ...racing])).toEqual(['boundary']);
    const { log } = endOf('false-conflict', [perSeat, ...racing]);
    expect(log.map(({ stream, version }) => [stream, version])).toEqual([
      ['seat-OS31-12A', 1],
      ['seat-OS31-31C', 1],
    ]);
  });

  test.each([
    ['they come one after the other', [perSeat, ...serial, ben]],
    ['nobody checks', [by('unchecked'), ...racing]],
    ['they share a stream', racing],
    ['a conflict was survived', [by('retrying'), ...racing, ben, ben, ben]],
    ['one of them is still on the way', [perSeat, ...racing.slice(0, 5)]],
  ])('does not show that when %s', (_, commands) => {
    expect(goalsMet('false-conflict', commands)).not.toContain('boundary');
  });

  test('keeps the rule itself in one stream: a seat that is taken is refused, any other is not', () => {
    const { log } = endOf('false-conflict', [...serial, ben]);
    expect(log.map(({ stream, version, data }) => [stream, version, data])).toEqual([
      ['flight-OS31', 1, { customer: 'Ann', seat: '12A' }],
      ['flight-OS31', 2, { customer: 'Ben', seat: '31C' }],
    ]);
    const game = gameFrom(startRace({ Ann: '12A', Ben: '12A' }, 'checked', 'flight'));
    const oneSeat = game.start();
    for (const customer of ['Ann', 'Ann', 'Ann', 'Ben', 'Ben']) oneSeat.take(customer);
    expect(oneSeat.choices()).toEqual([]);
    expect(searchRuns(game).runToEnd()).toMatchObject({ runs: 20, violations: 0 });
  });
});

describe('the predictions', () => {
  test.each([
    ['last-seat', racing, 6, 'both'],
    ['last-seat', [ann, ann, ben, ann, ben, ben], 6, 'both'],
    ['check', [by('checked'), ...racing], 7, 'conflict'],
    ['check', [...racing.slice(0, 5), by('checked'), ben], 7, 'conflict'],
    ['retry', [...racing, sameAgain, newestAgain], 8, 'twice'],
    ['false-conflict', racing, 6, 'first'],
    ['false-conflict', [by('retrying'), ...racing, ben, ben, ben], 7, 'first'],
  ] as const)('of %s come out by the trace', (scenario, commands, at, expected) => {
    const { prediction } = scenarioOf(scenario);
    const trace = playOf(scenario, commands);
    expect(prediction.settledAt(trace)).toBe(at);
    expect(prediction.outcome(trace)).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
  });

  test.each([
    ['last-seat', serial],
    ['last-seat', racing.slice(0, 5)],
    ['check', racing],
    ['check', [by('checked'), ...serial]],
    ['retry', [...racing, sameAgain]],
    ['retry', [...racing, ben, ben]],
    ['false-conflict', [perSeat, ...racing]],
    ['false-conflict', [by('unchecked'), ...racing]],
  ] as const)('of %s stay open as long as what they ask has not happened', (scenario, commands) => {
    expect(scenarioOf(scenario).prediction.settledAt(playOf(scenario, commands))).toBe(Infinity);
  });
});

const TOLD: readonly (readonly [ScenarioId, readonly Command[]])[] = [
  ['last-seat', racing],
  ['last-seat', serial],
  ['check', [by('checked'), ...racing]],
  ['retry', [...racing, sameAgain, newestAgain]],
  ['retry', [...racing, sameAgain, sameAgain]],
  ['retry', [...racing, ben, ben]],
  ['false-conflict', [perSeat, perFlight, by('retrying'), ...racing, ben, ben, ben]],
  ['false-conflict', [by('unchecked'), ...racing]],
];

describe('the narration', () => {
  test.each(TOLD)(
    'of %s says every step in whole sentences, and the table fills every cell',
    (scenario, commands) => {
      const trace = playOf(scenario, commands);
      expect(trace.length).toBe(commands.length + 1);
      const told = Array.from({ length: trace.length }, (_, i) => trace.at(i));
      for (const { narration, label, view } of told) {
        expect(narration).toMatch(/^[A-Z].*[.”]$/);
        expect(narration).not.toMatch(/undefined|null|NaN| {2}/);
        expect(label).toMatch(/^[A-Z]/);
        for (const { cell } of twoUsers.columns) expect(cell(view)).not.toBe('');
      }
      for (const [i, { narration }] of told.entries()) expect(narration).not.toBe(told[i - 1]?.narration);
    },
  );

  test('says who loses what when the seat is booked twice', () => {
    const { narration } = playOf('last-seat', racing).at(6);
    expect(narration).toContain('12A is promised to Ann and to Ben, and nobody saw an error');
    expect(narration).toContain('Ann’s update is lost');
    expect(playOf('last-seat', [ann, ben, ben, ben, ann, ann]).at(6).narration).toContain(
      'Ben’s update is lost',
    );
  });

  test('says that a decision on an old version cannot know better', () => {
    expect(playOf('check', [by('checked'), ann, ben, ben, ben, ann]).at(6).narration).toContain(
      'The stream is at version 1 by now; she cannot know.',
    );
  });

  test('says why a blind repeat passes the check, and why the same number never does', () => {
    const trace = playOf('retry', [...racing, sameAgain, newestAgain]);
    expect(trace.at(7).narration).toContain('A stream never goes back');
    expect(trace.at(8).narration).toContain('The check passes; but the event was decided on version 0');
  });

  test('names a conflict false only where the seat is free', () => {
    expect(playOf('false-conflict', racing).at(6).narration).toContain('The conflict is false.');
    expect(playOf('check', [by('checked'), ...racing]).at(7).narration).not.toContain('false');
  });

  test('tells who told whom for a sequence diagram, and nothing where nobody did', () => {
    const trace = playOf('check', [by('checked'), ...racing]);
    const lines = Array.from({ length: trace.length }, (_, i) => trace.at(i).line);
    expect(lines.slice(0, 2)).toEqual([undefined, undefined]);
    expect(lines.at(-2)).toEqual({
      from: 'Ann',
      to: 'seat-OS31-12A',
      text: 'appends: expecting 0',
    });
    expect(lines.at(-1)).toEqual({
      from: 'seat-OS31-12A',
      to: 'Ben',
      text: 'expected 0, found 1',
    });
  });
});

describe('a trace', () => {
  test.each(TOLD)('of %s is the same whenever it is played', (scenario, commands) => {
    const [one, two] = [playOf(scenario, commands), playOf(scenario, commands)];
    for (let at = 0; at < one.length; at++) expect(two.at(at)).toEqual(one.at(at));
  });

  test('of a shorter run is the beginning of the longer one’s', () => {
    const [whole, part] = [playOf('last-seat', racing), playOf('last-seat', racing.slice(0, 3))];
    for (let at = 0; at < part.length; at++) expect(part.at(at)).toEqual(whole.at(at));
  });

  test('knows how many commands each step stands for, so that the past can be forked', () => {
    const trace = playOf('last-seat', racing);
    expect(Array.from({ length: 7 }, (_, at) => trace.at(at).after)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('is broken at the second confirmation and nowhere else', () => {
    const broken = (scenario: ScenarioId, commands: readonly Command[]) => {
      const trace = playOf(scenario, commands);
      return Array.from({ length: trace.length }, (_, at) => at).filter((at) => trace.at(at).broken);
    };
    expect(broken('last-seat', racing)).toEqual([6]);
    expect(broken('retry', [...racing, newestAgain])).toEqual([7]);
    expect(broken('retry', [...racing, newestAgain, by('checked')])).toEqual([7]);
    expect(broken('check', [by('checked'), ...racing])).toEqual([]);
    expect(broken('false-conflict', racing)).toEqual([]);
  });

  test('has no step beyond its ends', () => {
    expect(() => playOf('last-seat', []).at(1)).toThrow(InvalidInputError);
    expect(() => playOf('last-seat', []).at(-1)).toThrow(InvalidInputError);
  });
});

describe('a run without meaning', () => {
  const command = (value: unknown) => [value] as Command[];
  test.each([
    ['an unknown scenario', { scenario: 'gone' }, 'run.scenario'],
    ['a scenario named like a part of every object', { scenario: 'constructor' }, 'run.scenario'],
    ['another lab', { lab: 'teller' }, 'run.lab'],
    ['half a seed', { seed: 0.5 }, 'run.seed'],
    ['commands that are no list', { commands: 'step' as never }, 'run.commands'],
    ['501 commands', { commands: Array.from({ length: 501 }, () => ann) }, 'run.commands'],
    ['no command', { commands: command(null) }, 'run.commands[0]'],
    ['a command that is a word', { commands: command('step') }, 'run.commands[0]'],
    ['an unknown command', { commands: command({ type: 'fly' }) }, 'run.commands[0].type'],
    [
      'a command named like a prototype',
      { commands: command({ type: '__proto__' }) },
      'run.commands[0].type',
    ],
    [
      'an unknown customer',
      { commands: command({ type: 'step', customer: 'Eve' }) },
      'run.commands[0].customer',
    ],
    [
      'a customer named like a part of every object',
      { commands: command({ type: 'step', customer: 'toString' }) },
      'run.commands[0].customer',
    ],
    [
      'another way of appending',
      { commands: command(by('hoping' as Appending)) },
      'run.commands[0].appending',
    ],
    [
      'another boundary',
      { commands: command({ type: 'boundary', boundary: 'row' }) },
      'run.commands[0].boundary',
    ],
    [
      'another expectation',
      { commands: command({ type: 'append-again', customer: 'Ben', expecting: 7 }) },
      'run.commands[0].expecting',
    ],
    ['a step after the last', { commands: [...racing, ben] }, 'run.commands[6]'],
    ['a check that is not offered', { commands: [by('checked')] }, 'run.commands[0]'],
    [
      'the check turned on twice',
      { scenario: 'check', commands: [by('checked'), by('checked')] },
      'run.commands[1]',
    ],
    ['streams that are not offered', { commands: [perFlight] }, 'run.commands[0]'],
    [
      'streams cut anew after a load',
      { scenario: 'false-conflict', commands: [ann, perSeat] },
      'run.commands[1]',
    ],
    ['the streams as they are', { scenario: 'false-conflict', commands: [perFlight] }, 'run.commands[0]'],
    [
      'a repeat that is not offered',
      { scenario: 'check', commands: [...racing.slice(0, 5), by('checked'), ben, sameAgain] },
      'run.commands[7]',
    ],
    [
      'a repeat of what was not refused',
      { scenario: 'retry', commands: [...racing.slice(0, 5), sameAgain] },
      'run.commands[5]',
    ],
    [
      'a repeat after loading again',
      { scenario: 'retry', commands: [...racing, ben, sameAgain] },
      'run.commands[7]',
    ],
    [
      'a repeat after the last attempt',
      { scenario: 'retry', commands: [...racing, sameAgain, sameAgain, sameAgain] },
      'run.commands[8]',
    ],
  ])('with %s is refused, and says where', (_, part, where) => {
    const bad = () => play({ ...run('last-seat'), ...part });
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(where);
  });

  test('with 500 commands is still played', () => {
    const commands = Array.from({ length: 500 }, (_, i) => by(i % 2 === 0 ? 'checked' : 'unchecked'));
    expect(playOf('check', commands).length).toBe(501);
  });

  test('is told apart beforehand, with a reason, for the picture to show', () => {
    const view = endOf('false-conflict', [ann]);
    expect(refusal(view, perSeat)).toBe(
      'Streams are cut before anybody loads: go back to the start to change it.',
    );
    expect(refusal(begin('false-conflict'), perSeat)).toBeNull();
    expect(refusal(endOf('last-seat', racing), ann)).toBe('Ann is done.');
  });
});
