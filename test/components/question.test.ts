import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import { memoryAnswers, type Answers } from '../../src/questions/answers.ts';
import type { Input, Question } from '../../src/questions/question.ts';
import QuestionCard from '../../src/questions/QuestionCard.svelte';

const question = (input: Input, more: Partial<Question> = {}): Question => ({
  id: 'Q2',
  rev: 1,
  kind: 'choice',
  title: 'Where events live',
  prompt: 'Where are they saved? Mind `append`.',
  hints: [],
  explanation: 'In the store, and nowhere else.',
  sources: [],
  input,
  ...more,
});

const pick: Input = {
  type: 'pick',
  many: false,
  code: false,
  options: [
    {
      id: 'a',
      text: 'in the bus',
      correct: false,
      why: 'The bus keeps nothing.',
      misconception: { id: 'bus-stores', name: 'the bus stores', truth: 'It hands on.' },
      refutedBy: { href: '/labs/living-diagram/#run=1', text: 'Cut the bus and look' },
    },
    { id: 'b', text: 'in the store', correct: true, why: 'It only adds.' },
  ],
};

async function open(asked: Question, answers: Answers = memoryAnswers()) {
  const screen = await render(QuestionCard, { question: asked, answers });
  return { screen, answers, say: (name: string) => screen.getByRole('button', { name }) };
}

test('a wrong answer says why, what is behind it, and which run refutes it; the others stay silent', async () => {
  const { screen, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I think so').click();
  await expect.element(screen.getByText('✗ Not so.')).toBeVisible();
  await expect.element(screen.getByText('The bus keeps nothing.')).toBeVisible();
  await expect.element(screen.getByText(/the bus stores.*It hands on\./)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Cut the bus and look' }))
    .toHaveAttribute('href', '/labs/living-diagram/#run=1');
  expect(screen.container.textContent).not.toContain('It only adds.');
  expect(document.activeElement?.className).toContain('result');
});

test('explaining says why of every option, and the rule', async () => {
  const { screen, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I guess').click();
  await say('Explain').click();
  await expect.element(screen.getByText('It only adds.')).toBeVisible();
  await expect.element(screen.getByText('In the store, and nowhere else.')).toBeVisible();
});

test('to be sure and wrong is called a surprise', async () => {
  const { screen, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I am sure').click();
  await expect.element(screen.getByText(/though you were sure/)).toBeVisible();
});

test('nothing is graded before something is chosen, and the reason stands there', async () => {
  const { screen, answers, say } = await open(question(pick));
  await say('I am sure').click();
  await expect.element(screen.getByText('Choose first, then answer.')).toBeVisible();
  expect(answers.to('Q2')).toEqual([]);
});

test('each answer is kept with its attempt and its confidence, and the last one is there again', async () => {
  const { screen, answers, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I am sure').click();
  await say('Try again').click();
  await screen.getByRole('radio', { name: 'in the store' }).click();
  await say('I guess').click();
  await expect.element(screen.getByText(/✓ Right, and you guessed/)).toBeVisible();
  expect(answers.to('Q2').map(({ data }) => data)).toEqual([
    { question: 'Q2', rev: 1, attempt: 1, response: ['a'], confidence: 'sure' },
    { question: 'Q2', rev: 1, attempt: 2, response: ['b'], confidence: 'guess' },
  ]);
  await screen.unmount();
  const again = await open(question(pick), answers);
  await expect.element(again.screen.getByText(/✓ Right, and you guessed/)).toBeVisible();
  await expect.element(again.screen.getByText('Attempt 2')).toBeVisible();
});

test('an answer to what the question meant before is not shown', async () => {
  const { answers, screen, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I guess').click();
  await screen.unmount();
  const again = await open(question(pick, { rev: 2 }), answers);
  await expect.element(again.say('I guess')).toBeVisible();
  expect(again.screen.container.textContent).not.toContain('Not so');
});

test('who answers anew by a key finds the focus at the first thing to choose', async () => {
  const { screen, say } = await open(question(pick));
  await screen.getByRole('radio', { name: 'in the bus' }).click();
  await say('I guess').click();
  (say('Try again').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('radio', { name: 'in the bus' })).toHaveFocus();
});

test('an answer that these options cannot have given is not shown', async () => {
  const answers = memoryAnswers();
  const data = { question: 'Q2', rev: 1, attempt: 1, response: ['gone'], confidence: 'sure' } as const;
  answers.give({ type: 'AnswerGiven', data });
  const { screen, say } = await open(question(pick), answers);
  await expect.element(say('I guess')).toBeVisible();
  expect(screen.container.querySelector('.result')).toBeNull();
});

test('hints come one at a time', async () => {
  const { screen, say } = await open(question(pick, { hints: ['Look left.', 'The rule.'] }));
  await say('Hint 1 of 2').click();
  await expect.element(screen.getByText('Look left.')).toBeVisible();
  expect(screen.container.textContent).not.toContain('The rule.');
  await say('Hint 2 of 2').click();
  await expect.element(screen.getByText('The rule.')).toBeVisible();
  await expect.element(say('Hint 2 of 2')).toHaveAttribute('aria-disabled', 'true');
  expect(document.activeElement).toBe(say('Hint 2 of 2').element());
});

test('things are put in order by keys alone; the focus stays with what moves, and its place is said', async () => {
  const { screen, say } = await open(
    question({
      type: 'arrange',
      items: ['decide', 'append', 'load'].map((id) => ({ id, text: id })),
      judge: {
        by: 'rules',
        rules: [
          { first: 'load', then: 'decide', why: 'A decision needs a state.' },
          { first: 'decide', then: 'append', why: 'Only what is decided is written.' },
        ],
      },
    }),
  );
  screen.getByRole('button', { name: 'Move up: load' }).element().focus();
  await userEvent.keyboard('{Enter}');
  expect(document.activeElement?.textContent).toContain('Move up: load');
  await expect.element(screen.getByText('load: now 2 of 3.')).toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  // At the top it can only go down.
  expect(document.activeElement?.textContent).toContain('Move down: load');
  await say('I am sure').click();
  await expect.element(screen.getByText('✓ Right.')).toBeVisible();
});

test('an order that breaks a rule names the rule', async () => {
  const { screen, say } = await open(
    question({
      type: 'arrange',
      items: ['b', 'a'].map((id) => ({ id, text: `step ${id}` })),
      judge: { by: 'rules', rules: [{ first: 'a', then: 'b', why: 'a comes first' }] },
    }),
  );
  await say('I guess').click();
  await expect.element(screen.getByText('step a → step b')).toBeVisible();
  await expect.element(screen.getByText('a comes first')).toBeVisible();
});

test('items are sorted by a labelled select each', async () => {
  const { screen, say } = await open(
    question({
      type: 'sort',
      bins: [
        { id: 'e', text: 'event' },
        { id: 'c', text: 'command' },
      ],
      items: [
        { text: 'MoneyDeposited', bin: 'e', why: 'It happened.' },
        { text: 'DepositMoney', bin: 'c', why: 'It is a wish.' },
      ],
    }),
  );
  await screen.getByLabelText('MoneyDeposited').selectOptions('event');
  await say('I am sure').click();
  await expect.element(screen.getByText('One of them has no place yet.')).toBeVisible();
  await screen.getByLabelText('DepositMoney').selectOptions('event');
  await say('I am sure').click();
  await expect.element(screen.getByText('It is a wish.')).toBeVisible();
});

test('a typed number is graded, and a known mistake is told apart', async () => {
  const { screen, say } = await open(
    question({
      type: 'type',
      fields: [{ label: 'Balance', unit: 'cents', numeric: true, accepted: ['500'] }],
      wrong: [{ value: '-500', why: 'Money came, it did not go.' }],
    }),
  );
  await screen.getByLabelText('Balance (cents)').fill('-500');
  await say('I guess').click();
  await expect.element(screen.getByText('Money came, it did not go.')).toBeVisible();
  await say('Explain').click();
  await expect.element(screen.getByText(/^One right answer: 500 cents$/)).toBeVisible();
});

test('what is written is compared with another answer, and the points are kept', async () => {
  const { screen, answers, say } = await open(
    question({ type: 'write', model: 'Keep facts.', rubric: ['names facts', 'names order'] }),
  );
  await screen.getByLabelText('Your answer').fill('It keeps <b>facts</b>.');
  await say('I think so').click();
  await expect.element(screen.getByText('Keep facts.')).toBeVisible();
  await screen.getByLabelText('names facts').click();
  await say('Done comparing').click();
  expect(answers.to('Q2').at(-1)?.data.response).toEqual(['It keeps <b>facts</b>.', '0']);
  expect(screen.container.querySelector('b')).toBeNull();
});

test('a faulty line is chosen among lines of code', async () => {
  const { screen, say } = await open(
    question({
      type: 'pick',
      many: false,
      code: true,
      options: [
        { id: '1', text: 'const a = 1;', correct: false, why: 'That is sound.' },
        { id: '2', text: 'return a + 2;', correct: true, why: 'It adds too much.' },
      ],
    }),
  );
  await screen.getByRole('radio', { name: /return a/ }).click();
  await say('I am sure').click();
  await expect.element(screen.getByText('It adds too much.')).toBeVisible();
});
