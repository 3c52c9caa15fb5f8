/**
 * The base of every error the engine throws on purpose.
 *
 * `code` is stable and meant for programs; `message` is meant for people and says what to do next.
 */
export abstract class EngineError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.constructor.name;
  }
}

/** A value that a public function cannot mean: says where it was given, what was expected and what came. */
export class InvalidInputError extends EngineError {
  readonly code = 'invalid-input';
  readonly where: string;
  readonly expected: string;
  readonly actual: string;

  constructor(where: string, expected: string, actual: unknown) {
    const shown = describe(actual);
    super(`${where}: expected ${expected}, got ${shown}.`);
    this.where = where;
    this.expected = expected;
    this.actual = shown;
  }
}

const LONGEST_SHOWN = 60;

/** A short, safe description of any value, for error messages. Never throws. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  switch (typeof value) {
    case 'string':
      if (value === '') return 'an empty string';
      return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
    case 'object':
      return 'an object';
    case 'function':
      return 'a function';
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'boolean':
    case 'symbol':
      return String(value);
    default:
      return 'undefined';
  }
}
