import type { Input, Response } from './question.ts';

/**
 * Whether an answer is one that this input can have given. One that was kept may be older than the options of today, and
 * anybody may have written where it was kept.
 */
export function fits(input: Input, response: Response): boolean {
  switch (input.type) {
    case 'pick':
      return (
        areSome(response, idsOf(input.options)) && (input.many ? response.length > 0 : response.length === 1)
      );
    case 'arrange':
      return response.length === input.items.length && areSome(response, idsOf(input.items));
    case 'sort': {
      const bins = idsOf(input.bins);
      return response.length === input.items.length && response.every((bin) => bins.includes(bin));
    }
    case 'type':
      return response.length === input.fields.length && response.every(isSaid);
    case 'write': {
      const [text = '', ...points] = response;
      return isSaid(text) && areSome(points, [...input.rubric.keys()].map(String));
    }
  }
}

const idsOf = (things: readonly { readonly id: string }[]): readonly string[] => things.map(({ id }) => id);

const isSaid = (text: string): boolean => text.trim() !== '';

/** Whether these are some of those, each at most once. */
const areSome = (these: readonly string[], those: readonly string[]): boolean =>
  new Set(these).size === these.length && these.every((one) => those.includes(one));
