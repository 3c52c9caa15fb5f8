import { refuse, type Decider } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { requireName } from '../guards.ts';

/**
 * Where a user lives. A row that is overwritten forgets the old address; this event says what changed, and why, and
 * the store adds when.
 */
export type UserAddressEvent = DomainEvent<
  'UserAddressChanged',
  {
    /** The address until then; null if there was none. */
    from: string | null;
    to: string;
    reason?: string;
  }
>;

export interface ChangeAddress {
  readonly type: 'ChangeAddress';
  /** No `from`: what the sender believes may be out of date, and the state knows. */
  readonly data: { readonly to: string; readonly reason?: string };
}

export interface UserAddress {
  /** Null until there is one. */
  readonly address: string | null;
}

/**
 * A user's address. Since `from` is taken from the state, the events of a user always make a chain: each begins at
 * the address where the one before it ended.
 *
 * Moving to where one lives already is refused (`unchanged`): an event that says "changed" must be true. White space
 * around an address is left out. A command without an address, or with an empty reason, throws an
 * `InvalidInputError`.
 */
export const userAddress: Decider<UserAddress, ChangeAddress, UserAddressEvent> = {
  category: 'user',
  initial: { address: null },

  decide({ data: { to: given, reason } }, { address: from }) {
    const to = requireName(given, 'ChangeAddress: to').trim();
    if (reason !== undefined) requireName(reason, 'ChangeAddress: reason');
    if (to === from) refuse('unchanged', 'This is the present address already. Nothing changes.', { to });
    return [{ type: 'UserAddressChanged', data: { from, to, ...(reason !== undefined && { reason }) } }];
  },

  evolve: (_, event) => ({ address: event.data.to }),
};
