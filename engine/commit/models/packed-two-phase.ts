import type { Model, Step } from '../../explore/index.ts';
import { requireParticipants, type ParticipantState } from './participants.ts';
import { CONSISTENCY, type CoordinatorState, type TwoPhaseAction, type TwoPhaseState } from './two-phase.ts';

/**
 * A state of TwoPhase in one number of 28 bits. Each participant has four of them, participant 0 the lowest:
 *
 *     bit 0–1  the participant: working 0, prepared 1, committed 2, aborted 3
 *     bit 2    its Prepared was sent
 *     bit 3    its Prepared was received
 *
 * and above all six of them, from bit 24: the coordinator in two bits, "Commit was sent", "Abort was sent".
 */
export type PackedTwoPhaseState = number;

const PARTICIPANT_STATES: readonly ParticipantState[] = ['working', 'prepared', 'committed', 'aborted'];
const COORDINATOR_STATES: readonly CoordinatorState[] = ['init', 'committed', 'aborted'];

const WIDTH = 4;
const OWN = 0b11;
const SENT = 0b100;
const HEARD = 0b1000;
const COORDINATOR = 24;
const COMMIT = 1 << 26;
const ABORT = 1 << 27;

const PREPARED = 1;
const COMMITTED = 2;
const ABORTED = 3;

/** The lowest bit of every participant. */
const EACH = 0x111111;

export function packTwoPhase({ participants, coordinator, heard, sent }: TwoPhaseState): PackedTwoPhaseState {
  const parts = participants.map(
    (own, i) =>
      (PARTICIPANT_STATES.indexOf(own) |
        (sent.prepared[i] === true ? SENT : 0) |
        (heard[i] === true ? HEARD : 0)) <<
      (WIDTH * i),
  );
  const rest =
    (COORDINATOR_STATES.indexOf(coordinator) << COORDINATOR) |
    (sent.commit ? COMMIT : 0) |
    (sent.abort ? ABORT : 0);
  return parts.reduce((packed, part) => packed | part, rest);
}

/** @throws InvalidInputError for another number of participants than 1 to 6 */
export function unpackTwoPhase(packed: PackedTwoPhaseState, participants: number): TwoPhaseState {
  requireParticipants(participants, 'unpackTwoPhase: participants');
  const parts = Array.from({ length: participants }, (_, i) => packed >> (WIDTH * i));
  return {
    participants: parts.map((part) => PARTICIPANT_STATES[part & OWN] as ParticipantState),
    coordinator: COORDINATOR_STATES[(packed >> COORDINATOR) & 0b11] as CoordinatorState,
    heard: parts.map((part) => (part & HEARD) !== 0),
    sent: {
      prepared: parts.map((part) => (part & SENT) !== 0),
      commit: (packed & COMMIT) !== 0,
      abort: (packed & ABORT) !== 0,
    },
  };
}

/**
 * The same as `twoPhase`, fast enough to try all states for six participants at once.
 *
 * @param participants how many there are, from 1 to 6
 * @throws InvalidInputError for another number
 */
export function packedTwoPhase(participants: number): Model<PackedTwoPhaseState, TwoPhaseAction> {
  requireParticipants(participants, 'packedTwoPhase: participants');
  const all = EACH & ((1 << (WIDTH * participants)) - 1);
  const allHeard = all * HEARD;
  const actions = Array.from({ length: participants }, (_, participant) => actionsOf(participant));

  return {
    initial: [0],
    key: (state) => state,
    properties: [
      {
        name: CONSISTENCY,
        holds: (state) => {
          const decided = (state >> 1) & all;
          const aborted = decided & state;
          return aborted === 0 || aborted === decided;
        },
      },
    ],
    actions: (state) => {
      const steps: Step<PackedTwoPhaseState, TwoPhaseAction>[] = [];
      const undecided = ((state >> COORDINATOR) & 0b11) === 0;
      if (undecided) {
        if ((state & allHeard) === allHeard) {
          steps.push({ action: COMMITS, next: state | (COMMITTED_COORDINATOR << COORDINATOR) | COMMIT });
        }
        steps.push({ action: ABORTS, next: state | (ABORTED_COORDINATOR << COORDINATOR) | ABORT });
      }
      for (let i = 0; i < participants; i += 1) {
        const action = actions[i] as ParticipantActions;
        const shift = WIDTH * i;
        const part = state >> shift;
        const others = state & ~(OWN << shift);
        if (undecided && (part & SENT) !== 0) {
          steps.push({ action: action.received, next: state | (HEARD << shift) });
        }
        if ((part & OWN) === 0) {
          steps.push({ action: action.prepares, next: state | ((PREPARED | SENT) << shift) });
          steps.push({ action: action.choosesAbort, next: state | (ABORTED << shift) });
        }
        if ((state & COMMIT) !== 0) {
          steps.push({ action: action.receivesCommit, next: others | (COMMITTED << shift) });
        }
        if ((state & ABORT) !== 0) {
          steps.push({ action: action.receivesAbort, next: others | (ABORTED << shift) });
        }
      }
      return steps;
    },
  };
}

/** For `canonical`: participants in the order of their bits, since which of them has which number makes no difference. */
export function orderParticipants(participants: number): (state: PackedTwoPhaseState) => PackedTwoPhaseState {
  requireParticipants(participants, 'orderParticipants: participants');
  return (state) => {
    const parts = Array.from({ length: participants }, (_, i) => (state >> (WIDTH * i)) & 0b1111);
    const rest = (state >> COORDINATOR) << COORDINATOR;
    return parts.sort((a, b) => a - b).reduce((packed, part, i) => packed | (part << (WIDTH * i)), rest);
  };
}

const COMMITTED_COORDINATOR = COORDINATOR_STATES.indexOf('committed');
const ABORTED_COORDINATOR = COORDINATOR_STATES.indexOf('aborted');

const COMMITS: TwoPhaseAction = { type: 'coordinator-commits' };
const ABORTS: TwoPhaseAction = { type: 'coordinator-aborts' };

type ParticipantActions = ReturnType<typeof actionsOf>;

/** Made once, so that a step costs no object for its action. */
const actionsOf = (participant: number) =>
  ({
    received: { type: 'coordinator-receives-prepared', participant },
    prepares: { type: 'participant-prepares', participant },
    choosesAbort: { type: 'participant-chooses-abort', participant },
    receivesCommit: { type: 'participant-receives-commit', participant },
    receivesAbort: { type: 'participant-receives-abort', participant },
  }) satisfies Record<string, TwoPhaseAction>;
