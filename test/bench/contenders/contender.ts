/** An event as every contender is given it; each puts it into its own form. */
export interface Given {
  readonly id: string;
  readonly type: 'deposited';
  readonly data: { readonly account: string; readonly amount: number; readonly currency: string };
}

export interface Totals {
  readonly count: number;
  readonly sum: number;
}

export const nothing: Totals = { count: 0, sum: 0 };

export const add = ({ count, sum }: Totals, data: Given['data']): Totals => ({
  count: count + 1,
  sum: sum + data.amount,
});

/** An empty store that was just opened. What is asynchronous answers with a promise, and is awaited. */
export interface Session {
  /** Appends to the end of a stream that is at this version. */
  append(stream: string, events: readonly Given[], version: number): unknown;
  /** Reads one stream and folds it. */
  foldStream(stream: string): Totals | Promise<Totals>;
  /** Reads everything and folds it: the log where there is one, else every stream. */
  foldAll(): Totals | Promise<Totals>;
}

export interface Contender {
  readonly name: string;
  open(): Session;
}
