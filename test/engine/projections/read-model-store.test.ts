import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import { MemoryReadModelStore, type SavedReadModel } from '../../../engine/projections/index.ts';

const saved = { model: { lines: [1] }, checkpoint: 3, parked: [] };

describe('the store of read models in memory', () => {
  test('gives back what was saved last under a name, and nothing for others', () => {
    const models = new MemoryReadModelStore<typeof saved.model>();
    models.save('a', { ...saved, checkpoint: 9 });
    models.save('a', saved);
    expect(models.load('a')).toEqual(saved);
    expect(models.load('b')).toBeUndefined();
  });

  test('forgets what is cleared, and only that', () => {
    const models = new MemoryReadModelStore<typeof saved.model>();
    models.save('a', saved);
    models.clear('b');
    expect(models.load('a')).toEqual(saved);
    models.clear('a');
    expect(models.load('a')).toBeUndefined();
  });

  test('keeps a frozen copy, which neither side can change', () => {
    const models = new MemoryReadModelStore<{ lines: number[] }>();
    const model = { lines: [1] };
    models.save('a', { ...saved, model });
    model.lines.push(2);
    const kept = models.load('a');
    expect(kept?.model).toEqual({ lines: [1] });
    expect(() => kept?.model.lines.push(3)).toThrow(TypeError);
    expect(Object.isFrozen(kept)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no model', { checkpoint: 1, parked: [] }],
    ['a model that is no plain data', { ...saved, model: new Map() }],
    ['a checkpoint below 0', { ...saved, checkpoint: -1 }],
    ['a checkpoint that is no whole number', { ...saved, checkpoint: 1.5 }],
    ['no list of parked events', { ...saved, parked: undefined }],
  ])('refuses %s, and keeps model and checkpoint as they were', (_, bad) => {
    const models = new MemoryReadModelStore<typeof saved.model>();
    models.save('a', saved);
    expect(() => {
      models.save('a', bad as SavedReadModel<typeof saved.model>);
    }).toThrow(InvalidInputError);
    expect(models.load('a')).toEqual(saved);
  });

  test('refuses empty names', () => {
    const models = new MemoryReadModelStore<typeof saved.model>();
    const calls = [() => models.load(''), () => models.save(' ', saved), () => models.clear('')];
    for (const call of calls) expect(call).toThrow(InvalidInputError);
  });
});
