import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import TwoUsers from '../../src/labs/two-users/TwoUsers.svelte';
import type { ScenarioId } from '../../src/labs/two-users/world.ts';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import '../../src/styles/controls.css';
import '../../src/styles/roles.css';

beforeEach(() => page.viewport(1280, 800));

async function open(scenario: ScenarioId) {
  const screen = await render(TwoUsers, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  return screen;
}
type Screen = Awaited<ReturnType<typeof open>>;

/** Lets customers step, by the buttons of their lanes: `A` for Ann, `B` for Ben. */
async function steps(screen: Screen, turns: string): Promise<void> {
  for (const turn of turns) {
    const customer = turn === 'A' ? 'Ann' : 'Ben';
    await screen
      .getByRole('button', { name: new RegExp(`^${customer} (loads|decides|appends)( again)?$`) })
      .click();
  }
}

const board = (screen: Screen) =>
  screen.getByRole('group', { name: 'Ann, Ben and their streams, step by step' });

const texts = (screen: Screen, selector: string): string[] =>
  [...screen.container.querySelectorAll(selector)].map((one) =>
    one.textContent.replaceAll(/\s+/g, ' ').trim(),
  );

test('nobody steps before the prediction is made or skipped', async () => {
  const screen = await render(TwoUsers, { scenario: 'last-seat' });
  await expect.element(screen.getByRole('button', { name: 'Ann loads' })).toBeDisabled();
  await screen.getByRole('button', { name: 'Skip' }).click();
  await expect.element(screen.getByRole('button', { name: 'Ann loads' })).toBeEnabled();
});

test('without a check the seat is booked twice: both events stand in the stream, and it is said', async () => {
  const screen = await open('last-seat');
  await steps(screen, 'ABABAB');
  expect(texts(screen, '.board .event')).toEqual(['1 ✗ SeatReserved 12A Ann', '2 ✗ SeatReserved 12A Ben']);
  await expect
    .element(screen.getByText('✗ 12A: by the stream it is Ben’s; confirmed to Ann and Ben'))
    .toBeVisible();
  await expect.element(screen.getByText('Book seat 12A twice (reached)')).toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Ann is done' })).toBeDisabled();
});

test('a prediction and its outcome stand side by side', async () => {
  const screen = await render(TwoUsers, { scenario: 'last-seat' });
  await screen.getByLabelText('The second event replaces the first one').click();
  await screen.getByRole('button', { name: 'Commit to it' }).click();
  await steps(screen, 'ABABAB');
  await expect.element(screen.getByText('✗ The second event replaces the first one')).toBeVisible();
  await expect
    .element(screen.getByRole('status').getByText('Both get a confirmation, and nobody sees an error'))
    .toBeVisible();
});

test('the check is turned on in mid-race, and the last append becomes a conflict', async () => {
  const screen = await open('check');
  await steps(screen, 'ABABA');
  await screen.getByRole('radio', { name: 'expected version' }).click();
  await steps(screen, 'B');
  expect(texts(screen, '.board .conflict')).toEqual(['✗ conflict expected 0, found 1']);
  await expect.element(board(screen).getByText('told: somebody was faster')).toBeVisible();
  await expect
    .element(
      screen.getByText('Let one of them run into a conflict, and end with exactly one booking (reached)'),
    )
    .toBeInTheDocument();
});

test('a lane says what its customer has loaded, and how far behind that is', async () => {
  const screen = await open('check');
  await steps(screen, 'ABAA');
  await expect.element(board(screen).getByText('wants 12A, loaded version 0, 1 behind')).toBeVisible();
});

test('what somebody relies on is a firm line, and torn from the moment that the stream has moved on', async () => {
  const screen = await open('retry');
  await steps(screen, 'ABAB');
  expect(texts(screen, '.board .held.old')).toEqual([]);
  const before = texts(screen, '.board .held').length;
  expect(before).toBeGreaterThan(0);
  await steps(screen, 'A');
  expect(texts(screen, '.board .held.old')).toEqual(['1 behind']);
  const [torn] = screen.container.querySelectorAll('.board .held.old');
  const [wrote] = screen.container.querySelectorAll('.board .event');
  expect(torn!.getBoundingClientRect().left).toBeCloseTo(wrote!.getBoundingClientRect().left, 0);
  expect(torn!.getBoundingClientRect().top).toBeGreaterThan(wrote!.getBoundingClientRect().bottom);
  await steps(screen, 'BB');
  expect(texts(screen, '.board .held.old')).toEqual(['1 behind']);
  await screen.getByRole('button', { name: 'Go to the start' }).click();
  expect(texts(screen, '.board .held')).toEqual([]);
});

test('where the check cannot be turned on, nothing is there to be chosen, and the reason stands there', async () => {
  const screen = await open('last-seat');
  await expect
    .element(screen.getByText(/^Here the store has no check to turn on; scenario 2 has one\./))
    .toBeVisible();
  expect(screen.container.querySelectorAll('input[type=radio]')).toHaveLength(0);
});

test('an earlier step is looked up by its note, and another turn there leaves the old future as an outline', async () => {
  const screen = await open('last-seat');
  await steps(screen, 'ABABAB');
  await screen.getByRole('button', { name: /^Step 2, Ben loads/ }).click();
  expect(texts(screen, '.ghost .event')).toHaveLength(2);
  await steps(screen, 'B');
  expect(texts(screen, '.at:not(.ghost) .step')).toHaveLength(3);
  expect(texts(screen, '.left .step')).toHaveLength(3);
  await expect.element(screen.getByRole('button', { name: 'Undo' })).toBeEnabled();
});

test('what was refused can be appended again, wrongly, in two ways', async () => {
  const screen = await open('retry');
  await steps(screen, 'ABABAB');
  await expect.element(screen.getByText('Ben’s append was refused: expected 0, found 1.')).toBeVisible();
  await screen.getByRole('button', { name: 'Append again, expecting 0' }).click();
  expect(texts(screen, '.board .conflict')).toHaveLength(2);
  await screen.getByRole('button', { name: 'Append again, expecting 1' }).click();
  await expect.element(screen.getByText(/^✗ 12A: by the stream/)).toBeVisible();
  await expect
    .element(screen.getByText('Book the seat twice although every append was checked (reached)'))
    .toBeInTheDocument();
});

test('or decided again, and the wrong ways are gone once it is loaded', async () => {
  const screen = await open('retry');
  await steps(screen, 'ABABABB');
  expect(texts(screen, '.waiting')).toEqual([]);
  await steps(screen, 'B');
  await expect.element(board(screen).getByText('told: the seat is taken')).toBeVisible();
});

test('a false conflict says that the seat is free; with a stream for each seat there is none', async () => {
  const screen = await open('false-conflict');
  await steps(screen, 'ABABAB');
  expect(texts(screen, '.board .conflict')).toEqual(['✗ conflict expected 0, found 1 yet 31C is free']);
  await screen.getByRole('button', { name: 'Reset' }).click();
  await screen.getByRole('button', { name: 'Skip' }).click();
  await screen.getByRole('radio', { name: 'one stream for each seat' }).click();
  await steps(screen, 'ABABAB');
  expect(texts(screen, '.board .conflict')).toEqual([]);
  expect(texts(screen, '.board .stream')).toEqual(['seat-OS31-12A version 1', 'seat-OS31-31C version 1']);
});

test('streams cannot be cut anew once somebody has loaded, and the reason stands there', async () => {
  const screen = await open('false-conflict');
  await steps(screen, 'A');
  await expect.element(screen.getByRole('radio', { name: 'one stream for each seat' })).toBeDisabled();
  await expect
    .element(screen.getByText('Streams are cut before anybody loads: go back to the start to change it.'))
    .toBeVisible();
});

test('the proof counts all 20 interleavings, and its shortest counterexample plays in the lab', async () => {
  const screen = await open('last-seat');
  await screen.getByRole('button', { name: 'Prove: try everything' }).click();
  await expect.element(screen.getByText(/All 20 interleavings of these 6 steps/)).toBeVisible();
  await expect.element(screen.getByText(/^18 double-book a seat/)).toBeVisible();
  await screen.getByRole('button', { name: 'Play the shortest failing case' }).click();
  await screen.getByRole('button', { name: 'Go to the end' }).click();
  await expect.element(screen.getByText(/^✗ 12A: by the stream/)).toBeVisible();
  // The count stays beside the case that it found, until the learner does something else.
  await expect.element(screen.getByText(/All 20 interleavings of these 6 steps/)).toBeVisible();
  await screen.getByRole('button', { name: 'Reset' }).click();
  await expect.element(screen.getByText(/All 20 interleavings/)).not.toBeInTheDocument();
});

test('with the check on, the proof finds no failing case among the same 20', async () => {
  const screen = await open('check');
  await screen.getByRole('radio', { name: 'expected version' }).click();
  await screen.getByRole('button', { name: 'Prove: try everything' }).click();
  await expect
    .element(screen.getByText(/All 20 interleavings of these 6 steps.*, with expected version/))
    .toBeVisible();
  await expect
    .element(screen.getByRole('button', { name: 'Play the shortest failing case' }))
    .not.toBeInTheDocument();
});

test('at most twelve steps stand on the board, the others are counted', async () => {
  const screen = await open('check');
  for (let i = 0; i < 7; i++) {
    await screen.getByRole('radio', { name: 'expected version' }).click();
    await screen.getByRole('radio', { name: 'no check' }).click();
  }
  await steps(screen, 'A');
  expect(texts(screen, '.board .step, .board .setting')).toHaveLength(12);
  await expect.element(screen.getByText('3 earlier')).toBeVisible();
});

test('at 360 pixels time goes down, all touch targets are large, and nothing is wider than the screen', async () => {
  await page.viewport(360, 740);
  const screen = await open('false-conflict');
  await screen.getByRole('radio', { name: 'one stream for each seat' }).click();
  await steps(screen, 'ABABAB');
  const notes = [...screen.container.querySelectorAll('.board .step')].map((one) =>
    one.getBoundingClientRect(),
  );
  expect(notes.every(({ height, width }) => height >= 40 && width >= 40)).toBe(true);
  for (const [i, { top }] of notes.entries()) expect(top).toBeGreaterThanOrEqual(notes[i - 1]?.bottom ?? 0);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});

test('at 360 pixels the heads stay in sight and in reach, over the steps that scroll away below them', async () => {
  await page.viewport(360, 740);
  const screen = await open('retry');
  await steps(screen, 'ABABAB');
  const button = screen.getByRole('button', { name: 'Ben loads again' }).element();
  for (let by = 0; by <= 240; by += 20) {
    scrollTo(0, scrollY + board(screen).element().getBoundingClientRect().top + by);
    const { x, y, width, height } = button.getBoundingClientRect();
    expect(document.elementFromPoint(x + width / 2, y + height / 2)).toBe(button);
  }
});

/** Moves the focus to an element by Tab alone, forwards or backwards. */
async function tabTo(element: Element): Promise<void> {
  for (let i = 0; i < 60 && document.activeElement !== element; i++) {
    const isBefore =
      (document.activeElement ?? document.body).compareDocumentPosition(element) &
      Node.DOCUMENT_POSITION_PRECEDING;
    await userEvent.keyboard(isBefore ? '{Shift>}{Tab}{/Shift}' : '{Tab}');
  }
  expect(document.activeElement).toBe(element);
}

const pressByKey = async (screen: Screen, name: string | RegExp): Promise<void> => {
  await tabTo(screen.getByRole('button', { name }).element());
  await userEvent.keyboard('{Enter}');
};

/** Goes on to the next choice of a group. */
const chooseNext = async (screen: Screen, group: string): Promise<void> => {
  const chosen = screen.getByRole('group', { name: group }).element().querySelector('input:checked');
  await tabTo(chosen!);
  await userEvent.keyboard('{ArrowRight}');
};

const stepsByKey = async (screen: Screen, turns: string): Promise<void> => {
  for (const turn of turns) {
    await pressByKey(
      screen,
      new RegExp(`^${turn === 'A' ? 'Ann' : 'Ben'} (loads|decides|appends)( again)?$`),
    );
  }
};

/** The goals that stand as reached. */
const reached = (screen: Screen): string[] => texts(screen, '.goals .done');

test.each<[ScenarioId, number, readonly ((screen: Screen) => Promise<void>)[]]>([
  ['last-seat', 2, [(screen) => stepsByKey(screen, 'ABABAB'), (screen) => stepsByKey(screen, 'AAABB')]],
  [
    'check',
    2,
    [
      async (screen) => {
        await chooseNext(screen, 'Appending');
        await stepsByKey(screen, 'ABBBAA');
      },
    ],
  ],
  [
    'retry',
    3,
    [
      (screen) => stepsByKey(screen, 'ABABABBB'),
      async (screen) => {
        await stepsByKey(screen, 'ABABAB');
        await pressByKey(screen, 'Append again, expecting 1');
      },
      async (screen) => {
        await stepsByKey(screen, 'ABABAB');
        await pressByKey(screen, 'Append again, expecting 0');
        await pressByKey(screen, 'Append again, expecting 0');
      },
    ],
  ],
  [
    'false-conflict',
    3,
    [
      async (screen) => {
        await chooseNext(screen, 'Appending');
        await stepsByKey(screen, 'ABABABBBB');
      },
      async (screen) => {
        await chooseNext(screen, 'Streams');
        await stepsByKey(screen, 'ABABAB');
      },
    ],
  ],
])('every goal of %s is reached by the keyboard alone', async (scenario, goals, attempts) => {
  const screen = await render(TwoUsers, { scenario });
  const met = new Set<string>();
  for (const attempt of attempts) {
    await pressByKey(screen, 'Skip');
    await attempt(screen);
    for (const goal of reached(screen)) met.add(goal);
    await userEvent.keyboard('r');
  }
  expect(met.size).toBe(goals);
});
