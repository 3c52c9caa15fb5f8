import { describe, expect, test } from 'vitest';
import { UpcastError, type Upcaster } from '../../../engine/events/index.ts';
import { Bank, balances } from './bank.ts';

const deposited = (amount: number) => ({ type: 'deposited', schemaVersion: 2, data: { amount } });

/** Reads each deposit as one for each hundred and one for the rest. 13 is read as 1 and 13; below 0 it fails. */
const inPieces: Upcaster = {
  type: 'deposited',
  from: 1,
  upcast({ data }) {
    const { amount } = data as { amount: number };
    if (amount < 0) throw new Error('nobody deposits less than nothing');
    if (amount === 13) return [deposited(1), deposited(13)];
    return amount > 100 ? [deposited(100), deposited(amount - 100)] : deposited(amount);
  },
};

/** Today nobody needs notes: reading leaves them out. */
const withoutNotes: Upcaster = { type: 'noted', from: 1, upcast: () => [] };

describe('a stored event that is read as several', () => {
  test('is one event to advance by, and all of its parts are applied', () => {
    const projector = new Bank(inPieces).add('ann', 150, 2).projector();
    expect(projector.advance(1)).toMatchObject({ handled: 1, checkpoint: 1 });
    expect(projector.model).toEqual({ ann: 150 });
  });

  test('is applied whole when one of its parts is pushed, and its other parts are then skipped', () => {
    const bank = new Bank(inPieces).add('ann', 150);
    const [first, second] = bank.store.readAll().events;
    const projector = bank.projector();
    expect(projector.apply(second as never)).toMatchObject({ outcome: 'handled', handled: 1, checkpoint: 1 });
    expect(projector.apply(first as never)).toMatchObject({ outcome: 'skipped' });
    expect(projector.model).toEqual({ ann: 150 });
  });

  test('is applied by none of its parts if a later one fails', () => {
    const projector = new Bank(inPieces).add('ann', 2, 13).projector();
    projector.catchUp();
    expect(projector).toMatchObject({ model: { ann: 2 }, checkpoint: 1, status: { state: 'stopped' } });
    projector.park();
    expect(projector).toMatchObject({ model: { ann: 2 }, checkpoint: 2, parked: [{ position: 2 }] });
  });

  test('moves the checkpoint when it is read as none at all', () => {
    const projector = new Bank(withoutNotes).add('ann', 'a', 2, 'b', 'c').projector();
    expect(projector.advance(1)).toMatchObject({ handled: 1, checkpoint: 2 });
    expect(projector.advance(1)).toMatchObject({ handled: 0, checkpoint: 4 });
    expect(projector).toMatchObject({ model: { ann: 2 }, lag: 0 });
  });
});

describe('an event that cannot be read', () => {
  test.each([1, 7, 60, 99, 100, 101, 150])('stops the projection right before it, at position %i', (at) => {
    const bank = new Bank(inPieces);
    for (let n = 1; n <= 160; n += 1) bank.add('ann', n === at ? -1 : 1);
    const projector = bank.projector();
    expect(projector.catchUp()).toMatchObject({ handled: at - 1, checkpoint: at - 1 });
    expect(projector.status).toMatchObject({
      state: 'stopped',
      error: { position: at, eventId: `e${at}`, stream: 'ann', attempts: 1 },
    });
    expect(projector).toHaveProperty('status.error.cause', expect.any(UpcastError));
    projector.park();
    projector.catchUp();
    expect(projector).toMatchObject({ model: { ann: 159 }, checkpoint: 160, parked: [{ position: at }] });
  });

  test('stands in nobody’s way whose stream it is not', () => {
    const projector = new Bank(inPieces)
      .add('bob', -1)
      .add('ann', 2)
      .projector({ projection: { ...balances, prefix: 'ann' } });
    expect(projector.catchUp()).toMatchObject({ handled: 1, checkpoint: 2, status: { state: 'running' } });
  });

  test('does not hide how far behind the projector is, nor is it met before its turn', () => {
    const bank = new Bank(inPieces).add('ann', 1, 2, -1);
    const projector = bank.projector();
    expect(projector.lag).toBe(3);
    expect(projector.apply(bank.at(2))).toMatchObject({ outcome: 'handled', status: { state: 'running' } });
  });

  test('is parked at once where that is the policy', () => {
    const projector = new Bank(inPieces).add('ann', 1, -1, 2).projector({ onError: 'park' });
    expect(projector.catchUp()).toMatchObject({ handled: 3, status: { state: 'running' } });
    expect(projector).toMatchObject({ model: { ann: 3 }, parked: [{ position: 2, eventId: 'e2' }] });
  });

  test('is told from a store that cannot be read at all, which is no event’s fault', () => {
    const bank = new Bank().add('ann', 1);
    const store = Object.assign(Object.create(bank.store) as typeof bank.store, {
      append: () => undefined,
      readAll: (options: { from: number }) => {
        if (options.from === 1) throw new Error('no connection');
        return bank.store.readAll(options);
      },
    });
    const projector = bank.projector({ store });
    expect(() => projector.catchUp()).toThrow('no connection');
    expect(projector.status).toEqual({ state: 'running' });
  });
});
