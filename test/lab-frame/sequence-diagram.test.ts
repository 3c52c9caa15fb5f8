import { describe, expect, test } from 'vitest';
import { sequenceDiagram } from '../../src/lab-frame/sequence-diagram.ts';
import type { Trace } from '../../src/lab-frame/lab.ts';
import { counterLab } from './counter-lab.ts';

const told = (lines: readonly (readonly [from: string, to: string, text: string])[]): Trace<null> => ({
  length: lines.length,
  at: (index) => {
    const [from, to, text] = lines[index]!;
    return { label: '', narration: '', view: null, line: { from, to, text } };
  },
});

describe('a trace as a sequence diagram', () => {
  test('has each who tells or is told once, and a line for each step that tells', () => {
    const trace = counterLab.play({
      lab: 'counter',
      scenario: 'plain',
      seed: 1,
      commands: [
        { type: 'add', amount: 1 },
        { type: 'add', amount: 2 },
      ],
    });
    expect(sequenceDiagram(trace)).toBe(
      [
        'sequenceDiagram',
        '  participant p1 as You',
        '  participant p2 as Counter',
        '  p1->>p2: add 1',
        '  p1->>p2: add 2',
      ].join('\n'),
    );
  });

  test('is none where nobody tells anybody anything', () => {
    expect(sequenceDiagram({ length: 1, at: () => ({ label: '', narration: '', view: null }) })).toBeNull();
  });

  test('lets no text become Mermaid', () => {
    expect(sequenceDiagram(told([['A;B', 'C\nD', 'x; participant Z #1']]))).toBe(
      [
        'sequenceDiagram',
        '  participant p1 as A B',
        '  participant p2 as C D',
        '  p1->>p2: x participant Z 1',
      ].join('\n'),
    );
  });

  test('says how much of a long trace it leaves out', () => {
    const diagram = sequenceDiagram(told(Array.from({ length: 203 }, () => ['A', 'B', 'x'] as const)));
    expect(diagram).toMatch(/Note over p1: … 3 more steps$/);
  });
});
