import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { createEventBus, type EventBus, type FailedDelivery } from '../../../engine/messaging/index.ts';
import { one, recorded } from './recorded.ts';

const boom = new Error('boom');
const fail = (): never => {
  throw boom;
};

/** Subscribes someone who writes down the ids of what comes. */
function listen(bus: EventBus, name: string, types?: readonly string[]): string[] {
  const heard: string[] = [];
  bus.subscribe(name, ({ id }) => heard.push(id), types === undefined ? {} : { types });
  return heard;
}

describe('publishing', () => {
  test('hands each event to every subscriber, in order, and says so', () => {
    const bus = createEventBus();
    const [a, b] = [listen(bus, 'a'), listen(bus, 'b')];
    const [first, second] = recorded('added', 'removed');

    expect(bus.publish([first, second] as RecordedEvent[])).toEqual({
      outcome: 'delivered',
      deliveries: [
        { subscriber: 'a', event: first, outcome: 'ok' },
        { subscriber: 'b', event: first, outcome: 'ok' },
        { subscriber: 'a', event: second, outcome: 'ok' },
        { subscriber: 'b', event: second, outcome: 'ok' },
      ],
      failed: [],
    });
    expect([a, b]).toEqual([
      ['e1', 'e2'],
      ['e1', 'e2'],
    ]);
  });

  test('takes a single event, none, and no subscriber', () => {
    const bus = createEventBus();
    expect(bus.publish(one()).deliveries).toEqual([]);
    const heard = listen(bus, 'a');
    expect(bus.publish([]).deliveries).toEqual([]);
    expect(bus.publish(one()).deliveries).toHaveLength(1);
    expect(heard).toEqual(['e1']);
  });

  test('passes over who does not want the type', () => {
    const bus = createEventBus();
    const heard = listen(bus, 'a', ['removed', 'sold']);
    const { deliveries } = bus.publish(recorded('added', 'removed', 'added', 'sold'));
    expect(heard).toEqual(['e2', 'e4']);
    expect(deliveries).toHaveLength(2);
  });

  test('keeps nothing: a late subscriber gets only what comes after', () => {
    const bus = createEventBus();
    const [first, second] = recorded('added', 'added') as [RecordedEvent, RecordedEvent];
    bus.publish(first);
    const late = listen(bus, 'late');
    bus.publish(second);
    expect(late).toEqual(['e2']);
  });
});

describe('a subscriber that throws', () => {
  test('fails alone, at each event anew, and the publisher is told', () => {
    const bus = createEventBus();
    const before = listen(bus, 'before');
    bus.subscribe('broken', fail);
    const after = listen(bus, 'after');
    const events = recorded('added', 'removed');

    const { deliveries, failed } = bus.publish(events);
    expect(before).toEqual(['e1', 'e2']);
    expect(after).toEqual(['e1', 'e2']);
    expect(deliveries).toHaveLength(6);
    expect(failed).toEqual(
      events.map((event) => ({ subscriber: 'broken', event, outcome: 'failed', error: boom })),
    );
  });

  test('is reported to onFailure as it happens', () => {
    const order: string[] = [];
    const bus = createEventBus({
      onFailure: ({ subscriber, event, error }: FailedDelivery) => {
        order.push(`${subscriber} failed at ${event.id}: ${String(error)}`);
      },
    });
    bus.subscribe('broken', fail);
    bus.subscribe('sound', ({ id }) => order.push(id));
    bus.publish(recorded('added', 'added'));
    expect(order).toEqual([
      'broken failed at e1: Error: boom',
      'e1',
      'broken failed at e2: Error: boom',
      'e2',
    ]);
  });

  test('harms nobody even when onFailure throws too: that surfaces once all is delivered', () => {
    const bus = createEventBus({ onFailure: fail });
    bus.subscribe('broken', () => {
      throw new Error('another');
    });
    const heard = listen(bus, 'sound');
    expect(() => bus.publish(recorded('added', 'added'))).toThrow(boom);
    expect(heard).toEqual(['e1', 'e2']);
    expect(() => bus.publish([])).not.toThrow();
  });

  test('includes one that answers with a promise, because nobody would hear of its failure', () => {
    const bus = createEventBus();
    bus.subscribe('async', () => Promise.resolve());
    const { failed } = bus.publish(one());
    expect(failed[0]?.error).toBeInstanceOf(InvalidInputError);
    expect(String(failed[0]?.error)).toMatch(/handler of async.*done when it returns/);
  });

  test('never keeps the others from any event, nor changes its order', () => {
    const subscriber = fc.record({ failsAt: fc.array(fc.nat(9)), replies: fc.boolean() });
    fc.assert(
      fc.property(fc.array(subscriber, { maxLength: 5 }), fc.nat(9), (subscribers, count) => {
        const bus = createEventBus();
        const published = recorded(...Array.from({ length: count }, () => 'added'));
        const seen: string[][] = subscribers.map(() => []);
        subscribers.forEach(({ failsAt, replies }, i) => {
          bus.subscribe(`s${i}`, (event) => {
            seen[i]?.push(event.id);
            if (replies && event.type === 'added') {
              bus.publish({ ...event, id: `${event.id}, says s${i}`, type: 'reply' });
            }
            if (failsAt.includes(event.version)) throw boom;
          });
        });

        const { failed } = bus.publish(published);
        const talkers = subscribers.flatMap(({ replies }, i) => (replies ? [i] : []));
        const expected = [
          ...published.map(({ id }) => id),
          ...published.flatMap(({ id }) => talkers.map((i) => `${id}, says s${i}`)),
        ];
        for (const ids of seen) expect(ids).toEqual(expected);
        const failures = subscribers.flatMap(({ failsAt }) =>
          published.filter(({ version }) => failsAt.includes(version)),
        );
        expect(failed).toHaveLength(failures.length * (1 + talkers.length));
      }),
    );
  });
});

describe('publishing from within a handler', () => {
  test('waits its turn, so that all see the same order, and the outer publication answers for it', () => {
    const bus = createEventBus();
    const [cause, effect] = recorded('added', 'priced') as [RecordedEvent, RecordedEvent];
    const outcomes: string[] = [];
    const early: string[] = [];
    bus.subscribe('early', (event) => {
      early.push(event.id);
      if (event === cause) outcomes.push(bus.publish(effect).outcome);
    });
    const late = listen(bus, 'late');

    const { outcome, deliveries } = bus.publish(cause);
    expect(early).toEqual(['e1', 'e2']);
    expect(late).toEqual(['e1', 'e2']);
    expect(outcomes).toEqual(['queued']);
    expect(outcome).toBe('delivered');
    expect(deliveries.map(({ subscriber, event }) => [subscriber, event.id])).toEqual([
      ['early', 'e1'],
      ['late', 'e1'],
      ['early', 'e2'],
      ['late', 'e2'],
    ]);
  });

  test('refuses what is no event, which fails that handler alone', () => {
    const bus = createEventBus();
    bus.subscribe('careless', () => void bus.publish({} as RecordedEvent));
    const heard = listen(bus, 'sound');
    const { failed } = bus.publish(one());
    expect(failed.map(({ error }) => error)).toEqual([expect.any(InvalidInputError)]);
    expect(heard).toEqual(['e1']);
  });
});

describe('a subscription that changes while an event goes round', () => {
  test('gets nothing more once stopped, be it by another handler', () => {
    const bus = createEventBus();
    bus.subscribe('first', () => second.stop());
    const heard: string[] = [];
    const second = bus.subscribe('second', ({ id }) => heard.push(id));
    const third = listen(bus, 'third');

    expect(second.active).toBe(true);
    bus.publish(recorded('added', 'added'));
    expect(second.active).toBe(false);
    expect(heard).toEqual([]);
    expect(third).toEqual(['e1', 'e2']);
  });

  test('finishes the event at which it stops itself, and gets no other', () => {
    const bus = createEventBus();
    const heard: string[] = [];
    const self = bus.subscribe('self', ({ id }) => {
      self.stop();
      heard.push(id);
    });
    bus.publish(recorded('added', 'added'));
    expect(heard).toEqual(['e1']);
  });

  test('gets only what is published after it began, not what is waiting', () => {
    const bus = createEventBus();
    const [first, second, third, fourth] = recorded('a', 'b', 'c', 'd') as RecordedEvent[];
    let late: string[] | undefined;
    bus.subscribe('host', (event) => {
      if (event !== first) return;
      bus.publish(third as RecordedEvent);
      late = listen(bus, 'late');
      bus.publish(fourth as RecordedEvent);
    });
    bus.publish([first, second] as RecordedEvent[]);
    expect(late).toEqual(['e4']);
  });

  test('leaves its name free; a second stop does not end who took the name', () => {
    const bus = createEventBus();
    const old = bus.subscribe('a', fail);
    old.stop();
    const heard = listen(bus, 'a');
    old.stop();
    expect(bus.publish(one()).failed).toEqual([]);
    expect(heard).toEqual(['e1']);
  });
});

describe('bad input', () => {
  const bus = createEventBus();
  const [first] = recorded('added');

  test.each<[string, () => unknown]>([
    ['options that are none', () => createEventBus(null as never)],
    ['an onFailure that is no function', () => createEventBus({ onFailure: 'log' as never })],
    ['an empty name', () => bus.subscribe(' ', fail)],
    ['no handler', () => bus.subscribe('a', undefined as never)],
    ['subscribe options that are none', () => bus.subscribe('a', fail, null as never)],
    ['an empty list of types', () => bus.subscribe('a', fail, { types: [] })],
    ['no event', () => bus.publish(undefined as never)],
    ['a hole in a batch', () => bus.publish([first, , first] as never)], // eslint-disable-line no-sparse-arrays
    ['an event without an id', () => bus.publish({ type: 'added' } as never)],
    ['an event without a type', () => bus.publish([first, { id: 'e2' }] as never)],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(InvalidInputError);
  });

  test('refuses a name that is taken', () => {
    const taken = createEventBus();
    taken.subscribe('a', fail);
    expect(() => taken.subscribe('a', fail)).toThrow(/subscribe: name: expected a name not in use, got "a"/);
  });

  test('delivers nothing of a batch with a bad event in it', () => {
    const strict = createEventBus();
    const heard = listen(strict, 'a');
    expect(() => strict.publish([first, { id: 'e2' }] as never)).toThrow(/publish: events\[1\]\.type/);
    expect(heard).toEqual([]);
  });
});
