import { copyFrozen, type Json } from '../events/index.ts';

/**
 * One text for one value: JSON with keys in alphabetical order (by code unit), without white space. Two values have
 * the same text exactly if they are equal as plain data, in whatever order their keys were written.
 *
 * @throws InvalidInputError for what is not plain data (see `copyFrozen`)
 * Source: the idea of RFC 8785, JSON Canonicalization Scheme.
 */
export function canonicalJson(value: unknown): string {
  return write(copyFrozen(value, 'canonicalJson'));
}

function write(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(write).join(',')}]`;
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${write(value[key] as Json)}`).join(',')}}`;
}

const isArray = (value: object): value is readonly Json[] => Array.isArray(value);
