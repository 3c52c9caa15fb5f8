import { describe, expect, test } from 'vitest';
import {
  EventFailedError,
  MemoryReadModelStore,
  NotStoppedError,
  type ErrorPolicy,
  type Projection,
  type Projector,
} from '../../../engine/projections/index.ts';
import { Bank, balances, type Balances, type BankEvent } from './bank.ts';

const errorOf = (projector: Projector<unknown>): EventFailedError | undefined =>
  projector.status.state === 'stopped' ? projector.status.error : undefined;

/** Fails at 13 until it has failed so many times. */
function flaky(times: number): Projection<Balances, BankEvent> & { readonly calls: () => number } {
  let calls = 0;
  return {
    ...balances,
    evolve(model, event) {
      if (event.type !== 'deposited' || event.data.amount !== 13) return balances.evolve(model, event);
      calls += 1;
      if (calls <= times) throw new Error(`failure ${calls}`);
      return { ...model, lucky: 13 };
    },
    calls: () => calls,
  };
}

function throwWord(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do so, and must not get away with it
  throw 'a word';
}

describe('a projection that fails', () => {
  test('stops right before its event, and says which event it was, and why', () => {
    const projector = new Bank().add('ann', 1, 2, 13, 4).projector();
    const result = projector.catchUp();
    expect(result).toMatchObject({ handled: 2, checkpoint: 2, status: { state: 'stopped' } });
    expect(projector).toMatchObject({ model: { ann: 3 }, checkpoint: 2, lag: 2, parked: [] });
    const error = errorOf(projector);
    expect(error).toBeInstanceOf(EventFailedError);
    expect(error).toMatchObject({
      code: 'event-failed',
      who: 'projection "balances"',
      position: 3,
      stream: 'ann',
      eventId: 'e3',
      attempts: 1,
      cause: new Error('13 is not to be deposited'),
    });
    expect(error?.message).toContain('13 is not to be deposited');
  });

  test('does not step over its event, however often it is asked to go on', () => {
    const bank = new Bank().add('ann', 1, 13, 4);
    const projector = bank.projector();
    projector.catchUp();
    expect(projector.catchUp()).toMatchObject({ handled: 0, checkpoint: 1 });
    expect(projector.advance(5)).toMatchObject({ handled: 0, checkpoint: 1 });
    expect(projector.apply(bank.at(3))).toMatchObject({ outcome: 'stopped', handled: 0, checkpoint: 1 });
    expect(projector.apply(bank.at(1)).outcome).toBe('skipped');
    expect(projector.model).toEqual({ ann: 1 });
  });

  test('stands right before its event also when the filter passed over those before it', () => {
    const bank = new Bank().add('ann', 'a', 'b', 13);
    const projector = bank.projector({ projection: { ...balances, types: ['deposited'] } });
    expect(projector.catchUp().checkpoint).toBe(2);
    expect(errorOf(projector)?.position).toBe(3);
  });

  test('meets its event again after a crash', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 1, 13);
    bank.projector({ models }).catchUp();
    const restarted = bank.projector({ models });
    expect(restarted.status.state).toBe('running');
    restarted.catchUp();
    expect(errorOf(restarted)?.position).toBe(2);
  });

  test.each<[string, (model: Balances) => unknown, string]>([
    ['is not plain data', () => ({ ann: NaN }), 'evolve of broken.ann: expected a finite number'],
    ['is a Map', () => new Map(), 'an instance of Map'],
    ['is missing', () => undefined, 'undefined'],
    ['is the old one, changed in place', (model) => Object.assign(model, { ann: 1 }), 'TypeError'],
    ['is something thrown that is no error', throwWord, '"a word"'],
  ])('stops at its event when what it answers with %s', (_, evolve, reason) => {
    const projection = { ...balances, name: 'broken', evolve: evolve as typeof balances.evolve };
    const projector = new Bank().add('ann', 1).projector({ projection });
    projector.catchUp();
    expect(errorOf(projector)).toMatchObject({ position: 1 });
    expect(errorOf(projector)?.message).toContain(reason);
    expect(projector).toMatchObject({ model: {}, checkpoint: 0 });
  });
});

describe('a stopped projector', () => {
  test('tries the event again when told to, and goes on once it succeeds', () => {
    const projector = new Bank().add('ann', 1, 13, 4).projector({ projection: flaky(2) });
    projector.catchUp();
    expect(projector.retry()).toMatchObject({ handled: 0, checkpoint: 1, status: { state: 'stopped' } });
    expect(errorOf(projector)?.message).toContain('failure 2');
    expect(projector.retry()).toEqual({ handled: 1, checkpoint: 2, status: { state: 'running' } });
    projector.catchUp();
    expect(projector).toMatchObject({ model: { ann: 5, lucky: 13 }, checkpoint: 3, parked: [] });
  });

  test('steps over the event when told to park it, lists it, and goes on', () => {
    const projector = new Bank().add('ann', 1, 13, 4).projector();
    projector.catchUp();
    projector.park();
    expect(projector).toMatchObject({ model: { ann: 1 }, checkpoint: 2, status: { state: 'running' } });
    expect(projector.parked).toEqual([
      { position: 2, stream: 'ann', eventId: 'e2', error: 'Error: 13 is not to be deposited.' },
    ]);
    projector.catchUp();
    expect(projector).toMatchObject({ model: { ann: 5 }, checkpoint: 3 });
  });

  test('adds each event that is parked to the list', () => {
    const projector = new Bank().add('ann', 13, 13).projector();
    for (const _ of [1, 2]) {
      projector.catchUp();
      projector.park();
    }
    expect(projector.parked).toMatchObject([{ position: 1 }, { position: 2 }]);
  });

  test('refuses to retry or park while nothing has failed', () => {
    const projector = new Bank().add('ann', 1).projector();
    expect(() => projector.retry()).toThrow(NotStoppedError);
    expect(() => {
      projector.park();
    }).toThrow(NotStoppedError);
    expect(projector).toMatchObject({ checkpoint: 0, parked: [] });
  });

  test('is running when it is rebuilt by code that can handle the event', () => {
    const projector = new Bank().add('ann', 13, 1).projector({ projection: flaky(1) });
    projector.catchUp();
    expect(projector.rebuild()).toMatchObject({ handled: 2, status: { state: 'running' } });
    expect(projector.model).toEqual({ ann: 1, lucky: 13 });
  });

  test('stops again when its rebuild fails at the same event', () => {
    const projector = new Bank().add('ann', 13, 1).projector();
    projector.catchUp();
    expect(projector.rebuild()).toMatchObject({ handled: 0, checkpoint: 0, status: { state: 'stopped' } });
  });

  test('never moves its checkpoint back when another projector has gone further meanwhile', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 1, 13, 4);
    const stopped = bank.projector({ models });
    stopped.catchUp();
    bank.projector({ models, onError: 'park' }).catchUp();
    expect(stopped).toMatchObject({ checkpoint: 3, status: { state: 'running' } });
    expect(() => {
      stopped.park();
    }).toThrow(NotStoppedError);
    expect(stopped.parked).toHaveLength(1);
  });
});

describe('the parked events', () => {
  test('survive a crash, in the order of the log, and a rebuild empties their list', () => {
    const models = new MemoryReadModelStore<Balances>();
    const bank = new Bank().add('ann', 13, 1, 13);
    const projector = bank.projector({ models, onError: 'park' });
    expect(projector.catchUp()).toEqual({ handled: 3, checkpoint: 3, status: { state: 'running' } });
    const restarted = bank.projector({ models, projection: flaky(0) });
    expect(restarted.parked.map(({ position }) => position)).toEqual([1, 3]);
    restarted.rebuild();
    expect(restarted).toMatchObject({ model: { ann: 1, lucky: 13 }, parked: [] });
  });
});

describe('the policy', () => {
  test.each<[ErrorPolicy, number, object]>([
    ['stop', 1, { checkpoint: 1, parked: [] }],
    ['park', 1, { checkpoint: 3, parked: [{ position: 2 }] }],
    [{ retries: 2, then: 'stop' }, 3, { checkpoint: 1, parked: [] }],
    [{ retries: 2, then: 'park' }, 3, { checkpoint: 3, parked: [{ position: 2 }] }],
  ])('%o tries an event that always fails %i times', (onError, calls, end) => {
    const projection = flaky(Infinity);
    const projector = new Bank().add('ann', 1, 13, 4).projector({ projection, onError });
    projector.catchUp();
    expect(projection.calls()).toBe(calls);
    expect(projector).toMatchObject(end);
    if (projector.status.state === 'stopped') expect(projector.status.error.attempts).toBe(calls);
  });

  test('of retries goes on by itself when one of them succeeds', () => {
    const projector = new Bank()
      .add('ann', 1, 13, 4)
      .projector({ projection: flaky(2), onError: { retries: 2, then: 'stop' } });
    expect(projector.catchUp()).toMatchObject({ checkpoint: 3, status: { state: 'running' } });
    expect(projector).toMatchObject({ model: { ann: 5, lucky: 13 }, parked: [] });
  });
});
