/**
 * A question as the page asks it: everything computed and resolved, plain data. How it is asked follows from its
 * input, of which there are fewer than kinds: picking, arranging, sorting, typing and writing.
 */

/** A link to a run, a source or a page; where it leads is known. */
export interface PageLink {
  readonly href: string;
  readonly text: string;
}

/** What a wrong answer is an example of, and what is so instead. */
export interface Misconception {
  readonly id: string;
  readonly name: string;
  readonly truth: string;
}

/** What is said about an answer, or a part of one. */
export interface Reason {
  readonly why: string;
  readonly misconception?: Misconception;
  readonly refutedBy?: PageLink;
}

export interface PickOption extends Reason {
  readonly id: string;
  readonly text: string;
  readonly correct: boolean;
}

/** One option of several, or each that is right; or a line of code. */
export interface Pick {
  readonly type: 'pick';
  readonly many: boolean;
  readonly code: boolean;
  readonly options: readonly PickOption[];
}

/** Items to be put in order: by rules that every right order respects, or with each order's outcome known. */
export interface Arrange {
  readonly type: 'arrange';
  /** In the order in which they stand at first. */
  readonly items: readonly { readonly id: string; readonly text: string }[];
  readonly judge:
    | {
        readonly by: 'rules';
        readonly rules: readonly { readonly first: string; readonly then: string; readonly why: string }[];
      }
    | {
        readonly by: 'outcome';
        readonly outcomes: readonly { readonly right: boolean; readonly says: string }[];
        /** Ids joined by spaces, and the outcome's index. An order that is not in it cannot happen. */
        readonly orders: Readonly<Record<string, number>>;
        readonly impossible: string;
      };
}

export interface Sort {
  readonly type: 'sort';
  readonly bins: readonly { readonly id: string; readonly text: string }[];
  readonly items: readonly (Reason & { readonly text: string; readonly bin: string })[];
}

export interface TypeField {
  readonly label: string;
  readonly unit?: string;
  readonly numeric: boolean;
  /** All forms that count as right; the first is the one that is shown. */
  readonly accepted: readonly string[];
}

/** Words or numbers to be typed. */
export interface Type {
  readonly type: 'type';
  readonly fields: readonly TypeField[];
  readonly wrong: readonly (Reason & { readonly value: string })[];
}

/** An answer in one's own words, compared with another by oneself. */
export interface Write {
  readonly type: 'write';
  readonly model: string;
  readonly rubric: readonly string[];
}

export type Input = Pick | Arrange | Sort | Type | Write;

export interface Question {
  readonly id: string;
  readonly rev: number;
  readonly kind: string;
  readonly title: string;
  readonly prompt: string;
  readonly code?: string;
  readonly hints: readonly string[];
  readonly explanation: string;
  readonly input: Input;
  readonly showMe?: PageLink;
  readonly sources: readonly PageLink[];
}

/**
 * What a learner answered, for every kind of input: the ids that were picked; all ids in the order given; a bin for
 * each item; the text of each field; or the text, and then the numbers of the points of the rubric that it met.
 */
export type Response = readonly string[];
