import { InvalidInputError } from '../errors.ts';
import { requireCount, requireObject, requireWholeNumber } from '../guards.ts';
import { choicesOf, type Choice } from './choices.ts';
import { linkOf } from './network.ts';
import { delay, drop, duplicate } from './sending.ts';
import { begin, crash, turn } from './turn.ts';
import { record, requireNodeOf, requireOneOf, type Node, type Travelling, type World } from './world.ts';

/** What can be done with a simulation, as plain data. */
export type Command =
  /** Lets happen what is due first; nothing if nothing may happen. */
  | { readonly type: 'next' }
  /** As often as it takes until nothing may happen, but at most `maxSteps` times. */
  | { readonly type: 'quiet'; readonly maxSteps?: number }
  /** Lets one of the choices happen, whether or not it is due first. */
  | { readonly type: 'take'; readonly choice: string }
  | { readonly type: 'drop' | 'duplicate'; readonly message: string }
  /** The message arrives `ms` milliseconds later. */
  | { readonly type: 'delay'; readonly message: string; readonly ms: number }
  /** `keep`: how many entries of the log's volatile tail the disk has all the same. 0 if left out. */
  | { readonly type: 'crash'; readonly node: string; readonly keep?: number }
  | { readonly type: 'restart'; readonly node: string }
  /** In both directions, or from `a` to `b` only. */
  | { readonly type: 'cut' | 'mend'; readonly a: string; readonly b: string; readonly oneWay?: boolean };

/** How many choices are taken at most until all is quiet, if nothing else is said. */
export const MAX_STEPS = 10_000;

/**
 * Does what a command says.
 *
 * @param where what to put before the name of a field in an error
 * @throws InvalidInputError for what is no command, or cannot be done now; nothing has happened then
 */
export function obey(world: World, command: Command, where: string): void {
  const at = (field: string): string => `${where}${field}`;
  requireObject(command, at('command'));
  switch (command.type) {
    case 'next':
      takeFirst(world);
      return;
    case 'quiet':
      takeUntilQuiet(world, requireCount(command.maxSteps ?? MAX_STEPS, at('maxSteps')));
      return;
    case 'take': {
      const choices = new Map(choicesOf(world).map((choice) => [choice.id, choice]));
      const id = requireOneOf([...choices.keys()], command.choice, at('choice'));
      return turn(world, choices.get(id) as Choice);
    }
    case 'drop':
      return drop(world, requireMessage(world, command.message, at('message')), 'command', null);
    case 'duplicate':
      return duplicate(world, requireMessage(world, command.message, at('message')), 'command', null);
    case 'delay': {
      const message = requireMessage(world, command.message, at('message'));
      return delay(world, message, requireCount(command.ms, at('ms')), 'command', null);
    }
    case 'crash': {
      const node = requireStatus(world, command.node, 'up', at('node'));
      return crash(world, node, requireWholeNumber(command.keep ?? 0, at('keep'), 0), 'command', null);
    }
    case 'restart':
      return begin(world, requireStatus(world, command.node, 'down', at('node')), world.now, null);
    case 'cut':
    case 'mend':
      return cutOrMend(world, command, at);
    default:
      throw new InvalidInputError(
        at('type'),
        "'next', 'quiet', 'take', 'drop', 'duplicate', 'delay', 'crash', 'restart', 'cut' or 'mend'",
        (command as { type?: unknown }).type,
      );
  }
}

/** @returns whether there was anything to take */
function takeFirst(world: World): boolean {
  const [first] = choicesOf(world);
  if (first === undefined) return false;
  turn(world, first);
  return true;
}

function takeUntilQuiet(world: World, maxSteps: number): void {
  for (let taken = 0; taken < maxSteps; taken += 1) if (!takeFirst(world)) return;
}

function cutOrMend(
  world: World,
  { type, a, b, oneWay = false }: Extract<Command, { readonly type: 'cut' | 'mend' }>,
  at: (field: string) => string,
): void {
  const from = requireNodeOf(world, a, at('a')).name;
  const to = requireNodeOf(world, b, at('b')).name;
  if (from === to) throw new InvalidInputError(at('b'), `another node than ${from}`, b);
  if (typeof (oneWay as unknown) !== 'boolean') {
    throw new InvalidInputError(at('oneWay'), 'true or false', oneWay);
  }
  const change = (link: string): unknown => (type === 'cut' ? world.cuts.add(link) : world.cuts.delete(link));
  change(linkOf(from, to));
  if (!oneWay) change(linkOf(to, from));
  record(world, null, { kind: type, from, to, both: !oneWay });
}

function requireMessage(world: World, id: unknown, where: string): Travelling {
  return world.inFlight.get(requireOneOf([...world.inFlight.keys()], id, where)) as Travelling;
}

function requireStatus(world: World, name: unknown, status: Node['status'], where: string): Node {
  const node = requireNodeOf(world, name, where);
  if (node.status === status) return node;
  throw new InvalidInputError(
    where,
    `a node that is ${status}`,
    `${node.name}, which is ${IN_WORDS[node.status]}`,
  );
}

const IN_WORDS = { new: 'not started yet', up: 'up', down: 'down' } as const;
