import { eventOf } from './commands.ts';
import { DECIDE, EVOLVE, hasLine, linesMet, MOVED_RULE, type Line } from './listing.ts';
import { resultOf, STATION_WORK } from './texts.ts';
import { CLAUSES, STATIONS, type Clause, type Station, type View } from './view.ts';

/** One line of code at a station. */
export interface ShownLine extends Line {
  /** `passed`: it was looked at and did not speak. `missing`: this version of the code lacks it. */
  readonly mark: 'live' | 'passed' | 'missing' | 'idle';
  /** How often it ran at this step, where it may run more than once. */
  readonly times: number;
}

/** One station on the way of a command, as the picture shows it. */
export interface ShownStation {
  readonly id: Station | Clause;
  readonly work: string;
  /** `never`: the way ended before it. */
  readonly progress: 'ahead' | 'now' | 'done' | 'never';
  /** What came of it, or why it is not reached; null as long as it is ahead. */
  readonly result: string | null;
  readonly lines: readonly ShownLine[];
}

/** The stations on the way of a command or a specification, as far as it has come. */
export function stationsOf(view: View): readonly ShownStation[] {
  const { stage, scenario } = view;
  const ids: readonly (Station | Clause)[] = scenario === 'specs' ? CLAUSES : STATIONS;
  const now = stage.at === null ? -1 : ids.indexOf(stage.at);
  const ended =
    stage.kind === 'command' && stage.at === 'decide' && stage.handling.decision.kind === 'refused';
  return ids.map((id, i) => {
    const progress = i < now ? 'done' : i === now ? 'now' : ended ? 'never' : 'ahead';
    return {
      id,
      work: STATION_WORK[id],
      progress,
      result: progress === 'ahead' ? null : resultOf(id, view),
      lines: linesAt[id]?.(view, progress) ?? [],
    };
  });
}

const linesAt: Readonly<
  Partial<Record<Station | Clause, (view: View, progress: ShownStation['progress']) => readonly ShownLine[]>>
> = { fold: evolveLines, given: evolveLines, decide: decideLines, when: decideLines };

/** `evolve` runs while the stream is folded, and once more for what was appended. */
function evolveLines(view: View): readonly ShownLine[] {
  const met = linesRunning(view);
  return [...(view.code === 'in-evolve' ? [MOVED_RULE] : []), ...EVOLVE].map((line) => {
    const times = met.get(line.id) ?? 0;
    return { ...line, times, mark: times > 0 ? 'live' : 'idle' };
  });
}

function linesRunning({ stage, events, code }: View): ReadonlyMap<string, number> {
  if (stage.at === 'given') return linesMet(code, stage.checked.spec.given.map(eventOf));
  if (stage.at === 'fold') return linesMet(code, events);
  if (stage.at !== 'append') return new Map();
  const { before, version } = stage.handling;
  return linesMet(code, events.slice(version), before);
}

/** The lines that the command on its way meets; before any, those of a withdrawal, which show most. */
function decideLines({ stage, code }: View, progress: ShownStation['progress']): readonly ShownLine[] {
  const order =
    stage.at === null ? null : stage.kind === 'command' ? stage.handling.order : stage.checked.spec.when;
  const lines = DECIDE[order?.type ?? 'withdraw'];
  const answered = progress === 'ahead' ? -1 : lines.findIndex(({ id }) => id === answerOf(stage));
  return lines.map((line, i) => {
    if (!hasLine(code, line)) return { ...line, mark: 'missing', times: 0 };
    const met = i === answered && progress === 'now' ? 'live' : 'passed';
    return { ...line, mark: i <= answered ? met : 'idle', times: 0 };
  });
}

/** The line of `decide` that answered: the reason of a refusal, or the type of an event. */
function answerOf(stage: View['stage']): string | undefined {
  if (stage.at === null) return undefined;
  const answer = stage.kind === 'command' ? stage.handling.decision : stage.checked.verdicts[0]?.decided;
  if (answer?.kind === 'refused') return answer.reason;
  return answer !== undefined && 'events' in answer ? answer.events[0]?.type : undefined;
}
