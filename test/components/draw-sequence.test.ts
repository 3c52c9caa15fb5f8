import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/sideways.css';
import DrawSequence from '../../src/lessons/draw-sequence/DrawSequence.svelte';

const KEY = 'replaybook-draw-sequence';

beforeEach(async () => {
  sessionStorage.removeItem(KEY);
  document.documentElement.removeAttribute('data-theme');
  await page.viewport(1280, 900);
});

type Screen = Awaited<ReturnType<typeof render>>;

const mine = (screen: Screen): string[] =>
  [...screen.container.querySelectorAll('.mine .text')].map((text) =>
    text.textContent.replaceAll(/\s+/g, ' ').trim(),
  );

async function add(screen: Screen, from: string, to: string, what: string): Promise<void> {
  await screen.getByLabelText('From', { exact: true }).selectOptions(from);
  await screen.getByLabelText('to', { exact: true }).selectOptions(to);
  await screen.getByLabelText('what is told').fill(what);
  await screen.getByRole('button', { name: 'Add it' }).click();
}

async function three(screen: Screen): Promise<void> {
  await add(screen, 'User', 'Command', 'add milk');
  await add(screen, 'Command', 'Event store', 'append');
  await add(screen, 'Event store', 'Event', 'ItemAdded');
}

const picture = (screen: Screen) => screen.getByRole('img', { name: /^Your sequence/ });

/** The words of a picture. Each line of a text is an element of its own, so white space does not count. */
const wordsIn = (svg: Element): string =>
  [...svg.querySelectorAll('text')].map((text) => text.textContent.replaceAll(/\s/g, '')).join('');

test('messages that are added stand in a list and in a picture, and the words are ready for the next', async () => {
  const screen = await render(DrawSequence);
  await add(screen, 'User', 'Command', '  add milk ');
  await add(screen, 'Command', 'Event store', 'append ItemAdded');
  expect(mine(screen)).toEqual(['User → Command add milk', 'Command → Event store append ItemAdded']);
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Added as message 2: Command → Event store: append ItemAdded.');
  await expect.element(screen.getByLabelText('what is told')).toHaveValue('');
  await expect.element(screen.getByLabelText('what is told')).toHaveFocus();
  await expect.element(picture(screen)).toHaveAccessibleName(/2 messages/);
  const drawn = wordsIn(picture(screen).element());
  for (const words of ['User', 'Eventstore', 'addmilk', 'appendItemAdded']) expect(drawn).toContain(words);
  expect(drawn).not.toContain('Readmodel');
});

test('words that mean something to the drawing library or to the browser are drawn as words', async () => {
  const screen = await render(DrawSequence);
  await add(screen, 'User', 'Command', '50% #1; end: <b>x</b> $$y$$');
  await expect.element(picture(screen)).toBeVisible();
  expect(wordsIn(picture(screen).element())).toContain('50％＃1；end:‹b›x‹/b›＄＄y＄＄');
  expect(screen.container.querySelector('.canvas b')).toBeNull();
  await add(screen, 'Event', 'Event', 'end');
  await expect.element(picture(screen)).toHaveAccessibleName(/2 messages/);
});

test('a message without words is refused in a sentence at its field', async () => {
  const screen = await render(DrawSequence);
  await add(screen, 'User', 'Command', '   ');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('✗ Say what is told: a few words are enough.');
  await expect.element(screen.getByLabelText('what is told')).toHaveAttribute('aria-invalid', 'true');
  await expect.element(screen.getByLabelText('what is told')).toHaveFocus();
  expect(mine(screen)).toEqual([]);
});

test('messages are moved by buttons, and the focus stays on the message that moved', async () => {
  const screen = await render(DrawSequence);
  await three(screen);
  await screen.getByRole('button', { name: 'Move message 3 up' }).click();
  expect(mine(screen).map((text) => text.split(' ').at(-1))).toEqual(['milk', 'ItemAdded', 'append']);
  await expect.element(screen.getByRole('button', { name: 'Move message 2 up' })).toHaveFocus();
  await expect.element(screen.getByRole('status')).toHaveTextContent('Message 3 is now message 2 of 3.');
  await userEvent.keyboard('{Enter}{Enter}');
  expect(mine(screen)[0]).toContain('ItemAdded');
  await expect.element(screen.getByRole('button', { name: 'Move message 1 up' })).toHaveFocus();
});

test('a message can be removed, and everything can be undone', async () => {
  const screen = await render(DrawSequence);
  await three(screen);
  await screen.getByRole('button', { name: 'Remove message 3' }).click();
  await expect.element(screen.getByRole('button', { name: 'Remove message 2' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Start again' }).click();
  expect(mine(screen)).toEqual([]);
  const undo = screen.getByRole('button', { name: 'Undo' });
  await undo.click();
  expect(mine(screen)).toHaveLength(2);
  await undo.click();
  expect(mine(screen)).toHaveLength(3);
  for (let i = 0; i < 3; i += 1) await undo.click();
  expect(mine(screen)).toEqual([]);
  await expect.element(undo).toHaveAttribute('aria-disabled', 'true');
});

test('our answer can be opened once there is a message of one’s own, as words and as a picture', async () => {
  const screen = await render(DrawSequence);
  const summary = screen.getByText('Compare with our answer');
  await expect.element(summary).not.toBeVisible();
  await add(screen, 'User', 'Command', 'add milk');
  await expect.element(summary).toBeVisible();
  expect(screen.container.querySelectorAll('[role="img"]').length).toBeLessThanOrEqual(1);
  await summary.click();
  const ours = screen.getByRole('img', { name: /^Our answer/ });
  await expect.element(ours).toBeVisible();
  for (const party of ['User', 'Command', 'Eventstore', 'Event', 'Readmodel', 'Replay', 'Currentstate']) {
    expect(wordsIn(ours.element())).toContain(party);
  }
  await expect.element(screen.getByRole('list', { name: 'Our answer, in order' })).toBeVisible();
});

test('the picture is drawn in the colours of the theme, again when the theme changes', async () => {
  const screen = await render(DrawSequence);
  document.documentElement.dataset['theme'] = 'light';
  await add(screen, 'User', 'Command', 'add milk');
  const fill = () => {
    const words = screen.container.querySelector('.canvas .messageText');
    return words === null ? null : getComputedStyle(words).fill;
  };
  await expect.poll(fill).toBe('rgb(27, 26, 23)');
  document.documentElement.dataset['theme'] = 'dark';
  await expect.poll(fill).toBe('rgb(237, 234, 226)');
});

test('the sequence is there again when the page is opened again in the same visit', async () => {
  const first = await render(DrawSequence);
  await three(first);
  await first.unmount();
  const second = await render(DrawSequence);
  await expect.element(second.getByRole('button', { name: 'Remove message 3' })).toBeVisible();
  expect(mine(second)[0]).toBe('User → Command add milk');
});

test.each([
  ['no JSON', '{'],
  ['no list', '{"from":"user","to":"store","what":"x"}'],
  ['somebody who does not take part', '[{"from":"user","to":"toString","what":"x"}]'],
  ['words that are none', '[{"from":"user","to":"store","what":7}]'],
  ['too many words', JSON.stringify([{ from: 'user', to: 'store', what: 'x'.repeat(61) }])],
  ['too many messages', JSON.stringify(Array(25).fill({ from: 'user', to: 'store', what: 'x' }))],
])('what somebody else left in the storage is no sequence: %s', async (_, text) => {
  sessionStorage.setItem(KEY, text);
  const screen = await render(DrawSequence);
  await expect.element(screen.getByText(/Nothing here yet/)).toBeVisible();
});

test('at 360 pixels nothing sticks out, however long the words; pictures scroll by themselves', async () => {
  await page.viewport(360, 740);
  const screen = await render(DrawSequence);
  await add(screen, 'Event store', 'Current state', 'x'.repeat(60));
  await screen.getByText('Compare with our answer').click();
  await expect.element(screen.getByRole('img', { name: /^Our answer/ })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});
