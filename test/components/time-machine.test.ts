import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import TimeMachine from '../../src/labs/time-machine/TimeMachine.svelte';

async function open(scenario: 'travel' | 'hunt' | 'long') {
  const screen = await render(TimeMachine, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

const cells = (row: Element | undefined): string[] =>
  [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent.trim());

/** The state table's row of a field: A, B and the difference. */
const field = (screen: { container: Element }, index: number): string[] =>
  cells([...screen.container.querySelectorAll('.state tbody tr')][index]);

test('the state shows what each event changed, field by field', async () => {
  const screen = await open('travel');
  await screen.getByRole('button', { name: /^Event 3\b/ }).click();
  expect(field(screen, 0)).toEqual(['1,000.00', '700.00', '−300.00']);
  expect(field(screen, 1)).toEqual(['0.00', '300.00', '+300.00']);
});

test('a pinned A stays while B moves on, and the difference is between the two', async () => {
  const screen = await open('travel');
  await screen.getByRole('button', { name: /^Event 2\b/ }).click();
  await screen.getByRole('button', { name: 'Keep as A to compare' }).click();
  await screen.getByRole('button', { name: /^Event 12\b/ }).click();
  expect(field(screen, 0)).toEqual(['1,000.00', '630.00', '−370.00']);
  await screen.getByRole('button', { name: 'Let go of A' }).click();
  expect(field(screen, 0)).toEqual(['670.00', '630.00', '−40.00']);
});

test('an event is taken out of the fold, the states are folded anew, and the note stays in the log', async () => {
  const screen = await open('travel');
  await screen.getByRole('button', { name: /^Event 7\b/ }).click();
  await screen.getByRole('button', { name: 'Take it out of the fold' }).click();
  await screen.getByRole('button', { name: /^Event 12\b/ }).click();
  expect(field(screen, 0)[1]).toBe('230.00');
  await expect.element(screen.getByRole('button', { name: /^Event 7\b.*taken out$/ })).toBeVisible();
  await expect.element(screen.getByText(/end at 230.00 \(reached\)/)).toBeInTheDocument();
});

test('a date leads to the last event recorded by then', async () => {
  const screen = await open('travel');
  await screen.getByLabelText('State on date and time (UTC)').fill('2026-05-05T15:00');
  await screen.getByRole('button', { name: 'Show that state' }).click();
  await expect
    .element(
      screen.getByText(
        /the last event recorded was number 6: balance 600.00, withdrawn on that day by then 150.00/,
      ),
    )
    .toBeVisible();
  await expect
    .element(screen.getByRole('button', { name: /^Event 6\b/ }))
    .toHaveAttribute('aria-current', 'step');
});

test('a date before the first event is answered with the empty state', async () => {
  const screen = await open('travel');
  await screen.getByLabelText('State on date and time (UTC)').fill('2020-01-01T00:00');
  await screen.getByRole('button', { name: 'Show that state' }).click();
  await expect.element(screen.getByText(/nothing had happened yet: balance 0.00/)).toBeVisible();
});

test('in the hunt states are closed until one looks, and the looks are counted', async () => {
  const screen = await open('hunt');
  await screen.getByRole('button', { name: /^Event 6\b/ }).click();
  expect(field(screen, 0)).toEqual(['?', '?', '']);
  await screen.getByRole('button', { name: 'Look at the state after it' }).click();
  expect(field(screen, 1)[1]).toBe('650.00');
  await expect.element(screen.getByText('1 of 4 looks.')).toBeVisible();
});

/** Plays the hunt to its end. */
async function hunt(screen: Awaited<ReturnType<typeof open>>): Promise<void> {
  for (const position of [6, 3, 4, 5]) {
    await screen.getByRole('button', { name: new RegExp(`^Event ${position}\\b`) }).click();
    await screen.getByRole('button', { name: 'Look at the state after it' }).click();
  }
  await screen.getByRole('button', { name: 'This is the first wrong one' }).click();
}

test('an event can be named only when both of its sides were seen, and the reason stands there', async () => {
  const screen = await open('hunt');
  await screen.getByRole('button', { name: /^Event 5\b/ }).click();
  await expect.element(screen.getByRole('button', { name: 'This is the first wrong one' })).toBeDisabled();
  await expect.element(screen.getByText('Open the states on both sides of it first.')).toBeVisible();
});

test('a wrong accusation says so, a right one shows how many states each code gets wrong', async () => {
  const screen = await open('hunt');
  await screen.getByRole('button', { name: /^Event 11\b/ }).click();
  await screen.getByRole('button', { name: 'Look at the state after it' }).click();
  await screen.getByRole('button', { name: /^Event 12\b/ }).click();
  await screen.getByRole('button', { name: 'This is the first wrong one' }).click();
  await expect.element(screen.getByText(/✗ Not event 12/)).toBeVisible();
  await screen.getByRole('button', { name: 'Reset' }).click();
  await screen.getByRole('button', { name: 'Skip' }).click();
  await hunt(screen);
  await expect.element(screen.getByText('8 of 13')).toBeVisible();
  await expect.element(screen.getByText('0 of 13')).toBeVisible();
});

test('the repaired code is put into service, the states change and the history does not', async () => {
  const screen = await open('hunt');
  await hunt(screen);
  const history = screen.container.querySelector('.history')!;
  const before = history.textContent;
  await screen.getByRole('button', { name: /^Event 12\b/ }).click();
  await expect
    .element(screen.getByText(/over the daily limit of 1,000.00: the card is refused/))
    .toBeVisible();
  await screen.getByRole('radio', { name: 'repaired version' }).click();
  await expect.element(screen.getByText(/the card works: within the daily limit of 1,000.00/)).toBeVisible();
  await expect.element(screen.getByText(/12 events folded anew, nothing in the log changed/)).toBeVisible();
  expect(history.textContent).toBe(before);
  await expect.element(screen.getByText(/with history unchanged \(reached\)/)).toBeInTheDocument();
});

test('a long history shows few notes at once, says how many stand before and after, and what a jump read', async () => {
  const screen = await open('long');
  await screen.getByLabelText('State on date and time (UTC)').fill('2000-01-01T12:00');
  await screen.getByRole('button', { name: 'Show that state' }).click();
  expect(screen.container.querySelectorAll('.strip .note').length).toBeLessThanOrEqual(12);
  await expect.element(screen.getByText('23,372 earlier')).toBeVisible();
  await expect.element(screen.getByText(/^82 events read, on from the state kept at 23,296/)).toBeVisible();
});

test('at 360 pixels the marked note is scrolled into the strip, and nothing is wider than the screen', async () => {
  await page.viewport(360, 740);
  const screen = await open('travel');
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  const strip = screen.container.querySelector('.strip')!.getBoundingClientRect();
  const marked = screen.container.querySelector('.note.current')!.getBoundingClientRect();
  expect(marked.right).toBeLessThanOrEqual(strip.right);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await page.viewport(1280, 800);
});

test('once the hunt is over, the code in service is proved on every history that the events make', async () => {
  const screen = await open('hunt');
  const prove = screen.getByRole('button', { name: 'Prove: try everything' });
  await expect.element(prove).not.toBeInTheDocument();
  for (const event of [4, 5]) {
    await screen.getByRole('button', { name: new RegExp(`^Event ${event}\\b`) }).click();
    await screen.getByRole('button', { name: 'Look at the state after it' }).click();
  }
  await screen.getByRole('button', { name: 'This is the first wrong one' }).click();
  await prove.click();
  await expect.element(screen.getByText(/All 4,096.*new version/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Play the shortest failing case' })).toBeVisible();
  await screen.getByRole('radio', { name: 'repaired version' }).click();
  await prove.click();
  await expect.element(screen.getByText(/All 4,096.*repaired version.* 0 end with/)).toBeVisible();
});
