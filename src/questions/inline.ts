/** A piece of a sentence: plain, `code`, or **strong**. */
export interface Piece {
  readonly kind: 'text' | 'code' | 'strong';
  readonly text: string;
}

/**
 * The pieces of a text in which authors mark code by backticks and stress by two asterisks. Nothing else is markup, and
 * nothing of it ever becomes HTML by itself.
 */
export function inline(text: string): readonly Piece[] {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== '')
    .map((part): Piece => {
      if (part.length > 2 && part.startsWith('`')) return { kind: 'code', text: part.slice(1, -1) };
      if (part.length > 4 && part.startsWith('**')) return { kind: 'strong', text: part.slice(2, -2) };
      return { kind: 'text', text: part };
    });
}
