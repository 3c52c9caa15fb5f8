import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject } from '../../../engine/guards.ts';
import { createLog, emptyRows, overwrite, type Log, type Row } from './books.ts';
import { DESIGNS, type Design, type Entry, type Recorded, type ScenarioId, type Value } from './designs.ts';
import { OPENINGS } from './openings.ts';
import { findTwin, QUESTIONS, type Question, type Twin } from './questions.ts';
import { tamper, type Attempt } from './tampering.ts';
import { refusals } from './texts.ts';

export type Side = 'row' | 'log';

/** What the learner may do. */
export type Command =
  /** Give both designs the same command: move somebody, add or take an amount, or set a quantity. */
  | { readonly type: 'write'; readonly key: string; readonly value: Value }
  /** Put one of management's questions to one side. */
  | { readonly type: 'ask'; readonly side: Side; readonly question: string }
  /** Try to change or to remove an event that is stored. */
  | { readonly type: 'edit'; readonly position: number }
  | { readonly type: 'delete'; readonly position: number }
  /** Give the table columns for when, who and why. */
  | { readonly type: 'add-columns' };

/** What one side said to a question. */
export interface Answer {
  readonly question: string;
  readonly side: Side;
  /** Null where it cannot be answered. */
  readonly text: string | null;
  /** The positions of the events that were folded for it. */
  readonly used: readonly number[];
  /** Where the row cannot answer: why not. */
  readonly twin: Twin | null;
}

/** Both books at one step, and what was done to them last. */
export interface World {
  readonly scenario: ScenarioId;
  readonly command: Command | null;
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
  /** What the last command overwrote: gone, but for this picture. */
  readonly erased: { readonly key: string; readonly value: Value } | null;
  readonly events: readonly Recorded[];
  /** What was answered since the last change: an answer is true of its moment. */
  readonly answers: readonly Answer[];
  /** The attempt that was made last, if it was the last command. */
  readonly attempt: Attempt | null;
  readonly attempts: readonly Attempt[];
  readonly columns: boolean;
  /** What time it is: when the next command comes, in milliseconds since 1970 (UTC). */
  readonly now: number;
}

export interface Beginning {
  readonly world: World;
  readonly log: Log;
}

/** Both books as the learner finds them. */
export function begin(scenario: ScenarioId): Beginning {
  const design = DESIGNS[scenario];
  const { entries, from } = OPENINGS[scenario];
  const log = createLog(design);
  for (const entry of entries) log.record(entry);
  const world: World = {
    scenario,
    command: null,
    entries,
    rows: entries.reduce((rows, entry) => overwrite(design, rows, entry), emptyRows(design)),
    erased: null,
    events: log.read(),
    answers: [],
    attempt: null,
    attempts: [],
    columns: false,
    now: from,
  };
  return { world, log };
}

export const designOf = (world: World): Design => DESIGNS[world.scenario];
export const questionsOf = (world: World): readonly Question[] => QUESTIONS[world.scenario];

/** Why a command is not possible now, or null when it is. Its parts are taken to be valid. */
export function refusal(world: World, command: Command): string | null {
  switch (command.type) {
    case 'write': {
      const design = designOf(world);
      const cell = world.rows.find(({ key }) => key === command.key)?.value ?? null;
      return design.overwrite(cell, command.value) === cell ? refusals.same : null;
    }
    case 'add-columns':
      return world.columns || world.scenario !== 'past' ? refusals.columns : null;
    default:
      return null;
  }
}

/**
 * The world after a command.
 *
 * @param log the store of this run, which the command may add to
 * @param index which command of the run it is
 * @throws InvalidInputError for a command that is none, or not possible in this world
 */
export function obey(world: World, given: Command, log: Log, index: number): World {
  const where = `run.commands[${index}]`;
  const command = requireCommand(world, given, where);
  const reason = refusal(world, command);
  if (reason !== null) throw new InvalidInputError(where, 'a possible command', reason);
  const next: World = { ...world, command, erased: null, attempt: null };
  switch (command.type) {
    case 'write':
      return write(next, command, log);
    case 'ask':
      return ask(next, command);
    case 'add-columns':
      return { ...next, columns: true, answers: [] };
    default: {
      const attempt = tamper(log.store, command.type, command.position);
      return { ...next, attempt, attempts: [...world.attempts, attempt], events: log.read() };
    }
  }
}

function write(world: World, { key, value }: Command & { type: 'write' }, log: Log): World {
  const design = designOf(world);
  const entry: Entry = {
    key,
    value,
    at: world.now,
    by: 'you',
    why: design.reason,
    columns: world.columns,
  };
  log.record(entry);
  const erased = world.rows.find((row) => row.key === key)?.value ?? null;
  return {
    ...world,
    entries: [...world.entries, entry],
    rows: overwrite(design, world.rows, entry),
    erased: erased === null ? null : { key, value: erased },
    events: log.read(),
    answers: [],
    now: world.now + OPENINGS[world.scenario].every,
  };
}

function ask(world: World, { side, question: id }: Command & { type: 'ask' }): World {
  const question = questionsOf(world).find((one) => one.id === id) as Question;
  const others = world.answers.filter((one) => one.question !== id || one.side !== side);
  return { ...world, answers: [...others, answerOf(world, side, question)] };
}

/** What a side says to a question, in this world. */
export function answerOf(world: World, side: Side, question: Question): Answer {
  const about = { question: question.id, side };
  if (side === 'log') {
    const { answer, used } = question.fromLog(world.events);
    return { ...about, text: answer, used, twin: null };
  }
  const text = question.fromRows(world.rows);
  const twin = text === null ? findTwin(designOf(world), question, world.entries, world.now) : null;
  return { ...about, text, used: [], twin };
}

function requireCommand(world: World, command: Command, where: string): Command {
  requireObject(command, where);
  const { keys, values } = designOf(world);
  const at = { position: world.events.map(({ position }) => position) };
  const fields: Readonly<Record<Command['type'], Readonly<Record<string, readonly unknown[]>>>> = {
    write: { key: keys, value: values },
    ask: { side: ['row', 'log'], question: questionsOf(world).map(({ id }) => id) },
    edit: at,
    delete: at,
    'add-columns': {},
  };
  requireOneOf(Object.keys(fields), command.type, `${where}.type`);
  for (const [field, allowed] of Object.entries(fields[command.type])) {
    requireOneOf(allowed, (command as Readonly<Record<string, unknown>>)[field], `${where}.${field}`);
  }
  return command;
}

function requireOneOf(allowed: readonly unknown[], value: unknown, where: string): void {
  if (!allowed.includes(value)) throw new InvalidInputError(where, allowed.join(', '), value);
}
