import { fold, given, type Outcome, type SpecificationResult } from '../../../engine/aggregates/index.ts';
import type { Account } from '../../../engine/domains/account.ts';
import { commandOf, eventOf, OWNER, type Spec } from './commands.ts';
import { CODES, DECIDERS, type Code } from './variants.ts';

/** What one version of the code made of a specification. */
export interface Verdict {
  readonly code: Code;
  /** The state that the given events fold to. */
  readonly before: Account;
  /** What `decide` answered: events or a refusal, whatever was expected. */
  readonly decided: Outcome;
  readonly result: SpecificationResult;
}

export interface Checked {
  readonly spec: Spec;
  /** One for each version of the code, the sound one first. */
  readonly verdicts: readonly Verdict[];
}

/** Runs a specification against every version of the code. */
export const check = (spec: Spec): Checked => ({
  spec,
  verdicts: CODES.map((code) => ({
    code,
    before: fold(DECIDERS[code], spec.given.map(eventOf)),
    decided: ask(spec, code).then([]).actual,
    result: run(spec, code),
  })),
});

const ask = (spec: Spec, code: Code) =>
  given(DECIDERS[code], spec.given.map(eventOf)).when(commandOf(spec.when));

function run(spec: Spec, code: Code): SpecificationResult {
  const asked = ask(spec, code);
  const { then } = spec;
  switch (then.type) {
    case 'refused':
      return asked.thenRefused(then.reason);
    case 'state':
      return asked.thenState({ status: 'open', owner: OWNER, balance: then.balance });
    default:
      return asked.then([eventOf(then)]);
  }
}

/** Which versions of the code pass. */
export const passing = ({ verdicts }: Checked): readonly Code[] =>
  verdicts.filter(({ result }) => result.passed).map(({ code }) => code);
