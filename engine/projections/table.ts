import { requireFunction, requireName, requireObject } from '../guards.ts';

/**
 * A model of many rows, each under its key, as plain data. It is never changed in place: each change gives a new
 * table that shares all other rows with the old one. That costs a look at each key (at a thousand rows, about a
 * millisecond an event), which is right for hundreds of rows; where there are many more, the read model belongs into
 * a database, which changes single rows.
 */
export type Table<Row> = Readonly<Record<string, Row>>;

/** The row under a key, or undefined. Unlike `table[key]` it is not misled by keys such as `constructor`. */
export function rowOf<Row>(table: Table<Row>, key: string): Row | undefined {
  requireObject(table, 'rowOf: table');
  return Object.hasOwn(table, requireName(key, 'rowOf: key')) ? table[key] : undefined;
}

/**
 * The table with one row added or replaced.
 *
 * @param change from the row as it is (undefined if there is none) to the row as it shall be
 * @throws InvalidInputError for no table, an empty key, or a change that is no function; whatever `change` throws
 */
export function withRow<Row>(
  table: Table<Row>,
  key: string,
  change: (row: Row | undefined) => Row,
): Table<Row> {
  requireObject(table, 'withRow: table');
  requireName(key, 'withRow: key');
  requireFunction(change, 'withRow: change');
  return { ...table, [key]: change(rowOf(table, key)) };
}

/**
 * The table without the row under a key; the same table if there is none.
 *
 * @throws InvalidInputError for no table and an empty key
 */
export function withoutRow<Row>(table: Table<Row>, key: string): Table<Row> {
  requireObject(table, 'withoutRow: table');
  if (!Object.hasOwn(table, requireName(key, 'withoutRow: key'))) return table;
  const { [key]: _, ...rest } = table;
  return rest;
}
