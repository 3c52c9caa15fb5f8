import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  BlueGreenRefusedError,
  createBlueGreen,
  MemoryReadModelStore,
  withRow,
  type BlueGreen,
  type Projection,
} from '../../../engine/projections/index.ts';
import { Bank, balances, type Balances, type BankEvent } from './bank.ts';

const inCents: Projection<Balances, BankEvent> = {
  ...balances,
  name: 'balances in cents',
  evolve: (model, event) =>
    event.type === 'deposited'
      ? withRow(model, event.stream, (balance = 0) => balance + 100 * event.data.amount)
      : model,
};

function twoOf(bank: Bank): {
  readonly views: BlueGreen<Balances, BankEvent>;
  readonly models: MemoryReadModelStore<Balances>;
} {
  const models = new MemoryReadModelStore<Balances>();
  const views = createBlueGreen({ store: bank.store, models, serving: balances });
  return { views, models };
}

describe('a read model built beside the one that serves', () => {
  test('is not seen by readers until it is swapped in, in one step', () => {
    const bank = new Bank().add('ann', 1, 2);
    const { views } = twoOf(bank);
    views.catchUp();
    views.prepare(inCents);
    views.advance(1);
    expect(views.model).toEqual({ ann: 3 });
    views.advance(1);
    expect(views.model).toEqual({ ann: 3 });
    views.swap();
    expect(views.model).toEqual({ ann: 300 });
    expect(views.serving.name).toBe('balances in cents');
  });

  test('says how far it is, and of how much', () => {
    const bank = new Bank().add('ann', 1, 2, 4);
    const { views } = twoOf(bank);
    expect(views.progress).toBeUndefined();
    views.prepare(inCents);
    views.advance(2);
    expect(views.progress).toEqual({ role: 'candidate', position: 2, head: 3, state: 'running', parked: 0 });
    bank.add('ann', 8);
    views.catchUp();
    expect(views.progress).toMatchObject({ position: 4, head: 4 });
  });

  test('lets the one that serves go on with the log meanwhile', () => {
    const bank = new Bank().add('ann', 1, 2);
    const { views } = twoOf(bank);
    views.catchUp();
    views.prepare(inCents);
    bank.add('ann', 4);
    expect(views.advance(1)).toMatchObject({ serving: { checkpoint: 3 }, beside: { checkpoint: 1 } });
    expect(views.model).toEqual({ ann: 7 });
  });

  test('begins from nothing, whatever was left under its name', () => {
    const { views, models } = twoOf(new Bank().add('ann', 1));
    models.save(inCents.name, { model: { eve: 1 }, checkpoint: 1, parked: [] });
    views.prepare(inCents);
    views.catchUp();
    expect(views.beside?.model).toEqual({ ann: 100 });
  });

  test('cannot be swapped in before it has caught up, nor when it is behind again', () => {
    const bank = new Bank().add('ann', 1, 2);
    const { views } = twoOf(bank);
    views.prepare(inCents);
    const swap = () => views.swap();
    views.advance(1);
    expect(swap).toThrow(expect.objectContaining({ reason: 'not-caught-up' }));
    views.catchUp();
    bank.add('ann', 4);
    expect(swap).toThrow('1 positions behind');
    expect(views.serving.name).toBe('balances');
    views.catchUp();
    expect(swap).not.toThrow();
  });

  test('cannot be swapped in when it has stopped at an event, even the last one', () => {
    const { views } = twoOf(new Bank().add('ann', 1, 13));
    views.prepare({ ...balances, name: 'other balances' });
    views.catchUp();
    expect(views.progress).toMatchObject({ state: 'stopped', position: 1, head: 2 });
    expect(() => views.swap()).toThrow(expect.objectContaining({ reason: 'stopped' }));
    views.beside?.park();
    expect(views.progress).toMatchObject({ state: 'running', position: 2, parked: 1 });
    views.swap();
    expect(views.serving.name).toBe('other balances');
  });

  test('can be thrown away, and leaves nothing', () => {
    const { views, models } = twoOf(new Bank().add('ann', 1));
    views.prepare(inCents);
    views.catchUp();
    views.discard();
    expect(models.load(inCents.name)).toBeUndefined();
    expect([views.beside, views.progress]).toEqual([undefined, undefined]);
    expect(views.model).toEqual({ ann: 1 });
    expect(views.catchUp().beside).toBeUndefined();
  });
});

describe('a read model that was swapped out', () => {
  function swapped(): ReturnType<typeof twoOf> & { readonly bank: Bank } {
    const bank = new Bank().add('ann', 1);
    const both = twoOf(bank);
    both.views.prepare(inCents);
    both.views.catchUp();
    both.views.swap();
    return { bank, ...both };
  }

  test('is kept up to date, so that it can be rolled back to, and the other swapped in again', () => {
    const { bank, views } = swapped();
    bank.add('ann', 2);
    views.catchUp();
    expect(views.progress).toMatchObject({ role: 'former', position: 2, head: 2 });
    views.rollBack();
    expect(views.model).toEqual({ ann: 3 });
    views.swap();
    expect(views.model).toEqual({ ann: 300 });
  });

  test('can be rolled back to at once even if it is behind, and says so by its lag', () => {
    const { bank, views } = swapped();
    bank.add('ann', 2);
    views.serving.catchUp();
    views.rollBack();
    expect(views).toMatchObject({ model: { ann: 1 }, serving: { lag: 1 } });
  });

  test('is gone once it is discarded', () => {
    const { views, models } = swapped();
    views.discard();
    expect(models.load('balances')).toBeUndefined();
    expect(() => views.rollBack()).toThrow(expect.objectContaining({ reason: 'no-former' }));
    expect(views.model).toEqual({ ann: 100 });
  });

  test('is in the way of the next one until it is discarded', () => {
    const { views } = swapped();
    const next = { ...balances, name: 'the next' };
    expect(() => views.prepare(next)).toThrow(expect.objectContaining({ reason: 'occupied' }));
    expect(() => views.swap()).toThrow(expect.objectContaining({ reason: 'no-candidate' }));
    views.discard();
    views.prepare(next);
    expect(views.progress?.role).toBe('candidate');
  });
});

describe('blue and green refuse', () => {
  test('to swap, roll back or discard while there is nothing beside', () => {
    const { views } = twoOf(new Bank());
    const calls: [() => void, string][] = [
      [() => views.swap(), 'no-candidate'],
      [() => views.rollBack(), 'no-former'],
      [() => views.discard(), 'nothing-beside'],
    ];
    for (const [call, reason] of calls) {
      expect(call).toThrow(BlueGreenRefusedError);
      expect(call).toThrow(expect.objectContaining({ reason }));
    }
  });

  test('to roll back to what has never served', () => {
    const { views } = twoOf(new Bank());
    views.prepare(inCents);
    expect(() => views.rollBack()).toThrow(expect.objectContaining({ reason: 'no-former' }));
  });

  test('to build beside the one that serves under its own name, which would clear it', () => {
    const { views } = twoOf(new Bank().add('ann', 1));
    views.catchUp();
    expect(() => views.prepare({ ...inCents, name: 'balances' })).toThrow(InvalidInputError);
    expect(views).toMatchObject({ model: { ann: 1 }, beside: undefined });
  });

  test('what is no projection, and options that are none', () => {
    const { views } = twoOf(new Bank());
    expect(() => views.prepare({} as never)).toThrow('prepare: projection.name');
    expect(() => createBlueGreen(undefined as never)).toThrow('createBlueGreen: options');
    expect(() => createBlueGreen({ store: new Bank().store } as never)).toThrow('createBlueGreen: serving');
  });
});
