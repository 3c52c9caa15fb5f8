import { expect, test } from 'vitest';
import { playTroubled, TROUBLED_HASH } from '../engine/simulation/same-trace.ts';

test('a run of the simulator has the same trace in the browser as everywhere else', () => {
  expect(playTroubled()).toBe(TROUBLED_HASH);
});
