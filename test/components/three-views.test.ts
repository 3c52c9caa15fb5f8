import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import ThreeViews from '../../src/labs/three-views/ThreeViews.svelte';
import type { ScenarioId } from '../../src/labs/three-views/view.ts';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';
import roles from '../../src/styles/roles.css?inline';

beforeEach(() => page.viewport(1280, 800));

async function open(scenario: ScenarioId) {
  const screen = await render(ThreeViews, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}

type Screen = Awaited<ReturnType<typeof open>>;

const card = (screen: Screen, name: string) => screen.getByRole('article', { name });
const press = (screen: Screen, name: string | RegExp) => screen.getByRole('button', { name }).click();

/** The rows of a view, as they stand on its card. */
const rowsOf = (screen: Screen, name: string): string[] =>
  [...card(screen, name).element().querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.trim()).join(' '),
  );

/** What stands on the flags at the log. */
const flags = (screen: Screen): string[] =>
  [...screen.container.querySelectorAll('.flag')].map((flag) => flag.textContent.trim());

async function tellStory(screen: Screen): Promise<void> {
  for (let i = 0; i < 3; i++) await press(screen, 'One step on');
}

test('nothing may be done before the story is told, and the reason stands there', async () => {
  const screen = await open('lag');
  await expect.element(screen.getByRole('button', { name: 'Give this command' })).toBeDisabled();
  await press(screen, 'Order summary');
  await expect
    .element(screen.getByText('First see what the views do by themselves: step on, or play.'))
    .toBeVisible();
  await tellStory(screen);
  await expect.element(screen.getByRole('button', { name: 'Give this command' })).toBeEnabled();
});

test('each view stands at its own checkpoint, and its lag is a distance on the log', async () => {
  const screen = await open('lag');
  await tellStory(screen);
  expect(flags(screen)).toEqual(['orders 6', 'sold 9', 'history 2']);
  const lags = [...screen.container.querySelectorAll('.lag')].map((lag) => lag.getBoundingClientRect());
  const note = screen.container.querySelector('.note.event')!.getBoundingClientRect();
  expect(lags).toHaveLength(2);
  expect(lags[0]!.width / note.width).toBeCloseTo(3, 0);
  expect(lags[1]!.width / note.width).toBeCloseTo(7, 0);
  expect(rowsOf(screen, 'Order summary')).toEqual([
    '1001 Alice 3 in progress',
    '1002 Bob 2 in progress',
    '1003 Carol 0 in progress',
  ]);
});

test('a command makes the log longer and every view later, and a refused one does neither', async () => {
  const screen = await open('lag');
  await tellStory(screen);
  await press(screen, 'Give this command');
  await expect.element(card(screen, 'Items sold').getByText('Checkpoint 9 of 10: 1 behind')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Command' }).selectOptions('Bob adds 1 mug');
  await press(screen, 'Give this command');
  await expect.element(screen.getByText(/^Bob adds 1 mug: refused/)).toBeVisible();
  expect(screen.container.querySelectorAll('.note.event:not(.ghost)')).toHaveLength(10);
});

test('each view handles one in turn, and they are seen to do so one after the other', async () => {
  const screen = await open('lag');
  await tellStory(screen);
  await press(screen, 'Let each view handle one event');
  await expect.poll(() => flags(screen), { timeout: 5_000 }).toEqual(['orders 7', 'sold 9', 'history 3']);
  await expect.element(screen.getByText(/^Customer history handled event 3/)).toBeVisible();
});

test('a view that fails stops before its event; mended, it goes on with nothing missing', async () => {
  const screen = await open('lag');
  await tellStory(screen);
  await press(screen, 'Order summary');
  await press(screen, 'Let its code fail at event 7');
  await press(screen, 'Handle event 7');
  await expect.element(screen.getByText('Stopped: its code fails at event 7.')).toBeVisible();
  await press(screen, 'Mend its code');
  await press(screen, 'Retry event 7');
  await card(screen, 'Order summary').getByRole('button', { name: 'Catch up' }).click();
  expect(rowsOf(screen, 'Order summary').at(-1)).toBe('1003 Carol 5 in progress');
  await expect.element(screen.getByText(/with nothing missing \(reached\)/)).toBeInTheDocument();
});

test('a parked event is missing, and named', async () => {
  const screen = await open('lag');
  await tellStory(screen);
  await press(screen, 'Order summary');
  await press(screen, 'Let its code fail at event 7');
  await press(screen, 'Handle event 7');
  await press(screen, 'Park event 7');
  await expect
    .element(card(screen, 'Order summary').getByText(/missing from this table: event 7/))
    .toBeVisible();
});

test('a crash between the two writes counts tea twice, and the step is marked as broken', async () => {
  const screen = await open('crash');
  await press(screen, 'Items sold');
  await press(screen, 'Handle event 1');
  await press(screen, 'Crash between model and checkpoint');
  await expect
    .element(screen.getByText(/event 2 is in the table, and the checkpoint does not know it/))
    .toBeVisible();
  await press(screen, 'Restart it');
  await press(screen, 'Handle event 2');
  expect(rowsOf(screen, 'Items sold')).toEqual(['tea 4']);
  await expect.element(screen.getByText(/not what the log says up to event 2/)).toBeVisible();
  await expect.element(screen.getByText(/twice by a crash \(reached\)/)).toBeInTheDocument();
});

test('saved together, the same crash counts nothing twice', async () => {
  const screen = await open('crash');
  await screen.getByRole('radio', { name: 'together: in one transaction' }).click();
  await press(screen, 'Items sold');
  await press(screen, 'Handle event 1');
  await press(screen, 'Crash between model and checkpoint');
  await press(screen, 'Restart it');
  await press(screen, 'Handle event 2');
  expect(rowsOf(screen, 'Items sold')).toEqual(['tea 2']);
});

test('every crash point is tried in a worker, and the shortest failing case can be played', async () => {
  const screen = await open('crash');
  await press(screen, 'Prove: try everything');
  await expect.element(screen.getByText('All 81'), { timeout: 20_000 }).toBeVisible();
  await expect.element(screen.getByText('19 end with an event counted twice')).toBeVisible();
  await press(screen, 'Play the shortest failing case');
  await press(screen, 'Go to the end');
  await expect.element(card(screen, 'Customer history').getByText(/✗ not what the log says/)).toBeVisible();
});

test('a wiped view comes back row for row; one whose checkpoint alone went back counts double', async () => {
  const screen = await open('rebuild');
  const before = rowsOf(screen, 'Items sold');
  await press(screen, 'Items sold');
  await press(screen, 'Wipe table and checkpoint');
  expect(rowsOf(screen, 'Items sold')).toEqual(['No rows yet']);
  const toTheEnd = card(screen, 'Items sold').getByRole('button', { name: 'Catch up' });
  await toTheEnd.click();
  expect(rowsOf(screen, 'Items sold')).toEqual(before);
  await press(screen, 'Set only the checkpoint back');
  await toTheEnd.click();
  expect(rowsOf(screen, 'Items sold')).toEqual(['tea 12', 'mug 6', 'pot 2']);
});

test('version 2 is built beside, cannot be swapped in early, and then takes over with nothing misread', async () => {
  const screen = await open('versions');
  await press(screen, 'Items sold, version 1');
  await press(screen, 'Build version 2 beside it');
  await press(screen, 'Give this command');
  await press(screen, 'Items sold, version 2');
  await expect.element(screen.getByRole('button', { name: 'Send readers to version 2' })).toBeDisabled();
  await expect.element(screen.getByText(/It is 10 behind the log/)).toBeVisible();
  const second = card(screen, 'Items sold, version 2');
  await second.getByRole('button', { name: 'Catch up' }).click();
  await press(screen, 'Send readers to version 2');
  expect(rowsOf(screen, 'Items sold, version 2')).toEqual(['mug 2']);
  await expect.element(second.getByText('Readers get this one.')).toBeVisible();
  await expect.element(screen.getByText(/with no wrong read \(reached\)/).first()).toBeInTheDocument();
});

test('version 2 on the table of version 1 misleads its readers at once', async () => {
  const screen = await open('versions');
  await press(screen, 'Items sold, version 1');
  await press(screen, 'Run version 2 on this table');
  await expect.element(screen.getByText(/Readers are misled: these numbers were never true/)).toBeVisible();
});

test('what comes later stays visible as an outline when one goes back', async () => {
  const screen = await open('rebuild');
  await press(screen, 'Give this command');
  await press(screen, 'Give this command');
  await press(screen, 'Go to the start');
  expect(screen.container.querySelectorAll('.note.ghost')).toHaveLength(2);
});

test('at most twelve events are shown, and those before them are counted', async () => {
  const screen = await open('rebuild');
  for (let i = 0; i < 5; i++) await press(screen, 'Give this command');
  expect(screen.container.querySelectorAll('.note.event')).toHaveLength(12);
  await expect.element(screen.getByText('2 earlier')).toBeVisible();
});

test('a view is opened and told to go on by the keyboard alone', async () => {
  const screen = await open('crash');
  const name = screen.getByRole('button', { name: 'Customer history' });
  (name.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(name).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{Tab}{Enter}');
  expect(rowsOf(screen, 'Customer history')).toEqual(['Alice started 1001']);
});

test('at 360 pixels the log goes downwards and nothing is wider than the screen', async () => {
  await page.viewport(360, 740);
  for (const scenario of ['lag', 'versions'] as const) {
    const screen = await open(scenario);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    const [first, second] = [...screen.container.querySelectorAll('.note.event')].map((note) =>
      note.getBoundingClientRect(),
    );
    expect(second!.top).toBeGreaterThan(first!.top);
    for (const button of screen.container.querySelectorAll('.views button')) {
      expect(button.getBoundingClientRect().height).toBeGreaterThanOrEqual(40);
    }
    await screen.unmount();
  }
});

test('at 360 pixels each note of the log keeps to its row, whichever sheet comes last', async () => {
  await page.viewport(360, 740);
  const last = document.createElement('style');
  last.textContent = roles;
  document.head.append(last);
  const screen = await open('rebuild');
  const notes = [...screen.container.querySelectorAll('.note.event')].map((one) =>
    one.getBoundingClientRect(),
  );
  expect(notes.length).toBe(9);
  notes.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThanOrEqual(notes[i]!.bottom));
  last.remove();
  await page.viewport(1280, 800);
});

test('at 360 pixels an opened view shows what can be done to it, and a new event is followed', async () => {
  await page.viewport(360, 740);
  const screen = await open('crash');
  await press(screen, 'Items sold');
  const inView = (selector: string): boolean => {
    const { top, bottom } = screen.container.querySelector(selector)!.getBoundingClientRect();
    return top >= 0 && bottom <= 740;
  };
  await expect.poll(() => inView('.actions')).toBe(true);
  await press(screen, 'Give this command');
  await expect.poll(() => inView('.fresh')).toBe(true);
  await page.viewport(1280, 800);
});

test('what a view has just read is outlined in the log, and so is what was just appended', async () => {
  const screen = await open('lag');
  const outlined = (): string[] =>
    [...screen.container.querySelectorAll('li.note')]
      .filter((note) => getComputedStyle(note).outlineColor !== 'rgba(0, 0, 0, 0)')
      .map((note) => note.querySelector('.number')!.textContent.trim().split(' ')[0]!);
  await tellStory(screen);
  expect(outlined()).toEqual(['4', '5', '6']);
  await press(screen, 'Give this command');
  expect(outlined()).toEqual(['10']);
});
