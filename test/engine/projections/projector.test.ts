import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  createProjector,
  MemoryReadModelStore,
  type Projection,
  type ProjectorOptions,
} from '../../../engine/projections/index.ts';
import { CheckpointBeyondHeadError } from '../../../engine/store/index.ts';
import { Bank, balances, foldAll, type Balances, type BankEvent } from './bank.ts';

describe('a projector', () => {
  test('begins with the initial model and everything before it', () => {
    const projector = new Bank().add('ann', 1, 2).projector();
    expect(projector).toMatchObject({ name: 'balances', model: {}, checkpoint: 0, lag: 2, parked: [] });
    expect(projector.status).toEqual({ state: 'running' });
  });

  test('has nothing to do on an empty log', () => {
    const projector = new Bank().projector();
    expect(projector.catchUp()).toEqual({ handled: 0, checkpoint: 0, status: { state: 'running' } });
    expect(projector.lag).toBe(0);
  });

  test('advances by at most so many events, and tells how far it is', () => {
    const projector = new Bank().add('ann', 1, 2).add('bob', 4).projector();
    expect(projector.advance(2)).toMatchObject({ handled: 2, checkpoint: 2 });
    expect(projector).toMatchObject({ model: { ann: 3 }, checkpoint: 2, lag: 1 });
    expect(projector.advance(2)).toMatchObject({ handled: 1, checkpoint: 3 });
    expect(projector).toMatchObject({ model: { ann: 3, bob: 4 }, checkpoint: 3, lag: 0 });
  });

  test('catches up to the end of the log, over many pages', () => {
    const bank = new Bank();
    for (let n = 0; n < 50; n += 1) bank.add('ann', 1, 1, 1, 1, 1);
    const projector = bank.projector();
    expect(projector.catchUp()).toMatchObject({ handled: 250, checkpoint: 250 });
    expect(projector.model).toEqual({ ann: 250 });
    expect(projector.catchUp()).toMatchObject({ handled: 0, checkpoint: 250 });
  });

  test('gives a frozen model, which its readers cannot change', () => {
    const projector = new Bank().add('ann', 1).projector();
    expect(Object.isFrozen(projector.model)).toBe(true);
    projector.catchUp();
    expect(Object.isFrozen(projector.model)).toBe(true);
  });

  test('moves its checkpoint over what its filter passes over, and counts only what it handles', () => {
    const bank = new Bank().add('ann', 'hello', 1, 'well').add('bob', 2, 'bye');
    const projector = bank.projector({ projection: { ...balances, types: ['deposited'], prefix: 'ann' } });
    expect(projector.advance(1)).toMatchObject({ handled: 1, checkpoint: 2 });
    expect(projector.advance(1)).toMatchObject({ handled: 0, checkpoint: 5 });
    expect(projector).toMatchObject({ model: { ann: 1 }, lag: 0 });
  });

  test('is not disturbed by who changes the list of types or the initial model afterwards', () => {
    const types = ['deposited'];
    const initial: Record<string, number> = {};
    const bank = new Bank().add('ann', 1);
    const projector = bank.projector({ projection: { ...balances, types, initial } });
    types[0] = 'noted';
    initial['eve'] = 1_000_000;
    projector.catchUp();
    expect(projector.model).toEqual({ ann: 1 });
  });

  test('goes on where it was after a crash, for all that lasts is in the store of read models', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 1, 2, 4);
    bank.projector({ models }).advance(2);
    const restarted = bank.projector({ models });
    expect(restarted).toMatchObject({ model: { ann: 3 }, checkpoint: 2 });
    expect(restarted.catchUp().handled).toBe(1);
    expect(restarted.model).toEqual({ ann: 7 });
  });

  test('moves neither model nor checkpoint when they cannot be saved, and says why', () => {
    class Full extends MemoryReadModelStore<Balances> {
      full = false;
      override save(...args: Parameters<MemoryReadModelStore<Balances>['save']>): void {
        if (this.full) throw new Error('disk full');
        super.save(...args);
      }
    }
    const models = new Full();
    const projector = new Bank().add('ann', 1, 2).projector({ models });
    projector.advance(1);
    models.full = true;
    expect(() => projector.advance(1)).toThrow('disk full');
    expect(projector).toMatchObject({ model: { ann: 1 }, checkpoint: 1, status: { state: 'running' } });
    models.full = false;
    projector.catchUp();
    expect(projector.model).toEqual({ ann: 3 });
  });

  test('keeps apart what is saved under different names', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 1, 2);
    const [one, two] = ['one', 'two'].map((name) =>
      bank.projector({ models, projection: { ...balances, name } }),
    );
    one?.catchUp();
    two?.advance(1);
    expect([one?.model, two?.model]).toEqual([{ ann: 3 }, { ann: 1 }]);
  });

  test('refuses to work on a log that is shorter than its checkpoint, until it is rebuilt', () => {
    const models = new MemoryReadModelStore<Balances>();
    new Bank().add('ann', 1, 2, 4).projector({ models }).catchUp();
    const older = new Bank().add('ann', 1, 2);
    const projector = older.projector({ models });
    expect(() => projector.catchUp()).toThrow(CheckpointBeyondHeadError);
    expect(() => projector.advance(1)).toThrow(expect.objectContaining({ checkpoint: 3, head: 2 }));
    expect(() => projector.lag).toThrow(CheckpointBeyondHeadError);
    expect(() => projector.apply(older.at(1))).toThrow(CheckpointBeyondHeadError);
    projector.rebuild();
    expect(projector).toMatchObject({ model: { ann: 3 }, checkpoint: 2, lag: 0 });
  });
});

describe('a rebuild', () => {
  test('clears the read model, then replays the log from its beginning', () => {
    const bank = new Bank().add('ann', 1, 2);
    const models = new MemoryReadModelStore<Balances>();
    const projector = bank.projector({ models });
    projector.catchUp();
    models.save('balances', { model: { ann: 999, eve: 5 }, checkpoint: 2, parked: [] });
    expect(projector.rebuild()).toMatchObject({ handled: 2, checkpoint: 2 });
    expect(projector.model).toEqual(foldAll(bank.store, balances));
  });

  test('can be taken step by step, by clearing and then advancing', () => {
    const projector = new Bank().add('ann', 1, 2).projector();
    projector.catchUp();
    projector.clear();
    expect(projector).toMatchObject({ model: {}, checkpoint: 0, lag: 2 });
    projector.advance(1);
    expect(projector).toMatchObject({ model: { ann: 1 }, checkpoint: 1 });
  });

  test('uses what the code means today, although the events are those of yesterday', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 1, 2);
    bank.projector({ models }).catchUp();
    const inCents: Projection<Balances, BankEvent> = {
      ...balances,
      evolve: (model, event) =>
        event.type === 'deposited' ? { ...model, ann: (model['ann'] ?? 0) + 100 * event.data.amount } : model,
    };
    const today = bank.projector({ models, projection: inCents });
    expect(today.model).toEqual({ ann: 3 });
    today.rebuild();
    expect(today.model).toEqual({ ann: 300 });
  });
});

describe('making a projector refuses', () => {
  const good = (): ProjectorOptions<Balances, BankEvent> => ({
    store: new Bank().store,
    projection: balances,
    models: new MemoryReadModelStore<Balances>(),
  });

  test.each<[string, object | undefined, string]>([
    ['no options', undefined, 'createProjector: options'],
    ['no store', { ...good(), store: undefined }, 'createProjector: store'],
    ['a store that cannot be read', { ...good(), store: {} }, 'store.readAll'],
    ['no store of read models', { ...good(), models: null }, 'createProjector: models'],
    ['models that cannot be cleared', { ...good(), models: { load: String, save: String } }, 'models.clear'],
    ['no projection', { ...good(), projection: [] }, 'createProjector: projection'],
    ['a projection without a name', { ...good(), projection: { ...balances, name: ' ' } }, '.name'],
    ['one that cannot evolve', { ...good(), projection: { ...balances, evolve: 1 } }, '.evolve'],
    [
      'an initial model of no plain data',
      { ...good(), projection: { ...balances, initial: new Map() } },
      '.initial',
    ],
    ['no initial model', { ...good(), projection: { ...balances, initial: undefined } }, '.initial'],
    ['an empty prefix', { ...good(), projection: { ...balances, prefix: '' } }, '.prefix'],
    ['an empty list of types', { ...good(), projection: { ...balances, types: [] } }, '.types'],
    ['an unknown policy', { ...good(), onError: 'ignore' }, 'onError'],
    ['no policy at all', { ...good(), onError: null }, 'onError'],
    ['no retries', { ...good(), onError: { retries: 0, then: 'stop' } }, 'onError.retries'],
    ['retries without end', { ...good(), onError: { retries: Infinity, then: 'stop' } }, 'onError.retries'],
    ['retries that lead nowhere', { ...good(), onError: { retries: 1 } }, 'onError.then'],
  ])('%s', (_, options, where) => {
    const make = () => createProjector(options as ProjectorOptions<Balances, BankEvent>);
    expect(make).toThrow(InvalidInputError);
    expect(make).toThrow(where);
  });

  test.each([0, -1, 1.5, NaN, Infinity, '1', undefined])('advancing by %o events is refused', (max) => {
    expect(() => new Bank().projector().advance(max as number)).toThrow(InvalidInputError);
  });
});
