import type { UserAddressEvent } from '../../../engine/domains/address.ts';
import { ledgerLines, type BalanceChanged } from '../../../engine/domains/ledger.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { foldRows, keepBooks, notedOn, type Row } from './books.ts';
import { DESIGNS, type Design, type Entry, type Recorded, type ScenarioId, type Value } from './designs.ts';
import { THURSDAY_NOON, TUESDAY_AT_THREE } from './openings.ts';
import { answers, cellsText } from './texts.ts';

/** What the log says, and the positions of the events that say it. */
export interface Found {
  readonly answer: string;
  readonly used: readonly number[];
}

export interface Question {
  readonly id: string;
  readonly fromLog: (log: readonly Recorded[]) => Found;
  /** What can be had from the rows alone; null where they do not hold it. */
  readonly fromRows: (rows: readonly Row[]) => string | null;
}

type Ledger = RecordedEvent<BalanceChanged>;
type Move = RecordedEvent<UserAddressEvent>;

const positions = (events: readonly Recorded[]): readonly number[] => events.map(({ position }) => position);
const noRow = (): null => null;

/** How it is now: a fold of everything, and the one question that a row was made for. */
function now(scenario: ScenarioId): Question {
  const design = DESIGNS[scenario];
  const say = (values: readonly Row['value'][]): string => cellsText(scenario, design.keys, values);
  return {
    id: 'now',
    fromLog: (log) => ({ answer: say(foldRows(design, log)), used: positions(log) }),
    fromRows: (rows) => say(rows.map(({ value }) => value)),
  };
}

/** What one event says: who stands behind it, and why. */
const fromOne = (event: Recorded | undefined): Found =>
  event === undefined
    ? { answer: answers.never, used: [] }
    : { answer: answers.noted(notedOn(event)), used: [event.position] };

/** The value of a cell at a moment: a fold of what was recorded by then. */
function valueAt(id: string, scenario: ScenarioId, key: string, moment: number): Question {
  const design = DESIGNS[scenario];
  return {
    id,
    fromLog: (log) => {
      const used = log.filter((event) => event.recordedAt <= moment && isAbout(event, key));
      return { answer: answers.value(scenario, design.fold(key, used)), used: positions(used) };
    },
    fromRows: noRow,
  };
}

/** Whether an event is about a key; where streams are of one aggregate, they are about nothing else. */
const isAbout = ({ data }: Recorded, key: string): boolean => !('person' in data) || data.person === key;

const addresses: readonly Question[] = [
  now('same'),
  {
    id: 'before',
    fromLog: (log) => {
      const last = log.findLast(({ stream }) => stream === DESIGNS.same.streamOf('Ben')) as Move | undefined;
      return {
        answer: answers.before(last?.data.from ?? null),
        used: last === undefined ? [] : [last.position],
      };
    },
    // No address now means that there never was one: this much a row can tell.
    fromRows: (rows) => (rows.find(({ key }) => key === 'Ben')?.value === null ? answers.before(null) : null),
  },
];

const ledger: readonly Question[] = [
  now('past'),
  valueAt('then', 'past', 'Hannes', TUESDAY_AT_THREE),
  {
    id: 'who',
    fromLog: (log) => fromOne(log.findLast((event) => isAbout(event, 'Hannes'))),
    fromRows: (rows) => {
      const changed = rows.find(({ key }) => key === 'Hannes')?.changed;
      return changed ? answers.noted(changed) : null;
    },
  },
  {
    id: 'why',
    fromLog: (log) => {
      const lines = ledgerLines(log as readonly Ledger[]);
      return fromOne(
        log.find((event, i) => isAbout(event, 'Julius') && lines[i]?.balance === 100 && lines[i].amount > 0),
      );
    },
    fromRows: noRow,
  },
  {
    id: 'count',
    fromLog: (log) => {
      const amounts = (log as readonly Ledger[]).map(({ data }) => data.amount);
      const added = amounts.filter((amount) => amount > 0).length;
      return { answer: answers.count(added, amounts.length - added), used: positions(log) };
    },
    fromRows: noRow,
  },
];

const order: readonly Question[] = [now('repair'), valueAt('noon', 'repair', 'Bob', THURSDAY_NOON)];

export const QUESTIONS: Readonly<Record<ScenarioId, readonly Question[]>> = {
  same: addresses,
  past: ledger,
  repair: order,
};

/** Another history that leaves the very same rows behind, and to which the answer is another one. */
export interface Twin {
  readonly events: readonly Recorded[];
  readonly answer: string;
}

/**
 * Shows that no reader of the rows can answer a question: looks for a twin of a history. One is enough, since whoever
 * sees only the rows cannot tell which of the two happened.
 *
 * @param now the time that it is, in milliseconds since 1970 (UTC)
 * @returns null if there is none among the histories that are tried
 */
export function findTwin(
  design: Design,
  question: Question,
  entries: readonly Entry[],
  now: number,
): Twin | null {
  const { rows, events } = keepBooks(design, entries);
  const { answer } = question.fromLog(events);
  const sight = JSON.stringify(rows);
  for (const others of alternatives(design, entries, now)) {
    const other = keepBooks(design, others);
    const found = question.fromLog(other.events);
    if (JSON.stringify(other.rows) === sight && found.answer !== answer) {
      return { events: other.events, answer: found.answer };
    }
  }
  return null;
}

/** Histories that may leave the same rows: at one stroke, later by somebody else, or by a detour. */
function alternatives(design: Design, entries: readonly Entry[], now: number): readonly (readonly Entry[])[] {
  const byKey = design.keys
    .map((key) => entries.filter((entry) => entry.key === key))
    .filter((own) => own.length > 0);
  const atOneStroke = byKey.map((own): Entry => {
    const last = own.at(-1) as Entry;
    // From an empty cell, the value that it holds in the end leads there at once.
    const value = own.reduce<Value | null>((cell, one) => design.overwrite(cell, one.value), null) as Value;
    return { ...last, value, at: last.columns ? last.at : (own[0] as Entry).at };
  });
  // What a row's columns say of its last change must stay: what they know nothing of came before it.
  const late = entries.find(({ columns }) => columns)?.at ?? now;
  const bySomebodyElse = entries.map((entry) =>
    entry.columns ? entry : { ...entry, at: late, by: 'Mia', why: 'a mix-up' },
  );
  const byDetours = design.values.map((value) =>
    byKey.flatMap((own) => {
      const first = own[0] as Entry;
      return first.value === value ? own : [{ ...first, value }, ...own];
    }),
  );
  return [atOneStroke, bySomebodyElse, ...byDetours].map((one) => one.toSorted((a, b) => a.at - b.at));
}
