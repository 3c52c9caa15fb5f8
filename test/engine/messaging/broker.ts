import type { EventMessage, Transport } from '../../../engine/messaging/index.ts';

/** A consumer. If it throws, the message is not acknowledged, and comes again. */
export type Consume = (message: EventMessage) => void;

/**
 * A broker as they are in practice: one log a key, read in order from an offset. It keeps the order of each key and
 * of nothing else, and delivers again what was not acknowledged, or what lies behind an offset that went back.
 */
export class Broker implements Transport<EventMessage> {
  readonly #partitions = new Map<string, { readonly messages: EventMessage[]; offset: number }>();

  send(message: EventMessage): void {
    const partition = this.#partitions.get(message.key) ?? { messages: [], offset: 0 };
    this.#partitions.set(message.key, partition);
    partition.messages.push(message);
  }

  /** Hands over the next message of a key, and goes on unless the consumer throws. Answers false at the end. */
  deliver(key: string, consume: Consume): boolean {
    const partition = this.#partitions.get(key);
    const message = partition?.messages[partition.offset];
    if (partition === undefined || message === undefined) return false;
    consume(message);
    partition.offset += 1;
    return true;
  }

  /** Sets the offset of a key back, as after a rebalance. */
  rewind(key: string, by: number): void {
    const partition = this.#partitions.get(key);
    if (partition !== undefined) partition.offset = Math.max(0, partition.offset - by);
  }

  /** Delivers everything that is left. */
  drain(consume: Consume): void {
    for (const key of this.#partitions.keys()) while (this.deliver(key, consume));
  }
}
