import type { Trace } from './lab.ts';

/** A longer trace is no diagram any more. */
const MOST_LINES = 200;

/**
 * What was told in a trace, as a Mermaid sequence diagram: a participant for each who tells or is told, a line for each
 * step that tells. Null where nobody tells anybody anything.
 */
export function sequenceDiagram<View>(trace: Trace<View>): string | null {
  const told = Array.from({ length: Math.min(trace.length, MOST_LINES) }, (_, i) => trace.at(i)).flatMap(
    ({ line }) => line ?? [],
  );
  if (told.length === 0) return null;
  const names = [...new Set(told.flatMap(({ from, to }) => [from, to]))];
  const id = (name: string): string => `p${names.indexOf(name) + 1}`;
  return [
    'sequenceDiagram',
    ...names.map((name) => `  participant ${id(name)} as ${plain(name)}`),
    ...told.map(({ from, to, text }) => `  ${id(from)}->>${id(to)}: ${plain(text)}`),
    ...(trace.length > MOST_LINES
      ? [`  Note over ${id(names[0] as string)}: … ${trace.length - MOST_LINES} more steps`]
      : []),
  ].join('\n');
}

/** Without what Mermaid would take for its own: line ends, semicolons, number signs. */
const plain = (text: string): string => text.replaceAll(/[\s;#]+/g, ' ').trim();
