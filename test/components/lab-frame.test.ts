import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import TimeMachine from '../../src/labs/time-machine/TimeMachine.svelte';

/** The lab, after the learner's prediction was skipped, with the focus on the frame itself. */
async function open(scenario: 'travel' | 'hunt' | 'long' = 'travel') {
  const screen = await render(TimeMachine, { scenario });
  await screen.getByRole('button', { name: 'Skip' }).click();
  const frame = screen.container.querySelector<HTMLElement>('section.lab')!;
  frame.focus();
  return { screen, frame };
}

test('nothing can be moved before the prediction: what cannot be pressed says so', async () => {
  const screen = await render(TimeMachine);
  for (const name of ['One step on', 'Go to the end', 'Play', 'Keep as A to compare', 'Show that state']) {
    await expect.element(screen.getByRole('button', { name })).toBeDisabled();
  }
  await expect.element(screen.getByRole('slider')).toBeDisabled();
  await expect
    .element(screen.getByRole('button', { name: 'One step on' }))
    .toHaveAttribute('title', 'Predict first, or skip the prediction');
});

test('a prediction and the outcome stand side by side once the step that settles it was seen', async () => {
  const screen = await render(TimeMachine);
  await screen.getByRole('radio', { name: '500.00', exact: true }).click();
  await screen.getByRole('button', { name: 'Commit to it' }).click();
  await expect.element(screen.getByText('not seen yet')).toBeVisible();
  await screen.getByRole('button', { name: /^Event 5\b/ }).click();
  await expect.element(screen.getByText('✗ 500.00')).toBeVisible();
  await expect.element(screen.getByText(/500.00 is the state after event 4/)).toBeVisible();
});

test('the keys of the frame step, jump, play and pause while it has the focus', async () => {
  const { screen } = await open();
  const where = screen.getByText(/^\d+ of 12$/);
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowLeft}');
  await expect.element(where).toHaveTextContent('2 of 12');
  await userEvent.keyboard('{End}');
  await expect.element(where).toHaveTextContent('12 of 12');
  await userEvent.keyboard('{Home}');
  await expect.element(where).toHaveTextContent('0 of 12');
  await userEvent.keyboard(' ');
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  await userEvent.keyboard(' ');
  await expect.element(screen.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('the keys do nothing outside of the frame', async () => {
  const { screen, frame } = await open();
  frame.blur();
  await userEvent.keyboard('{ArrowRight}{End}r');
  await expect.element(screen.getByText(/^\d+ of 12$/)).toHaveTextContent('0 of 12');
});

test('z undoes the last change and r begins anew with the prediction', async () => {
  const { screen, frame } = await open();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await screen.getByRole('button', { name: 'Take it out of the fold' }).click();
  await expect.element(screen.getByRole('button', { name: 'Put it back into the fold' })).toBeVisible();
  frame.focus();
  await userEvent.keyboard('z');
  await expect.element(screen.getByRole('button', { name: 'Take it out of the fold' })).toBeVisible();
  await userEvent.keyboard('r');
  await expect.element(screen.getByRole('button', { name: 'Commit to it' })).toBeVisible();
});

test('what was undone is said, and not what an older command once did', async () => {
  const { screen } = await open();
  await screen.getByLabelText('State on date and time (UTC)').fill('2026-05-05T15:00');
  await screen.getByRole('button', { name: 'Show that state' }).click();
  await screen.getByRole('button', { name: 'Take it out of the fold' }).click();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText('Undone.', { exact: true })).toBeVisible();
  await expect.element(screen.getByText(/^You asked for/)).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'One step back' }).click();
  await expect.element(screen.getByText('Undone.', { exact: true })).not.toBeInTheDocument();
});

test('a reset can be undone: run, prediction and place are as they were', async () => {
  const { screen } = await open();
  await userEvent.keyboard('{End}');
  await screen.getByRole('button', { name: 'Take it out of the fold' }).click();
  await screen.getByRole('button', { name: 'Reset' }).click();
  await expect.element(screen.getByRole('button', { name: 'Commit to it' })).toBeVisible();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText(/^12 of 12$/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Put it back into the fold' })).toBeVisible();
});

test('a goal that was reached stays reached, and another scenario is found as it was left', async () => {
  const { screen } = await open();
  await screen.getByRole('button', { name: /^Event 7\b/ }).click();
  await screen.getByRole('button', { name: 'Take it out of the fold' }).click();
  await screen.getByRole('button', { name: 'Put it back into the fold' }).click();
  await expect.element(screen.getByText(/end at 230.00 \(reached\)/)).toBeInTheDocument();
  await screen.getByRole('tab', { name: '2 Hunt the bug' }).click();
  await expect.element(screen.getByRole('button', { name: 'Commit to it' })).toBeVisible();
  await screen.getByRole('tab', { name: '1 Travel' }).click();
  await expect.element(screen.getByText(/^7 of 12$/)).toBeVisible();
  await expect.element(screen.getByText(/end at 230.00 \(reached\)/)).toBeInTheDocument();
});

test('the scrubber speaks its step and moves the marker', async () => {
  const { screen } = await open();
  const slider = screen.getByRole('slider', { name: 'Position in the log' });
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 0 of 12, Start');
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 2 of 12, MoneyDeposited');
});

test('scenarios are tabs: arrows move between them, and one stop of the keyboard holds them all', async () => {
  const screen = await render(TimeMachine);
  const travel = screen.getByRole('tab', { name: '1 Travel' });
  const hunt = screen.getByRole('tab', { name: '2 Hunt the bug' });
  (travel.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(hunt).toHaveAttribute('aria-selected', 'true');
  await expect.element(hunt).toHaveFocus();
  await expect.element(travel).toHaveAttribute('tabindex', '-1');
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  await expect.element(screen.getByRole('tab', { name: '3 A long life' })).toHaveFocus();
});

test('the table shows the trace, and marks the step that is shown', async () => {
  const { screen } = await open();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await screen.getByRole('button', { name: 'Table' }).click();
  const rows = [...screen.container.querySelectorAll('.table tbody tr')];
  expect(rows).toHaveLength(13);
  expect(rows.findIndex((row) => row.getAttribute('aria-current') === 'step')).toBe(2);
  expect(rows[2]?.textContent).toContain('MoneyDeposited');
  expect(rows[2]?.textContent).toContain('1,000.00');
});

test('the narration tells each step politely, and holds its tongue while playing', async () => {
  const { screen } = await open();
  await userEvent.keyboard('{ArrowRight}');
  await expect.element(screen.getByText(/^Event 1, AccountCreated/)).toBeVisible();
  const told = screen.container.querySelector('.narration > div')!;
  expect(told.getAttribute('aria-live')).toBe('polite');
  await userEvent.keyboard(' ');
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  expect(told.getAttribute('aria-live')).toBe('off');
  await userEvent.keyboard(' ');
});

test('? shows the keys and hides them again', async () => {
  const { screen } = await open();
  await userEvent.keyboard('?');
  await expect.element(screen.getByText('undo the last change or reset')).toBeVisible();
  await userEvent.keyboard('?');
  await expect.element(screen.getByText('undo the last change or reset')).not.toBeInTheDocument();
});
