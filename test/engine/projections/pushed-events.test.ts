import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { Bank, balances } from './bank.ts';

describe('an event that is pushed', () => {
  test('is handled when it is the next one', () => {
    const bank = new Bank().add('ann', 1, 2);
    const projector = bank.projector();
    expect(projector.apply(bank.at(1))).toEqual({
      outcome: 'handled',
      handled: 1,
      checkpoint: 1,
      status: { state: 'running' },
    });
    expect(projector.model).toEqual({ ann: 1 });
  });

  test('is skipped at or below the checkpoint, and the answer says so', () => {
    const bank = new Bank().add('ann', 1, 2);
    const projector = bank.projector();
    projector.catchUp();
    expect(projector.apply(bank.at(2))).toMatchObject({ outcome: 'skipped', handled: 0, checkpoint: 2 });
    expect(projector.apply(bank.at(1))).toMatchObject({ outcome: 'skipped', handled: 0, checkpoint: 2 });
    expect(projector.model).toEqual({ ann: 3 });
  });

  test('fills the gap before it from the log, and goes no further than itself', () => {
    const bank = new Bank().add('ann', 1, 2, 4, 8);
    const projector = bank.projector();
    expect(projector.apply(bank.at(3))).toMatchObject({ outcome: 'handled', handled: 3, checkpoint: 3 });
    expect(projector.model).toEqual({ ann: 7 });
  });

  test('moves the checkpoint up to itself, and no further, even if the filter passes over it', () => {
    const bank = new Bank().add('ann', 1, 'hello', 'well', 2);
    const projector = bank.projector({ projection: { ...balances, types: ['deposited'] } });
    expect(projector.apply(bank.at(3))).toMatchObject({ outcome: 'handled', handled: 1, checkpoint: 3 });
    expect(projector.model).toEqual({ ann: 1 });
  });

  test('may come in any order and number, by way of a subscription too', () => {
    const bank = new Bank().add('ann', 1);
    const projector = bank.projector();
    bank.store.subscribe((event) => {
      projector.apply(event);
    });
    bank.add('ann', 2, 4);
    expect(projector).toMatchObject({ model: { ann: 7 }, checkpoint: 3 });
  });

  test('says how far to go, and is not itself believed', () => {
    const bank = new Bank().add('ann', 1);
    const projector = bank.projector();
    projector.apply({ ...bank.at(1), data: { amount: 1_000 } });
    expect(projector.model).toEqual({ ann: 1 });
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'apply: event'],
    ['an event without a position', { id: 'x' }, 'apply: event.position'],
    ['position 0', { position: 0 }, 'apply: event.position'],
    ['a position that the log does not have', { position: 2 }, 'up to 1'],
  ])('is refused when it is %s', (_, event, where) => {
    const projector = new Bank().add('ann', 1).projector();
    const push = () => projector.apply(event as RecordedEvent);
    expect(push).toThrow(InvalidInputError);
    expect(push).toThrow(where);
    expect(projector.checkpoint).toBe(0);
  });
});
