import { z } from 'zod';

const sentence = z.string().trim().min(1);

/** A step of a lesson: how many minutes, and what is done in them. */
const step = z.tuple([z.int().min(1), sentence]);

const sumsTo = (minutes: number) => (steps: readonly (readonly [number, string])[]) =>
  steps.reduce((sum, [length]) => sum + length, 0) === minutes;

/** How a chapter is taught: a lesson of 45 minutes, and another 45 that make it a double lesson. */
export const planSchema = z
  .strictObject({
    chapter: z.int().min(1).max(18),
    /** What whoever took part can do afterwards. */
    aim: sentence,
    single: z.array(step).min(3).refine(sumsTo(45), 'expected steps of 45 minutes together'),
    more: z.array(step).min(1).refine(sumsTo(45), 'expected steps of 45 minutes together'),
  })
  .transform((plan) => ({ ...plan, id: String(plan.chapter) }));

export type Plan = z.infer<typeof planSchema>;
