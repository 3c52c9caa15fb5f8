import type { Arrange, Input, Question, Reason, Response, Type } from './question.ts';

/** What is said about a part of an answer. */
export interface Note extends Reason {
  /** The part: an option's text, an item, what was typed; empty where it is about the whole. */
  readonly about: string;
  readonly right: boolean;
}

export interface Grade {
  /** null where only the learner can tell. */
  readonly right: boolean | null;
  /** About what was answered, the wrong parts first. */
  readonly notes: readonly Note[];
}

/**
 * Judges an answer. Nothing but the question and the response decides, so a corrected key re-grades the past.
 *
 * @param response in the form that `Response` describes; parts that the question does not know count as wrong
 */
export function grade({ input }: Pick<Question, 'input'>, response: Response): Grade {
  switch (input.type) {
    case 'pick': {
      const picked = input.options.filter(({ id }) => response.includes(id));
      const right = input.many
        ? input.options.every((option) => option.correct === response.includes(option.id))
        : picked.length === 1 && picked[0]?.correct === true;
      const missing = input.many
        ? input.options.filter((option) => option.correct && !response.includes(option.id))
        : [];
      const notes = [
        ...picked.map((option) => ({ ...reasonOf(option), about: option.text, right: option.correct })),
        ...missing.map((option) => ({ ...reasonOf(option), about: option.text, right: false })),
      ];
      return { right, notes: wrongFirst(notes) };
    }
    case 'arrange':
      return gradeOrder(input, response);
    case 'sort': {
      const notes = input.items.map((item, i) => ({
        ...reasonOf(item),
        about: item.text,
        right: response[i] === item.bin,
      }));
      return { right: notes.every(({ right }) => right), notes: wrongFirst(notes) };
    }
    case 'type':
      return gradeTyped(input, response);
    case 'write':
      return { right: null, notes: [] };
  }
}

const reasonOf = ({ why, misconception, refutedBy }: Reason): Reason => ({
  why,
  ...(misconception && { misconception }),
  ...(refutedBy && { refutedBy }),
});

const wrongFirst = (notes: readonly Note[]): readonly Note[] =>
  notes.toSorted((a, b) => Number(a.right) - Number(b.right));

function gradeOrder({ items, judge }: Arrange, response: Response): Grade {
  const textOf = (id: string): string => items.find((item) => item.id === id)?.text ?? id;
  if (judge.by === 'outcome') {
    const outcome = judge.outcomes[judge.orders[response.join(' ')] ?? -1];
    const right = outcome?.right ?? false;
    return { right, notes: [{ about: '', right, why: outcome?.says ?? judge.impossible }] };
  }
  const notes = judge.rules
    .filter(({ first, then }) => !(response.indexOf(first) < response.indexOf(then)))
    .map(({ first, then, why }) => ({ about: `${textOf(first)} → ${textOf(then)}`, right: false, why }));
  return { right: notes.length === 0 && response.length === items.length, notes };
}

/** Letter case, spaces at the ends and between, thousands separators and a typed minus make no difference. */
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=\d)[, ](?=\d{3}\b)/g, '')
    .replaceAll('−', '-');

function gradeTyped({ fields, wrong }: Type, response: Response): Grade {
  const notes: Note[] = [];
  let right = true;
  fields.forEach(({ label, accepted, numeric }, i) => {
    const typed = plain(response[i] ?? '');
    const isIt = (form: string): boolean =>
      plain(form) === typed || (numeric && typed !== '' && Number(plain(form)) === Number(typed));
    if (accepted.some(isIt)) return;
    right = false;
    const known = wrong.find(({ value }) => isIt(value));
    if (known) notes.push({ ...reasonOf(known), about: response[i] ?? '', right: false });
    else if (fields.length > 1) notes.push({ about: label, right: false, why: 'This one is not it.' });
  });
  return { right, notes };
}

/** The right answer, as it is shown once it may be. */
export function solutionOf(input: Input): string {
  switch (input.type) {
    case 'pick':
      return input.options
        .filter(({ correct }) => correct)
        .map(({ text }) => text)
        .join(' ');
    case 'arrange':
      return orderOf(input).join(' → ');
    case 'sort':
      return input.items
        .map(({ text, bin }) => `${text}: ${input.bins.find(({ id }) => id === bin)?.text ?? bin}`)
        .join('; ');
    case 'type':
      return input.fields
        .map(({ label, unit, accepted }) => {
          const value = [accepted[0], unit].filter((part) => part !== undefined).join(' ');
          return input.fields.length > 1 ? `${label}: ${value}` : value;
        })
        .join('; ');
    case 'write':
      return input.model;
  }
}

/** One right order, in words. */
function orderOf({ items, judge }: Arrange): readonly string[] {
  const textOf = (id: string): string => items.find((item) => item.id === id)?.text ?? id;
  if (judge.by === 'outcome') {
    const [order = ''] =
      Object.entries(judge.orders).find(([, outcome]) => judge.outcomes[outcome]?.right) ?? [];
    return order.split(' ').map(textOf);
  }
  const left = items.map(({ id }) => id);
  const placed: string[] = [];
  while (left.length > 0) {
    const next = left.find(
      (id) => !judge.rules.some((rule) => rule.then === id && left.includes(rule.first)),
    );
    if (next === undefined) break; // the composer refuses rules that contradict one another
    placed.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return placed.map(textOf);
}
