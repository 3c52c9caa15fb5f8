import type { Step as EngineStep } from '../../../engine/simulation/index.ts';
import type { Moment } from './world.ts';

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
export function nodeOf(step: EngineStep | null): string | null {
  if (step === null) return null;
  return step.kind === 'lose' ? step.to : 'node' in step ? step.node : null;
}

const together = (a: EngineStep, b: EngineStep): boolean =>
  a.kind === b.kind && ['send', 'deliver', 'lose'].includes(a.kind);
