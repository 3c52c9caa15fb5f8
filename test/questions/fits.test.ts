import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fits } from '../../src/questions/fits.ts';
import type { Input } from '../../src/questions/question.ts';

const options = ['a', 'b'].map((id) => ({ id, text: id, correct: id === 'a', why: 'so' }));
const pick: Input = { type: 'pick', many: false, code: false, options };
const many: Input = { ...pick, many: true };
const arrange: Input = {
  type: 'arrange',
  items: ['a', 'b', 'c'].map((id) => ({ id, text: id })),
  judge: { by: 'rules', rules: [] },
};
const sort: Input = {
  type: 'sort',
  bins: ['fact', 'wish'].map((id) => ({ id, text: id })),
  items: ['one', 'two'].map((text) => ({ text, bin: 'fact', why: 'so' })),
};
const type: Input = {
  type: 'type',
  fields: [
    { label: 'x', numeric: true, accepted: ['1'] },
    { label: 'y', numeric: true, accepted: ['2'] },
  ],
  wrong: [],
};
const write: Input = { type: 'write', model: 'So.', rubric: ['this', 'that'] };

describe('an answer that was kept', () => {
  test.each([
    ['one option', pick, ['b']],
    ['several options', many, ['b', 'a']],
    ['an order', arrange, ['c', 'a', 'b']],
    ['a bin for each item', sort, ['wish', 'wish']],
    ['the text of each field', type, ['1', 'three']],
    ['a text', write, ['I think so']],
    ['a text and the points that it met', write, ['I think so', '1', '0']],
  ])('fits its input: %s', (_, input, response) => {
    expect(fits(input, response)).toBe(true);
  });

  test.each([
    ['an option that is gone', pick, ['z']],
    ['two options where one is asked for', pick, ['a', 'b']],
    ['no option', many, []],
    ['an option twice', many, ['a', 'a']],
    ['an item twice', arrange, ['a', 'a', 'b']],
    ['an item too few', arrange, ['a', 'b']],
    ['an item too many', arrange, ['a', 'b', 'c', 'd']],
    ['a bin that is gone', sort, ['fact', 'constructor']],
    ['an item without a bin', sort, ['fact', '']],
    ['an item too few in bins', sort, ['fact']],
    ['an empty field', type, ['1', ' ']],
    ['a field too many', type, ['1', '2', '3']],
    ['no text', write, ['']],
    ['a point that is gone', write, ['I think so', '2']],
    ['a point twice', write, ['I think so', '0', '0']],
  ])('does not fit its input with %s', (_, input, response) => {
    expect(fits(input, response)).toBe(false);
  });

  test('that holds anything at all is judged, and never kept for more than its input has parts', () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.constantFrom('a', 'b', 'c', 'fact', '0', '1')));
    fc.assert(
      fc.property(fc.constantFrom(pick, many, arrange, sort, type, write), parts, (input, response) => {
        if (fits(input, response)) expect(response.length).toBeLessThanOrEqual(3);
      }),
    );
  });
});
