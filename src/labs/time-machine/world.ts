import type { AccountEvent } from '../../../engine/domains/account.ts';
import {
  cardLimit,
  cardLimitWithoutReset,
  withdrawnOnLastDay,
  type CardLimit,
} from '../../../engine/domains/card-limit.ts';
import { InvalidInputError } from '../../../engine/errors.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { requireObject, requireTime, requireWholeNumber } from '../../../engine/guards.ts';
import {
  createTimeline,
  historyHash,
  historyOf,
  without,
  type Timeline,
} from '../../../engine/timeline/index.ts';
import { fiveDays, longLife } from './history.ts';

export type Account = RecordedEvent<AccountEvent>;
export type State = CardLimit;
export type Code = 'faulty' | 'sound';
export type ScenarioId = 'travel' | 'hunt' | 'long';

/** What the learner may do. Moving the marker is no command: it changes nothing. */
export type Command =
  /** Take an event out of the fold, or put it back. */
  | { readonly type: 'toggle'; readonly position: number }
  /** Put one version of the code into service and replay. */
  | { readonly type: 'deploy'; readonly code: Code }
  /** Ask for the state at a moment, in milliseconds since 1970 (UTC). */
  | { readonly type: 'ask'; readonly time: number }
  /** Open the state after an event, while the states are closed. */
  | { readonly type: 'look'; readonly position: number }
  /** Name the event after which the state is wrong for the first time. */
  | { readonly type: 'accuse'; readonly position: number };

/** One log, one version of the code, and what the learner asked of them. */
export interface World {
  readonly scenario: ScenarioId;
  readonly events: readonly Account[];
  /** Positions of events that are taken out of the fold. The log itself keeps them. */
  readonly off: ReadonlySet<number>;
  readonly code: Code;
  /** Positions whose closed state was opened, in the order of looking. */
  readonly looks: readonly number[];
  readonly accused: { readonly position: number; readonly right: boolean } | null;
  readonly asked: { readonly time: number; readonly position: number } | null;
}

const FOLDS = { faulty: cardLimitWithoutReset, sound: cardLimit } as const;

/** A function that works out each answer once: histories and worlds never change. */
function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const answer = known.get(key) ?? { value: make(key) };
    known.set(key, answer);
    return answer.value;
  };
}

const HISTORIES = { travel: { record: fiveDays }, hunt: { record: fiveDays }, long: { record: longLife } };
const recorded = once((history: { readonly record: () => readonly Account[] }) => history.record());

const timelines = {
  sound: once((events: readonly Account[]) => createTimeline(historyOf(events), FOLDS.sound)),
  faulty: once((events: readonly Account[]) => createTimeline(historyOf(events), FOLDS.faulty)),
};

export function begin(scenario: ScenarioId): World {
  return {
    scenario,
    events: recorded(HISTORIES[scenario]),
    off: new Set(),
    code: scenario === 'hunt' ? 'faulty' : 'sound',
    looks: [],
    accused: null,
    asked: null,
  };
}

/**
 * Why a command is not possible now, or null when it is.
 *
 * @param position where the marker stands, for commands that are about one event
 */
export function refusal(world: World, command: Command['type'], position = 0): string | null {
  const hunting = world.scenario === 'hunt';
  const solved = world.accused?.right === true;
  switch (command) {
    case 'toggle':
      return hunting && !solved ? 'Find the first wrong state before you change the fold.' : null;
    case 'ask':
      return hunting ? 'The hunt is about positions, not dates.' : null;
    case 'look':
      return hunting ? null : 'All states are open here.';
    case 'accuse':
      if (!hunting) return 'Nothing is wrong here.';
      if (solved) return 'The first wrong state is found.';
      return isOpen(world, position) && isOpen(world, Math.max(0, position - 1))
        ? null
        : 'Open the states on both sides of it first.';
    case 'deploy':
      if (!hunting) return 'The sound code is in service here.';
      return solved ? null : 'Find the first wrong state before you change the code.';
    default:
      return null;
  }
}

/** The commands that are about one event. */
const AT_A_POSITION: readonly unknown[] = ['toggle', 'look', 'accuse'] satisfies Command['type'][];

/** The world after a command. @throws InvalidInputError for a command that is none, or not possible in it */
export function obey(world: World, given: Command, index: number): World {
  const where = `run.commands[${index}]`;
  const command = requireObject(given, where);
  const position = AT_A_POSITION.includes(command.type)
    ? requirePosition(world, (command as { position?: unknown }).position, where)
    : 0;
  const reason = refusal(world, command.type, position);
  if (reason !== null)
    throw new InvalidInputError(where, 'a command that is possible here', `${command.type}. ${reason}`);
  switch (command.type) {
    case 'toggle': {
      const off = new Set(world.off);
      if (!off.delete(position)) off.add(position);
      return { ...world, off };
    }
    case 'deploy':
      if (!Object.hasOwn(FOLDS, command.code)) {
        throw new InvalidInputError(`${where}.code`, "'faulty' or 'sound'", command.code);
      }
      return { ...world, code: command.code };
    case 'ask': {
      const time = requireDate(command.time, `${where}.time`);
      return { ...world, asked: { time, position: timelineOf(world).positionAt(time) } };
    }
    case 'look':
      return isOpen(world, position) ? world : { ...world, looks: [...world.looks, position] };
    case 'accuse':
      return { ...world, accused: { position, right: position === firstWrong(world) } };
    default:
      throw new InvalidInputError(
        `${where}.type`,
        'a command of the time machine',
        (command as Command).type,
      );
  }
}

/** What the field for dates can hold. Far beyond it are times that no calendar can write. */
const [EARLIEST, LATEST] = ['0001-01-01T00:00Z', '9999-12-31T23:59Z'].map(Date.parse) as [number, number];

function requireDate(value: unknown, where: string): number {
  const time = requireTime(value, where);
  if (EARLIEST <= time && time <= LATEST) return time;
  throw new InvalidInputError(where, 'a time in the years 1 to 9999', time);
}

function requirePosition(world: World, given: unknown, where: string): number {
  const position = requireWholeNumber(given, `${where}.position`, 1);
  if (position <= world.events.length) return position;
  throw new InvalidInputError(`${where}.position`, `a position up to ${world.events.length}`, position);
}

/** The log as this world folds it. */
export const timelineOf = once((world: World): Timeline<State, Account> => {
  const timeline = timelines[world.code](world.events);
  return world.off.size === 0 ? timeline : without(timeline, [...world.off]).timeline;
});

/**
 * Whether the learner may see the state at a position. During the hunt all are closed but the start, the end (the
 * symptom is known) and those that were looked at, until the first wrong one is named.
 */
export function isOpen(world: World, position: number): boolean {
  if (world.scenario !== 'hunt' || world.accused?.right === true) return true;
  return position === 0 || position === world.events.length || world.looks.includes(position);
}

/**
 * Whether the state at a position is wrong: it disagrees with the plain meaning of its words, worked out from the
 * events alone.
 */
export function isWrong(world: World, position: number): boolean {
  const folded = world.events.slice(0, position).filter((event) => !world.off.has(event.position));
  return timelineOf(world).stateAt(position).state.withdrawnToday !== withdrawnOnLastDay(folded);
}

/** The first position after which the faulty code is wrong. */
function firstWrong({ events }: World): number {
  const world = { ...begin('hunt'), events };
  return events.findIndex((_, index) => isWrong(world, index + 1)) + 1;
}

/** How many looks are enough for any history of this length, whose last state is known to be broken. */
export const looksAllowed = (world: World): number => Math.ceil(Math.log2(world.events.length));

/** How many of all the states, one after each event and one before the first, are wrong. */
export function countWrong(world: World): number {
  return Array.from({ length: world.events.length + 1 }, (_, position) => isWrong(world, position)).filter(
    Boolean,
  ).length;
}

/** A short fingerprint of the events that take part in the fold. */
export const foldedHash = (world: World): string =>
  historyHash(historyOf(world.events.filter((event) => !world.off.has(event.position))));

/** A short fingerprint of the log. */
export const storedHash = (world: World): string => historyHash(historyOf(world.events));
