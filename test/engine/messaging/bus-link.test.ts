import { expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { createBusLink, createEventBus } from '../../../engine/messaging/index.ts';
import { one, recorded } from './recorded.ts';

test('a link hands on to its bus; cut, it loses what is published and says so; mended, it brings nothing back', () => {
  const bus = createEventBus();
  const link = createBusLink(bus);
  const heard: string[] = [];
  bus.subscribe('a', ({ id }) => heard.push(id));
  const [first, second, third] = recorded('a', 'b', 'c') as [RecordedEvent, RecordedEvent, RecordedEvent];

  expect(link.isCut).toBe(false);
  expect(link.publish(first).outcome).toBe('delivered');
  link.cut();
  expect(link.isCut).toBe(true);
  expect(link.publish(second)).toEqual({ outcome: 'lost', deliveries: [], failed: [] });
  link.mend();
  expect(link.isCut).toBe(false);
  expect(link.publish(third).outcome).toBe('delivered');
  expect(heard).toEqual(['e1', 'e3']);
});

test('a cut while an event goes round takes back nothing that had arrived, but loses what handlers publish', () => {
  const bus = createEventBus();
  const link = createBusLink(bus);
  const heard: string[] = [];
  const outcomes: string[] = [];
  const reply = { ...one(), id: 'reply', type: 'reply' };
  bus.subscribe('a', () => {
    link.cut();
    outcomes.push(link.publish(reply).outcome);
  });
  bus.subscribe('b', ({ id }) => heard.push(id));
  link.publish(recorded('a', 'b'));
  expect(heard).toEqual(['e1', 'e2']);
  expect(outcomes).toEqual(['lost', 'lost']);
});

test('a link refuses what is no bus and, even cut, what is no event', () => {
  expect(() => createBusLink({} as never)).toThrow(InvalidInputError);
  const link = createBusLink(createEventBus());
  link.cut();
  expect(() => link.publish({ id: 'e1' } as never)).toThrow(/publish: events\[0\]\.type/);
});
