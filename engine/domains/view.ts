import { idInStream } from '../aggregates/index.ts';
import type { DomainEvent } from '../events/index.ts';
import { rowOf, type Table } from '../projections/index.ts';

/** An event that says which stream it is from, as every recorded event does. */
export type InStream<Event extends DomainEvent> = Event & { readonly stream: string };

/** A read model as a fold over the events of many streams, in the order of the log. */
export interface View<State, Event extends DomainEvent> {
  /** What it shows before the first event. */
  readonly initial: State;
  /** What it shows after an event. Pure: it gives a new value and leaves the old one as it was. */
  readonly evolve: (state: State, event: InStream<Event>) => State;
}

/**
 * A table with one row for each aggregate of a category, by its id. Events of other categories change nothing, so
 * it may read the whole log, even where two domains name an event alike.
 *
 * A table is copied for each event: made for the size of an example, not for millions of rows.
 *
 * @param category whose streams it reads, such as `order`
 * @param evolveRow the row after an event; undefined as long as there is none
 */
export function rowPerStream<Row, Event extends DomainEvent>(
  category: string,
  evolveRow: (row: Row | undefined, event: Event) => Row | undefined,
): View<Table<Row>, Event> {
  return {
    initial: {},
    evolve: (table, event) => {
      const id = idInStream(category, event.stream);
      if (id === undefined) return table;
      const row = evolveRow(rowOf(table, id), event);
      return row === undefined ? table : { ...table, [id]: row };
    },
  };
}
