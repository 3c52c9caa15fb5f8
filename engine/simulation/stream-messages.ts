import type { Json } from '../events/index.ts';

/** An event as it travels. No interface, because to the compiler only a type like this can be plain data. */
export type StreamEvent = Readonly<{
  type: string;
  data: Json;
  /** No other event has it. */
  id: string;
  /** Its number within the stream, from 1, without gaps. */
  version: number;
}>;

/** What a producer and its consumers say to each other. */
export type StreamMessage =
  | { readonly type: 'event'; readonly event: StreamEvent }
  /** The producer's last version, told now and then (a heartbeat) and at the end of each answer. */
  | { readonly type: 'last'; readonly version: number; readonly closed: boolean }
  /** A consumer asks for everything after a version. */
  | { readonly type: 'poll'; readonly after: number };
