import { expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryCheckpointStore } from '../../../engine/messaging/index.ts';

test('checkpoints begin at 0, are kept by name, and may be set back', () => {
  const checkpoints = new MemoryCheckpointStore();
  expect(checkpoints.load('billing')).toBe(0);
  checkpoints.save('billing', 7);
  checkpoints.save('email', 3);
  expect(checkpoints.load('billing')).toBe(7);
  checkpoints.save('billing', 0);
  expect(checkpoints.load('billing')).toBe(0);
  expect(checkpoints.load('email')).toBe(3);
});

test('a checkpoint has a name and a position from 0', () => {
  const checkpoints = new MemoryCheckpointStore();
  expect(() => checkpoints.load('')).toThrow(InvalidInputError);
  expect(() => checkpoints.save('', 1)).toThrow(InvalidInputError);
  for (const position of [-1, 1.5, NaN, Infinity, '1']) {
    expect(() => checkpoints.save('billing', position as number)).toThrow(InvalidInputError);
  }
  expect(checkpoints.load('billing')).toBe(0);
});
