import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import BadNetwork from '../../src/labs/bad-network/BadNetwork.svelte';
import { badNetwork } from '../../src/labs/bad-network/lab.ts';
import type { ScenarioId } from '../../src/labs/bad-network/world.ts';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';

beforeEach(() => page.viewport(1280, 800));

async function open(scenario: ScenarioId) {
  const screen = await render(BadNetwork, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

type Screen = Awaited<ReturnType<typeof open>>;

const envelope = (screen: Screen, name: string) =>
  screen.getByRole('button', { name: new RegExp(`^Envelope ${name}\\b`) });

/** The numbers of the envelopes on their way, the next one first. */
const onTheWay = (screen: Screen): string =>
  [...screen.container.querySelectorAll('.envelope')]
    .map((one) => one.closest('li')?.dataset['envelope'])
    .join();

const press = async (screen: Screen, name: string | RegExp) => screen.getByRole('button', { name }).click();

test('the given delivery goes wrong when it is delivered, one envelope after the other', async () => {
  const screen = await open('order');
  expect(onTheWay(screen)).toBe('3,1,2');
  await press(screen, 'Deliver the next');
  await expect.element(screen.getByText('parcel of 0', { exact: true })).toBeVisible();
  expect(onTheWay(screen)).toBe('1,2');
  await press(screen, 'Deliver the next');
  await press(screen, 'Deliver the next');
  await expect.element(screen.getByText(/Wrong: ordered was one parcel of 2 books/)).toBeVisible();
  await expect.element(screen.getByText('Sent an empty parcel, and kept 2 books')).toBeVisible();
});

test('who looks at the end and switches a guard on sees the end of the same delivery', async () => {
  const screen = await open('order');
  await press(screen, 'Go to the end');
  await screen.getByRole('checkbox', { name: 'Gap buffer' }).click();
  await expect.element(screen.getByText(/Right: one parcel of 2 books/)).toBeVisible();
  await expect
    .element(screen.getByText(/send the right parcel all the same \(reached\)/))
    .toBeInTheDocument();
  await screen.getByRole('checkbox', { name: 'Gap buffer' }).click();
  await expect.element(screen.getByText(/Wrong: ordered was/)).toBeVisible();
});

test('an envelope is lost, copied and delayed by its menu, and each is a step that can be undone', async () => {
  const screen = await open('smallest');
  await envelope(screen, '1').click();
  await press(screen, 'Delay it behind 2');
  expect(onTheWay(screen)).toBe('2,1,3');
  await press(screen, 'Copy it');
  expect(onTheWay(screen)).toBe('2,1,1-2,3');
  await envelope(screen, '3').click();
  await expect.element(screen.getByText(/Nothing comes after it/)).toBeVisible();
  await press(screen, 'Lose it');
  expect(onTheWay(screen)).toBe('2,1,1-2');
  await expect.element(screen.getByText('3 faults:')).toBeVisible();
  await press(screen, 'Take all faults back');
  expect(onTheWay(screen)).toBe('1,2,3');
});

test('a fifth fault is refused, and the reason is said', async () => {
  const screen = await open('smallest');
  await envelope(screen, '1').click();
  for (let i = 0; i < 4; i++) await press(screen, 'Copy it');
  await expect.element(screen.getByRole('button', { name: 'Copy it' })).toBeDisabled();
  await expect.element(screen.getByText(/4 faults are enough/)).toBeVisible();
});

test('an envelope is dragged behind a later one, and not before an earlier one', async () => {
  const screen = await open('smallest');
  await userEvent.dragAndDrop(envelope(screen, '1'), envelope(screen, '3'));
  await expect.poll(() => onTheWay(screen)).toBe('2,3,1');
  await userEvent.dragAndDrop(envelope(screen, '1'), envelope(screen, '2'));
  expect(onTheWay(screen)).toBe('2,3,1');
});

/** A key on something: a button's name, a guard's, or the way to find out. */
type Keyed = readonly [where: string | RegExp, keys?: string];

const ENVELOPE = (name: string): Keyed => [new RegExp(`^Envelope ${name}\\b`)];
const HEARTBEAT: Keyed = ['What never comes', '{ArrowDown}'];
const END: Keyed = ['Go to the end'];
const START: Keyed = ['Go to the start'];

test.each<[ScenarioId, readonly Keyed[]]>([
  [
    'order',
    [
      ['Gap buffer', ' '],
      END,
      START,
      ['Gap buffer', ' '],
      ['Take all faults back'],
      ENVELOPE('2'),
      ['Delay it behind 3'],
      END,
    ],
  ],
  [
    'twice',
    [
      ['Dedupe by event id', ' '],
      ENVELOPE('3'),
      ['Copy it'],
      END,
      START,
      ['Take all faults back'],
      ENVELOPE('2'),
      ['Delay it behind 3'],
      END,
      START,
      ['Dedupe by event id', ' '],
      ENVELOPE('3'),
      ['Copy it'],
      END,
    ],
  ],
  [
    'lost',
    [
      HEARTBEAT,
      END,
      START,
      ['Deliver the next'],
      ['Deliver the next'],
      ['Wait'],
      ENVELOPE('last'),
      ['Lose it'],
      START,
      ['Take all faults back'],
      ['What never comes', '{ArrowUp}'],
      ENVELOPE('2'),
      ['Lose it'],
      END,
    ],
  ],
  [
    'smallest',
    [
      ENVELOPE('3'),
      ['Lose it'],
      END,
      START,
      ['Gap buffer', ' '],
      ['Last-seen version', ' '],
      HEARTBEAT,
      HEARTBEAT,
      ENVELOPE('1'),
      ['Copy it'],
      ENVELOPE('3'),
      ['Lose it'],
      END,
    ],
  ],
])('all goals of %s are reached by keyboard alone', async (scenario, keyed) => {
  const screen = await open(scenario);
  for (const [where, keys = '{Enter}'] of keyed) {
    const role = keys === ' ' ? 'checkbox' : keys.startsWith('{Arrow') ? 'combobox' : 'button';
    const element = screen.getByRole(role, { name: where }).element() as HTMLElement;
    element.focus();
    expect(document.activeElement).toBe(element);
    await userEvent.keyboard(keys);
  }
  const { goals } = badNetwork.scenarios.find(({ id }) => id === scenario)!;
  expect(screen.getByText('(reached)').elements()).toHaveLength(goals.length);
});

test('what is lost lies below the line, and what a fault moved is outlined', async () => {
  const screen = await open('smallest');
  await envelope(screen, '3').click();
  await press(screen, 'Lose it');
  await expect.element(screen.getByText('3 is lost', { exact: true })).toHaveClass('fell', 'changed');
  expect(screen.container.querySelector('.envelope.changed')).toBeNull();
  await envelope(screen, '1').click();
  await press(screen, 'Delay it behind 2');
  await expect.element(envelope(screen, '1')).toHaveClass('changed');
  await expect.element(envelope(screen, '2')).not.toHaveClass('changed');
  await press(screen, 'Deliver the next');
  expect(screen.container.querySelector('.envelope.changed')).toBeNull();
  expect(screen.container.querySelectorAll('.desk .changed')).toHaveLength(2);
});

test('another desk is told at the start, and the faults so far stay', async () => {
  const screen = await open('lost');
  await screen.getByRole('combobox', { name: 'What never comes' }).selectOptions('poll');
  await expect
    .element(screen.getByText(/asks: polls until it has all. The network: 3 is lost/).first())
    .toBeVisible();
  await expect.element(screen.getByText('3 is lost', { exact: true })).toBeVisible();
});

test('questions and answers are envelopes as well, and can be lost', async () => {
  const screen = await open('lost');
  await screen.getByRole('combobox', { name: 'What never comes' }).selectOptions('heartbeat');
  for (let i = 0; i < 2; i++) await press(screen, 'Deliver the next');
  await press(screen, 'Wait');
  await envelope(screen, 'last').click();
  await press(screen, 'Lose it');
  await expect
    .element(screen.getByText(/told by heartbeat, in at most two faults \(reached\)/))
    .toBeInTheDocument();
});

test('proving tries every schedule of two faults, and offers one that fails to be played', async () => {
  const screen = await open('smallest');
  await press(screen, 'Prove: try everything');
  await expect.element(screen.getByText('All 226')).toBeVisible();
  await expect.element(screen.getByText(/186 end with anything but the right parcel/)).toBeVisible();
  await press(screen, 'Play the shortest failing case');
  await press(screen, 'Go to the end');
  await expect.element(screen.getByText(/Wrong: ordered was/)).toBeVisible();
});

test('everything is closed until a prediction is made or skipped', async () => {
  const screen = await render(BadNetwork, { scenario: 'smallest' });
  for (const control of screen.container.querySelectorAll('.network :is(button, input, select)')) {
    expect(control.matches(':disabled')).toBe(true);
  }
});

test('at 360 pixels nothing is wider than the screen, and what is touched is large enough', async () => {
  await page.viewport(360, 740);
  const screen = await open('smallest');
  await envelope(screen, '1').click();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  for (const control of screen.container.querySelectorAll('.network :is(button, select, label)')) {
    expect(control.getBoundingClientRect().height).toBeGreaterThanOrEqual(40);
  }
});

test('at 360 pixels what a delivery did at the desk is in sight', async () => {
  await page.viewport(360, 740);
  const screen = await open('order');
  for (const box of ['0', '3', '2']) {
    await press(screen, 'Deliver the next');
    const outcome = screen.container.querySelector('.outcome')!;
    expect(outcome.querySelector('dd')!.textContent.trim()).toBe(box);
    await expect.poll(() => outcome.getBoundingClientRect().bottom).toBeLessThan(740);
  }
  await expect.element(screen.getByText(/Wrong: ordered was/)).toBeInViewport();
});

test('an envelope in hand is let go when the next one is delivered', async () => {
  const screen = await open('smallest');
  await envelope(screen, '2').click();
  await press(screen, 'Deliver the next');
  await expect.element(screen.getByRole('button', { name: 'Lose it' })).not.toBeInTheDocument();
});

test('by keys alone, a harm goes on at its envelope, or at the next delivery where that is lost', async () => {
  const screen = await open('smallest');
  const focused = (): string => document.activeElement?.textContent.trim().replaceAll(/\s+/g, ' ') ?? '';
  (envelope(screen, '2').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  (screen.getByRole('button', { name: 'Delay it behind 3' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toMatch(/^Envelope 2/);
  (screen.getByRole('button', { name: 'Lose it' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('Deliver the next');
});
