import { computations } from './computations.ts';
import { answerAt, decisionOf, interleavingsOf, type Interleaving } from './engine-answers.ts';
import type { Arrange, Input, Misconception, PageLink, PickOption, Question } from './question.ts';
import type { AuthoredQuestion, AuthoredRun } from './schema.ts';
import { shuffle, shuffleUntil } from './shuffle.ts';

/** What a question refers to, found by its id. Each throws an Error that says what is unknown. */
export interface References {
  misconception(id: string): Misconception;
  source(id: string): PageLink;
  run(run: AuthoredRun): PageLink;
}

/**
 * A question as it is asked: keys computed by the engine, references resolved, options shuffled (always alike for the
 * same question, so that two readers can talk about “the second one”).
 *
 * @throws Error that says what is wrong with it, for its author
 */
export function compose(question: AuthoredQuestion, references: References): Question {
  const { id, rev, kind, title, prompt, code, hints, explanation, showMe, sources } = question;
  return {
    id,
    rev,
    kind,
    title,
    prompt,
    ...(code !== undefined && kind !== 'spot' && { code }),
    hints,
    explanation,
    input: inputOf(question, references),
    ...(showMe && { showMe: references.run(showMe) }),
    sources: sources.map((source) => references.source(source)),
  };
}

function inputOf(question: AuthoredQuestion, references: References): Input {
  switch (question.kind) {
    case 'choice':
    case 'multi':
    case 'decide': {
      const options = toOptions(question, references);
      const right = options.filter(({ correct }) => correct).length;
      if (question.kind !== 'multi' && right !== 1)
        throw new Error(`${right} options are right; expected one`);
      if (right === 0) throw new Error('no option is right');
      unique(options, 'options');
      const shuffled = shuffle(options, question.id);
      return { type: 'pick', many: question.kind === 'multi', code: false, options: shuffled };
    }
    case 'spot':
      return { type: 'pick', many: false, code: true, options: linesOf(question, references) };
    case 'predict':
      return {
        type: 'type',
        fields: question.ask.map(({ label, of, unit }) => {
          const answer = answerAt(question, of);
          const field = {
            label,
            numeric: answer !== '' && Number.isFinite(Number(answer)),
            accepted: [answer],
          };
          return unit === undefined ? field : { ...field, unit };
        }),
        wrong: withReasons(question.wrong, references),
      };
    case 'short':
      return {
        type: 'type',
        fields: [{ label: question.label, numeric: false, accepted: question.accepted }],
        wrong: withReasons(question.wrong, references),
      };
    case 'numeric': {
      const { label, unit, compute } = question;
      const computation = computations[compute.name];
      if (computation === undefined) {
        throw new Error(
          `no computation "${compute.name}"; there are ${Object.keys(computations).join(', ')}`,
        );
      }
      const field = { label, numeric: true, accepted: [String(computation(compute.with))] };
      return {
        type: 'type',
        fields: [unit === undefined ? field : { ...field, unit }],
        wrong: withReasons(question.wrong, references),
      };
    }
    case 'order':
      return orderOf(question);
    case 'interleaving':
      return interleavingOf(question);
    case 'sort': {
      unique(question.bins, 'bins');
      const items = withReasons(question.items, references);
      const lost = items.find(({ bin }) => !question.bins.some(({ id }) => id === bin));
      if (lost) throw new Error(`the item "${lost.text}" belongs to bin "${lost.bin}", which is not there`);
      return { type: 'sort', bins: question.bins, items: shuffle(items, question.id) };
    }
    case 'explain':
      return { type: 'write', model: question.model, rubric: question.rubric };
  }
}

type Picked = Extract<AuthoredQuestion, { kind: 'choice' | 'multi' | 'decide' }>;

function toOptions(question: Picked, references: References): readonly PickOption[] {
  if (question.kind !== 'decide') return withReasons(question.options, references);
  const decision = JSON.stringify(decisionOf(question));
  return withReasons(question.options, references).map(({ outcome, ...option }) => ({
    ...option,
    correct: JSON.stringify(outcome) === decision,
  }));
}

function linesOf(
  question: Extract<AuthoredQuestion, { kind: 'spot' }>,
  references: References,
): readonly PickOption[] {
  const lines = question.code.trimEnd().split('\n');
  const outside = question.faulty.find((line) => line > lines.length);
  if (outside !== undefined) throw new Error(`line ${outside} of the code is not there`);
  return lines.map((text, i) => {
    const correct = question.faulty.includes(i + 1);
    const misconception = question.misconception;
    return {
      id: String(i + 1),
      text,
      correct,
      why: correct ? question.why : question.whyNot,
      ...(correct && misconception && { misconception: references.misconception(misconception) }),
    };
  });
}

function orderOf({ id, items, before }: Extract<AuthoredQuestion, { kind: 'order' }>): Arrange {
  unique(items, 'items');
  for (const { first, then } of before) {
    const unknown = [first, then].find((end) => !items.some((item) => item.id === end));
    if (unknown !== undefined) throw new Error(`a rule names item "${unknown}", which is not there`);
  }
  const left = new Set(items.map((item) => item.id));
  while (left.size > 0) {
    const next = [...left].find((one) => !before.some(({ first, then }) => then === one && left.has(first)));
    if (next === undefined) throw new Error(`the rules about ${[...left].join(', ')} contradict one another`);
    left.delete(next);
  }
  const isRight = (order: readonly { id: string }[]): boolean =>
    before.every(
      ({ first, then }) =>
        order.findIndex((one) => one.id === first) < order.findIndex((one) => one.id === then),
    );
  return {
    type: 'arrange',
    items: shuffleUntil(items, id, (order) => !isRight(order)),
    judge: { by: 'rules', rules: before },
  };
}

const ENDS: Record<string, string> = {
  seated: 'has the seat',
  refused: 'is refused: the seat is taken',
  conflict: 'meets a conflict',
};

function interleavingOf(question: Extract<AuthoredQuestion, { kind: 'interleaving' }>): Arrange {
  const { id, customers, appending, wanted } = question;
  const all = interleavingsOf(customers, appending);
  const items = [...new Set(all.flatMap(({ steps }) => steps))].map((text) => ({
    id: text.replaceAll(' ', '-'),
    text,
  }));
  const says = ({ ends }: Interleaving): string =>
    `In this order ${customers.map((who, i) => `${who} ${ENDS[ends[i] as string]}`).join(', and ')}.`;
  const outcomes = [...new Map(all.map((one) => [says(one), one.ends.join() === wanted.join()]))].map(
    ([text, right]) => ({ says: text, right }),
  );
  if (!outcomes.some(({ right }) => right))
    throw new Error(`no order of the steps ends as ${wanted.join(', ')}`);
  const idsOf = (steps: readonly string[]): string =>
    steps.map((step) => step.replaceAll(' ', '-')).join(' ');
  const orders = Object.fromEntries(
    all.map((one) => [idsOf(one.steps), outcomes.findIndex((outcome) => outcome.says === says(one))]),
  );
  const isRight = (order: readonly { id: string }[]): boolean =>
    outcomes[orders[order.map((one) => one.id).join(' ')] ?? -1]?.right ?? false;
  return {
    type: 'arrange',
    items: shuffleUntil(items, id, (order) => !isRight(order)),
    judge: {
      by: 'outcome',
      outcomes,
      orders,
      impossible: 'Nobody can do it in this order: each one loads, then decides, then appends.',
    },
  };
}

/** The same parts, with what their misconceptions and refuting runs are. */
function withReasons<
  Part extends { misconception?: string | undefined; refutedBy?: AuthoredRun | undefined },
>(
  parts: readonly Part[],
  references: References,
): readonly (Omit<Part, 'misconception' | 'refutedBy'> & {
  readonly misconception?: Misconception;
  readonly refutedBy?: PageLink;
})[] {
  return parts.map(({ misconception, refutedBy, ...part }) => ({
    ...part,
    ...(misconception !== undefined && { misconception: references.misconception(misconception) }),
    ...(refutedBy !== undefined && { refutedBy: references.run(refutedBy) }),
  }));
}

function unique(parts: readonly { readonly id: string }[], what: string): void {
  const twice = parts.find(({ id }, i) => parts.findIndex((one) => one.id === id) !== i);
  if (twice) throw new Error(`two ${what} have the id "${twice.id}"`);
}
