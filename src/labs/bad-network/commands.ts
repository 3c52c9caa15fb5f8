import { InvalidInputError } from '../../../engine/errors.ts';
import { requireObject, requireWholeNumber } from '../../../engine/guards.ts';
import type { Guard } from '../../../engine/simulation/index.ts';
import type { Run } from '../../lab-frame/lab.ts';
import type { Consumer } from './post.ts';
import {
  begin,
  deliver,
  FINDS,
  GUARDS,
  MOST_FAULTS,
  OPENINGS,
  planOf,
  type Command,
  type Fault,
  type ScenarioId,
  type World,
} from './world.ts';

const MOST_COMMANDS = 500;

/**
 * The delivery that a run has set up.
 *
 * @throws InvalidInputError for an unknown scenario, a seed that is none, too many commands, or one without meaning
 */
export function worldOf({ scenario, seed, commands }: Run<Command>): World {
  if (!Object.hasOwn(OPENINGS, scenario)) {
    throw new InvalidInputError('run.scenario', Object.keys(OPENINGS).join(', '), scenario);
  }
  if (!Number.isSafeInteger(seed)) throw new InvalidInputError('run.seed', 'a safe integer', seed);
  if (!Array.isArray(commands) || commands.length > MOST_COMMANDS) {
    throw new InvalidInputError('run.commands', `an array of at most ${MOST_COMMANDS} commands`, commands);
  }
  return (commands as readonly Command[]).reduce(obey, begin(scenario as ScenarioId));
}

/**
 * The world after a command.
 *
 * @param index the command's place in the run
 * @throws InvalidInputError for a command that is not possible in it. Whether a fault is, only `deliver` can tell
 */
function obey(world: World, given: Command, index: number): World {
  const where = `run.commands[${index}]`;
  const command = requireObject(given, where);
  switch (command.type) {
    case 'drop':
    case 'duplicate':
    case 'delay':
      return { ...world, given: [...world.given, requireFault(world, command, where)] };
    case 'consumer': {
      deliver(world);
      const consumer = requireConsumer(world, command, where);
      return { ...world, consumer, before: planOf(world), given: [], base: index + 1 };
    }
    case 'calm':
      deliver(world);
      return { ...world, before: [], given: [], base: index + 1 };
    default:
      throw new InvalidInputError(
        `${where}.type`,
        "'drop', 'duplicate', 'delay', 'consumer' or 'calm'",
        (command as { type?: unknown }).type,
      );
  }
}

/** Why no further fault can be given; null if one can. */
export const noMoreFaults = (world: World): string | null =>
  world.before.length + world.given.length < MOST_FAULTS
    ? null
    : `${MOST_FAULTS} faults are enough for one delivery. Take them back, or undo one.`;

function requireFault(world: World, fault: Fault, where: string): Fault {
  const { type } = fault;
  const at = requireWholeNumber(fault.at, `${where}.at`, world.given.at(-1)?.at ?? 0);
  const full = noMoreFaults(world);
  if (full !== null) throw new InvalidInputError(where, `at most ${MOST_FAULTS} faults`, `${type}. ${full}`);
  const envelope = requireText(fault.envelope, `${where}.envelope`);
  if (type !== 'delay') return { type, envelope, at };
  return { type, envelope, behind: requireText(fault.behind, `${where}.behind`), at };
}

function requireText(value: unknown, where: string): string {
  if (typeof value === 'string' && value.length <= 20) return value;
  throw new InvalidInputError(where, 'the name of an envelope', value);
}

function requireConsumer(world: World, { guards, find }: Consumer, where: string): Consumer {
  const { consumer, guards: switches, finds } = OPENINGS[world.scenario];
  const isKnown = (guard: Guard, i: number): boolean => GUARDS.includes(guard) && guards.indexOf(guard) === i;
  if (!Array.isArray(guards) || !(guards as readonly Guard[]).every(isKnown)) {
    throw new InvalidInputError(
      `${where}.guards`,
      `an array of ${GUARDS.join(', ')}, each at most once`,
      guards,
    );
  }
  if (!FINDS.includes(find))
    throw new InvalidInputError(`${where}.find`, `one of: ${FINDS.join(', ')}`, find);
  const isOffered = (guard: Guard): boolean =>
    switches.includes(guard) || guards.includes(guard) === consumer.guards.includes(guard);
  if (!GUARDS.every(isOffered) || !(finds || find === consumer.find)) {
    throw new InvalidInputError(
      where,
      'a consumer that this scenario offers',
      `${guards.join(', ')}; ${find}`,
    );
  }
  return { guards: GUARDS.filter((guard) => guards.includes(guard)), find };
}
