import type { Account, AccountEvent } from '../../../engine/domains/account.ts';
import type { Order } from './commands.ts';
import { DECIDERS, type Code } from './variants.ts';

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
  code: "if (state.status === 'none') { … refuse('not-created', …); }",
};
const BLOCKED: Line = { id: 'blocked', code: "if (status === 'blocked') refuse('blocked', …);" };
const AMOUNT: Line = {
  id: 'invalid-amount',
  code: 'if (Number.isSafeInteger(value) && value >= 1 …) return value; … refuse(`invalid-${field}`, …);',
};

/** What `decide` looks at for a command, in this order; the last line answers with the event. */
export const DECIDE: Readonly<Record<Order['type'], readonly Line[]>> = {
  create: [
    { id: 'AccountCreated', code: "if (state.status === 'none') return [{ type: 'AccountCreated', … }];" },
    { id: 'already-created', code: "return refuse('already-created', …);" },
  ],
  deposit: [
    NOT_CREATED,
    BLOCKED,
    AMOUNT,
    { id: 'MoneyDeposited', code: "return [{ type: 'MoneyDeposited', … }];" },
  ],
  withdraw: [
    NOT_CREATED,
    BLOCKED,
    AMOUNT,
    { id: 'overdraft', code: "if (amount <= balance) return accepted; … return refuse('overdraft', …);" },
    { id: 'MoneyWithdrawn', code: "return [{ type: 'MoneyWithdrawn', … }];" },
  ],
  block: [
    NOT_CREATED,
    { id: 'AccountBlocked', code: "if (state.status === 'open') return [{ type: 'AccountBlocked', … }];" },
    { id: 'already-blocked', code: "return refuse('already-blocked', …);" },
  ],
};

/** What `evolve` does with an event. It judges nothing. */
export const EVOLVE: readonly Line[] = [
  { id: 'AccountCreated', code: "case 'AccountCreated': return { ...state, status: 'open', … };" },
  {
    id: 'MoneyDeposited',
    code: "case 'MoneyDeposited': return { ...state, balance: state.balance + event.data.amount };",
  },
  {
    id: 'MoneyWithdrawn',
    code: "case 'MoneyWithdrawn': return { ...state, balance: state.balance - event.data.amount };",
  },
  { id: 'AccountBlocked', code: "case 'AccountBlocked': return { ...state, status: 'blocked' };" },
];

/** What stands before those lines where the rule was moved into `evolve`. */
export const MOVED_RULE: Line = {
  id: 'moved-rule',
  code: "if (event.type === 'MoneyWithdrawn' && event.data.amount > state.balance) return state;",
};

/** Whether a version of the code has this line of `decide`. */
export const hasLine = (code: Code, line: Line): boolean => code === 'sound' || line.id !== 'overdraft';

/**
 * Which lines of `evolve` are met while events are folded onto a state, by their ids, and how often each.
 *
 * @param from the state to begin with; the initial one where left out
 */
export function linesMet(
  code: Code,
  events: readonly AccountEvent[],
  from: Account = DECIDERS[code].initial,
): ReadonlyMap<string, number> {
  const met = new Map<string, number>();
  let state = from;
  for (const event of events) {
    const next = DECIDERS[code].evolve(state, event);
    const id = next === state ? MOVED_RULE.id : event.type;
    met.set(id, (met.get(id) ?? 0) + 1);
    state = next;
  }
  return met;
}
