import { describe, expect, test } from 'vitest';
import { LABS } from '../../src/labs/catalogue.ts';
import { computations } from '../../src/questions/computations.ts';
import { lessons, misconceptions, questions, sources, terms } from './book.ts';

const CHAPTERS = Array.from({ length: 18 }, (_, i) => i + 1);

const numberOf = (file: string): number => Number(file.slice(0, 2));
const textOf = (chapter: number): string =>
  [...lessons].find(([file]) => numberOf(file) === chapter)?.[1] ?? '';
const idsIn = (text: string, component: string): string[] =>
  [...text.matchAll(new RegExp(`<${component}\\s[^>]*\\bid="([^"]+)"`, 'g'))].map(([, id]) => id as string);
const all = [...questions.values()];
const whole = [...lessons.values()].join('\n');

describe('the book', () => {
  test('has its eighteen chapters', () => {
    expect([...lessons.keys()].map(numberOf)).toEqual(CHAPTERS);
  });

  test('has at least eighty questions of at least eight kinds', () => {
    expect(all.length).toBeGreaterThanOrEqual(80);
    expect(new Set(all.map(({ authored }) => authored.kind)).size).toBeGreaterThanOrEqual(8);
  });

  test('asks each question in some chapter', () => {
    const asked = new Set(idsIn(whole, 'Question'));
    expect([...questions.keys()].filter((id) => !asked.has(id))).toEqual([]);
  });

  test('shows every lab in the chapter that its catalogue names', () => {
    for (const { id, chapter } of LABS) expect(textOf(chapter), id).toContain(`src/labs/${id}/`);
  });

  test('answers every misconception with a distractor', () => {
    const used = new Set(
      all.flatMap(({ question: { input } }) => {
        if (input.type === 'pick') {
          return input.options.map(({ correct, misconception }) =>
            correct && !input.code ? null : misconception?.id,
          );
        }
        if (input.type === 'sort') return input.items.map(({ misconception }) => misconception?.id);
        if (input.type === 'type') return input.wrong.map(({ misconception }) => misconception?.id);
        return [];
      }),
    );
    expect(misconceptions.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });

  test('has the nine under their names, in their chapters, each with a run that shows it', () => {
    const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => questions.get(`Q${n}`));
    expect(nine.map((one) => one?.chapter)).toEqual([9, 9, 9, 9, 9, 13, 13, 13, 13]);
    expect(nine.map((one) => one?.authored.showMe?.lab)).toEqual([
      ...Array.from({ length: 5 }, () => 'living-diagram'),
      ...Array.from({ length: 4 }, () => 'coordinator'),
    ]);
  });

  test('asks the five questions of interviews to be answered in one’s own words', () => {
    const explains = all.filter(({ authored, chapter }) => chapter === 18 && authored.kind === 'explain');
    expect(explains.length).toBeGreaterThanOrEqual(5);
  });

  test('has no computation that no question asks for', () => {
    const used = new Set(
      all.flatMap(({ authored }) => (authored.kind === 'numeric' ? [authored.compute.name] : [])),
    );
    expect(Object.keys(computations).filter((name) => !used.has(name))).toEqual([]);
  });

  test('points to each source, and links each term, from somewhere', () => {
    const cited = new Set([...idsIn(whole, 'Source'), ...all.flatMap(({ authored }) => authored.sources)]);
    expect(sources.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
    const linked = new Set(idsIn(whole, 'Term'));
    expect(terms.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual([]);
  });
});

/** What a reader reads as running text: no code, no attributes, no imports. */
const proseOf = (text: string): string =>
  text
    .replace(/^---[\s\S]*?\n---/, '')
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/```[\s\S]*?```|`[^`]*`/g, '')
    .replaceAll(/<(Recall|Figure|Mermaid|EngineCode)\b[\s\S]*?(<\/\1>|\/>)/g, '')
    .replaceAll(/^(#|\|).*$/gm, '');

describe.each(CHAPTERS)('chapter %i', (chapter) => {
  const text = textOf(chapter);

  test('asks at least four questions, of which one has hints', () => {
    const ids = new Set(idsIn(text, 'Question'));
    expect(ids.size).toBeGreaterThanOrEqual(4);
    expect([...ids].some((id) => (questions.get(id)?.question.hints.length ?? 0) > 0)).toBe(true);
  });

  test('begins with two questions of earlier chapters, but for the first', () => {
    expect(text.match(/<Recall\b/g)?.length ?? 0).toBe(chapter === 1 ? 0 : 2);
  });

  test('ends with a takeaway and where to read on', () => {
    expect(text).toContain('<Takeaway>');
    expect(idsIn(text, 'Source').length).toBeGreaterThanOrEqual(2);
  });

  test('explains by a figure and by code of the engine', () => {
    expect(text).toMatch(/<(Mermaid|Figure)\b/);
    expect(text).toMatch(/<EngineCode\b/);
  });

  test('is the home of terms, each linked in it', () => {
    const own = terms.filter((term) => term.chapter === chapter).map(({ id }) => id);
    const linked = idsIn(text, 'Term');
    expect(own.filter((id) => !linked.includes(id))).toEqual([]);
    expect(new Set(linked).size).toBe(linked.length);
  });

  test('breaks no sentence in two before a term: a line that begins with one begins a paragraph', () => {
    const lines = text.split('\n');
    const broken = lines.filter((line, i) => {
      if (!/^\s*<Term\b/.test(line)) return false;
      const before = lines.slice(0, i).findLast((one) => one.trim() !== '') ?? '';
      return lines[i - 1]?.trim() !== '' || !/([.:!?”)*>|]|^#.*)$/.test(before.trim());
    });
    expect(broken).toEqual([]);
  });

  test('links a term where it stands first', () => {
    const prose = proseOf(text);
    for (const id of idsIn(text, 'Term')) {
      const term = terms.find((one) => one.id === id);
      const before = prose.slice(0, prose.search(new RegExp(`<Term\\s+id="${id}"`)));
      const forms = [term?.term ?? '', ...(term?.also ?? [])].map((form) =>
        form.replaceAll(/[-/\\^$*+?.()|[\]{}]/g, '\\$&'),
      );
      expect(new RegExp(`\\b(${forms.join('|')})\\b`, 'i').exec(before)?.[0] ?? null, id).toBeNull();
    }
  });
});
