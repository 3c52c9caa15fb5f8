import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { given } from '../../../engine/aggregates/index.ts';
import { userAddress, type ChangeAddress, type UserAddressEvent } from '../../../engine/domains/address.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import { run } from './deciding.ts';

const moveTo = (to: string): ChangeAddress => ({ type: 'ChangeAddress', data: { to } });
const moved = (from: string | null, to: string): UserAddressEvent => ({
  type: 'UserAddressChanged',
  data: { from, to },
});
const first = moved(null, '1 Elm Street');

describe('a user’s address', () => {
  test('is told for the first time: it comes from nowhere', () => {
    expect(given(userAddress, []).when(moveTo('1 Elm Street')).then([first]).difference).toBe('');
  });

  test('changes from the present one, which the command need not know', () => {
    const result = given(userAddress, [first, moved('1 Elm Street', '2 Oak Road')]).when(
      moveTo('3 Ash Lane'),
    );
    expect(result.then([moved('2 Oak Road', '3 Ash Lane')]).difference).toBe('');
    expect(result.thenState({ address: '3 Ash Lane' }).difference).toBe('');
  });

  test('keeps the reason, if one is given', () => {
    const command: ChangeAddress = { type: 'ChangeAddress', data: { to: '2 Oak Road', reason: 'new job' } };
    const event: UserAddressEvent = {
      type: 'UserAddressChanged',
      data: { from: '1 Elm Street', to: '2 Oak Road', reason: 'new job' },
    };
    expect(given(userAddress, [first]).when(command).then([event]).difference).toBe('');
  });

  test('is not changed to itself, not even with white space around it', () => {
    for (const same of ['1 Elm Street', ' 1 Elm Street\n']) {
      expect(given(userAddress, [first]).when(moveTo(same)).thenRefused('unchanged').difference).toBe('');
    }
  });

  test('may be one where the user lived before', () => {
    const past = [first, moved('1 Elm Street', '2 Oak Road')];
    const back = moved('2 Oak Road', '1 Elm Street');
    expect(given(userAddress, past).when(moveTo('1 Elm Street')).then([back]).difference).toBe('');
  });

  test.each([{ to: '' }, { to: '  ' }, { to: '2 Oak Road', reason: '' }])('cannot mean %j', (data) => {
    expect(() => userAddress.decide({ type: 'ChangeAddress', data }, userAddress.initial)).toThrow(
      InvalidInputError,
    );
  });

  test('makes a chain of events, whatever is asked for', () => {
    const addresses = fc.array(fc.constantFrom('1 Elm Street', '2 Oak Road', '3 Ash Lane'), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(addresses, (list) => {
        const { events } = run(userAddress, list.map(moveTo));
        // Wherever somebody is asked to go, there they end; and a repetition is the only thing refused.
        expect(events.map(({ data }) => data.to)).toEqual(list.filter((to, i) => to !== list[i - 1]));
        expect(events.map(({ data }) => data.from)).toEqual(
          events.map((_, i) => events[i - 1]?.data.to ?? null),
        );
      }),
    );
  });
});
