import { afterEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import { toFragment } from '../../src/lab-frame/share.ts';
import type { Add } from '../lab-frame/counter-lab.ts';
import CounterLab from './CounterLab.svelte';

const fragment = (...amounts: number[]): string =>
  toFragment<Add>({
    lab: 'counter',
    scenario: 'plain',
    seed: 1,
    commands: amounts.map((amount) => ({ type: 'add', amount })),
  });

async function open() {
  const screen = await render(CounterLab);
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

type Screen = Awaited<ReturnType<typeof open>>;

async function add(screen: Screen, ...amounts: number[]): Promise<void> {
  for (const amount of amounts)
    await screen.getByRole('button', { name: `Add ${amount}`, exact: true }).click();
}

afterEach(() => {
  history.replaceState(null, '', location.pathname + location.search);
});

describe('a command', () => {
  test('leads on to the first step that it made', async () => {
    const screen = await open();
    await add(screen, 1, 2);
    await expect.element(screen.getByText('The sum is 3.')).toBeVisible();
    await expect.element(screen.getByText(/^2 of 2$/)).toBeVisible();
  });

  test('given in the past forks, and the future that was left can be compared', async () => {
    const screen = await open();
    await add(screen, 1, 2, 7);
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await expect.element(screen.getByText('The sum is 1.')).toBeVisible();
    await add(screen, 40_000);
    await expect.element(screen.getByText('The sum is 40001.')).toBeVisible();
    await screen.getByRole('button', { name: 'Compare' }).click();
    const futures = screen.getByRole('table', { name: /^Two futures/ }).element();
    const rows = [...futures.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['0', 'Nothing yet.', 'the same'],
      ['1', 'Added 1: 1.', 'the same'],
      ['2', 'Added 40000: 40001.', 'Added 2: 3.'],
      ['3', '—', 'Added 7: 10.'],
    ]);
  });

  test('that forked is undone: the left future is back, and nothing is left to compare', async () => {
    const screen = await open();
    await add(screen, 1, 2);
    await userEvent.keyboard('{Home}');
    await add(screen, 7);
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByText(/of 2$/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Compare' })).not.toBeInTheDocument();
  });
});

describe('a link', () => {
  test('opens its run at the start, without a prediction, and plays it; a goal is reached at its end', async () => {
    location.hash = fragment(1, 2, 7);
    const screen = await render(CounterLab);
    await expect.element(screen.getByText(/^0 of 3$/)).toBeVisible();
    await expect.element(screen.getByText('Reach ten (open)')).toBeInTheDocument();
    await screen.getByRole('button', { name: 'Go to the end' }).click();
    await expect.element(screen.getByText('Reach ten (reached)')).toBeInTheDocument();
    await expect.element(screen.getByText('The sum is 10.')).toBeVisible();
  });

  test('is followed while the page is open, too', async () => {
    const screen = await open();
    location.hash = fragment(7);
    await expect.element(screen.getByText(/of 1$/)).toBeVisible();
  });

  test.each([
    ['a damaged one', '#run=1.counter.%%%', /This link is damaged/],
    ['a newer one', '#run=9.counter.W10', /This link was made by a newer edition/],
    ['a long one', `#run=1.counter.${'A'.repeat(9_000)}`, /This link is too long/],
    ['one with markup', `#run=1.counter.${btoa('["plain",1,[{"type":"<b>x</b>"}]]')}`, /got "<b>x<\/b>"/],
  ])('that cannot be opened says why, and the lab is at its start: %s', async (_, hash, message) => {
    location.hash = hash;
    const screen = await render(CounterLab);
    await expect.element(screen.getByRole('alert').getByText(message)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Commit to it' })).toBeVisible();
    await screen.getByRole('button', { name: 'All right' }).click();
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  });

  test('to the run that is shown stands under Share, with what was told as a diagram', async () => {
    const screen = await open();
    await add(screen, 1);
    await screen.getByRole('button', { name: 'Share' }).click();
    const link = screen.getByLabelText('A link to exactly this run').element() as HTMLInputElement;
    expect(new URL(link.value).hash).toBe(fragment(1));
    expect(new URL(link.value).pathname).toBe('/labs/counter/');
    const diagram = screen.getByLabelText(/Mermaid diagram/).element() as HTMLTextAreaElement;
    expect(diagram.value).toContain('p1->>p2: add 1');
  });
});

describe('trying everything', () => {
  test('counts all cases and says that none fails', async () => {
    const screen = await open();
    await add(screen, 7);
    await screen.getByRole('button', { name: 'Prove: try everything' }).click();
    await expect
      .element(screen.getByText(/All 7\s*single additions up to 7\. 0 end at 13\s*✓/))
      .toBeVisible();
  });

  test('shows the shortest failing case, which plays in the same frame and can be undone', async () => {
    const screen = await open();
    await add(screen, 40_000);
    await screen.getByRole('button', { name: 'Prove: try everything' }).click();
    await screen.getByRole('button', { name: 'Play the shortest failing case' }).click();
    await screen.getByRole('button', { name: /show me the step/ }).click();
    await expect.element(screen.getByText('The sum is 13.')).toBeVisible();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByText('The sum is 40000.')).toBeVisible();
  });

  test('can be stopped, and says how far it came', async () => {
    const screen = await open();
    await add(screen, 4_000_000);
    await screen.getByRole('button', { name: 'Prove: try everything' }).click();
    await expect.element(screen.getByRole('slider')).toBeDisabled();
    await expect.element(screen.getByText(/tried so far/)).toBeVisible();
    await screen.getByRole('button', { name: 'Stop' }).click();
    await expect.element(screen.getByRole('slider')).toBeEnabled();
    await expect.element(screen.getByText(/tried, then stopped by you/)).toBeVisible();
  });
});

describe('while everything is tried', () => {
  async function openTrying() {
    const screen = await open();
    await add(screen, 4_000_000, 2);
    await screen.getByRole('button', { name: 'Prove: try everything' }).click();
    await expect.element(screen.getByText(/tried so far/)).toBeVisible();
    return screen;
  }

  test('an undo stops it, and shows the run that is left with as many steps as it has', async () => {
    const screen = await openTrying();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByText(/^1 of 1$/)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Prove: try everything' })).toBeEnabled();
  });

  test('a link that is followed stops it, and its run can be played', async () => {
    const screen = await openTrying();
    location.hash = fragment(1, 2, 7);
    await expect.element(screen.getByText(/^0 of 3$/)).toBeVisible();
    await screen.getByRole('button', { name: 'Go to the end' }).click();
    await expect.element(screen.getByText('The sum is 10.')).toBeVisible();
  });

  test.each([
    ['a reset', async (screen: Screen) => screen.getByRole('button', { name: 'Reset' }).click()],
    ['a link', () => void (location.hash = fragment(7))],
  ])('%s stops it, and its undoing leads to a lab that can be moved', async (_, interrupt) => {
    const screen = await openTrying();
    await interrupt(screen);
    await expect.element(screen.getByRole('button', { name: 'Stop' })).not.toBeInTheDocument();
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.element(screen.getByText(/^2 of 2$/)).toBeVisible();
    await expect.element(screen.getByRole('slider')).toBeEnabled();
  });
});

test('a link that is followed while the lab plays, and undone, does not make it play by itself', async () => {
  const screen = await open();
  await add(screen, 1, 2, 7);
  await screen.getByRole('button', { name: 'Go to the start' }).click();
  await screen.getByRole('combobox', { name: /speed/i }).selectOptions('slow');
  await screen.getByRole('button', { name: 'Play' }).click();
  location.hash = fragment(7);
  await expect.element(screen.getByText(/of 1$/)).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText(/of 3$/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Pause' }).query()).toBeNull();
});

test('whoever closes a notice by a key stays in the lab', async () => {
  location.hash = '#run=1.counter.%%%';
  const screen = await render(CounterLab);
  (screen.getByRole('button', { name: 'All right' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  expect(document.activeElement).toBe(screen.container.querySelector('section.lab'));
});

test('the explanation waits for the prediction', async () => {
  const screen = await render(CounterLab);
  await expect.element(screen.getByRole('button', { name: 'Explain' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Skip' }).click();
  await screen.getByRole('button', { name: 'Explain' }).click();
  await expect.element(screen.getByText('A sum is a fold.')).toBeVisible();
});
