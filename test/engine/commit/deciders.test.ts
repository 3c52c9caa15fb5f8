import { describe, expect, test } from 'vitest';
import { CommandRefusedError, fold } from '../../../engine/aggregates/index.ts';
import {
  answerOf,
  createCoordinator,
  createParticipant,
  replyOf,
  RULES,
  VARIANTS,
  type CoordinatorState,
  type ParticipantRecord,
  type Votes,
} from '../../../engine/commit/index.ts';

const participants = ['payment', 'inventory'];
const transaction = 'order-1001';
const both: Votes = { payment: 'yes', inventory: 'yes' };

describe.each(VARIANTS)('the coordinator (%s)', (variant) => {
  const coordinator = createCoordinator(variant, transaction);
  const count = (votes: Votes, state = coordinator.initial) =>
    coordinator.decide({ type: 'CountVotes', data: { participants, votes } }, state);
  const giveUp = (votes: Votes, state = coordinator.initial) =>
    coordinator.decide({ type: 'GiveUp', data: { participants, votes } }, state);

  test('commits when all votes are YES, and not before', () => {
    expect(count({})).toEqual([]);
    expect(count({ payment: 'yes' })).toEqual([]);
    expect(count(both)).toEqual([{ type: 'commit', data: { transaction, participants } }]);
  });

  test('tells nobody of a commit who only read', () => {
    expect(count({ payment: 'yes', inventory: 'read-only' })).toMatchObject([
      { type: 'commit', data: { participants: ['payment'] } },
    ]);
  });

  test('aborts for one NO, and tells those who voted YES', () => {
    expect(count({ payment: 'yes', inventory: 'no' })).toMatchObject([
      { type: 'abort', data: { participants: ['payment'] } },
    ]);
  });

  test('aborts when it gives up, and tells those too whom it has not heard', () => {
    expect(giveUp({ payment: 'yes' })).toMatchObject([{ type: 'abort', data: { participants } }]);
  });

  test('ends what everyone only read without a decision', () => {
    const records = count({ payment: 'read-only', inventory: 'read-only' });
    expect(records.map(({ type }) => type)).toEqual(['end']);
  });

  test('never decides twice', () => {
    for (const first of [count(both), giveUp({})]) {
      const decided = fold(coordinator, first);
      expect(count(both, decided)).toEqual([]);
      expect(count({ payment: 'no', inventory: 'no' }, decided)).toEqual([]);
      expect(giveUp({}, decided)).toEqual([]);
    }
  });

  test('ends when all that were told have acknowledged, where the variant wants it', () => {
    for (const [outcome, records] of [
      ['commit', count(both)],
      ['abort', giveUp({})],
    ] as const) {
      const decided = fold(coordinator, records);
      const acknowledge = (...acknowledged: string[]) =>
        coordinator.decide({ type: 'CountAcknowledgements', data: { acknowledged } }, decided);
      expect(acknowledge('payment')).toEqual([]);
      const end = RULES[variant].acknowledged[outcome] ? [{ type: 'end', data: { transaction } }] : [];
      expect(acknowledge('inventory', 'payment')).toEqual(end);
      expect(fold(coordinator, acknowledge('inventory', 'payment'), decided)).toMatchObject({
        status: 'ended',
        outcome,
      });
    }
  });

  test('says what its log says, nothing while votes are out, and else what is presumed', () => {
    const { initial } = coordinator;
    expect(answerOf(initial, variant, true)).toBeNull();
    expect(answerOf(initial, variant, false)).toBe(variant === 'presumed-commit' ? 'commit' : 'abort');
    expect(answerOf(fold(coordinator, count(both)), variant, false)).toBe('commit');
    expect(answerOf(fold(coordinator, giveUp({})), variant, false)).toBe('abort');
  });
});

test('only under presumed commit the coordinator writes down whom it is about to ask', () => {
  const begin = (variant: (typeof VARIANTS)[number]) =>
    createCoordinator(variant, transaction).decide({ type: 'Begin', data: { participants } }, INIT);
  expect(begin('presumed-nothing')).toEqual([]);
  expect(begin('presumed-abort')).toEqual([]);
  expect(begin('presumed-commit')).toEqual([{ type: 'collecting', data: { transaction, participants } }]);
});

const INIT: CoordinatorState = { status: 'init', outcome: null, participants: [] };

describe('a participant', () => {
  const payment = createParticipant(transaction, 'yes');
  const prepare = { type: 'Prepare', data: { coordinator: 'coordinator', participants } } as const;
  const after = (...records: readonly ParticipantRecord[]) => fold(payment, records);
  const prepared = after(...payment.decide(prepare, payment.initial));

  test('writes YES as prepare, and NO as abort', () => {
    expect(payment.decide(prepare, payment.initial)).toMatchObject([{ type: 'prepare' }]);
    const unwilling = createParticipant(transaction, 'no');
    expect(unwilling.decide(prepare, unwilling.initial)).toMatchObject([{ type: 'abort' }]);
  });

  test('knows once prepared whom to ask', () => {
    expect(prepared).toEqual({ status: 'prepared', coordinator: 'coordinator', participants });
  });

  test('may abort alone while it is working', () => {
    expect(payment.decide({ type: 'AbortAlone' }, payment.initial)).toMatchObject([{ type: 'abort' }]);
  });

  test('never decides once it is prepared', () => {
    const alone = () => payment.decide({ type: 'AbortAlone' }, prepared);
    expect(alone).toThrow(CommandRefusedError);
    expect(alone).toThrow(expect.objectContaining({ reason: 'in-doubt' }));
  });

  test('takes the outcome it is told, once', () => {
    for (const outcome of ['commit', 'abort'] as const) {
      const records = payment.decide({ type: 'Learn', data: { outcome } }, prepared);
      expect(records).toMatchObject([{ type: outcome }]);
      for (const later of ['commit', 'abort'] as const) {
        const decided = fold(payment, records, prepared);
        expect(payment.decide({ type: 'Learn', data: { outcome: later } }, decided)).toEqual([]);
        expect(payment.decide({ type: 'AbortAlone' }, decided)).toEqual([]);
      }
    }
  });

  test('does not commit what it never agreed to', () => {
    expect(payment.decide({ type: 'Learn', data: { outcome: 'commit' } }, payment.initial)).toEqual([]);
  });

  test('votes again as it voted, NO once it has aborted, and not at all once it has committed', () => {
    const ask = { type: 'PREPARE', transaction, participants } as const;
    const voted = (...records: readonly ParticipantRecord[]) =>
      replyOf(ask, fold(payment, records, prepared), 'presumed-abort');
    expect(voted()).toMatchObject({ vote: 'yes' });
    expect(voted({ type: 'abort', data: { transaction } })).toMatchObject({ vote: 'no' });
    expect(voted({ type: 'commit', data: { transaction } })).toBeNull();
  });

  test('tells a peer what it knows, and that it cannot say while it is in doubt', () => {
    const ask = { type: 'PEER-ASK', transaction } as const;
    const told = (...records: readonly ParticipantRecord[]) =>
      replyOf(ask, fold(payment, records, prepared), 'presumed-abort');
    expect(told()).toMatchObject({ outcome: 'unknown' });
    expect(told({ type: 'commit', data: { transaction } })).toMatchObject({ outcome: 'commit' });
    expect(told({ type: 'abort', data: { transaction } })).toMatchObject({ outcome: 'abort' });
  });
});
