import type { Step as EngineStep } from '../../../engine/simulation/index.ts';
import { nodesOf } from './setup.ts';
import { recordIn, saidIn } from './texts.ts';
import type { View } from './view.ts';
import type { Moment, Played } from './world.ts';

/** A place on the space–time diagram: how far along time, in columns, and on whose lifeline. */
export interface Place {
  readonly along: number;
  readonly lane: number;
}

/** What a picture draws has not happened yet if it is `future`: it is there for those who cannot step. */
interface Drawn {
  readonly index: number;
  readonly future: boolean;
}

export interface Arrow extends Drawn {
  readonly from: Place;
  readonly to: Place;
  readonly text: string;
  /** How much of its way it has gone, from 0 to 1. */
  readonly gone: number;
  readonly lost: boolean;
}

export interface Mark extends Drawn, Place {
  readonly kind: 'forced' | 'lazy' | 'crash' | 'restart' | 'answered';
  readonly text: string;
}

/** A stretch of a lifeline. */
export interface Band {
  readonly lane: number;
  readonly kind: 'locked' | 'blocked' | 'down';
  readonly from: number;
  readonly to: number;
  /** In milliseconds, so far. */
  readonly duration: number;
}

/** A time on the axis. `wait`: after a silence. */
export interface Tick {
  readonly along: number;
  readonly time: number;
  readonly wait: boolean;
  readonly future: boolean;
}

export interface Picture {
  /** How long the window is, in columns. */
  readonly length: number;
  readonly ticks: readonly Tick[];
  readonly bands: readonly Band[];
  readonly arrows: readonly Arrow[];
  readonly marks: readonly Mark[];
  /** Links that were cut or mended. */
  readonly links: readonly (Drawn & { along: number; lanes: readonly [number, number]; text: string })[];
  /** Where the shown step happened; null for the start and where time is all that passed. */
  readonly current: Place | null;
  /** Up to where time has gone. */
  readonly now: number;
  /** How many steps lie before the window. */
  readonly earlier: number;
}

/** More columns than this would not be told apart on a phone. */
const MOST_COLUMNS = 14;
/** How many of them stand before the shown step, if there are more than fit. */
const BEFORE = 10;
/** A silence longer than this, in milliseconds, is drawn as a gap. */
const SILENCE = 40;
const GAP = 0.8;

/**
 * In which column each moment stands. What happens at the same time on different nodes shares a column; what one node
 * does in a row does not, but for messages that it sends, or hears, together. An incident has a column of its own.
 */
export function columnsOf(moments: readonly Moment[]): readonly number[] {
  const columns: number[] = [];
  let [time, group, most] = [0, 0, 0];
  let last = new Map<string, { column: number; step: EngineStep }>();
  for (const moment of moments) {
    const { step } = moment;
    const before = moments[columns.length - 1];
    const node = nodeOf(step);
    const alone = node === null || step?.kind === 'crash' || step?.kind === 'restart';
    const afterIncident =
      before !== undefined && before.after !== (moments[columns.length - 2]?.after ?? before.after);
    if (columns.length > 0 && (moment.time > time || alone || afterIncident)) {
      group = most + 1;
      last = new Map();
    }
    let column = group;
    if (step !== null && node !== null) {
      const previous = last.get(node);
      if (previous !== undefined) column = previous.column + (together(previous.step, step) ? 0 : 1);
      last.set(node, { column, step });
    }
    time = moment.time;
    most = Math.max(most, column);
    columns.push(column);
  }
  return columns;
}

/** The node at which something happens; null for what happens between nodes, or to none. */
function nodeOf(step: EngineStep | null): string | null {
  if (step === null) return null;
  return step.kind === 'lose' ? step.to : 'node' in step ? step.node : null;
}

const together = (a: EngineStep, b: EngineStep): boolean =>
  a.kind === b.kind && ['send', 'deliver', 'lose'].includes(a.kind);

/** What the space–time diagram shows of a world at one of its moments. */
export function draw({ played, index }: View): Picture {
  const { moments } = played;
  const names = nodesOf(played.setup);
  const lane = (name: string): number => names.indexOf(name);
  const columns = columnsOf(moments);
  const column = (at: number): number => columns[at] as number;
  const last = Math.max(...columns);
  const first = Math.max(0, Math.min(column(index) - BEFORE, last - MOST_COLUMNS + 1));
  const end = Math.min(last, first + MOST_COLUMNS - 1);

  const ticks: Tick[] = [];
  const places = new Map<number, number>();
  let along = 0;
  let shown: number | null = null;
  const shownAt = moments[index]?.time ?? 0;
  for (let at = first; at <= end; at++) {
    const { time } = moments[columns.indexOf(at)] as Moment;
    const wait = shown !== null && time - shown > SILENCE;
    if (wait) along += GAP;
    if (time !== shown) ticks.push({ along, time, wait, future: time > shownAt });
    shown = time;
    places.set(at, along);
    along += 1;
  }
  const alongOf = (at: number): number => (column(at) < first ? -1 : (places.get(column(at)) ?? along));
  const isIn = (at: number): boolean => places.has(column(at));
  const passed = columns.slice(0, index + 1).filter((at) => at <= end);
  const now = places.get(Math.max(...passed)) ?? along;

  const arrows: Arrow[] = [];
  const marks: Mark[] = [];
  const links: Picture['links'][number][] = [];
  for (const [at, { step }] of moments.entries()) {
    if (step === null) continue;
    const drawn = { index: at, future: at > index };
    if (step.kind === 'send') {
      const arrow = arrowOf(played, at, step.message);
      const to = arrow === -1 ? Infinity : arrow;
      const reached = to === Infinity ? along : alongOf(to);
      if (!isIn(at) && (to === Infinity ? at < index : !isIn(to))) continue;
      const from = alongOf(at);
      const gone = to <= index || drawn.future ? 1 : clamp((now + 0.6 - from) / (reached - from));
      const lost = moments[to]?.step?.kind === 'lose';
      arrows.push({
        ...drawn,
        from: { along: from, lane: lane(step.node) },
        to: { along: reached, lane: lane(step.to) },
        text: saidIn(step.body),
        gone: to === Infinity ? Math.min(gone, 0.6) : gone,
        lost: lost && (to <= index || drawn.future),
      });
    } else if (isIn(at)) {
      const place = { along: alongOf(at), lane: 'node' in step ? lane(step.node) : -1 };
      const mark = markOf(step);
      if (mark !== null) marks.push({ ...drawn, ...place, ...mark });
      if (step.kind === 'cut' || step.kind === 'mend') {
        const text = step.kind === 'cut' ? 'cut' : 'mended';
        links.push({ ...drawn, along: place.along, lanes: [lane(step.from), lane(step.to)], text });
      }
    }
  }

  const here = nodeOf(moments[index]?.step ?? null);
  return {
    length: along,
    ticks,
    bands: names.flatMap((name) => bandsOf(played, index, name, alongOf, now)),
    arrows,
    marks,
    links,
    current: here === null ? null : { along: alongOf(index), lane: lane(here) },
    now,
    earlier: columns.filter((at, i) => i > 0 && at < first).length,
  };
}

const clamp = (part: number): number => Math.max(0.35, Math.min(0.9, part));

/** The moment at which a message arrives or is lost; −1 if it does neither. */
const arrowOf = ({ moments }: Played, from: number, message: string): number =>
  moments.findIndex(
    ({ step }, at) =>
      at > from && (step?.kind === 'deliver' || step?.kind === 'lose') && step.message === message,
  );

function markOf(step: EngineStep): { kind: Mark['kind']; text: string } | null {
  switch (step.kind) {
    case 'write':
      return { kind: step.forced ? 'forced' : 'lazy', text: recordIn(step.entry) };
    case 'crash':
    case 'restart':
      return { kind: step.kind, text: step.kind === 'crash' ? 'crash' : 'restart' };
    case 'note':
      return { kind: 'answered', text: 'client told' };
    default:
      return null;
  }
}

function bandsOf(
  { moments }: Played,
  index: number,
  name: string,
  alongOf: (at: number) => number,
  now: number,
): Band[] {
  const bands: Band[] = [];
  const holds: Record<Band['kind'], (moment: Moment) => boolean> = {
    locked: ({ locked }) => locked.includes(name),
    blocked: ({ blocked }) => blocked.includes(name),
    down: ({ situation }) => !situation.up.has(name),
  };
  const lane = moments[0] === undefined ? 0 : Object.keys(moments[0].logs).indexOf(name);
  for (const kind of ['locked', 'blocked', 'down'] as const) {
    let from: number | null = null;
    for (let at = 0; at <= index + 1; at++) {
      const moment = moments[at];
      const on = at <= index && moment !== undefined && holds[kind](moment);
      if (on && from === null) from = at;
      if (on || from === null) continue;
      const [began, ended] = [moments[from], moments[Math.min(at, index)]] as [Moment, Moment];
      const to = at > index ? now + 0.5 : alongOf(at);
      const duration = ended.time - began.time;
      if (to > 0) bands.push({ lane, kind, from: Math.max(alongOf(from), -0.5), to, duration });
      from = null;
    }
  }
  return bands;
}
