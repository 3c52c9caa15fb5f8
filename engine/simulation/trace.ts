import { InvalidInputError } from '../errors.ts';
import type { Json } from '../events/index.ts';
import { canonicalJson, Fnv1a64 } from '../timeline/index.ts';

/** Who did it: bad luck, the scenario's script, or whoever gives the commands. */
export type By = 'chance' | 'script' | 'command';

/** What happened to a message on its way. */
interface OnTheWay {
  /** The message's id. */
  readonly message: string;
  readonly from: string;
  readonly to: string;
}

/** What can happen in the simulated world. */
export type Happening =
  | { readonly kind: 'start'; readonly node: string }
  /** `recovered`: how many entries its log still had. */
  | { readonly kind: 'restart'; readonly node: string; readonly recovered: number }
  | {
      readonly kind: 'deliver';
      readonly node: string;
      readonly from: string;
      readonly message: string;
      readonly body: Json;
    }
  | { readonly kind: 'wake'; readonly node: string; readonly timer: string }
  | { readonly kind: 'write'; readonly node: string; readonly entry: Json; readonly forced: boolean }
  | {
      readonly kind: 'send';
      readonly node: string;
      readonly to: string;
      readonly message: string;
      readonly body: Json;
    }
  | { readonly kind: 'set-timer'; readonly node: string; readonly timer: string; readonly due: number }
  | { readonly kind: 'cancel-timer'; readonly node: string; readonly timer: string }
  | { readonly kind: 'note'; readonly node: string; readonly note: string; readonly data: Json }
  /** Nobody wanted it: the network lost the message, or it came to a node that is down. */
  | ({ readonly kind: 'lose'; readonly reason: 'chance' | 'down' } & OnTheWay)
  | ({ readonly kind: 'drop'; readonly by: By } & OnTheWay)
  /** `copy`: the id of the second one. */
  | ({ readonly kind: 'duplicate'; readonly by: By; readonly copy: string } & OnTheWay)
  | ({ readonly kind: 'delay'; readonly by: By; readonly due: number } & OnTheWay)
  /** `lost`: the entries that its log no longer has. `undone`: how many effects it wanted and did not live to see. */
  | {
      readonly kind: 'crash';
      readonly node: string;
      readonly by: By;
      readonly lost: readonly Json[];
      readonly undone: number;
    }
  /** `both`: also in the other direction. */
  | {
      readonly kind: 'cut' | 'mend';
      readonly from: string;
      readonly to: string;
      readonly both: boolean;
    };

/** One thing that happened, as plain data. */
export type Step = Happening & {
  /** Its place in the trace, from 0. */
  readonly index: number;
  /** When it happened: milliseconds since the simulation began, by its own clock. */
  readonly time: number;
  /**
   * The index of the step that led to it: for an effect the beginning, delivery or wake-up that wanted it; for a
   * delivery the send (or the duplicate that made the copy); for a wake-up the setting of the timer; for a message
   * that came to a node that is down its crash. Null for what came from outside.
   */
  readonly cause: number | null;
};

/** Everything that happened, in order. */
export type Trace = readonly Step[];

/**
 * A fingerprint of a trace: the same for the same steps on every machine, another one (but for one chance in 2^64) as
 * soon as anything differs.
 *
 * @returns 16 hexadecimal digits: FNV-1a (64 bits) over the steps as canonical JSON, a line each
 * @throws InvalidInputError for what is no array, or steps that are not plain data
 */
export function traceHash(trace: Trace): string {
  if (!Array.isArray(trace)) throw new InvalidInputError('traceHash: trace', 'an array of steps', trace);
  const hash = new Fnv1a64();
  for (const step of trace as Trace) hash.add(`${canonicalJson(step)}\n`);
  return hash.digest;
}
