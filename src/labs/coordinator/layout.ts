import type { Step as EngineStep } from '../../../engine/simulation/index.ts';
import { bandsOf, type Band } from './bands.ts';
import { columnsOf, nodeOf } from './columns.ts';
import { isCut } from './incidents.ts';
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
  /** Whether it waits where the link is cut. */
  readonly held: boolean;
}

export interface Mark extends Drawn, Place {
  readonly kind: 'forced' | 'lazy' | 'crash' | 'restart' | 'answered';
  readonly text: string;
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
      const arrived = to <= index || drawn.future;
      const cut = isCut((moments[index] as Moment).situation, step.node, step.to);
      const held = !arrived && cut;
      const gone = arrived ? 1 : held ? 0.5 : clamp((now + 0.6 - from) / (reached - from));
      arrows.push({
        ...drawn,
        from: { along: from, lane: lane(step.node) },
        to: { along: held ? from + 1 : reached, lane: lane(step.to) },
        text: saidIn(step.body),
        gone,
        lost: arrived && moments[to]?.step?.kind === 'lose',
        held,
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

  const bandsUpTo = (at: number): readonly Band[] =>
    names.flatMap((name, i) => bandsOf(moments, at, [name, i], alongOf, at === index ? now : along));
  // At the start, what is yet to come: where nobody can step, the whole of it is looked at.
  const stillFigure = bandsUpTo(moments.length - 1).map((band): Band => ({ ...band, future: true }));
  const here = nodeOf(moments[index]?.step ?? null);
  return {
    length: along,
    ticks,
    bands: index === 0 ? [...bandsUpTo(0), ...stillFigure] : bandsUpTo(index),
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
