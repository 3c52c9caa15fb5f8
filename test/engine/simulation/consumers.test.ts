import { describe, expect, test } from 'vitest';
import { createConsumer, createProducer, type Fault } from '../../../engine/simulation/index.ts';
import { duplicate, facts, folded, lost, overtaken, POLL, SETS, sinkOf, worldOf } from './stream.ts';

describe('a lost last message', () => {
  const guards = ['last-seen', 'gap-buffer'] as const;
  const script = [lost(2)];
  const heartbeat = { every: 20, times: 2 };

  test('is found by a heartbeat, if the consumer listens to it', () => {
    expect(folded(guards, { script, heartbeat, find: { by: 'heartbeat' } })).toEqual([1, 2]);
    expect(folded(guards, { script, heartbeat })).toEqual([1]);
  });

  test('is not found if every heartbeat is lost too', () => {
    const silence = [lost(2), lost(3), lost(4)];
    expect(folded(guards, { script: silence, heartbeat, find: { by: 'heartbeat' } })).toEqual([1]);
  });

  test('is found by asking', () => {
    expect(folded(guards, { script, find: POLL })).toEqual([1, 2]);
  });

  test('is found by a consumer without a gap buffer as well, but not one before the last', () => {
    expect(folded(['dedupe'], { script, find: POLL })).toEqual([1, 2]);
    expect(folded(['dedupe'], { script: [lost(1)], find: POLL })).toEqual([2]);
  });
});

describe('while the stream is still open', () => {
  test('a consumer goes on asking, also when it has reached what there is', () => {
    const script = [lost(2), lost(5)];
    const options = { count: 3, every: 200, find: POLL, script };
    expect(folded(['last-seen', 'gap-buffer'], options)).toEqual([1, 2, 3]);
  });

  test('a producer answers with what has happened, and not with what will', () => {
    const simulation = worldOf(['last-seen'], { every: 200, find: POLL });
    while (simulation.now < 190) simulation.next();
    expect(sinkOf(simulation).value).toEqual([1]);
  });

  test('a producer goes on with its heartbeats, and counts them only once the stream is closed', () => {
    const simulation = worldOf([], { every: 50, heartbeat: { every: 20, times: 2 } });
    simulation.runUntilQuiet();
    const beats = simulation.trace.filter((step) => step.kind === 'wake' && step.timer === 'heartbeat');
    expect(beats.map(({ time }) => time)).toEqual([20, 40, 60, 80]);
  });

  test('a consumer that folded out of order still knows how far it is, and stops asking', () => {
    expect(folded(['dedupe'], { script: [overtaken(1)], find: POLL })).toEqual([2, 1]);
  });
});

describe('a crash', () => {
  test('between the append and the send leaves an event that only asking finds', () => {
    const script: Fault[] = [{ type: 'crash', node: 'source', when: { performed: 2 }, restartAfter: 5 }];
    expect(folded(['last-seen', 'gap-buffer'], { script })).toEqual([]);
    expect(folded(['last-seen', 'gap-buffer'], { script, find: POLL })).toEqual([1, 2]);
  });

  test('of the consumer leaves what it folded, once, and what its guards know of it', () => {
    const simulation = worldOf(SETS.at(-1)!, { find: POLL, script: [duplicate(1)] });
    simulation.runUntilQuiet();
    const { value, version, ids } = sinkOf(simulation);
    simulation.crash('sink');
    simulation.restart('sink');
    expect(sinkOf(simulation)).toEqual({ value, version, ids, held: [] });
    simulation.runUntilQuiet();
    expect(sinkOf(simulation).value).toEqual([1, 2]);
  });

  test('of the consumer takes what the buffer held, and asking brings it again', () => {
    const simulation = worldOf(['dedupe', 'gap-buffer'], { find: POLL, script: [lost(1)] });
    while (simulation.trace.at(-1)?.kind !== 'note') simulation.next();
    expect(sinkOf(simulation).held.map(({ version }) => version)).toEqual([2]);
    expect(simulation.trace.at(-1)).toMatchObject({ note: 'held', data: { version: 2, by: 'gap-buffer' } });
    simulation.crash('sink');
    simulation.restart('sink');
    expect(sinkOf(simulation).held).toEqual([]);
    simulation.runUntilQuiet();
    expect(sinkOf(simulation).value).toEqual([1, 2]);
  });
});

describe('a producer', () => {
  const producer = (wrong: object): unknown =>
    createProducer({ stream: 's', events: facts(1), to: ['sink'], ...wrong });

  test('appends an event before it tells it', () => {
    const simulation = worldOf([]);
    simulation.runUntilQuiet();
    const source = simulation.trace.flatMap((step) =>
      step.kind === 'write' && step.node === 'source' ? ['write'] : step.kind === 'send' ? ['send'] : [],
    );
    expect(source).toEqual(['write', 'send', 'write', 'send']);
  });

  test('has nothing to say about a stream without events', () => {
    expect(folded([], { count: 0, find: POLL })).toEqual([]);
  });

  test.each<[string, object]>([
    ['stream', { stream: '' }],
    ['events', { events: 'none' }],
    ['events[0].type', { events: [{ data: 1 }] }],
    ['events[0].data', { events: [{ type: 'X' }] }],
    ['to', { to: [] }],
    ['every', { every: -1 }],
    ['heartbeat.every', { heartbeat: { every: 0, times: 1 } }],
    ['heartbeat.times', { heartbeat: { every: 1, times: 0 } }],
  ])('is refused with a wrong %s', (field, wrong) => {
    expect(() => producer(wrong)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createProducer: ${field}` }),
    );
  });
});

describe('a consumer', () => {
  test.each<[string, object]>([
    ['evolve', { evolve: 1 }],
    ['guards', { guards: 'dedupe' }],
    ['guards[1]', { guards: ['dedupe', 'hope'] }],
    ['find', { find: 'poll' }],
    ['find.by', { find: { by: 'chance' } }],
    ['find.producer', { find: { by: 'poll', every: 1 } }],
    ['find.every', { find: { by: 'poll', producer: 'source', every: 0 } }],
  ])('is refused with a wrong %s', (field, wrong) => {
    const options = { initial: 0, evolve: (count: number) => count + 1, ...wrong };
    expect(() => createConsumer(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-input', where: `createConsumer: ${field}` }),
    );
  });
});
