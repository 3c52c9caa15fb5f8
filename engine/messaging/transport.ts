import { requireFunction, requireObject } from '../guards.ts';
import type { Message } from './message.ts';
import { requireDone } from './synchronous.ts';

/**
 * What carries messages to others: a broker, a network, or a consumer in the same process.
 *
 * It must keep the order of messages that share a key. It may deliver a message more than once.
 */
export interface Transport<M extends Message = Message> {
  /** Returns when the message is safely taken over; throws when it is not, or when that is not known. */
  send(message: M): void;
}

/** A message that a transport did not take over, as far as is known. */
export interface SendFailure<M extends Message = Message> {
  readonly message: M;
  /** What the transport threw. */
  readonly error: unknown;
}

/** @throws InvalidInputError for anything but a transport */
export function requireTransport<M extends Message>(transport: Transport<M>, where: string): Transport<M> {
  requireFunction(requireObject(transport, where).send as () => void, `${where}.send`);
  return transport;
}

/**
 * Sends one message.
 *
 * @returns undefined, or why it was not taken over
 * @throws InvalidInputError when `send` answers with a promise: what is not done yet must not count as sent
 */
export function trySend<M extends Message>(transport: Transport<M>, message: M): SendFailure<M> | undefined {
  let answer: unknown;
  try {
    answer = transport.send(message);
  } catch (error) {
    return { message, error };
  }
  requireDone(answer, 'send of the transport');
  return undefined;
}
