import { describe, expect, test } from 'vitest';
import { LAB_MODELS } from '../../src/book/lab-models.ts';
import { readQuestionBook } from '../../src/book/question-book.ts';

const BASE = `
    rev: 1
    kind: choice
    title: T
    objective: O
    level: explain
    tags: [t]
    prompt: P?
    explanation: E`;
const OPTIONS = `
    options:
      - { id: a, text: one, why: w, correct: true }
      - { id: b, text: two, why: w }`;

const read = (questions: Record<string, string>) =>
  readQuestionBook({
    questions: new Map(Object.entries(questions)),
    misconceptions: [{ id: 'known', name: 'n', truth: 't', chapter: 1 }],
    sources: [{ id: 'src', title: 'S', by: 'B', href: 'https://example.org/', kind: 'book' }],
    labs: LAB_MODELS,
    href: (path) => `/base${path}`,
  });

const file = (...bodies: string[]): Record<string, string> => ({
  '05-x.yaml': `questions:\n${bodies.map((body) => `  - ${body.trimStart()}`).join('\n')}\n`,
});

describe('the question book', () => {
  test('holds each question by its id, with its chapter', () => {
    const one = read(file(`id: q-one${BASE}${OPTIONS}`)).get('q-one');
    expect(one?.chapter).toBe(5);
    expect(one?.question.input).toMatchObject({ type: 'pick', many: false });
  });

  test('shuffles options in the same way each time', () => {
    const order = () => JSON.stringify(read(file(`id: q-one${BASE}${OPTIONS}`)).get('q-one')?.question.input);
    expect(order()).toBe(order());
  });

  test('makes a run into a link that has been played', () => {
    const run = '\n    showMe: { lab: time-machine, scenario: look-around, says: Look }';
    const scenario = LAB_MODELS['time-machine'].scenarios[0].id;
    const one = read(file(`id: q-one${BASE}${OPTIONS}${run.replace('look-around', scenario)}`)).get('q-one');
    expect(one?.question.showMe?.href).toMatch(/^\/base\/labs\/time-machine\/#run=1\.time-machine\./);
  });
});

describe('a mistake of an author stops the build with file, id and reason', () => {
  const ok = `id: q-one${BASE}${OPTIONS}`;
  test.each<[string, Record<string, string>, RegExp]>([
    ['no YAML', { '05-x.yaml': 'questions: [' }, /content\/questions\/05-x\.yaml: /],
    ['no list', { '05-x.yaml': 'other: 1' }, /expected a list under "questions"/],
    ['a file without a chapter', { 'x.yaml': 'questions: []' }, /expected the name of its chapter/],
    ['a missing option', file(`id: q-one${BASE}`), /05-x\.yaml: "q-one": options: /],
    ['a misspelt key', file(`${ok}\n    hint: h`), /"q-one": .*[Uu]nrecognized key.*hint/],
    ['an id twice in a file', file(ok, ok), /"q-one": its id is used twice/],
    [
      'an id twice in two files',
      { ...file(ok), '06-y.yaml': file(ok)['05-x.yaml'] as string },
      /06-y\.yaml: "q-one": its id is used in questions\/05-x\.yaml, too/,
    ],
    [
      'two right options',
      file(ok.replace('two, why: w', 'two, why: w, correct: true')),
      /2 options are right/,
    ],
    ['no right option', file(ok.replace(', correct: true', '')), /0 options are right/],
    ['an option’s id twice', file(ok.replace('id: b', 'id: a')), /two options have the id "a"/],
    [
      'an unknown misconception',
      file(ok.replace('two, why: w', 'two, why: w, misconception: none-such')),
      /"q-one": there is no misconception "none-such"/,
    ],
    ['an unknown source', file(`${ok}\n    sources: [nowhere]`), /there is no source "nowhere"/],
    [
      'an unknown lab',
      file(`${ok}\n    showMe: { lab: no-lab, scenario: s, says: x }`),
      /there is no lab "no-lab"/,
    ],
    [
      'an unknown scenario',
      file(`${ok}\n    showMe: { lab: teller, scenario: none, says: x }`),
      /the run of teller cannot be played/,
    ],
    [
      'a command that the lab refuses',
      file(
        `${ok}\n    showMe: { lab: time-machine, scenario: ${LAB_MODELS['time-machine'].scenarios[0].id}, commands: [{ type: nonsense }], says: x }`,
      ),
      /the run of time-machine cannot be played/,
    ],
    [
      'rules that contradict one another',
      file(
        `id: q-one${BASE.replace('choice', 'order')}
    items: [{ id: a, text: A }, { id: b, text: B }, { id: c, text: C }]
    before: [{ first: a, then: b, why: w }, { first: b, then: a, why: w }]`,
      ),
      /contradict one another/,
    ],
    [
      'an answer that the engine does not have',
      file(
        `id: q-one${BASE.replace('choice', 'predict')}
    domain: account
    given: [{ type: AccountCreated, data: { owner: Ada } }]
    ask: [{ label: L, of: colour }]`,
      ),
      /"colour" is no field of the state/,
    ],
    [
      'options of which none is what the decider does',
      file(
        `id: q-one${BASE.replace('choice', 'decide')}
    domain: account
    given: []
    command: { type: Block, data: { reason: x } }
    options:
      - { id: a, text: one, why: w, outcome: { refused: blocked } }
      - { id: b, text: two, why: w, outcome: { events: [] } }`,
      ),
      /0 options are right/,
    ],
  ])('%s', (_, questions, message) => {
    expect(() => read(questions)).toThrow(message);
  });
});

test('a decider’s answer is the key: nothing is typed in', () => {
  const question = read(
    file(
      `id: q-one${BASE.replace('choice', 'decide')}
    domain: account
    given: [{ type: AccountCreated, data: { owner: Ada } }]
    command: { type: Withdraw, data: { amount: 1, via: ATM, reason: x } }
    options:
      - { id: a, text: one, why: w, outcome: { refused: overdraft } }
      - { id: b, text: two, why: w, outcome: { events: [{ type: MoneyWithdrawn, data: { amount: 1, via: ATM, reason: x } }] } }`,
    ),
  ).get('q-one')?.question;
  const input = question?.input;
  expect(
    input?.type === 'pick' && input.options.filter(({ correct }) => correct).map(({ id }) => id),
  ).toEqual(['a']);
});

test('an interleaving knows the outcome of all twenty orders', () => {
  const input = read(
    file(
      `id: q-one${BASE.replace('choice', 'interleaving')}
    customers: [Ann, Ben]
    appending: unchecked
    wanted: [seated, seated]`,
    ),
  ).get('q-one')?.question.input;
  if (input?.type !== 'arrange' || input.judge.by !== 'outcome') throw new Error('another input');
  const { orders, outcomes } = input.judge;
  expect(Object.keys(orders)).toHaveLength(20);
  expect(Object.values(orders).filter((i) => outcomes[i]?.right)).toHaveLength(18);
});
