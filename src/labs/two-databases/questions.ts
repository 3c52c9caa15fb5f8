import { ledgerLines, type BalanceChanged } from '../../../engine/domains/ledger.ts';
import type { UserAddressEvent } from '../../../engine/domains/address.ts';
import type { RecordedEvent } from '../../../engine/events/index.ts';
import { foldRows, keepBooks, notedOn, type Row } from './books.ts';
import { DESIGNS, type Design, type Entry, type Recorded, type ScenarioId } from './designs.ts';
import { THURSDAY_NOON, TUESDAY_AT_THREE } from './openings.ts';
import { answers } from './texts.ts';

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
type Moves = RecordedEvent<UserAddressEvent>;

const positions = (events: readonly Recorded[]): readonly number[] => events.map(({ position }) => position);
const noRow = (): null => null;

/** How it is now: a fold of everything, and the one question that a row was made for. */
function now(scenario: ScenarioId): Question {
  const design = DESIGNS[scenario];
  const say = (values: readonly Row['value'][]): string =>
    answers.now(
      scenario,
      design.keys.map((key, i) => [key, values[i] ?? null] as const),
    );
  return {
    id: 'now',
    fromLog: (log) => ({ answer: say(foldRows(design, log)), used: positions(log) }),
    fromRows: (rows) => say(rows.map(({ value }) => value)),
  };
}

/** The last event of a stream or a person, by what was noted of its circumstances. */
function lastChange(id: string, key: string, isOfKey: (event: Recorded) => boolean): Question {
  return {
    id,
    fromLog: (log) => {
      const last = log.findLast(isOfKey);
      return last === undefined
        ? { answer: answers.never, used: [] }
        : {
            answer: answers.who(notedOn(last)),
            used: [last.position],
          };
    },
    fromRows: (rows) => {
      const row = rows.find((one) => one.key === key);
      if (row?.value === null) return answers.never;
      return row?.changed ? answers.who(row.changed) : null;
    },
  };
}

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

/** Whether an event is about a key; streams of one aggregate are about nothing else. */
const isAbout = ({ data }: Recorded, key: string): boolean => !('person' in data) || data.person === key;

const ofBen = ({ stream }: Recorded): boolean => stream === DESIGNS.same.streamOf('Ben');

const addresses: readonly Question[] = [
  now('same'),
  {
    id: 'before',
    fromLog: (log) => {
      const last = log.findLast(ofBen) as Moves | undefined;
      return {
        answer: answers.before(last?.data.from ?? null),
        used: last === undefined ? [] : [last.position],
      };
    },
    // No address now means that there never was one: this much a row can tell.
    fromRows: (rows) => (rows.find(({ key }) => key === 'Ben')?.value === null ? answers.before(null) : null),
  },
  lastChange('why', 'Ben', ofBen),
];

const ledger: readonly Question[] = [
  now('past'),
  valueAt('then', 'past', 'Hannes', TUESDAY_AT_THREE),
  lastChange('who', 'Hannes', (event) => isAbout(event, 'Hannes')),
  {
    id: 'why',
    fromLog: (log) => {
      const lines = ledgerLines(log as readonly Ledger[]);
      const event =
        log[
          lines.findIndex(
            ({ person, balance, amount }) => person === 'Julius' && balance === 100 && amount > 0,
          )
        ];
      return event === undefined
        ? { answer: answers.never, used: [] }
        : { answer: answers.why(notedOn(event)), used: [event.position] };
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

const order: readonly Question[] = [
  now('repair'),
  valueAt('noon', 'repair', 'Bob', THURSDAY_NOON),
  lastChange('who', 'Bob', () => true),
];

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

/** Histories that may leave the same rows: at one stroke, for other reasons, later, or by a detour. */
function alternatives(design: Design, entries: readonly Entry[], now: number): readonly (readonly Entry[])[] {
  const byKey = design.keys
    .map((key) => entries.filter((entry) => entry.key === key))
    .filter((own) => own.length > 0);
  const atOneStroke = byKey.map((own): Entry => {
    const last = own.at(-1) as Entry;
    const value = design.straight(own.map((entry) => entry.value));
    return { ...last, value, at: last.columns ? last.at : (own[0] as Entry).at };
  });
  const forOtherReasons = entries.map((entry) =>
    entry.columns ? entry : { ...entry, by: 'Mia', why: 'a mix-up' },
  );
  const later = entries.map((entry) => (entry.columns ? entry : { ...entry, at: now }));
  const byDetour = byKey.flatMap((own) => {
    const [first, ...rest] = own as [Entry, ...Entry[]];
    return [...design.detour(first.value).map((value): Entry => ({ ...first, value })), ...rest];
  });
  return [atOneStroke, forOtherReasons, later, byDetour].map((one) => one.toSorted((a, b) => a.at - b.at));
}
