import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  BusyError,
  createReactor,
  MemoryReadModelStore,
  ReplayRefusedError,
  type Reactor,
  type ReactorOptions,
} from '../../../engine/projections/index.ts';
import { Bank, type BankEvent } from './bank.ts';

/** A reactor that writes down the keys of the effects it had. */
function listening(
  bank: Bank,
  options: Partial<ReactorOptions<BankEvent>> = {},
): { readonly reactor: Reactor; readonly sent: string[] } {
  const sent: string[] = [];
  const reactor = createReactor<BankEvent>({
    store: bank.store,
    checkpoints: new MemoryReadModelStore<null>(),
    name: 'letters',
    effect: (_, key) => sent.push(key),
    startAt: 'beginning',
    ...options,
  });
  return { reactor, sent };
}

describe('a reactor', () => {
  test('lets each event have its effect once, in order, as filtered', () => {
    const bank = new Bank().add('ann', 1, 'hello').add('bob', 2).add('ann', 3);
    const { reactor, sent } = listening(bank, { types: ['deposited'], prefix: 'ann' });
    expect(reactor.advance(1)).toMatchObject({ handled: 1, checkpoint: 1 });
    reactor.catchUp();
    reactor.catchUp();
    expect(reactor.apply(bank.at(1)).outcome).toBe('skipped');
    expect(sent).toEqual(['e1', 'e4']);
    expect(reactor).toMatchObject({ name: 'letters', checkpoint: 4, lag: 0 });
  });

  test('is not touched by the rebuild of a projection', () => {
    const bank = new Bank().add('ann', 1, 2);
    const projector = bank.projector();
    const { reactor, sent } = listening(bank);
    projector.catchUp();
    reactor.catchUp();
    projector.rebuild();
    reactor.catchUp();
    expect(sent).toEqual(['e1', 'e2']);
  });

  test('offers no way to replay', () => {
    const { reactor } = listening(new Bank());
    expect(reactor).not.toHaveProperty('rebuild');
    expect(reactor).not.toHaveProperty('clear');
  });

  test('refuses to have effects again when somebody moves its checkpoint back', () => {
    const checkpoints = new MemoryReadModelStore<null>();
    const bank = new Bank().add('ann', 1, 2);
    const { reactor, sent } = listening(bank, { checkpoints });
    reactor.catchUp();
    checkpoints.save('letters', { model: null, checkpoint: 1, parked: [] });
    expect(() => reactor.catchUp()).toThrow(expect.objectContaining({ checkpoint: 1, reached: 2 }));
    checkpoints.clear('letters');
    expect(() => reactor.catchUp()).toThrow(ReplayRefusedError);
    expect(() => reactor.apply(bank.at(1))).toThrow(ReplayRefusedError);
    expect(sent).toEqual(['e1', 'e2']);
  });

  test('refuses this also before it had its first effect', () => {
    const checkpoints = new MemoryReadModelStore<null>();
    const bank = new Bank().add('ann', 1, 2);
    listening(bank, { checkpoints }).reactor.catchUp();
    const { reactor, sent } = listening(bank, { checkpoints });
    checkpoints.clear('letters');
    expect(() => reactor.catchUp()).toThrow(ReplayRefusedError);
    expect(sent).toEqual([]);
  });

  test('begins with now when told so, and knows after a crash when that was', () => {
    const checkpoints = new MemoryReadModelStore<null>();
    const bank = new Bank().add('ann', 1, 2);
    listening(bank, { checkpoints, startAt: 'now' });
    bank.add('ann', 3);
    const { reactor, sent } = listening(bank, { checkpoints, startAt: 'now' });
    reactor.catchUp();
    expect(sent).toEqual(['e3']);
  });

  test('repeats an effect after a crash before its checkpoint was saved, with the same key, and only that one', () => {
    class Crashing extends MemoryReadModelStore<null> {
      at = 2;
      override save(name: string, saved: { model: null; checkpoint: number; parked: [] }): void {
        if (saved.checkpoint === this.at) throw new Error('crash');
        super.save(name, saved);
      }
    }
    const checkpoints = new Crashing();
    const bank = new Bank().add('ann', 1, 2, 3);
    const before = listening(bank, { checkpoints });
    expect(() => before.reactor.catchUp()).toThrow('crash');
    checkpoints.at = Infinity;
    const after = listening(bank, { checkpoints });
    after.reactor.catchUp();
    expect([before.sent, after.sent]).toEqual([
      ['e1', 'e2'],
      ['e2', 'e3'],
    ]);
  });

  test('tells the parts of a split event apart by their keys', () => {
    const part = (amount: number) => ({ type: 'deposited', schemaVersion: 2, data: { amount } });
    const bank = new Bank({ type: 'deposited', from: 1, upcast: () => [part(1), part(2)] }).add('ann', 3);
    const { reactor, sent } = listening(bank);
    reactor.catchUp();
    expect(sent).toEqual(['e1/1', 'e1/2']);
  });

  test('stops at an effect that fails, and can retry or park it', () => {
    let broken = true;
    const effects: string[] = [];
    const { reactor } = listening(new Bank().add('ann', 1, 2, 3), {
      effect: (_, key) => {
        if (key !== 'e1' && broken) throw new Error('no mail server');
        effects.push(key);
      },
    });
    expect(reactor.catchUp()).toMatchObject({ handled: 1, checkpoint: 1, status: { state: 'stopped' } });
    expect(reactor).toHaveProperty('status.error.who', 'reactor "letters"');
    reactor.park();
    expect(reactor.parked).toMatchObject([{ position: 2, error: 'Error: no mail server.' }]);
    reactor.catchUp();
    broken = false;
    reactor.retry();
    expect(effects).toEqual(['e1', 'e3']);
  });
});

describe('an effect that appends events', () => {
  /** Answers each deposit with a note. */
  function answering(bank: Bank): ReturnType<typeof listening> {
    const sent: string[] = [];
    const { reactor } = listening(bank, {
      effect: (event, key) => {
        sent.push(key);
        if (event.type === 'deposited') bank.add('notes', 'thank you');
      },
    });
    return { reactor, sent };
  }

  test('leaves them for the next call, so that catching up comes to an end', () => {
    const bank = new Bank().add('ann', 1, 2);
    const { reactor, sent } = answering(bank);
    expect(reactor.catchUp()).toMatchObject({ handled: 2, checkpoint: 2 });
    expect(reactor.lag).toBe(2);
    reactor.catchUp();
    expect(sent).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  test('has none of its effects twice when those events are pushed while it is still at work', () => {
    const bank = new Bank().add('ann', 1, 2);
    const { reactor, sent } = answering(bank);
    const outcomes: string[] = [];
    bank.store.subscribe((event) => outcomes.push(reactor.apply(event).outcome), { after: 2 });
    expect(reactor.catchUp()).toMatchObject({ handled: 4, checkpoint: 4 });
    expect(sent).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(outcomes).toEqual(['deferred', 'deferred']);
  });

  test('keeps to the number of events that it was allowed, and later goes no further than it is pushed', () => {
    const bank = new Bank().add('ann', 1, 'hello', 'well');
    const { reactor, sent } = answering(bank);
    bank.store.subscribe((event) => reactor.apply(event), { after: 3 });
    expect(reactor.advance(1)).toMatchObject({ handled: 1, checkpoint: 1 });
    expect(reactor.lag).toBe(3);
    expect(reactor.apply(bank.at(2))).toMatchObject({ outcome: 'handled', checkpoint: 2 });
    expect(sent).toEqual(['e1', 'e2']);
  });

  test('may not drive its own reactor on: that is an error of the effect', () => {
    const bank = new Bank().add('ann', 1);
    const { reactor } = listening(bank, { effect: () => void reactor.catchUp() });
    reactor.catchUp();
    expect(reactor).toHaveProperty('status.error.cause', expect.any(BusyError));
  });
});

describe('making a reactor refuses', () => {
  test.each<[string, object, string]>([
    ['no store', { store: undefined }, 'store'],
    ['no store of checkpoints', { checkpoints: {} }, 'checkpoints.load'],
    ['no name', { name: '' }, 'name'],
    ['no effect', { effect: 'mail' }, 'effect'],
    ['no decision where to start', { startAt: undefined }, 'startAt'],
    ['a filter for nothing', { types: [] }, 'types'],
    ['an unknown policy', { onError: 'shrug' }, 'onError'],
  ])('%s', (_, wrong, where) => {
    const make = () => listening(new Bank(), wrong);
    expect(make).toThrow(InvalidInputError);
    expect(make).toThrow(`createReactor: ${where}`.replace(': types', ': options.types'));
  });

  test('no options at all', () => {
    expect(() => createReactor(undefined as never)).toThrow(InvalidInputError);
  });
});
