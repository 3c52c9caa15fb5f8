import type { Order } from './commands.ts';
import type { Code } from './variants.ts';

/**
 * The lines of `decide` and `evolve` that a command meets, as they stand in the source; an ellipsis leaves something
 * out. The tests hold every one against the source.
 */
export interface Line {
  /** What makes it the live one: the reason of a refusal, or the type of an event. */
  readonly id: string;
  readonly code: string;
}

const NOT_CREATED: Line = {
  id: 'not-created',
  code: "if (state.status === 'none') { … refuse('not-created'",
};
const BLOCKED: Line = { id: 'blocked', code: "if (status === 'blocked') refuse('blocked'" };
const AMOUNT: Line = {
  id: 'invalid-amount',
  code: 'if (Number.isSafeInteger(value) && value >= 1 … refuse(`invalid-${field}`',
};

/** What `decide` looks at for a command, in this order; the last line answers with the event. */
export const DECIDE: Readonly<Record<Order['type'], readonly Line[]>> = {
  create: [
    { id: 'AccountCreated', code: "if (state.status === 'none') return [{ type: 'AccountCreated'" },
    { id: 'already-created', code: "refuse('already-created'" },
  ],
  deposit: [NOT_CREATED, BLOCKED, AMOUNT, { id: 'MoneyDeposited', code: "return [{ type: 'MoneyDeposited'" }],
  withdraw: [
    NOT_CREATED,
    BLOCKED,
    AMOUNT,
    { id: 'overdraft', code: "if (amount <= balance) return accepted; … refuse('overdraft'" },
    { id: 'MoneyWithdrawn', code: "return [{ type: 'MoneyWithdrawn'" },
  ],
  block: [
    NOT_CREATED,
    { id: 'AccountBlocked', code: "if (state.status === 'open') return [{ type: 'AccountBlocked'" },
    { id: 'already-blocked', code: "refuse('already-blocked'" },
  ],
};

/** What `evolve` does with an event. It judges nothing. */
export const EVOLVE: readonly Line[] = [
  { id: 'AccountCreated', code: "case 'AccountCreated': return { ...state, status: 'open'" },
  {
    id: 'MoneyDeposited',
    code: "case 'MoneyDeposited': return { ...state, balance: state.balance + event.data.amount }",
  },
  {
    id: 'MoneyWithdrawn',
    code: "case 'MoneyWithdrawn': return { ...state, balance: state.balance - event.data.amount }",
  },
  { id: 'AccountBlocked', code: "case 'AccountBlocked': return { ...state, status: 'blocked' }" },
];

/** What stands before those lines where the rule was moved into `evolve`. */
export const MOVED_RULE: Line = {
  id: 'moved-rule',
  code: "if (event.type === 'MoneyWithdrawn' && event.data.amount > state.balance) return state",
};

/** Whether a version of the code has this line of `decide`. */
export const hasLine = (code: Code, line: Line): boolean => code === 'sound' || line.id !== 'overdraft';

/** Which lines of `evolve` a list of events meets, and how often each. */
export function linesMet(events: readonly { readonly type: string }[]): ReadonlyMap<string, number> {
  const met = new Map<string, number>();
  for (const { type } of events) met.set(type, (met.get(type) ?? 0) + 1);
  return met;
}
