import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../../engine/errors.ts';
import {
  createUpcast,
  UpcastError,
  type RecordedEvent,
  type Upcaster,
} from '../../../engine/events/index.ts';

const stored: RecordedEvent = Object.freeze({
  id: 'e1',
  type: 'moved',
  data: Object.freeze({ to: 'Bath' }),
  schemaVersion: 1,
  metadata: Object.freeze({ by: 'ann' }),
  stream: 'person-1',
  version: 4,
  position: 9,
  recordedAt: 50,
});

const to = (type: string, schemaVersion: number) => () => ({ type, schemaVersion, data: null });

describe('upcasting', () => {
  test('gives an event that no upcaster takes as it is', () => {
    expect(createUpcast([])(stored)[0]).toBe(stored);
    expect(createUpcast([{ type: 'moved', from: 2, upcast: to('moved', 3) }])(stored)).toEqual([stored]);
  });

  test('follows chains in any order of declaration, through new names and numbers', () => {
    const upcast = createUpcast([
      {
        type: 'relocated',
        from: 5,
        upcast: ({ data }) => ({ type: 'relocated', schemaVersion: 6, data: [data] }),
      },
      {
        type: 'moved',
        from: 1,
        upcast: ({ data }) => ({ type: 'relocated', schemaVersion: 5, data: [data] }),
      },
    ]);
    expect(upcast(stored)).toEqual([
      { ...stored, type: 'relocated', schemaVersion: 6, data: [[{ to: 'Bath' }]] },
    ]);
  });

  test('numbers the parts over a whole chain, not step by step', () => {
    const upcast = createUpcast([
      { type: 'moved', from: 1, upcast: () => [to('left', 1)(), to('arrived', 1)(), to('noise', 1)()] },
      { type: 'arrived', from: 1, upcast: () => [to('unpacked', 1)(), to('settled', 1)()] },
      { type: 'noise', from: 1, upcast: () => [] },
    ]);
    expect(upcast(stored).map(({ type, part }) => [type, part])).toEqual([
      ['left', { index: 1, of: 3 }],
      ['unpacked', { index: 2, of: 3 }],
      ['settled', { index: 3, of: 3 }],
    ]);
  });

  test('leaves an event that became one of one without a part', () => {
    const upcast = createUpcast([{ type: 'moved', from: 1, upcast: () => [to('moved', 2)()] }]);
    expect(upcast(stored)[0]).not.toHaveProperty('part');
  });

  test('freezes what it gives, and copies what the upcaster keeps', () => {
    const data = { list: [1] };
    const upcast = createUpcast([
      { type: 'moved', from: 1, upcast: () => [{ type: 'a', schemaVersion: 1, data }, to('b', 1)()] },
    ]);
    const [first] = upcast(stored);
    data.list.push(2);
    expect(first?.data).toEqual({ list: [1] });
    expect([first, first?.data, first?.part].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test.each<[string, Upcaster['upcast'], string]>([
    ['throws', () => { throw new Error('no city'); }, 'no city'], // prettier-ignore
    ['answers with nothing', () => undefined as never, 'undefined in place of an event'],
    ['answers with a list of nothing', () => [null as never], 'null in place of an event'],
    ['leaves the type out', () => ({ schemaVersion: 1, data: 1 }) as never, 'type'],
    ['leaves the schema version out', () => ({ type: 'a', data: 1 }) as never, 'schemaVersion'],
    ['leaves the data out', () => ({ type: 'a', schemaVersion: 2 }) as never, 'data'],
    ['gives data that cannot be stored', () => ({ type: 'a', schemaVersion: 1, data: NaN }), 'finite'],
    ['changes the stored event', (event) => Object.assign(event, { id: 'x' }), 'threw'],
    ['answers with what it takes', to('moved', 1), 'circle'],
  ])('says which upcaster could not read which event when one %s', (_, upcast, reason) => {
    const read = () => createUpcast([{ type: 'moved', from: 1, upcast }])(stored);
    expect(read).toThrow(UpcastError);
    expect(read).toThrow(reason);
    expect(read).toThrow(
      expect.objectContaining({ upcaster: 'moved v1', eventId: 'e1', code: 'upcast-failed' }),
    );
  });

  test('says where in the log the event stands that could not be read', () => {
    const upcast = createUpcast([{ type: 'moved', from: 1, upcast: () => undefined as never }]);
    const { stream, position } = stored;
    expect(() => upcast(stored)).toThrow(expect.objectContaining({ stream, position }));
  });

  test('keeps the upcaster’s own error as the cause', () => {
    const failure = new Error('no city');
    const upcast = createUpcast([{ type: 'moved', from: 1, upcast: () => { throw failure; } }]); // prettier-ignore
    expect(() => upcast(stored)).toThrow(expect.objectContaining({ cause: failure }));
  });

  test('finds a circle even if each round gives more events', () => {
    const upcast = createUpcast([
      { type: 'moved', from: 1, upcast: () => [to('left', 1)(), to('left', 1)()] },
      { type: 'left', from: 1, upcast: () => [to('moved', 1)(), to('moved', 1)()] },
    ]);
    expect(() => upcast(stored)).toThrow('circle');
  });

  test('uses every upcaster of the longest possible chain', () => {
    const chain = [1, 2, 3, 4].map((from) => ({ type: 'moved', from, upcast: to('moved', from + 1) }));
    expect(createUpcast(chain)(stored)[0]?.schemaVersion).toBe(5);
  });

  test('refuses two upcasters for the same type and version', () => {
    const twice = { type: 'moved', from: 1, upcast: to('moved', 2) };
    expect(() => createUpcast([twice, { ...twice }])).toThrow(InvalidInputError);
    expect(() => createUpcast([twice, { ...twice, from: 2 }])).not.toThrow();
  });

  test.each<[unknown, string]>([
    [undefined, 'upcasters'],
    [{}, 'upcasters'],
    [[null], 'upcasters[0]'],
    [[{ type: '', from: 1, upcast: to('a', 1) }], 'upcasters[0].type'],
    [[{ type: 'a', from: 0, upcast: to('a', 1) }], 'upcasters[0].from'],
    [[{ type: 'a', from: 1.5, upcast: to('a', 1) }], 'upcasters[0].from'],
    [[{ type: 'a', from: 1 }], 'upcasters[0].upcast'],
  ])('refuses %o as upcasters', (upcasters, where) => {
    expect(() => createUpcast(upcasters as Upcaster[])).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createUpcast: ${where}` }),
    );
  });
});
