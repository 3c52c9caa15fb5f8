import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';
import LivingDiagram from '../../src/labs/living-diagram/LivingDiagram.svelte';
import type { ScenarioId } from '../../src/labs/living-diagram/openings.ts';

async function open(scenario: ScenarioId) {
  const screen = await render(LivingDiagram, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

type Screen = Awaited<ReturnType<typeof open>>;

async function toTheEnd(screen: Screen): Promise<void> {
  const end = screen.getByRole('button', { name: 'Go to the end' });
  if (!(end.element() as HTMLButtonElement).disabled) await end.click();
}

async function press(screen: Screen, name: string | RegExp): Promise<void> {
  await screen.getByRole('button', { name }).click();
  await toTheEnd(screen);
}

async function doTo(screen: Screen, part: string, deed: string): Promise<void> {
  await screen.getByRole('button', { name: new RegExp(`^${part}`) }).click();
  await screen.getByRole('button', { name: deed, exact: true }).click();
  await toTheEnd(screen);
}

/** The text of a part of the diagram, by the name it begins with. */
function part(screen: Screen, name: string): string {
  const parts = [...screen.container.querySelectorAll<HTMLElement>('.part > :first-child')];
  return parts.find((one) => one.innerText.trim().startsWith(name))?.innerText.replaceAll(/\s+/g, ' ') ?? '';
}

const currentPart = (screen: Screen): string =>
  screen.container.querySelector('.part[aria-current] .name')?.textContent ?? '';

test('a command runs through the parts one after the other, and the part where it is has the outline', async () => {
  const screen = await open('fact');
  await press(screen, 'Create cart');
  await screen.getByRole('button', { name: 'Go to the start' }).click();
  const seen = [];
  for (let step = 1; step <= 6; step += 1) {
    await screen.getByRole('button', { name: 'One step on' }).click();
    seen.push(currentPart(screen));
  }
  expect(seen).toEqual(['Command', 'Aggregate', 'Event store', 'Event bus', 'Projection', 'Read database']);
});

test('pressing a command plays it', async () => {
  const screen = await open('fact');
  await screen.getByRole('combobox').selectOptions('fast');
  await screen.getByRole('button', { name: 'Create cart' }).click();
  await expect.element(screen.getByText('Cart 1: Bob, 0 items, 0.00, open')).toBeVisible();
});

test('“SC Created” stands on the first event, and pressing it says what it is', async () => {
  const screen = await open('fact');
  await press(screen, 'Create cart');
  await press(screen, /^Event 1 SC Created/);
  await expect
    .element(screen.getByText('SC Created: a shopping cart, number 1, was created for Bob.'))
    .toBeVisible();
  await expect.element(screen.getByText(/and look into it \(reached\)/)).toBeInTheDocument();
});

test('with the bus cut and the read database wiped, the events are still there and answer', async () => {
  const screen = await open('store');
  await doTo(screen, 'Event bus', 'Cut');
  await doTo(screen, 'Read database', 'Wipe');
  expect(part(screen, 'Event bus')).toContain('✗ cut');
  expect(part(screen, 'Read database')).toContain('no row');
  expect(screen.container.querySelectorAll('.note.event:not(.ghost)').length).toBe(4);
  await press(screen, 'Ask the events');
  expect(part(screen, 'Client')).toContain(
    'Bob, 1 item, 3.50, open 4 events read for it ✓ as the events say',
  );
});

test('with the bus cut a write succeeds and the view lags; mended, only a replay brings it along', async () => {
  const screen = await open('bus');
  await doTo(screen, 'Event bus', 'Cut');
  await press(screen, /^Add item/);
  expect(part(screen, 'Event store')).toContain('1 event not yet in the read database');
  expect(part(screen, 'Read database')).toContain('read up to event 2, 1 behind');
  await press(screen, /^Ask:/);
  expect(part(screen, 'Client')).toContain('✗ out of date');
  await doTo(screen, 'Event bus', 'Restore');
  expect(part(screen, 'Read database')).toContain('1 behind');
  await press(screen, 'Replay');
  expect(part(screen, 'Read database')).toContain('2 items, 11.50');
  expect(part(screen, 'Event store')).toContain('The read database has them all');
});

test('a long history shows few notes at once and counts the others', async () => {
  const screen = await open('read-database');
  expect(screen.container.querySelectorAll('.note.event:not(.ghost)').length).toBeLessThanOrEqual(12);
  expect(part(screen, 'Event store')).toContain('192 earlier');
  await press(screen, 'Ask the events');
  expect(part(screen, 'Client')).toContain('200 events read for it');
  await press(screen, /^Ask:/);
  expect(part(screen, 'Client')).toContain('0 events read for it');
});

test('a wiped read database comes back by replay with the same rows', async () => {
  const screen = await open('replay');
  const before = part(screen, 'Read database');
  await doTo(screen, 'Read database', 'Wipe');
  expect(part(screen, 'Read database')).not.toBe(before);
  await press(screen, 'Replay');
  expect(part(screen, 'Read database')).toBe(before);
});

test('a part is broken and mended by keyboard alone', async () => {
  const screen = await open('bus');
  (screen.getByRole('button', { name: 'Event bus' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(part(screen, 'Event bus')).toContain('✗ cut');
  expect(document.activeElement?.textContent).toContain('Event bus');
});

test('what cannot be done is disabled, and the reason stands there', async () => {
  const screen = await open('bus');
  await screen.getByRole('button', { name: 'Event bus' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pause', exact: true })).toBeDisabled();
  await expect.element(screen.getByText(/it cannot hold anything back. Cut it instead/)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await doTo(screen, 'Projection', 'Pause');
  await expect.element(screen.getByRole('button', { name: 'Replay' })).toBeDisabled();
  await expect.element(screen.getByText('The projection is paused.')).toBeVisible();
});

test('what waits at a paused part is counted there', async () => {
  const screen = await open('bus');
  await doTo(screen, 'Command', 'Pause');
  await press(screen, /^Add item/);
  await press(screen, /^Add item/);
  expect(part(screen, 'Command')).toContain('‖ paused 2 waiting');
  await doTo(screen, 'Command', 'Restore');
  expect(screen.container.querySelectorAll('.note.event:not(.ghost)').length).toBe(4);
});

test('nothing can be done before the prediction, and no more than five controls are offered', async () => {
  for (const scenario of ['fact', 'store', 'bus', 'read-database', 'replay'] as const) {
    const screen = await render(LivingDiagram, { scenario });
    const buttons = [...screen.container.querySelectorAll<HTMLButtonElement>('.diagram button')];
    expect(buttons.filter((button) => !button.disabled)).toEqual([]);
    expect(screen.container.querySelectorAll('.controls button').length).toBeLessThanOrEqual(5);
    await screen.unmount();
  }
});

test('the proof finds the ways that leave rows behind, and none once the run ends with a replay', async () => {
  const screen = await open('bus');
  await press(screen, /^Add item/);
  await screen.getByRole('button', { name: /^Prove/ }).click();
  await expect.element(screen.getByText('All 4')).toBeVisible();
  await expect.element(screen.getByText(/^2 leave the read database without/)).toBeVisible();
  await press(screen, 'Replay');
  await screen.getByRole('button', { name: /^Prove/ }).click();
  await expect.element(screen.getByText('All 4')).toBeVisible();
  await expect.element(screen.getByText(/^0 leave the read database without/)).toBeVisible();
});

test('at 360 pixels the diagram is one path from top to bottom, and nothing is wider than the screen', async () => {
  await page.viewport(360, 740);
  const screen = await open('store');
  const boxes = [...screen.container.querySelectorAll('.part')].map((one) => one.getBoundingClientRect());
  expect(boxes.length).toBe(8);
  boxes.slice(1).forEach((box, i) => {
    expect(box.top).toBeGreaterThanOrEqual(boxes[i]!.bottom);
  });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  const small = [...screen.container.querySelectorAll('.diagram button')]
    .map((button) => [button.textContent.trim(), button.getBoundingClientRect()] as const)
    .filter(([, { width, height }]) => height > 0 && (width < 40 || height < 40));
  expect(small).toEqual([]);
  await page.viewport(1280, 800);
});

test('at 360 pixels the place is shown where a question stays, though nothing had to be played', async () => {
  await page.viewport(360, 740);
  const screen = await open('read-database');
  await doTo(screen, 'Query', 'Pause');
  await press(screen, /^Ask:/);
  const query = screen.container.querySelector('.part[aria-current]')!;
  expect(query.textContent).toContain('1 waiting');
  await expect.poll(() => query.getBoundingClientRect().bottom).toBeLessThan(740);
  expect(query.getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
  await page.viewport(1280, 800);
});
