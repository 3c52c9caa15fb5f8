import type { Account } from '../../../engine/domains/account.ts';
import type { Handling, Recorded, Statement } from './bank.ts';
import type { Reason } from './commands.ts';
import type { Checked } from './spec.ts';
import type { Code } from './variants.ts';

export type ScenarioId = 'withdrawal' | 'refusals' | 'specs' | 'rule';

/** The way of a command. A refused one ends at `decide`. */
export const STATIONS = ['load', 'fold', 'decide', 'append', 'project'] as const;
export type Station = (typeof STATIONS)[number];

/** The way of a specification. */
export const CLAUSES = ['given', 'when', 'then'] as const;
export type Clause = (typeof CLAUSES)[number];

/** What a step is about. */
export type Stage =
  | { readonly kind: 'start' | 'deployed'; readonly at: null }
  | { readonly kind: 'command'; readonly at: Station; readonly handling: Handling }
  | { readonly kind: 'spec'; readonly at: Clause; readonly checked: Checked };

/** What the picture shows at one step. */
export interface View {
  readonly scenario: ScenarioId;
  readonly stage: Stage;
  /** The version of the code in service. */
  readonly code: Code;
  /** The stream as it stands at this step. */
  readonly events: readonly Recorded[];
  /** The state, as far as this step has come. */
  readonly state: Account;
  /** The statement, as far as this step has come. */
  readonly statement: Statement;
  /** The reasons of all refusals up to this step, each once, in the order in which they came. */
  readonly refusals: readonly Reason[];
}
