import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';
import YourDay from '../../src/lessons/your-day/YourDay.svelte';

const KEY = 'replaybook-your-day';

beforeEach(async () => {
  sessionStorage.removeItem(KEY);
  await page.viewport(1280, 800);
});

type Screen = Awaited<ReturnType<typeof render>>;

/** The notes on the wall: their number, time and words. */
const wall = (screen: Screen): string[] =>
  [...screen.container.querySelectorAll('.wall li')].map((note) =>
    note.textContent.replaceAll('\u200B', '').replaceAll(/\s+/g, ' ').trim(),
  );
const row = (screen: Screen): string[] =>
  [...screen.container.querySelectorAll('.read-model b')].map((cell) =>
    cell.textContent.replaceAll('\u200B', ''),
  );

async function note(screen: Screen, time: string, label: string): Promise<void> {
  await screen.getByLabelText('At', { exact: true }).fill(time);
  await screen.getByLabelText('this happened, in the past tense').fill(label);
  await screen.getByRole('button', { name: 'Note it' }).click();
}

test('an example day stands there until something of one’s own is noted', async () => {
  const screen = await render(YourDay);
  expect(wall(screen)).toEqual([
    '1 7:00 WokeUp',
    '2 7:30 AteBreakfast',
    '3 8:00 StartedLearning',
    '4 8:15 HadInsight',
  ]);
  expect(row(screen)).toEqual(['HadInsight', '8:15']);
  await note(screen, '06:05', 'fed the cat');
  expect(wall(screen)).toEqual(['1 6:05 fed the cat']);
});

test('notes stand by the time of the day, and the row holds what was noted last', async () => {
  const screen = await render(YourDay);
  await note(screen, '12:00', 'lunch');
  await note(screen, '07:00', 'woke up');
  expect(wall(screen)).toEqual(['2 7:00 woke up', '1 12:00 lunch']);
  expect(row(screen)).toEqual(['woke up', '7:00']);
  await expect.element(screen.getByText(/not what happened last: that was\s+12:00 lunch/)).toBeVisible();
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent(
      'Noted: 7:00 woke up. 2 events on the wall; the row holds the one that was noted last.',
    );
});

test('a refusal is said in a sentence, at the field that it is about, and nothing is noted', async () => {
  const screen = await render(YourDay);
  await note(screen, '', 'lunch');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('✗ Give a time of the day, from 0:00 to 23:59.');
  await expect.element(screen.getByLabelText('At', { exact: true })).toHaveFocus();
  await note(screen, '12:00', '   ');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('✗ Say what happened: a word or two are enough.');
  const label = screen.getByLabelText('this happened, in the past tense');
  await expect.element(label).toHaveFocus();
  await expect.element(label).toHaveAttribute('aria-invalid', 'true');
  await expect.element(screen.getByText('An example day, as events')).toBeVisible();
});

test('everything can be undone: a note, the example day and a new start', async () => {
  const screen = await render(YourDay);
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await note(screen, '12:00', 'lunch');
  await screen.getByRole('button', { name: 'Take the example day' }).click();
  expect(wall(screen)).toHaveLength(4);
  await screen.getByRole('button', { name: 'Start again' }).click();
  await expect.element(screen.getByText('An example day, as events')).toBeVisible();
  const undo = screen.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect.element(screen.getByText('Your day: 4 events')).toBeVisible();
  await undo.click();
  expect(wall(screen)).toEqual(['1 12:00 lunch']);
  await undo.click();
  await expect.element(undo).toBeDisabled();
});

test('a day can be noted by keyboard alone', async () => {
  const screen = await render(YourDay);
  await screen.getByLabelText('At', { exact: true }).fill('07:30');
  await screen.getByLabelText('this happened, in the past tense').click();
  await userEvent.keyboard('had breakfast{Enter}');
  expect(wall(screen)).toEqual(['1 7:30 had breakfast']);
  await expect.element(screen.getByLabelText('At', { exact: true })).toHaveFocus();
});

test('the day is there again when the page is opened again in the same visit, and can be undone', async () => {
  const first = await render(YourDay);
  await note(first, '12:00', 'lunch');
  await note(first, '13:00', 'a walk');
  await first.unmount();
  const second = await render(YourDay);
  await expect.element(second.getByText('Your day: 2 events')).toBeVisible();
  await second.getByRole('button', { name: 'Undo' }).click();
  expect(wall(second)).toEqual(['1 12:00 lunch']);
});

test('what somebody else left in the storage is no day', async () => {
  sessionStorage.setItem(KEY, '[{"label":"<b>x</b>","minute":99999}]');
  const screen = await render(YourDay);
  await expect.element(screen.getByText('An example day, as events')).toBeVisible();
});

test('at 360 pixels nothing sticks out, however long the words', async () => {
  await page.viewport(360, 740);
  const screen = await render(YourDay);
  await note(screen, '12:00', 'x'.repeat(60));
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const note of screen.container.querySelectorAll('.wall li')) {
    expect(note.scrollHeight).toBeLessThanOrEqual(note.clientHeight + 1);
  }
});
