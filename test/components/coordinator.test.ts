import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import Coordinator from '../../src/labs/coordinator/Coordinator.svelte';
import type { ScenarioId } from '../../src/labs/coordinator/scenarios.ts';
import '../../src/styles/sideways.css';

async function open(scenario: ScenarioId) {
  const screen = await render(Coordinator, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}
type Screen = Awaited<ReturnType<typeof open>>;

async function stepTo(screen: Screen, step: number): Promise<void> {
  const slider = screen.getByRole('slider').element() as HTMLInputElement;
  slider.value = String(step);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await expect.element(screen.getByRole('slider')).toHaveValue(String(step));
}

/** What is drawn of what has happened. */
const drawn = (screen: Screen, what: string): Element[] =>
  [...screen.container.querySelectorAll(`.drawing ${what}`)].filter((one) => one.closest('.future') === null);

const texts = (screen: Screen, what: string): string[] =>
  drawn(screen, what).map((one) => one.textContent.trim());

test('each step adds what happened: an arrow, then a mark of the forced write, and the ring moves along', async () => {
  const screen = await open('two-steps');
  expect(drawn(screen, '.arrow')).toHaveLength(0);
  await stepTo(screen, 2);
  expect(drawn(screen, '.arrow')).toHaveLength(2);
  await stepTo(screen, 5);
  expect(drawn(screen, '.forced')).toHaveLength(1);
  expect(drawn(screen, '.here')).toHaveLength(1);
  await stepTo(screen, 23);
  expect(texts(screen, '.strong')).toEqual(
    expect.arrayContaining(['prepare', 'commit', 'client told', 'end']),
  );
  expect(drawn(screen, '.forced')).toHaveLength(5);
  expect(drawn(screen, '.lazy')).toHaveLength(1);
});

test('each node shows its state and its log, and which records are not forced', async () => {
  const screen = await open('two-steps');
  await stepTo(screen, 23);
  await expect.element(screen.getByRole('button', { name: /^Payment\s+committed$/ })).toBeVisible();
  const records = [...screen.container.querySelectorAll('.board .log ol')].map((log) =>
    [...log.children].map((record) => record.textContent),
  );
  expect(records).toEqual([
    ['commit', 'end, not forced'],
    ['prepare', 'commit'],
    ['prepare', 'commit'],
  ]);
  await expect.element(screen.getByText('✓ All of the order is done.')).toBeVisible();
});

test('a node is crashed at the step that is shown, between a force and the send that follows it', async () => {
  const screen = await open('crash');
  await stepTo(screen, 11);
  await screen.getByRole('button', { name: /^Coordinator/ }).click();
  await screen.getByRole('button', { name: /Crash the coordinator here/ }).click();
  await expect
    .element(screen.getByText(/The coordinator crashes\. .* Its log still says: commit/).first())
    .toBeVisible();
  await expect.element(screen.getByRole('button', { name: /^Payment\s+prepared\s+blocked$/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect.element(screen.getByText('blocked 570 ms').first()).toBeVisible();
  await expect
    .element(screen.getByText(/Nothing is half done, and nothing ends: Payment and Inventory blocked/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Watch 400 ms longer' }).click();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await screen.getByRole('button', { name: /Start the coordinator again/ }).click();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect.element(screen.getByText('✓ All of the order is done.')).toBeVisible();
});

test('intervening in the past forks, and the old future can be compared', async () => {
  const screen = await open('crash');
  await stepTo(screen, 8);
  await screen.getByRole('button', { name: /^Payment/ }).click();
  await screen.getByRole('button', { name: /Crash Payment here/ }).click();
  await stepTo(screen, 4);
  await screen.getByRole('button', { name: /Crash Payment here/ }).click();
  await expect.element(screen.getByText('You crashed Payment.')).toBeVisible();
  await expect.element(screen.getByRole('slider')).toHaveValue('5');
  await expect.element(screen.getByRole('button', { name: 'Compare' })).toBeEnabled();
});

test('a link is cut and mended, and what is sent over it waits', async () => {
  const screen = await open('crash');
  await stepTo(screen, 6);
  await screen.getByRole('button', { name: /^Payment/ }).click();
  await screen.getByRole('button', { name: 'Cut its link to the coordinator' }).click();
  expect(drawn(screen, '.link')).toHaveLength(1);
  expect(texts(screen, '.lost')).toEqual(['‖']);
  await screen.getByRole('button', { name: 'Mend its link to the coordinator' }).click();
  expect(drawn(screen, '.link')).toHaveLength(2);
  expect(texts(screen, '.lost')).toEqual([]);
});

test('the set-up is changed, and the order begins anew', async () => {
  const screen = await open('two-steps');
  await stepTo(screen, 9);
  await screen.getByText('Set up', { exact: true }).click();
  await screen.getByLabelText(/^Participants/).selectOptions('5');
  await expect.element(screen.getByRole('slider')).toHaveValue('0');
  await expect.element(screen.getByText(/2N \+ 1 forced writes \(open\)/)).toBeInTheDocument();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect.element(screen.getByText(/2N \+ 1 forced writes \(reached\)/)).toBeInTheDocument();
  expect(screen.container.querySelector('.counters dd')?.textContent).toMatch(/^20\b/);
  await expect.element(screen.getByText('15 without ACK')).toBeVisible();
});

test('a participant votes otherwise, or is slow', async () => {
  const screen = await open('two-steps');
  await screen.getByRole('button', { name: /^Inventory/ }).click();
  await screen.getByLabelText(/^When it is asked, Inventory/).selectOptions('no');
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect.element(screen.getByText('✓ None of the order is done: all rolled back.')).toBeVisible();
  await screen.getByLabelText(/^and is/).selectOptions('4');
  await expect.element(screen.getByText(/Inventory cannot do it, and is 4 times as slow/)).toBeVisible();
});

test('without a protocol the order is half done: once that was seen, and not before, the step can be found', async () => {
  const screen = await open('without');
  await expect.element(screen.getByRole('button', { name: /show me the step/ })).not.toBeInTheDocument();
  await stepTo(screen, 6);
  await expect.element(screen.getByRole('button', { name: /show me the step/ })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect
    .element(screen.getByText(/✗ The order is half done: Payment said commit, and Inventory said abort/))
    .toBeVisible();
  await screen.getByRole('button', { name: /show me the step/ }).click();
  await expect.element(screen.getByRole('slider')).toHaveValue('7');
});

test('the strip tries every crash point, and any of them can be gone to', async () => {
  const screen = await open('price');
  await screen.getByText('Every crash point').click();
  await expect
    .element(screen.getByText(/26 crash points: 0 leave the order half done ✓, 7 leave somebody blocked/))
    .toBeVisible();
  expect(screen.container.querySelectorAll('.strip button')).toHaveLength(26);
  await screen.getByLabelText(/^Crash/).selectOptions('6');
  await screen.getByRole('button', { name: 'Crash the coordinator there' }).click();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect
    .element(screen.getByText(/find the one that blocks longest in 600 ms \(reached\)/))
    .toBeInTheDocument();
});

test('nothing can be done to the order before the prediction, and then something to each node', async () => {
  const screen = await render(Coordinator, { scenario: 'crash' });
  const heads = () => [...screen.container.querySelectorAll<HTMLButtonElement>('.board button')];
  expect(heads().every(({ disabled }) => disabled)).toBe(true);
  await screen.getByRole('button', { name: 'Skip' }).click();
  expect(heads().every(({ disabled }) => !disabled)).toBe(true);
  expect(heads()).toHaveLength(3);
});

test('at 360 pixels time runs downwards, and nothing is wider than the screen, with five participants either', async () => {
  await page.viewport(360, 740);
  const screen = await open('two-steps');
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  const [first] = drawn(screen, '.life').map((line) => line.getBoundingClientRect());
  expect(first!.height).toBeGreaterThan(first!.width);
  await screen.getByText('Set up', { exact: true }).click();
  await screen.getByLabelText(/^Participants/).selectOptions('5');
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const head of screen.container.querySelectorAll('.board button')) {
    expect(head.getBoundingClientRect().height).toBeGreaterThanOrEqual(40);
  }
  await page.viewport(1280, 800);
});

test('at 360 pixels what can be done to a node stands right below the nodes, with five participants too', async () => {
  await page.viewport(360, 740);
  const screen = await open('crash');
  await screen.getByText('Set up', { exact: true }).click();
  await screen.getByLabelText(/^Participants/).selectOptions('5');
  await screen.getByRole('button', { name: /^Payment/ }).click();
  const crash = screen.getByRole('button', { name: '✗ Crash Payment here' }).element();
  const head = screen.container.querySelector('.head')!.getBoundingClientRect();
  const { top, right } = crash.getBoundingClientRect();
  expect(top - head.bottom).toBeGreaterThanOrEqual(0);
  expect(top - head.bottom).toBeLessThan(40);
  expect(right).toBeLessThanOrEqual(360);
  await page.viewport(1280, 800);
});

test('at 360 pixels what opens for a node at the lower edge is brought above the steering', async () => {
  await page.viewport(360, 740);
  const screen = await open('crash');
  const head = screen.getByRole('button', { name: /^Payment/ });
  head.element().scrollIntoView({ block: 'end' });
  (head.element() as HTMLElement).click();
  const crash = screen.getByRole('button', { name: '✗ Crash Payment here' });
  const steering = screen.container.querySelector('.steering')!;
  await expect
    .poll(() => crash.element().getBoundingClientRect().bottom)
    .toBeLessThanOrEqual(steering.getBoundingClientRect().top);
  await page.viewport(1280, 800);
});
