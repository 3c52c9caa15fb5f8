import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';
import TwoDatabases from '../../src/labs/two-databases/TwoDatabases.svelte';

beforeEach(() => page.viewport(1280, 800));

type Screen = Awaited<ReturnType<typeof open>>;

async function open(scenario: 'same' | 'past' | 'repair') {
  const screen = await render(TwoDatabases, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

/** The cells of the table, or of what the log folds to, with what was overwritten. */
const cells = (screen: Screen, kind: 'row' | 'fold'): string[] =>
  [...screen.container.querySelectorAll(`.sheet.${kind} .cell`)].map((cell) =>
    cell.textContent.replaceAll(/\s+/g, ' ').trim(),
  );

const notes = (screen: Screen): number => screen.container.querySelectorAll('.strip .event').length;

async function move(screen: Screen, who: string, to: string): Promise<void> {
  await screen.getByRole('combobox', { name: 'Who' }).selectOptions(who);
  await screen.getByRole('combobox', { name: 'moves to' }).selectOptions(to);
  await screen.getByRole('button', { name: 'Send to both' }).click();
}

test('a command fills a cell and adds a note; the next one overwrites the cell and adds another', async () => {
  const screen = await open('same');
  expect([cells(screen, 'row'), cells(screen, 'fold'), notes(screen)]).toEqual([
    ['none yet', 'none yet'],
    ['none yet', 'none yet'],
    0,
  ]);
  await move(screen, 'Ben', 'Oak Lane 1');
  await move(screen, 'Ben', 'Elm Street 5');
  expect(cells(screen, 'row')).toEqual(['none yet', 'overwritten: Oak Lane 1 Elm Street 5']);
  expect(cells(screen, 'fold')).toEqual(['none yet', 'Elm Street 5']);
  expect(notes(screen)).toBe(2);
  await move(screen, 'Ada', 'Elm Street 5');
  expect(cells(screen, 'row')).toEqual(['Elm Street 5', 'Elm Street 5']);
  await expect.element(screen.getByText(/two different histories \(reached\)/)).toBeInTheDocument();
});

test('what would change nothing cannot be sent, and the reason stands there', async () => {
  const screen = await open('same');
  await move(screen, 'Ben', 'Oak Lane 1');
  await expect.element(screen.getByRole('button', { name: 'Send to both' })).toBeDisabled();
  await expect.element(screen.getByText('The cell holds this already: nothing would change.')).toBeVisible();
});

test('nothing can be done before the prediction', async () => {
  const screen = await render(TwoDatabases, { scenario: 'past' });
  for (const name of ['Ask the table', 'Ask the log']) {
    await expect.element(screen.getByRole('button', { name })).toBeDisabled();
  }
});

test('a question about the past: the table cannot say and shows why; the log marks the events it read', async () => {
  const screen = await open('past');
  await screen.getByRole('radio', { name: /^What did Hannes have last Tuesday/ }).click();
  await screen.getByRole('button', { name: 'Ask the table' }).click();
  await expect.element(screen.getByText('✗ It cannot say')).toBeVisible();
  await expect.element(screen.getByText('There the answer is: 70 kr.', { exact: true })).toBeVisible();
  await screen.getByRole('button', { name: 'Ask the log' }).click();
  await expect.element(screen.getByText('✓ 75 kr')).toBeVisible();
  const read = [...screen.container.querySelectorAll('.event.used .number')].map((one) => one.textContent);
  expect(read).toEqual(['2']);
  await expect
    .element(screen.getByRole('radio', { name: /Tuesday.*table ✗ cannot log ✓ answers/ }))
    .toBeChecked();
});

test('for how it is now the row was enough', async () => {
  const screen = await open('past');
  await screen.getByRole('button', { name: 'Ask the table' }).click();
  await expect.element(screen.getByText('For this the row was enough.', { exact: true })).toBeVisible();
});

test('columns are added empty, and the next change of a row fills them', async () => {
  const screen = await open('past');
  await screen.getByRole('button', { name: 'Add columns: when, who, why' }).click();
  await expect.element(screen.getByText('when, who, why: empty').first()).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /Add columns/ })).not.toBeInTheDocument();
  await screen.getByText('Give both the same command').click();
  await screen.getByRole('combobox', { name: 'Who' }).selectOptions('Hannes');
  await screen.getByRole('button', { name: 'Send to both' }).click();
  await expect
    .element(screen.getByText('Mon 11 May, 09:00, by you: “for the trip”', { exact: true }))
    .toBeVisible();
});

test('an event can be neither changed nor deleted, and a command puts the mistake right', async () => {
  const screen = await open('repair');
  await screen.getByRole('button', { name: 'Try to change it' }).click();
  await expect.element(screen.getByText('✗ Event 2 cannot be changed.')).toBeVisible();
  await expect.element(screen.getByRole('listitem').filter({ hasText: 'it is at version 2' })).toBeVisible();
  await screen.getByRole('button', { name: 'Try to delete it' }).click();
  await expect.element(screen.getByText('✗ Event 2 cannot be deleted.')).toBeVisible();
  expect(notes(screen)).toBe(2);
  await screen.getByRole('button', { name: 'Send to both' }).click();
  expect([cells(screen, 'row'), notes(screen)]).toEqual([['overwritten: 60 6'], 3]);
  await expect.element(screen.getByText(/history before it unchanged \(reached\)/)).toBeInTheDocument();
});

test('any note can be taken in hand, by click, and let go', async () => {
  const screen = await open('past');
  const note = screen.getByRole('button', { name: /^3 Balance.*Hannes −5/ });
  await note.click();
  await expect.element(screen.getByText(/by Julius: “bus ticket”. Id/)).toBeVisible();
  await note.click();
  await expect.element(screen.getByRole('button', { name: 'Try to change it' })).not.toBeInTheDocument();
});

test('a long log shows few notes, and says how many stand before them', async () => {
  const screen = await open('past');
  await screen.getByText('Give both the same command').click();
  for (let i = 0; i < 8; i++) await screen.getByRole('button', { name: 'Send to both' }).click();
  expect(notes(screen)).toBe(10);
  await expect.element(screen.getByText('3 earlier')).toBeVisible();
});

test.each([
  ['same', /All 17,955/, '5,859 end in the very same row, though their logs differ'],
  ['repair', /All 81/, '0 change what was stored before, or end with a fold that is not the row'],
] as const)('the proof of %s is made in a worker, for this scenario', async (scenario, all, failing) => {
  const screen = await open(scenario);
  await screen.getByRole('button', { name: 'Prove: try everything' }).click();
  await expect.element(screen.getByText(all)).toBeVisible();
  await expect.element(screen.getByText(failing)).toBeVisible();
});

test('at 360 pixels the end of the log is in sight, or what was read of it, and nothing is wider than the screen', async () => {
  await page.viewport(360, 740);
  const screen = await open('past');
  await screen.getByText('Give both the same command').click();
  const strip = screen.container.querySelector('.strip')!.getBoundingClientRect();
  const last = [...screen.container.querySelectorAll('.strip .event')].at(-1)!.getBoundingClientRect();
  expect(last.right).toBeLessThanOrEqual(strip.right);
  await screen.getByRole('radio', { name: /^What did Hannes have last Tuesday/ }).click();
  await screen.getByRole('button', { name: 'Ask the log' }).click();
  const read = screen.container.querySelector('.event.used')!.getBoundingClientRect();
  expect(read.left).toBeGreaterThanOrEqual(strip.left);
  expect(read.right).toBeLessThanOrEqual(strip.right);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const control of screen.container.querySelectorAll('.databases :is(button, select, summary, label)')) {
    expect(control.getBoundingClientRect().height, control.outerHTML).toBeGreaterThanOrEqual(40);
  }
});

test('the shortest pair of histories that the proof finds is played, and reaches the goal', async () => {
  const screen = await open('same');
  await screen.getByRole('button', { name: 'Prove: try everything' }).click();
  await screen.getByRole('button', { name: 'Play the shortest failing case' }).click();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  expect(notes(screen)).toBe(3);
  expect(new Set(cells(screen, 'fold')).size).toBe(1);
  await expect.element(screen.getByText(/two different histories \(reached\)/)).toBeInTheDocument();
});

/** Goes on by the tabulator key until what is named has the focus, as a hand without a mouse does. */
async function tabTo(name: string | RegExp): Promise<HTMLElement> {
  for (let presses = 0; presses < 60; presses++) {
    await userEvent.keyboard('{Tab}');
    const focused = document.activeElement as HTMLElement;
    const label = (focused as HTMLInputElement).labels?.[0]?.firstElementChild;
    const found = (focused.matches('select') ? label : focused)?.textContent.trim() ?? '';
    if (typeof name === 'string' ? found === name : name.test(found)) return focused;
  }
  throw new Error(`No Tab leads to ${String(name)}.`);
}

async function pressByKey(...names: (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    await tabTo(name);
    await userEvent.keyboard('{Enter}');
  }
}

/** Takes the option that stands so many further down, or up. */
async function choose(name: string, ...by: ('down' | 'up')[]): Promise<void> {
  await tabTo(name);
  for (const way of by) await userEvent.keyboard(way === 'down' ? '{ArrowDown}' : '{ArrowUp}');
}

async function openByKey(scenario: 'same' | 'past' | 'repair') {
  const screen = await render(TwoDatabases, { scenario });
  await pressByKey('Skip');
  return screen;
}

/** From the question that is chosen to the next one. */
async function nextQuestion(...by: ('down' | 'up')[]): Promise<void> {
  for (let presses = 0; document.activeElement?.matches('[type=radio]') !== true; presses++) {
    if (presses > 60) throw new Error('No Tab leads to the questions.');
    await userEvent.keyboard('{Tab}');
  }
  for (const way of by.length === 0 ? ['down'] : by) {
    await userEvent.keyboard(way === 'down' ? '{ArrowDown}' : '{ArrowUp}');
  }
}

const reached = (screen: Screen): number => screen.container.textContent.match(/\(reached\)/g)?.length ?? 0;

test('the first scenario can be finished by the keyboard alone', async () => {
  const screen = await openByKey('same');
  await pressByKey('Send to both');
  await choose('Who', 'down');
  await choose('moves to', 'up');
  await pressByKey('Send to both');
  await choose('moves to', 'down');
  await pressByKey('Send to both');
  await nextQuestion();
  await pressByKey('Ask the log');
  await expect.poll(() => reached(screen)).toBe(2);
});

test('the second scenario can be finished by the keyboard alone', async () => {
  const screen = await openByKey('past');
  await pressByKey('Ask the table', 'Ask the log');
  for (let i = 0; i < 4; i++) {
    await nextQuestion();
    await pressByKey('Ask the table');
    if (i === 0) await pressByKey('Ask the log');
  }
  await expect.poll(() => reached(screen)).toBe(3);
  await pressByKey('Add columns: when, who, why', 'Give both the same command');
  await choose('Who', 'down');
  await pressByKey('Send to both');
  await nextQuestion('up', 'up');
  await pressByKey('Ask the table');
  await expect.poll(() => reached(screen)).toBe(4);
});

test('the third scenario can be finished by the keyboard alone', async () => {
  const screen = await openByKey('repair');
  await pressByKey('Try to change it', 'Try to delete it', 'Send to both');
  await nextQuestion();
  await pressByKey('Ask the log');
  await expect.poll(() => reached(screen)).toBe(3);
});
