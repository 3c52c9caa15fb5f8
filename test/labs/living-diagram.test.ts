import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../engine/aggregates/index.ts';
import { cartSummary } from '../../engine/domains/cart.ts';
import { InvalidInputError } from '../../engine/errors.ts';
import type { Trace } from '../../src/lab-frame/lab.ts';
import { noReplay, refusal } from '../../src/labs/living-diagram/breaking.ts';
import { livingDiagram, play } from '../../src/labs/living-diagram/lab.ts';
import { LONG_CART, type ScenarioId } from '../../src/labs/living-diagram/openings.ts';
import { DEEDS, PARTS, type Deed, type Part } from '../../src/labs/living-diagram/parts.ts';
import { proof } from '../../src/labs/living-diagram/proof.ts';
import { ITEMS, type Command, type Item } from '../../src/labs/living-diagram/requests.ts';
import { decisionInWords, eventName, lag, truthOf } from '../../src/labs/living-diagram/texts.ts';
import type { View } from '../../src/labs/living-diagram/view.ts';

const run = (scenario: ScenarioId, commands: readonly Command[] = []) => ({
  lab: 'living-diagram',
  scenario,
  seed: 1,
  commands,
});

const playOf = (scenario: ScenarioId, ...commands: Command[]): Trace<View> => play(run(scenario, commands));

const stepsOf = (trace: Trace<View>) => Array.from({ length: trace.length }, (_, at) => trace.at(at));

/** What happened after the start, and where. */
const told = (scenario: ScenarioId, ...commands: Command[]): string[] =>
  stepsOf(playOf(scenario, ...commands))
    .slice(1)
    .map(({ view }) => `${view.happened} ${view.at}`);

const end = (scenario: ScenarioId, ...commands: Command[]): View => {
  const trace = playOf(scenario, ...commands);
  return trace.at(trace.length - 1).view;
};

const scenarioOf = (id: ScenarioId) => livingDiagram.scenarios.find((one) => one.id === id)!;

/** Which goals of a scenario a run reaches. */
function goalsMet(scenario: ScenarioId, ...commands: Command[]): string[] {
  const one = run(scenario, commands);
  return scenarioOf(scenario)
    .goals.filter((goal) => goal.met(one, play(one)))
    .map((goal) => goal.id);
}

const create: Command = { type: 'create' };
const add = (item: Item = 'tea'): Command => ({ type: 'add', item });
const remove = (item: Item = 'tea'): Command => ({ type: 'remove', item });
const checkOut: Command = { type: 'check-out' };
const ask: Command = { type: 'ask', from: 'read-database' };
const askEvents: Command = { type: 'ask', from: 'events' };
const open = (position: number): Command => ({ type: 'open', position });
const replay: Command = { type: 'replay' };
const doTo = (type: Deed, part: Part): Command => ({ type, part });
const cut = (part: Part) => doTo('cut', part);
const pause = (part: Part) => doTo('pause', part);
const wipe = (part: Part) => doTo('wipe', part);
const restore = (part: Part) => doTo('restore', part);

describe('a command runs through all parts', () => {
  test('from the client to the row in the read database', () => {
    expect(told('fact', create)).toEqual([
      'sent command',
      'decided aggregate',
      'stored store',
      'published bus',
      'told projection',
      'saved read-database',
    ]);
  });

  test('and each event is in the store before anybody hears of it, and in the rows after that', () => {
    const counts = stepsOf(playOf('fact', create)).map(({ view }) => [view.events.length, view.checkpoint]);
    expect(counts).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  test('and one that the rules refuse ends at the aggregate', () => {
    expect(told('fact', add())).toEqual(['sent command', 'refused aggregate']);
    expect(end('fact', add()).events).toEqual([]);
  });

  test('and a question runs from the client to the read database and back, reading no event', () => {
    expect(told('bus', ask)).toEqual(['asked query', 'read query', 'answered client']);
    expect(end('bus', ask).answer).toEqual({
      from: 'read-database',
      row: { customer: 'Bob', items: 1, total: 350, status: 'open' },
      eventsRead: 0,
      current: true,
    });
  });

  test('a cart that is bought is followed by a new one', () => {
    const { cart, rows } = end('bus', checkOut, create, add('book'));
    expect(cart).toBe('2');
    expect(rows).toEqual({
      1: { customer: 'Bob', items: 1, total: 350, status: 'checked-out' },
      2: { customer: 'Alice', items: 1, total: 1_200, status: 'open' },
    });
  });

  test('“SC Created” stands on the first event of a cart', () => {
    expect(end('fact', create).events.map(({ type }) => eventName(type))).toEqual(['SC Created']);
  });
});

describe('a part that is cut', () => {
  test.each([
    ['client', ['failed client']],
    ['command', ['failed command']],
    ['aggregate', ['sent command', 'failed aggregate']],
    ['store', ['sent command', 'failed store']],
  ] as const)('before the event is stored, the %s, lets nothing happen', (part, steps) => {
    expect(told('bus', cut(part), add()).slice(1)).toEqual(steps);
    expect(end('bus', cut(part), add(), restore(part)).events.length).toBe(2);
  });

  test.each([
    ['bus', 'lost bus'],
    ['projection', 'unheard bus'],
    ['read-database', 'failed read-database'],
  ] as const)('after the event is stored, the %s, leaves the read database behind', (part, lastStep) => {
    expect(told('bus', cut(part), add()).at(-1)).toBe(lastStep);
    const { events, checkpoint } = end('bus', cut(part), add(), restore(part));
    expect([events.length, checkpoint]).toEqual([3, 2]);
  });

  test.each(['bus', 'projection', 'read-database'] as const)(
    'there, the %s, is made up for by the next event, or by a replay',
    (part) => {
      for (const next of [add('mug'), replay]) {
        const { rows, truth, events } = end('bus', cut(part), add(), restore(part), next);
        expect(rows).toEqual(truth);
        expect(rows).toEqual(fold(cartSummary, events));
      }
    },
  );

  test('the query, gives no answer, and the other way to ask neither', () => {
    expect(told('bus', cut('query'), ask, askEvents).slice(1)).toEqual(['failed query', 'failed query']);
  });

  test('the read database, cannot answer, and the events can', () => {
    expect(told('bus', cut('read-database'), ask).at(-1)).toBe('failed read-database');
    expect(end('bus', cut('read-database'), askEvents).answer?.row?.items).toBe(1);
  });

  test('shows a step that broke, as does a lost event store, and no other step does', () => {
    const broken = stepsOf(
      playOf('bus', cut('bus'), add(), cut('query'), ask, wipe('read-database'), wipe('store')),
    )
      .filter((step) => step.broken)
      .map(({ view }) => `${view.happened} ${view.at}`);
    expect(broken).toEqual(['lost bus', 'failed query', 'wiped store']);
    expect(stepsOf(playOf('fact', add(), create, ask, replay)).some((step) => step.broken)).toBe(false);
  });
});

describe('a part that is paused', () => {
  test.each(['command', 'aggregate', 'store'] as const)(
    'lets commands wait, the %s, and goes on with them in their order',
    (part) => {
      const waiting = end('bus', pause(part), add('mug'), add('book'));
      expect(waiting.waiting.length).toBe(2);
      expect(waiting.events.length).toBe(2);
      const {
        events,
        rows,
        truth,
        waiting: left,
      } = end('bus', pause(part), add('mug'), add('book'), restore(part));
      expect(events.map(({ data }) => (data as { item?: string }).item)).toEqual([
        undefined,
        'tea',
        'mug',
        'book',
      ]);
      expect([rows, left]).toEqual([truth, []]);
    },
  );

  test.each(['query', 'read-database', 'store'] as const)('lets questions wait, the %s', (part) => {
    const question = part === 'store' ? askEvents : ask;
    expect(end('bus', pause(part), question).answer).toBeNull();
    expect(end('bus', pause(part), question, restore(part)).answer?.row?.items).toBe(1);
  });

  test.each(['projection', 'read-database'] as const)(
    'reads on after its checkpoint by itself, the %s, when it goes on',
    (part) => {
      expect(end('bus', pause(part), add(), add()).checkpoint).toBe(2);
      const after = end('bus', pause(part), add(), add(), restore(part));
      expect([after.checkpoint, after.rows]).toEqual([4, after.truth]);
    },
  );

  test('is no fault: nothing is shown as broken', () => {
    for (const part of PARTS.filter((one) => one !== 'client' && one !== 'bus')) {
      const steps = stepsOf(playOf('bus', pause(part), add(), ask, askEvents, restore(part)));
      expect(steps.filter(({ broken }) => broken)).toEqual([]);
    }
  });

  test('passes what waited on to the next part, which may be paused as well', () => {
    const view = end('bus', pause('command'), pause('store'), add(), restore('command'));
    expect(view.waiting.map(({ at }) => at)).toEqual(['store']);
    expect(
      end('bus', pause('command'), pause('store'), add(), restore('command'), restore('store')).events.length,
    ).toBe(3);
  });

  test('loses what waited there when it is cut or wiped', () => {
    for (const loss of [cut('command'), wipe('command')]) {
      const view = end('bus', pause('command'), add(), loss, restore('command'));
      expect([view.waiting, view.events.length]).toEqual([[], 2]);
    }
  });

  test('cannot be the bus, which keeps nothing, nor the client', () => {
    expect(() => playOf('bus', pause('bus'))).toThrow(/keeps nothing/);
    expect(() => playOf('bus', pause('client'))).toThrow(InvalidInputError);
  });
});

describe('a part that is wiped', () => {
  test.each(PARTS.filter((part) => part !== 'store' && part !== 'read-database'))(
    'loses no fact, the %s: events and rows go on',
    (part) => {
      const view = end('bus', wipe(part), add('mug'), ask);
      expect(view.events.length).toBe(3);
      expect(view.answer).toMatchObject({ current: true, row: { items: 2, total: 1_150 } });
    },
  );

  test('the read database, is filled again by the next event, from the first event on', () => {
    const view = end('store', wipe('read-database'), add('book'));
    expect([view.checkpoint, view.rows]).toEqual([5, view.truth]);
  });

  test('the event store, takes everything along: the projection stops, and the rows stay what they were', () => {
    expect(told('store', wipe('store'), create).slice(1)).toEqual([
      'sent command',
      'decided aggregate',
      'stored store',
      'published bus',
      'failed projection',
    ]);
    const view = end('store', wipe('store'), create);
    expect([view.events.length, view.checkpoint, view.rows[1]?.items]).toEqual([1, 4, 1]);
    expect(noReplay(view)).toMatch(/is gone/);
  });

  test('the event store, can be begun anew with an empty read database', () => {
    const view = end('store', wipe('store'), wipe('read-database'), create);
    expect([view.checkpoint, view.rows]).toEqual([1, view.truth]);
  });
});

describe('a replay', () => {
  test('is shown event by event, and adds no event', () => {
    const steps = stepsOf(playOf('replay', wipe('read-database'), replay)).slice(2);
    expect(steps.map(({ view }) => view.checkpoint)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(new Set(steps.map(({ view }) => view.events)).size).toBe(1);
  });

  test('of a long history takes at most twelve steps', () => {
    const steps = stepsOf(playOf('read-database', wipe('read-database'), replay)).slice(2);
    expect(steps.length).toBe(12);
    expect(steps.at(-1)?.view).toMatchObject({
      checkpoint: LONG_CART,
      rows: { 1: { items: 1, total: 350 } },
    });
  });

  test('of rows that lack nothing reads nothing', () => {
    expect(told('replay', replay)).toEqual(['replayed read-database']);
    expect(playOf('replay', replay).at(1).narration).toContain('no further event');
  });

  test('is not possible while a part that it needs is cut or paused', () => {
    for (const part of ['store', 'projection', 'read-database'] as const) {
      expect(() => playOf('replay', cut(part), replay)).toThrow(InvalidInputError);
      expect(() => playOf('replay', pause(part), replay)).toThrow(InvalidInputError);
    }
    expect(() => playOf('replay', cut('bus'), cut('client'), cut('query'), replay)).not.toThrow();
  });
});

describe('the questions read', () => {
  test('every event of the cart without the read database, and none with it', () => {
    expect(end('read-database', askEvents).answer?.eventsRead).toBe(LONG_CART);
    expect(end('read-database', ask).answer?.eventsRead).toBe(0);
    expect(end('read-database', add(), askEvents).answer?.eventsRead).toBe(LONG_CART + 1);
  });

  test('the same row either way, as long as the read database is up to date', () => {
    expect(end('read-database', askEvents).answer?.row).toEqual(end('read-database', ask).answer?.row);
  });
});

const goalCases: Readonly<
  Record<
    string,
    {
      scenario: ScenarioId;
      solved: readonly Command[];
      misses: readonly (readonly [string, readonly Command[]])[];
    }
  >
> = {
  open: {
    scenario: 'fact',
    solved: [create, open(1)],
    misses: [
      ['the cart is created and nothing looked into', [create]],
      ['another event is looked into', [create, add(), open(2)]],
    ],
  },
  wish: {
    scenario: 'fact',
    solved: [create, create],
    misses: [
      ['every command is accepted', [create, add(), remove(), add(), checkOut, create]],
      ['a command fails because a part is cut', [cut('command'), create]],
    ],
  },
  left: {
    scenario: 'store',
    solved: [cut('bus'), wipe('read-database'), askEvents],
    misses: [
      ['the empty read database is asked', [cut('bus'), wipe('read-database'), ask]],
      ['the read database still has its rows', [cut('bus'), askEvents]],
      ['the bus works', [wipe('read-database'), askEvents]],
      ['the event store is wiped as well', [cut('bus'), wipe('read-database'), wipe('store'), askEvents]],
    ],
  },
  truth: {
    scenario: 'store',
    solved: [wipe('store')],
    misses: [
      ['everything else is wiped', PARTS.filter((part) => part !== 'store').map(wipe)],
      ['the event store is cut and comes back', [cut('store'), restore('store')]],
    ],
  },
  stale: {
    scenario: 'bus',
    solved: [cut('bus'), add('mug'), ask],
    misses: [
      ['nothing is stored while it is cut', [cut('bus'), ask]],
      ['the command is refused', [cut('bus'), create, ask]],
      ['the events are asked', [cut('bus'), add('mug'), askEvents]],
      ['the event was stored before the cut', [add('mug'), cut('bus'), ask]],
    ],
  },
  'caught-up': {
    scenario: 'bus',
    solved: [cut('bus'), add('mug'), restore('bus'), replay],
    misses: [
      ['the bus is only mended', [cut('bus'), add('mug'), restore('bus')]],
      ['it is replayed with the bus still cut', [cut('bus'), add('mug'), replay]],
      ['nothing was missed', [cut('bus'), restore('bus'), add('mug'), replay]],
      [
        'the event was wiped from the store',
        [cut('bus'), add('mug'), restore('bus'), wipe('store'), wipe('read-database')],
      ],
    ],
  },
  both: {
    scenario: 'read-database',
    solved: [ask, askEvents],
    misses: [
      ['it is asked twice the same way', [askEvents, askEvents]],
      ['an event comes in between', [ask, add(), askEvents]],
      ['the read database is empty', [wipe('read-database'), ask, askEvents]],
    ],
  },
  cheap: {
    scenario: 'read-database',
    solved: [ask, ask, ask, ask, ask],
    misses: [
      ['there are four', [ask, ask, ask, ask]],
      ['one in the middle reads the events', [ask, ask, askEvents, ask, ask, ask]],
      ['the answers are out of date', [cut('bus'), add(), ask, ask, ask, ask, ask]],
      ['the read database is empty', [wipe('read-database'), ask, ask, ask, ask, ask]],
    ],
  },
  same: {
    scenario: 'replay',
    solved: [wipe('read-database'), replay],
    misses: [
      ['nothing was wiped', [replay]],
      ['it was wiped and left empty', [wipe('read-database')]],
      ['the rows came back with something else in them', [wipe('read-database'), cut('bus'), add(), replay]],
    ],
  },
  meanwhile: {
    scenario: 'replay',
    solved: [wipe('read-database'), cut('bus'), add('mug'), replay],
    misses: [
      ['the event comes after the replay', [wipe('read-database'), replay, add('mug')]],
      ['there is no replay', [wipe('read-database'), cut('bus'), add('mug')]],
      ['the command is refused', [wipe('read-database'), remove('mug'), replay]],
    ],
  },
};

describe.each(Object.entries(goalCases))('the goal “%s”', (goal, { scenario, solved, misses }) => {
  test('is reached', () => {
    expect(goalsMet(scenario, ...solved)).toContain(goal);
    expect(goalsMet(scenario)).toEqual([]);
  });

  test.each(misses)('is not reached when %s', (_, commands) => {
    expect(goalsMet(scenario, ...commands)).not.toContain(goal);
  });
});

test('every goal of every scenario has its cases', () => {
  const goals = livingDiagram.scenarios.flatMap(({ id, goals: all }) =>
    all.map((goal) => `${id} ${goal.id}`),
  );
  expect(goals).toEqual(Object.entries(goalCases).map(([goal, { scenario }]) => `${scenario} ${goal}`));
});

test('the goal of an empty read database is also reached when the next event fills it', () => {
  expect(goalsMet('replay', wipe('read-database'), add('mug'))).toContain('meanwhile');
});

describe('the predictions', () => {
  test.each([
    ['fact', [create, create], '1'],
    ['fact', [create, add(), create, add()], '1'],
    ['store', [cut('bus'), wipe('read-database')], 'all'],
    ['store', [wipe('read-database'), add('book'), cut('bus'), wipe('read-database')], 'all'],
    ['store', [wipe('store'), cut('bus'), wipe('read-database')], 'none'],
    ['bus', [cut('bus'), add('mug'), restore('bus'), replay], 'stale'],
    ['read-database', [add(), ask], 'none'],
    ['replay', [wipe('read-database'), replay], 'same'],
    ['replay', [wipe('read-database'), cut('bus'), add(), replay], 'same'],
  ] as const)('of %s after %j come out as %s, by the trace', (scenario, commands, expected) => {
    const { prediction } = scenarioOf(scenario);
    const trace = playOf(scenario, ...commands);
    expect(prediction.outcome(trace)).toBe(expected);
    expect(prediction.options.map(({ id }) => id)).toContain(expected);
    expect(prediction.settledAt(trace)).toBeLessThan(trace.length);
  });

  test.each([
    ['fact', [create]],
    ['fact', [add(), create]],
    ['store', [cut('bus')]],
    ['store', [wipe('read-database')]],
    ['bus', [cut('bus'), add('mug')]],
    ['bus', [cut('bus'), restore('bus')]],
    ['bus', [cut('bus'), add('mug'), replay, restore('bus')]],
    ['read-database', [askEvents]],
    ['replay', [replay]],
    ['replay', [wipe('read-database')]],
  ] as const)('of %s stay open after %j', (scenario, commands) => {
    const trace = playOf(scenario, ...commands);
    const { settledAt, outcome, options } = scenarioOf(scenario).prediction;
    expect(settledAt(trace)).toBe(Infinity);
    expect(options.map(({ id }) => id)).toContain(outcome(trace));
  });
});

test('what the aggregate said to the last command stands on it: the event, or why there is none', () => {
  expect(decisionInWords(end('fact', create).aggregate!.said)).toBe('decides: SC Created');
  expect(decisionInWords(end('fact', create, create).aggregate!.said)).toMatch(
    /^✗ refused: This cart exists/,
  );
});

test('an answer that was right is said to have been right then, once the events say more', () => {
  const words = (...commands: Command[]): string => {
    const view = end('read-database', ...commands);
    return truthOf(view, view.answer!);
  };
  expect(words(ask)).toBe('✓ as the events say');
  expect(words(ask, add())).toBe('✓ as the events said then, and no more');
  expect(words(cut('bus'), add(), ask)).toBe('✗ out of date');
});

test('how far the read database is behind is said, and that it tells of another log', () => {
  expect(lag(end('bus'))).toBe('The read database has them all.');
  expect(lag(end('bus', cut('bus'), add()))).toBe('1 event not yet in the read database.');
  expect(lag(end('bus', wipe('store'), create))).toBe('The read database tells of a log that is gone.');
});

describe('the narration', () => {
  test('says what a command led to, part by part, without the picture', () => {
    expect(stepsOf(playOf('fact', create)).map(({ narration }) => narration)).toEqual([
      'An empty shop: no event, no row. The client is about to begin a cart for Bob.',
      'The client sends the command “Create cart” for cart 1. A command is a wish: nothing has happened yet, and it may be refused.',
      'The aggregate finds no event of cart 1, so there is no such cart. The rules allow it: the decision is the event “SC Created”, for Bob.',
      '“SC Created” is appended to the event store as event 1, version 1 of cart-1. From now on it is a fact, whatever becomes of the other parts.',
      'The event bus is handed event 1 and hands it on to everyone who is subscribed. It keeps nothing.',
      'The projection is told of event 1; its checkpoint is 0. That is the next one, so it works out the new row.',
      'The read database saves the new row and the checkpoint 1 in one step: cart 1 reads Bob, 0 items, 0.00, open.',
    ]);
  });

  test('of a replay says that there is nothing to read where the store is empty, too', () => {
    const emptied = playOf('store', wipe('read-database'), wipe('store'), replay);
    expect(emptied.at(emptied.length - 1).narration).toBe(
      'The projection reads from the first event on, and finds none: the event store is empty.',
    );
  });

  test('says of an event what it states, and where and when it stands', () => {
    expect(playOf('store', open(3)).at(1).narration).toBe(
      'You look into event 3, “Item Added”: mug for 8.00 was put into cart 1. It stands as version 3 in the stream cart-1, recorded Mon 4 May, 09:02.',
    );
  });

  test('says what a question read', () => {
    expect(playOf('read-database', askEvents).at(2).narration).toBe(
      'The query reads the 200 events of cart-1 from the event store and folds them: Bob, 1 item, 3.50, open.',
    );
  });
});

/** Any commands, most of them possible; those that are not are left out where they stand. */
const anyCommands = fc.array(
  fc.oneof(
    fc.constantFrom<Command>(create, checkOut, ask, askEvents, replay, open(1), open(3)),
    fc.record({ type: fc.constantFrom('add' as const, 'remove' as const), item: fc.constantFrom(...ITEMS) }),
    fc.record({ type: fc.constantFrom(...DEEDS), part: fc.constantFrom(...PARTS) }),
  ),
  { maxLength: 25 },
);

const anyScenario = fc.constantFrom<ScenarioId>('fact', 'store', 'bus', 'replay');

function possible(scenario: ScenarioId, commands: readonly Command[]): readonly Command[] {
  const kept: Command[] = [];
  for (const command of commands) {
    try {
      play(run(scenario, [...kept, command]));
      kept.push(command);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
    }
  }
  return kept;
}

describe('whatever is done', () => {
  test('every step has a sentence, a cell for every column, and knows its command; each trace is the same twice', () => {
    fc.assert(
      fc.property(anyScenario, anyCommands, (scenario, commands) => {
        const kept = possible(scenario, commands);
        const steps = stepsOf(playOf(scenario, ...kept));
        expect(stepsOf(playOf(scenario, ...kept))).toEqual(steps);
        expect(new Set(steps.map(({ after }) => after))).toEqual(
          new Set(Array.from({ length: kept.length + 1 }, (_, i) => i)),
        );
        for (const { label, narration, view } of steps) {
          expect(label).not.toBe('');
          expect(narration).toMatch(/^[A-Z“].*\.$/);
          for (const column of livingDiagram.columns) expect(column.cell(view)).toBeTypeOf('string');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the rows are a fold of the log up to the checkpoint, unless the event store was wiped', () => {
    fc.assert(
      fc.property(anyScenario, anyCommands, (scenario, commands) => {
        const safe = commands.filter(
          ({ type, ...rest }) => type !== 'wipe' || (rest as { part: Part }).part !== 'store',
        );
        for (const { view } of stepsOf(playOf(scenario, ...possible(scenario, safe)))) {
          expect(view.rows).toEqual(fold(cartSummary, view.events.slice(0, view.checkpoint)));
          expect(view.truth).toEqual(fold(cartSummary, view.events));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what is refused is refused with the reason that the picture shows', () => {
    fc.assert(
      fc.property(
        anyScenario,
        anyCommands,
        fc.constantFrom(...DEEDS),
        fc.constantFrom(...PARTS),
        (scenario, commands, deed, part) => {
          const kept = possible(scenario, commands);
          const reason = refusal(end(scenario, ...kept), deed, part);
          const act = () => playOf(scenario, ...kept, doTo(deed, part));
          if (reason === null) expect(act).not.toThrow();
          else expect(act).toThrow(reason);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the proof', () => {
  const proved = (scenario: ScenarioId, ...commands: Command[]) =>
    proof.start(run(scenario, commands)).advance(10_000);

  test('tries every moment of one fault, and without a replay some leave the read database behind', () => {
    const report = proved('fact', create, add(), add('mug'), checkOut);
    // Ten pairs of moments for the bus, five for a wipe, and none at all.
    expect(report).toMatchObject({ outcome: 'complete', tried: 10 + 5 + 1, failing: 4 + 1 });
  });

  test('finds none once the run ends with a replay, whatever the learner broke in it', () => {
    const report = proved('fact', create, add(), cut('bus'), add('mug'), checkOut, restore('bus'), replay);
    expect(report).toMatchObject({ outcome: 'complete', tried: 16, failing: 0, counterexample: null });
  });

  test('gives the shortest failing run as one that can be played, and that does leave it behind', () => {
    const { counterexample } = proved('bus', add('mug'), add('book'));
    const trace = play(counterexample!);
    const { rows, truth } = trace.at(trace.length - 1).view;
    expect(rows).not.toEqual(truth);
    expect(counterexample!.commands.at(-1)).toEqual(wipe('read-database'));
  });

  test('says what it tries', () => {
    expect(proof.cases(run('fact', [create, replay]))).toMatch(/one command with a replay at the end$/);
    expect(proof.cases(run('replay'))).toMatch(/no commands without a replay at the end$/);
  });

  test('refuses what is no run of this lab', () => {
    expect(() => proof.start({ ...run('fact'), lab: 'other' })).toThrow(InvalidInputError);
  });
});

describe('a run without meaning', () => {
  test.each([
    ['another lab', { lab: 'teller' }, 'run.lab'],
    ['an unknown scenario', { scenario: 'toString' }, 'run.scenario'],
    ['half a seed', { seed: 0.5 }, 'run.seed'],
    ['commands that are no list', { commands: {} }, 'run.commands'],
    ['too many commands', { commands: Array.from({ length: 501 }, () => ask) }, 'run.commands'],
    ['nothing for a command', { commands: [null] }, 'run.commands[0]'],
    ['an unknown command', { commands: [{ type: 'fly' }] }, 'run.commands[0].type'],
    [
      'a command named as what all objects have',
      { commands: [{ type: 'constructor' }] },
      'run.commands[0].type',
    ],
    ['an unknown item', { commands: [create, { type: 'add', item: '<b>' }] }, 'run.commands[1].item'],
    ['an item that is none', { commands: [{ type: 'remove', item: '__proto__' }] }, 'run.commands[0].item'],
    ['an unknown source', { commands: [{ type: 'ask', from: 'bus' }] }, 'run.commands[0].from'],
    ['a position beyond the log', { commands: [create, open(2)] }, 'run.commands[1].position'],
    ['position 0', { commands: [create, open(0)] }, 'run.commands[1].position'],
    ['an unknown part', { commands: [{ type: 'cut', part: 'server' }] }, 'run.commands[0].part'],
    ['a second cut', { commands: [cut('bus'), cut('bus')] }, 'run.commands[1]'],
    ['a restoring of what works', { commands: [restore('query')] }, 'run.commands[0]'],
    ['a pause of what is cut', { commands: [cut('query'), pause('query')] }, 'run.commands[1]'],
  ])('with %s is refused, and says where', (_, change, where) => {
    const bad = () => play({ ...run('fact'), ...change } as ReturnType<typeof run>);
    expect(bad).toThrow(InvalidInputError);
    expect(bad).toThrow(`${where}:`);
  });

  test('a step beyond the trace is refused', () => {
    expect(() => playOf('fact').at(1)).toThrow(InvalidInputError);
  });

  test('but five hundred commands are played', () => {
    const commands = Array.from({ length: 500 }, (_, i): Command =>
      i % 2 === 0 ? add('tea') : remove('tea'),
    );
    expect(end('bus', ...commands).events.length).toBe(502);
  });
});
