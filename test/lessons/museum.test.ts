import { expect, test } from 'vitest';
import { exhibits } from '../../engine/exhibits/index.ts';
import { museum, showingOf, STEPS } from '../../src/lessons/worked/17-the-bug-museum/museum.ts';

test('the museum shows every exhibit, with a shortest run that the mistake fails at its last step', () => {
  expect(museum.map(({ exhibit }) => exhibit)).toEqual(exhibits);
  for (const { exhibit, shortest } of museum) {
    expect(shortest.violation?.step).toBe(shortest.steps.length);
    const run = shortest.steps.map(({ command }) => command);
    expect(exhibit.play(run, 'sound').violation).toBeNull();
    expect(exhibit.play(run.slice(0, -1), 'faulty').violation).toBeNull();
  }
});

test('it counts all runs of one length: as many as the commands that can follow one another', () => {
  // Three commands at every step, and two of them.
  expect(showingOf('raised-not-applied').tried).toBe(3 ** STEPS);
  expect(showingOf('saved-without-version').tried).toBe(2 ** STEPS);
  for (const { tried, broken } of museum) {
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThanOrEqual(tried);
  }
});

test('it knows no exhibit that is not there', () => {
  expect(() => showingOf('nonsense')).toThrow('There is no exhibit "nonsense"');
});
