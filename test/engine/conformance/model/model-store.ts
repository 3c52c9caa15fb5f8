import type { AppendResult, Direction, ExpectedVersion, LogFilter } from '../../../../engine/store/index.ts';

export interface ModelEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly version: number;
  readonly position: number;
}

/** What an operation comes to: its result, or the code of the error that refuses it. */
export type Outcome<T> = T | { readonly refused: string };

const conflict = { refused: 'wrong-expected-version' };

/**
 * The contract, said as briefly as possible and with no thought for speed: one list of events, searched from the
 * start for every question.
 */
export class ModelStore {
  readonly log: ModelEvent[] = [];
  readonly #status = new Map<string, 'deleted' | 'tombstoned'>();
  readonly #hidden = new Map<string, number>();

  stream(name: string): readonly ModelEvent[] {
    return this.log.filter((event) => event.stream === name);
  }

  append(
    stream: string,
    events: readonly { id: string; type: string }[],
    expected: ExpectedVersion,
  ): Outcome<AppendResult> {
    const past = this.stream(stream);
    const status = this.#status.get(stream);
    if (status === 'tombstoned') return { refused: 'stream-tombstoned' };
    if (typeof expected === 'number' || expected === 'no-stream') {
      const version = expected === 'no-stream' ? 0 : expected;
      if (version !== past.length) {
        const after = past.slice(version, version + events.length);
        const last = after.at(-1);
        if (last && same(after, events)) return { outcome: 'already-written', ...numbersOf(last) };
        if (version !== 0 || status !== 'deleted') return conflict;
      }
    } else {
      if (expected === 'stream-exists' && status === 'deleted') return { refused: 'stream-deleted' };
      if (expected === 'stream-exists' && past.length === 0) return conflict;
      const known = events.map(({ id }) => past.findLast((event) => event.id === id));
      const last = past.findLast((event) => known.includes(event));
      if (known[0] && known.includes(undefined)) return { refused: 'partly-written' };
      if (known[0] && last) return { outcome: 'already-written', ...numbersOf(last) };
    }
    if (events.length === 0) return { outcome: 'checked', version: past.length, position: 0 };
    events.forEach(({ id, type }, i) => {
      this.log.push({ id, type, stream, version: past.length + 1 + i, position: this.log.length + 1 });
    });
    this.#status.delete(stream);
    return { outcome: 'written', version: past.length + events.length, position: this.log.length };
  }

  close(
    stream: string,
    how: 'deleted' | 'tombstoned',
    expected: ExpectedVersion,
  ): Outcome<{ version: number }> {
    const version = this.stream(stream).length;
    const status = this.#status.get(stream);
    if (status === 'tombstoned') return how === 'deleted' ? { refused: 'stream-tombstoned' } : { version };
    const gone = version === 0 || status === 'deleted';
    const fits =
      expected === 'any' ||
      expected === version ||
      (expected === 'stream-exists' && version > 0) ||
      ((expected === 'no-stream' || expected === 0) && gone);
    if (!fits) return conflict;
    if (how === 'deleted' && version === 0) return { refused: 'stream-not-found' };
    this.#status.set(stream, how);
    this.#hidden.set(stream, version);
    return { version };
  }

  readStream(name: string, direction: Direction, from: number | undefined, max: number) {
    const past = this.stream(name);
    const exists = past.length > 0 && !this.#status.has(name);
    const hidden = this.#hidden.get(name) ?? 0;
    const visible = exists ? past.filter((event) => event.version > hidden) : [];
    return { exists, version: past.length, ...page(visible, 'version', () => true, direction, from, max) };
  }

  readAll(filter: LogFilter, direction: Direction, from: number | undefined, max: number) {
    return { head: this.log.length, ...page(this.log, 'position', wantedBy(filter), direction, from, max) };
  }

  /** What a subscriber has seen who started after one position and has come as far as another. */
  between(filter: LogFilter, after: number, upTo: number): readonly ModelEvent[] {
    return this.log.slice(after, upTo).filter(wantedBy(filter));
  }
}

const same = (some: readonly { id: string }[], others: readonly { id: string }[]): boolean =>
  some.length === others.length && some.every(({ id }, i) => id === others[i]?.id);

const numbersOf = ({ version, position }: ModelEvent) => ({ version, position });

const wantedBy =
  ({ prefix = '', types }: LogFilter) =>
  ({ stream, type }: ModelEvent): boolean =>
    stream.startsWith(prefix) && (types?.includes(type) ?? true);

function page(
  all: readonly ModelEvent[],
  number: 'version' | 'position',
  wanted: (event: ModelEvent) => boolean,
  direction: Direction,
  from: number | undefined,
  max: number,
) {
  const ahead = (direction === 'forwards' ? all : all.toReversed()).filter((event) =>
    direction === 'forwards' ? event[number] >= (from ?? 1) : event[number] <= (from ?? Infinity),
  );
  const events = ahead.filter(wanted).slice(0, max);
  const last = events.length === max ? events.at(-1) : undefined;
  const next = last && ahead[ahead.indexOf(last) + 1];
  return { events, next: next?.[number] ?? null };
}
