import { z } from 'zod';

/**
 * The form in which an author writes questions: one YAML file a chapter in `content/questions`. Strict: a key that is
 * misspelt stops the build instead of being lost.
 */

const sentence = z.string().trim().min(1);
const words = z.string().trim().min(1).max(400);
/** Small letters, digits and hyphens; the nine that teachers know by name are `Q1` to `Q9`. */
const id = z
  .string()
  .regex(/^(Q[1-9]|[a-z][a-z0-9]*(-[a-z0-9]+)*)$/, 'expected words-with-hyphens, or Q1 to Q9');
const letter = z.string().regex(/^[a-h]$/, 'expected one letter from a to h');
const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected words-with-hyphens');

/** A run of a lab, as a link to it: it is played while the book is built, and a run that cannot be played stops it. */
export const runSchema = z.strictObject({
  lab: slug,
  scenario: sentence,
  seed: z.int().default(1),
  commands: z.array(z.looseObject({})).default([]),
  /** What the link says. */
  says: words,
});

const optionShape = {
  id: letter,
  text: words,
  /** Why it is right, or where it goes wrong. */
  why: sentence,
  misconception: slug.optional(),
  refutedBy: runSchema.optional(),
};

const pickOption = z.strictObject({ ...optionShape, correct: z.boolean().default(false) });

const plainEvent = z.strictObject({ type: sentence, data: z.json() });

/** What a decider answers: the events that it emits, or the reason of its refusal. */
const outcome = z.union([
  z.strictObject({ events: z.array(plainEvent) }),
  z.strictObject({ refused: sentence }),
]);

const common = {
  id,
  /** Raised when the meaning changes, so that older answers are known to be of another question. */
  rev: z.int().min(1),
  title: words,
  /** What whoever answers it can do. */
  objective: sentence,
  level: z.enum(['recall', 'explain', 'trace', 'apply', 'diagnose']),
  tags: z.array(slug).min(1),
  prompt: sentence,
  /** TypeScript of at most fifteen lines that stands under the prompt. */
  code: z
    .string()
    .refine((text) => text.trimEnd().split('\n').length <= 15, 'expected at most fifteen lines of code')
    .optional(),
  /** Where to look, the rule, a worked trace. */
  hints: z.array(sentence).max(3).default([]),
  explanation: sentence,
  sources: z.array(slug).default([]),
  /** “Show me”: the run of a lab that answers it. */
  showMe: runSchema.optional(),
  classroom: z.strictObject({ think: z.int().min(10), discuss: z.int().min(10), notes: sentence }).optional(),
  review: z.strictObject({ front: sentence, back: sentence }).optional(),
};

/** Where an answer is computed: the events are folded, or handed to the decider, by the engine's own domain. */
const computed = {
  domain: z.enum(['account', 'address', 'cart', 'day', 'ledger', 'order', 'purchase', 'seat']),
  given: z.array(plainEvent),
};

const known = z.strictObject({ value: sentence, why: sentence, misconception: slug.optional() });

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('choice'), ...common, options: z.array(pickOption).min(2).max(6) }),
  z.strictObject({ kind: z.literal('multi'), ...common, options: z.array(pickOption).min(3).max(8) }),
  z.strictObject({
    kind: z.literal('decide'),
    ...common,
    ...computed,
    command: z.strictObject({ type: sentence, data: z.json() }),
    options: z
      .array(z.strictObject({ ...optionShape, outcome }))
      .min(2)
      .max(6),
  }),
  z.strictObject({
    kind: z.literal('predict'),
    ...common,
    ...computed,
    /** What is asked: a field of the folded state such as `balance`, or `version`. */
    ask: z
      .array(z.strictObject({ label: words, of: sentence, unit: sentence.optional() }))
      .min(1)
      .max(4),
    wrong: z.array(known).default([]),
  }),
  z.strictObject({
    kind: z.literal('spot'),
    ...common,
    code: sentence.refine(
      (text) => text.trimEnd().split('\n').length <= 15,
      'expected at most fifteen lines',
    ),
    /** The numbers of the faulty lines, from 1. */
    faulty: z.array(z.int().min(1)).min(1),
    why: sentence,
    /** For lines that are picked wrongly. */
    whyNot: sentence,
    misconception: slug.optional(),
    /** The same code, sound. */
    fixed: sentence,
    /** An expression which is true of the faulty code and false of the sound one; the tests evaluate both. */
    shows: sentence,
  }),
  z.strictObject({
    kind: z.literal('order'),
    ...common,
    items: z
      .array(z.strictObject({ id: letter, text: words }))
      .min(3)
      .max(8),
    /** A partial order: every order that respects it is right. */
    before: z.array(z.strictObject({ first: letter, then: letter, why: sentence })).min(1),
  }),
  z.strictObject({
    kind: z.literal('interleaving'),
    ...common,
    customers: z.tuple([sentence, sentence]),
    appending: z.enum(['unchecked', 'checked']),
    /** How the two must end, in the order of the customers. */
    wanted: z.tuple([z.enum(['seated', 'refused', 'conflict']), z.enum(['seated', 'refused', 'conflict'])]),
  }),
  z.strictObject({
    kind: z.literal('sort'),
    ...common,
    bins: z
      .array(z.strictObject({ id: letter, text: words }))
      .min(2)
      .max(5),
    items: z
      .array(z.strictObject({ text: words, bin: letter, why: sentence, misconception: slug.optional() }))
      .min(3)
      .max(8),
  }),
  z.strictObject({
    kind: z.literal('short'),
    ...common,
    label: words,
    accepted: z.array(sentence).min(1),
    wrong: z.array(known).default([]),
  }),
  z.strictObject({
    kind: z.literal('numeric'),
    ...common,
    label: words,
    unit: sentence.optional(),
    /** The name of a computation in `computations.ts`, and what it is given. */
    compute: z.strictObject({ name: slug, with: z.record(z.string(), z.json()).default({}) }),
    wrong: z.array(known).default([]),
  }),
  z.strictObject({
    kind: z.literal('explain'),
    ...common,
    /** What a good answer says. */
    model: sentence,
    rubric: z.array(sentence).min(2).max(6),
  }),
]);

export const questionFileSchema = z.strictObject({ questions: z.array(questionSchema).min(1) });

/** A question as its author wrote it. */
export type AuthoredQuestion = z.infer<typeof questionSchema>;
export type AuthoredRun = z.infer<typeof runSchema>;
export type QuestionKind = AuthoredQuestion['kind'];
