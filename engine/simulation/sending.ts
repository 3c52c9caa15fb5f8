import type { Effect } from './behaviour.ts';
import type { By } from './trace.ts';
import { nextSequence, record, type Node, type Travelling, type World } from './world.ts';

/** Puts a message onto the network, and lets the script or chance do to it what they want. */
export function send(
  world: World,
  node: Node,
  effect: Extract<Effect, { readonly type: 'send' }>,
  cause: number | null,
): void {
  const [from, { to, message: body }] = [node.name, effect];
  const luck = world.network.luck(from, to, world.random);
  const fault = world.script.ofNextMessage(from, to);
  const takes = (latency: number): number => Math.ceil(latency * node.slowness);
  const message: Travelling = {
    id: nextMessageId(world),
    from,
    to,
    body,
    sentAt: world.now,
    due: world.now + takes(luck.latency),
    cause: world.trace.length,
    sequence: nextSequence(world),
  };
  world.inFlight.set(message.id, message);
  record(world, cause, { kind: 'send', node: from, to, message: message.id, body });
  switch (fault?.type) {
    case 'drop':
      return drop(world, message, 'script', message.cause);
    case 'duplicate':
      return duplicate(world, message, 'script', message.cause);
    case 'delay':
      return delay(world, message, fault.ms, 'script', message.cause);
    case undefined:
      if (luck.lost) lose(world, message, 'chance', message.cause);
      else if (luck.duplicated) {
        duplicate(world, message, 'chance', message.cause, world.now + takes(luck.copyLatency));
      }
  }
}

/** Takes a message off the network because somebody wants it lost. */
export function drop(world: World, { id, from, to }: Travelling, by: By, cause: number | null): void {
  world.inFlight.delete(id);
  record(world, cause, { kind: 'drop', message: id, from, to, by });
}

/** Takes a message off the network that nobody wanted lost. */
export function lose(
  world: World,
  { id, from, to }: Travelling,
  reason: 'chance' | 'down',
  cause: number | null,
): void {
  world.inFlight.delete(id);
  record(world, cause, { kind: 'lose', message: id, from, to, reason });
}

/** Puts a copy onto the network. @param due when the copy can arrive; as early as the message if left out */
export function duplicate(
  world: World,
  message: Travelling,
  by: By,
  cause: number | null,
  due = message.due,
): void {
  const { id, from, to } = message;
  const copy = nextMessageId(world);
  const sequence = nextSequence(world);
  world.inFlight.set(copy, { ...message, id: copy, due, cause: world.trace.length, sequence });
  record(world, cause, { kind: 'duplicate', message: id, copy, from, to, by });
}

/** Lets a message arrive so many milliseconds later than it would have. */
export function delay(world: World, message: Travelling, ms: number, by: By, cause: number | null): void {
  const { id, from, to } = message;
  const due = Math.max(world.now, message.due) + ms;
  world.inFlight.set(id, { ...message, due });
  record(world, cause, { kind: 'delay', message: id, from, to, by, due });
}

function nextMessageId(world: World): string {
  world.messages += 1;
  return `m${world.messages}`;
}
