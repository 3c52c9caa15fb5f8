import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromFragment, LinkError, toFragment } from '../../src/lab-frame/share.ts';
import type { Run } from '../../src/lab-frame/lab.ts';
import { timeMachine } from '../../src/labs/time-machine/lab.ts';
import { counterLab, type Add } from './counter-lab.ts';

const run = (commands: readonly Add[], seed = 1): Run<Add> => ({
  lab: 'counter',
  scenario: 'plain',
  seed,
  commands,
});

const encoded = (value: unknown): string => btoa(typeof value === 'string' ? value : JSON.stringify(value));

/** Why a fragment is refused. */
function reasonOf(fragment: string): string {
  try {
    return fromFragment(fragment, counterLab) === null ? 'not for this lab' : 'opened';
  } catch (error) {
    if (error instanceof LinkError) return error.reason;
    throw error;
  }
}

describe('a link to a run', () => {
  test('opens exactly that run, for any run', () => {
    const command = fc.record({ type: fc.constant('add' as const), amount: fc.integer() });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), fc.maxSafeInteger(), (commands, seed) => {
        expect(fromFragment(toFragment(run(commands, seed)), counterLab)).toEqual(run(commands, seed));
      }),
    );
  });

  test('is made of characters that need no escape in a link', () => {
    expect(toFragment(run([{ type: 'add', amount: -1 }]))).toMatch(/^#run=1\.counter\.[\w-]+$/);
  });

  test('keeps texts of any language', () => {
    const shared = { lab: 'counter', scenario: 'plain', seed: 1, commands: [{ type: 'añadir 🧾' }] };
    expect(() => fromFragment(toFragment(shared), counterLab)).toThrow(LinkError);
    expect(() => fromFragment(toFragment(shared), counterLab)).toThrow(/an addition, got "añadir 🧾"/);
  });

  test('is for one lab, and passed over by the others', () => {
    expect(fromFragment(toFragment(run([])), timeMachine)).toBeNull();
  });

  test('is not made of a run that is too long for one', () => {
    const long = run(Array.from({ length: 400 }, () => ({ type: 'add' as const, amount: 123_456_789 })));
    expect(() => toFragment(long)).toThrow(/too many moves/);
  });
});

describe('what is no link to a run', () => {
  test.each(['', '#', '#the-rule', '#running=1', '#run'])('is none of ours: %o', (fragment) => {
    expect(fromFragment(fragment, counterLab)).toBeNull();
  });

  test.each([
    ['#run=', 'malformed'],
    ['#run=1', 'malformed'],
    ['#run=1.counter', 'malformed'],
    ['#run=0.counter.W10', 'malformed'],
    ['#run=x.counter.W10', 'malformed'],
    ['#run=1.counter.%%%', 'malformed'],
    [`#run=1.counter.${encoded('<img src=x onerror=alert(1)>')}`, 'malformed'],
    [`#run=1.counter.${encoded(null)}`, 'malformed'],
    [`#run=1.counter.${encoded(['plain', 1])}`, 'malformed'],
    [`#run=1.counter.${encoded(['plain', 1.5, []])}`, 'malformed'],
    [`#run=1.counter.${encoded(['plain', 1, {}])}`, 'malformed'],
    [`#run=1.counter.${encoded(['plain', 1, [null]])}`, 'malformed'],
    [`#run=1.counter.${encoded(['plain', 1, [[]]])}`, 'malformed'],
    [`#run=1.counter.${encoded('["plain",1,[{"__proto__":{"type":"add","amount":1}}]]')}`, 'malformed'],
    [`#run=1.counter.${encoded(['constructor', 1, []])}`, 'refused'],
    [`#run=1.counter.${encoded(['plain', 1, [{ type: 'add', amount: 'x' }]])}`, 'refused'],
    [`#run=1.counter.${encoded(['plain', 1, [{ type: '<script>' }]])}`, 'refused'],
    [`#run=1.counter.${encoded(['plain', 1, Array.from({ length: 501 }, () => ({}))])}`, 'too-long'],
    [`#run=1.counter.${'A'.repeat(9_000)}`, 'too-long'],
    ['#run=2.counter.W10', 'too-new'],
    ['#run=1.other.W10', 'not for this lab'],
  ])('is refused with its reason: %s', (fragment, reason) => {
    expect(reasonOf(fragment)).toBe(reason);
  });

  test('harms nothing, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        reasonOf(`#run=${text}`);
        reasonOf(`#run=1.counter.${encoded(encodeURIComponent(JSON.stringify(value)))}`);
      }),
    );
    expect(({} as { type?: string }).type).toBeUndefined();
  });
});
