import fc from 'fast-check';

/** Any data that an event can hold: JSON, but for the one key that stores refuse. */
export const plainData = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__":'));
