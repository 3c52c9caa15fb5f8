import type { Cart, CartEvent, CartSummary } from '../../../engine/domains/cart.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import type { Table } from '../../../engine/projections/index.ts';
import { canonicalJson } from '../../../engine/timeline/index.ts';
import type { Conditions, Part, Way } from './parts.ts';
import type { Request, Source } from './requests.ts';

export type Fact = RecordedEvent<CartEvent>;
export type Rows = Table<CartSummary>;

/** What the client has on its screen. */
export interface Answer {
  readonly from: Source;
  /** Null where there is no such cart. */
  readonly row: CartSummary | null;
  /** How many events were read to find it out. */
  readonly eventsRead: number;
  /** Whether it was what the events say, at the moment of answering. */
  readonly current: boolean;
}

/** What a step is about, for goals and predictions. */
export type Happened =
  | 'start'
  | 'sent'
  | 'decided'
  | 'refused'
  | 'stored'
  | 'published'
  | 'lost'
  | 'unheard'
  | 'told'
  | 'saved'
  | 'replayed'
  | 'asked'
  | 'read'
  | 'answered'
  | 'opened'
  | 'failed'
  | 'waits'
  | 'cut'
  | 'paused'
  | 'wiped'
  | 'restored';

/** What the picture shows at one step. */
export interface View {
  readonly happened: Happened;
  /** The part where it happened, and the way that was taken there. */
  readonly at: Part | null;
  readonly way: Way | null;
  readonly conditions: Conditions;
  /** Requests that wait at a paused part, in the order of their coming. */
  readonly waiting: readonly { readonly at: Part; readonly request: Request }[];
  /** The cart that the client is about. */
  readonly cart: string;
  /** The last command that was sent. */
  readonly command: Request | null;
  /** How the aggregate stood when it decided last, how many events it was folded from, and what it said. */
  readonly aggregate: {
    readonly cart: string;
    readonly state: Cart;
    readonly eventsRead: number;
    readonly said: { readonly event: Fact['type'] } | { readonly refused: string };
  } | null;
  /** Everything in the event store, oldest first. */
  readonly events: readonly Fact[];
  /** The event that the learner looks into. */
  readonly opened: Fact | null;
  /** The event that the bus has in its hands, and how many publications it got and never got. */
  readonly bus: { readonly event: Fact | null; readonly handed: number; readonly lost: number };
  /** The read database: its rows, and the position up to which the log is in them. */
  readonly rows: Rows;
  readonly checkpoint: number;
  /** The rows that a fold of the whole log gives. */
  readonly truth: Rows;
  readonly answer: Answer | null;
}

/** Whether two rows, or two whole read models, say the same. */
export const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
