import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { answeringMachine } from '../../src/questions/answering.ts';

const begin = (hints = 2) => createActor(answeringMachine, { input: { hints } }).start();
const answer = { type: 'answer', response: ['a'], confidence: 'sure' } as const;

describe('a learner at a question', () => {
  test('is reading at first', () => {
    expect(begin().getSnapshot().value).toEqual({ asking: 'reading' });
  });

  test('gets one hint at a time, as long as there are some', () => {
    const actor = begin(2);
    actor.send({ type: 'hint' });
    expect(actor.getSnapshot()).toMatchObject({ value: { asking: 'hinted' }, context: { shown: 1 } });
    actor.send({ type: 'hint' });
    actor.send({ type: 'hint' });
    expect(actor.getSnapshot().context.shown).toBe(2);
  });

  test('stays reading where there is no hint', () => {
    const actor = begin(0);
    actor.send({ type: 'hint' });
    expect(actor.getSnapshot().value).toEqual({ asking: 'reading' });
  });

  test('answers, and nothing but trying again changes the answer', () => {
    const actor = begin();
    actor.send(answer);
    actor.send({ ...answer, response: ['b'] });
    actor.send({ type: 'hint' });
    expect(actor.getSnapshot()).toMatchObject({
      value: 'answered',
      context: { attempts: 1, shown: 0, answer: { response: ['a'], confidence: 'sure' } },
    });
  });

  test('cannot have it explained before an answer', () => {
    const actor = begin();
    actor.send({ type: 'explain' });
    expect(actor.getSnapshot().value).toEqual({ asking: 'reading' });
  });

  test('has it explained after an answer', () => {
    const actor = begin();
    actor.send(answer);
    actor.send({ type: 'explain' });
    expect(actor.getSnapshot().value).toBe('explained');
  });

  test.each([false, true])('may try again, explained: %s; hints stay, the answer goes', (explained) => {
    const actor = begin();
    actor.send({ type: 'hint' });
    actor.send(answer);
    if (explained) actor.send({ type: 'explain' });
    actor.send({ type: 'retry' });
    expect(actor.getSnapshot()).toMatchObject({
      value: { asking: 'hinted' },
      context: { shown: 1, attempts: 1, answer: null },
    });
    actor.send(answer);
    expect(actor.getSnapshot().context.attempts).toBe(2);
  });

  test('takes up what was answered earlier in the visit', () => {
    const actor = begin();
    actor.send({ type: 'recall', response: ['c'], confidence: 'guess', attempts: 3 });
    expect(actor.getSnapshot()).toMatchObject({
      value: 'answered',
      context: { attempts: 3, answer: { response: ['c'], confidence: 'guess' } },
    });
  });
});
