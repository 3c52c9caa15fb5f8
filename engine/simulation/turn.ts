import type { Json } from '../events/index.ts';
import type { Effect, Reaction } from './behaviour.ts';
import type { Choice } from './choices.ts';
import { afterCrash, entriesOf, written } from './node-log.ts';
import { requireReaction } from './reaction.ts';
import { lose, send } from './sending.ts';
import type { By, Happening } from './trace.ts';
import {
  nextSequence,
  record,
  requireNodeOf,
  type Due,
  type Node,
  type Travelling,
  type Wanted,
  type World,
} from './world.ts';

/** Lets a choice happen. Time goes on to when it is due, never back. */
export function turn(world: World, choice: Choice): void {
  const node = world.nodes.get(choice.node) as Node;
  const time = Math.max(world.now, choice.due);
  switch (choice.type) {
    case 'start':
    case 'restart':
      return begin(world, node, time, (node.start as Due).cause);
    case 'perform':
      world.now = time;
      return perform(world, node);
    case 'wake': {
      const { timer } = choice;
      const { cause } = node.timers.get(timer) as Due;
      return react(
        world,
        node,
        time,
        () => node.behaviour.wake(node.state as never, timer),
        () => node.timers.delete(timer),
        cause,
        { kind: 'wake', node: node.name, timer },
      );
    }
    case 'deliver':
    case 'lose': {
      const message = world.inFlight.get(choice.message) as Travelling;
      const { id, from, body, cause } = message;
      if (choice.type === 'lose') {
        world.now = time;
        return lose(world, message, 'down', node.crash);
      }
      return react(
        world,
        node,
        time,
        () => node.behaviour.receive(node.state as never, body as never, from),
        () => world.inFlight.delete(id),
        cause,
        { kind: 'deliver', node: node.name, from, message: id, body },
      );
    }
  }
}

/** Starts a node, for the first time or after a crash. */
export function begin(world: World, node: Node, time: number, cause: number | null): void {
  const log = entriesOf(node.log);
  const happening: Happening =
    node.status === 'new'
      ? { kind: 'start', node: node.name }
      : { kind: 'restart', node: node.name, recovered: log.length };
  const become = (): void => {
    node.status = 'up';
    node.start = undefined;
  };
  react(world, node, time, () => node.behaviour.start(log as readonly never[]), become, cause, happening);
}

/** Takes from a node all that is volatile. @param keep how many entries of the log's tail the disk has all the same */
export function crash(world: World, node: Node, keep: number, by: By, cause: number | null): void {
  const left = afterCrash(node.log, keep);
  const lost = entriesOf(node.log.slice(left.length));
  const undone = node.effects.length;
  node.crash = world.trace.length;
  node.status = 'down';
  node.state = undefined;
  node.log = left;
  node.effects.length = 0;
  node.timers.clear();
  record(world, cause, { kind: 'crash', node: node.name, by, lost, undone });
}

/**
 * Asks the node what it makes of something, and only then lets that have happened: a behaviour that throws, or
 * answers with what makes no sense, leaves the world as it was.
 */
function react(
  world: World,
  node: Node,
  time: number,
  ask: () => Reaction<unknown, Json, Json>,
  become: () => void,
  cause: number | null,
  happening: Happening,
): void {
  const where = `node ${node.name}: ${happening.kind}`;
  const requireNode = (name: unknown, at: string): string => requireNodeOf(world, name, at).name;
  const { state, effects } = requireReaction(ask() as Reaction<unknown, never, never>, requireNode, where);
  become();
  world.now = time;
  node.state = state;
  const step = world.trace.length;
  for (const effect of effects) {
    node.effects.push({ effect, sequence: nextSequence(world), cause: step });
  }
  readyNext(world, node);
  record(world, cause, happening);
}

function readyNext(world: World, node: Node): void {
  const effect = node.effects[0]?.effect;
  const forces = effect?.type === 'write' && effect.forced;
  node.ready = world.now + (forces ? Math.ceil(world.forceTime * node.slowness) : 0);
}

function perform(world: World, node: Node): void {
  const { effect, cause } = node.effects[0] as Wanted;
  const fault = world.script.crashBefore(node.name, node.performed + 1);
  if (fault !== undefined) {
    crash(world, node, fault.keep ?? 0, 'script', cause);
    if (fault.restartAfter === undefined) return;
    node.start = { due: world.now + fault.restartAfter, sequence: nextSequence(world), cause: node.crash };
    return;
  }
  node.effects.shift();
  node.performed += 1;
  readyNext(world, node);
  doEffect(world, node, effect, cause);
}

function doEffect(world: World, node: Node, effect: Effect, cause: number | null): void {
  const { name } = node;
  switch (effect.type) {
    case 'write':
      node.log = written(node.log, effect.entry, effect.forced);
      record(world, cause, { kind: 'write', node: name, entry: effect.entry, forced: effect.forced });
      return;
    case 'send':
      return send(world, node, effect, cause);
    case 'set-timer': {
      const due = world.now + effect.after;
      node.timers.set(effect.name, { due, sequence: nextSequence(world), cause: world.trace.length });
      record(world, cause, { kind: 'set-timer', node: name, timer: effect.name, due });
      return;
    }
    case 'cancel-timer':
      node.timers.delete(effect.name);
      record(world, cause, { kind: 'cancel-timer', node: name, timer: effect.name });
      return;
    case 'note':
      record(world, cause, { kind: 'note', node: name, note: effect.note, data: effect.data });
  }
}
