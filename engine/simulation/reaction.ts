import { InvalidInputError } from '../errors.ts';
import { copyFrozen } from '../events/index.ts';
import { requireName, requireObject, requireWholeNumber } from '../guards.ts';
import type { Effect, Reaction } from './behaviour.ts';

/**
 * Takes what a node answered apart, and makes sure that the simulator can do what it wants. What it wants written or
 * sent is copied and frozen, so that nodes share nothing but messages.
 *
 * @param requireNode refuses a name that no node has
 * @throws InvalidInputError for what is no reaction, such as a message to a node that does not exist
 */
export function requireReaction(
  reaction: Reaction<unknown, never, never>,
  requireNode: (name: unknown, where: string) => string,
  where: string,
): { readonly state: unknown; readonly effects: readonly Effect[] } {
  const { state, effects } = requireObject(reaction, where);
  if (!Array.isArray(effects))
    throw new InvalidInputError(`${where}.effects`, 'an array of effects', effects);
  return {
    state,
    effects: (effects as readonly Effect[]).map((effect, i) =>
      requireEffect(effect, requireNode, `${where}.effects[${i}]`),
    ),
  };
}

function requireEffect(
  effect: Effect,
  requireNode: (name: unknown, where: string) => string,
  where: string,
): Effect {
  requireObject(effect, where);
  switch (effect.type) {
    case 'write':
      if (typeof (effect.forced as unknown) !== 'boolean') {
        throw new InvalidInputError(`${where}.forced`, 'true or false', effect.forced);
      }
      return { ...effect, entry: copyFrozen(effect.entry, `${where}.entry`) };
    case 'send':
      requireNode(effect.to, `${where}.to`);
      return { ...effect, message: copyFrozen(effect.message, `${where}.message`) };
    case 'set-timer':
      requireName(effect.name, `${where}.name`);
      requireWholeNumber(effect.after, `${where}.after`, 0);
      return { ...effect };
    case 'cancel-timer':
      requireName(effect.name, `${where}.name`);
      return { ...effect };
    case 'note':
      requireName(effect.note, `${where}.note`);
      return { ...effect, data: copyFrozen(effect.data, `${where}.data`) };
    default:
      throw new InvalidInputError(
        `${where}.type`,
        "'write', 'send', 'set-timer', 'cancel-timer' or 'note'",
        (effect as { type?: unknown }).type,
      );
  }
}
